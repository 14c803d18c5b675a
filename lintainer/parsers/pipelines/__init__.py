"""Pipelines of continuous integration: the shell text of their steps, and the containers that they ask the runner for.

GitHub workflows and composite actions: `run:` (in sh and bash; other shells are skipped), `jobs.*.container` and
`jobs.*.services`, which the runner starts with `docker create`, and steps and actions that are `docker://IMAGE`. `env:` of the
workflow, the job and the step is known in the shell and as `${{ env.NAME }}`; every other `${{ … }}` is not known, nor is a
variable that a step writes into `$GITHUB_ENV`.

GitLab CI: `before_script`, `script` and `after_script` with what `extends` and `!reference` bring from the same file, `image`
and `services`; of those two the image and the process are known, since the runner's own configuration decides how it starts
them. `variables` are known, but for those that a rule or a matrix sets; `$CI_…` and `$[[ inputs… ]]` are not.

Not read: reusable workflows, included and triggered pipelines (noted as skipped); actions that are a Dockerfile.

Sources: GitHub Docs, "Workflow syntax for GitHub Actions", "Metadata syntax reference", "Variables"; actions/runner v2.328,
DockerCommandManager.cs; GitLab 18 docs, "CI/CD YAML syntax reference", "CI/CD variables"; GitLab's ci.json schema.
"""
