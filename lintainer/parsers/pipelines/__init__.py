"""Pipelines of continuous integration: the shell text of their steps, and the containers that they ask the runner for.

GitHub workflows and composite actions: `run:` (in sh and bash; other shells are skipped), `jobs.*.container` and
`jobs.*.services`, which the runner starts with `docker create`, and steps that use `docker://IMAGE`. `${{ … }}` is not known.
GitLab CI: `before_script`, `script` and `after_script`, `image` and `services`; of those two only the image is known, since
the runner's own configuration decides how it starts them. `$CI_…` and `$[[ inputs… ]]` are not known.

Not understood: variables that `env:` and `variables:` set, included and reusable files, `!reference`.

Sources: GitHub Docs, "Workflow syntax for GitHub Actions" and "Metadata syntax reference"; actions/runner v2.328,
DockerCommandManager.cs; GitLab 18 docs, "CI/CD YAML syntax reference".
"""
