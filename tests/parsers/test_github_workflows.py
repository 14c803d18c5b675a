"""GitHub workflows: the commands of their steps, and the containers that the runner starts for a job."""

from __future__ import annotations

import pytest

from lintainer.files import Files
from lintainer.model import Unknown
from lintainer.parsers import Context, Parsed
from lintainer.parsers.pipelines.github import GithubParser
from lintainer.source import Source
from tests.parsers.front_ends import GITHUB

STEP = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: "
JOB = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n"


parse, containers, only = GITHUB.parse, GITHUB.containers, GITHUB.only


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(STEP + "docker run --privileged x\n", id="plain"),
        pytest.param(STEP + '"docker run --privileged x"\n', id="double quotes"),
        pytest.param(STEP + "'docker run --privileged x'\n", id="single quotes"),
        pytest.param(STEP + '"echo \\"é\\"\\ndocker run --privileged x"\n', id="escapes"),
        pytest.param(STEP + "|\n          cd x\n          docker run --privileged x\n", id="literal"),
        pytest.param(STEP + "|-\r\n          docker run \\\r\n            --privileged x\r\n", id="continuations, CRLF"),
        pytest.param(STEP + ">-\n          docker run\n          --privileged\n          x\n", id="folded"),
        pytest.param(STEP + "|\n          if true; then\n            docker run --privileged x\n          fi\n", id="if"),
        pytest.param(STEP + "|\n          X=${{ a.b }}\n          docker run --privileged x\n", id="an expression before it"),
        pytest.param(STEP + "docker run -e A=${{ a.b }} --privileged x\n", id="an expression in the line"),
        pytest.param(STEP + "docker run -e A='${{ a || 'b' }}' --privileged x\n", id="an expression with quotes"),
        pytest.param(STEP + "docker run --privileged x\n        shell: bash -e {0}\n", id="bash by name"),
        pytest.param(
            JOB + "    container:\n      image: x\n      options: --privileged\n", id="options of the job's container"
        ),
        pytest.param(
            JOB + "    container:\n      image: x\n      options: >-\n        --rm\n        --privileged\n", id="folded options"
        ),
        pytest.param(JOB + "    services:\n      db: {image: x, options: '--privileged --rm'}\n", id="options of a service"),
        pytest.param("jobs:\n  a:\n    steps:\n    - run: docker run --privileged x\n", id="without on: in the folder"),
        pytest.param("{on: push, jobs: {a: {steps: [{run: docker run --privileged x}]}}}\n", id="flow style, by folder"),
    ],
)
def test_a_privileged_container_is_found_at_its_place(text: str) -> None:
    GITHUB.finds_privileged(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(STEP + "docker run x\n", "some/file.yml", id="by on: and jobs:"),
        pytest.param(STEP.replace("on:", '"on":', 1) + "docker run x\n", "file.yaml", id="on: in quotes"),
        pytest.param(STEP + "docker run x\n", "a/.gitea/workflows/b.yaml", id="of Gitea"),
        pytest.param(
            "runs:\n  using: composite\n  steps:\n  - run: docker run x\n    shell: bash\n", "action.yml", id="action"
        ),
        pytest.param(JOB + "    services:\n      db:\n        image: x\n", "w.yml", id="services are no Compose file"),
    ],
)
def test_files(text: str, name: str) -> None:
    assert only(text, name).image is not None


@pytest.mark.parametrize(
    ("text", "skipped"),
    [
        pytest.param(STEP + "docker build .\n", 0, id="another subcommand"),
        pytest.param(STEP + "|\n          # docker run x\n", 0, id="comment of the shell"),
        pytest.param(STEP + "echo docker run x\n", 0, id="argument of another command"),
        pytest.param(STEP + "docker run x\n        shell: pwsh\n", 1, id="PowerShell"),
        pytest.param(STEP + "docker run x\n        shell: python\n", 1, id="Python"),
        pytest.param(STEP.replace("ubuntu", "windows") + "docker run x\n", 1, id="the default of Windows"),
        pytest.param(JOB + "    defaults: {run: {shell: cmd}}\n    steps: [{run: docker run x}]\n", 1, id="the job's"),
        pytest.param(JOB + "    container: ''\n", 0, id="an empty image"),
        pytest.param(JOB + "    container:\n    services:\n    steps:\n", 0, id="nothing written"),
        pytest.param(JOB + "    container: [a]\n    services: [b]\n    steps: {run: x}\n", 0, id="other shapes"),
    ],
)
def test_no_command(text: str, skipped: int) -> None:
    parsed = parse(text)
    assert [one for one in parsed.workloads if "a" not in (one.name or "")] == []
    assert len(parsed.skipped) == skipped


def test_a_container_of_a_job() -> None:
    text = JOB + (
        "    container:\n      image: node:18\n      env:\n        TOKEN: ${{ secrets.T }}\n        A: b\n"
        "      ports:\n        - 80\n        - '127.0.0.1:8080:81'\n"
        "      volumes:\n        - /var/run/docker.sock:/var/run/docker.sock\n        - data:/v:ro\n"
        "      options: --cpus 1 --cap-add SYS_ADMIN\n"
    )
    found = only(text)
    assert found.name == "a"
    assert found.syntax == "github-workflow"
    assert found.image is not None
    assert (found.image.repository, found.image.tag) == ("node", "18")
    assert found.at("image").text == "node:18"
    assert [mount.target for mount in found.mounts] == ["/var/run/docker.sock", "/v"]
    assert found.mounts[0].at("source").text == "/var/run/docker.sock"
    assert found.mounts[1].origin.location.text == "data:/v:ro"
    assert found.cap_add[0].origin.location.text == "SYS_ADMIN"
    assert len(found.ports) == 2
    assert found.ports[1].origin.location.text.strip("'") == "127.0.0.1:8080:81"
    (workload,) = parse(text).workloads
    assert workload.extent is not None
    assert text[slice(*workload.extent)].startswith("container:")
    assert text[slice(*workload.extent)].endswith("SYS_ADMIN")


def test_an_image_alone() -> None:
    found = only(JOB + "    container: alpine:3\n")
    assert found.at("image").text == "alpine:3"


def test_services_have_the_names_of_job_and_service() -> None:
    found = containers(JOB + "    services:\n      db: {image: 'postgres:16'}\n      q:\n        image: redis:7\n")
    assert [one.name for one in found] == ["a/db", "a/q"]


def test_a_step_that_is_an_image() -> None:
    found = only(JOB + "    steps:\n    - uses: docker://alpine:3.8\n    - uses: actions/checkout@v4\n")
    assert found.at("image").text == "alpine:3.8"


@pytest.mark.parametrize("image", ["${{ matrix.image }}", "app:${{ matrix.tag }}", "'${{ matrix.image }}'"])
def test_expressions_are_unknown(image: str) -> None:
    for text in (STEP + f"|\n          docker run {image}\n", JOB + f"    container: {image}\n"):
        found = only(text).image
        assert found is not None
        assert isinstance(found.tag, Unknown)


def test_the_workspace_is_the_working_directory() -> None:
    (mount,) = only(STEP + "docker run -v ${{ github.workspace }}/x:/src:ro y\n").mounts
    assert (mount.base, mount.source, mount.target) == ("project", "x", "/src")
    assert mount.at("source").text == "${{ github.workspace }}/x"


def test_options_that_are_not_known_may_be_anything() -> None:
    assert "*" in only(STEP + "docker run ${{ matrix.options }} x\n").incomplete
    assert "*" in only(JOB + "    container:\n      image: x\n      options: ${{ matrix.options }}\n").incomplete


def test_remarks_of_yaml_and_of_the_shell() -> None:
    text = STEP + "|\n          # lintainer: ignore[privileged] b\n          docker run \\\n            --privileged x\n"
    GITHUB.covers(text, "--privileged x")
    text = JOB + "    # lintainer: ignore[privileged] b\n    container:\n      image: x\n      options: --privileged\n"
    GITHUB.covers(text, "--privileged")


def test_bad_yaml_is_a_problem() -> None:
    (problem,) = parse(STEP + '"docker run x\n').problems
    assert problem.kind == "syntax"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("env: {O: --privileged}\n" + STEP + "docker run $O x\n", id="of the workflow"),
        pytest.param(JOB + "    env: {O: --privileged}\n    steps: [{run: 'docker run $O x'}]\n", id="of the job"),
        pytest.param(STEP + "docker run ${O} x\n        env: {O: --privileged}\n", id="of the step"),
        pytest.param("env: {O: --rm}\n" + STEP + "docker run $O x\n        env: {O: --privileged}\n", id="the inner one wins"),
        pytest.param(STEP + "docker run ${{ env.O }} x\n        env: {O: --privileged}\n", id="in an expression"),
        pytest.param(STEP + "docker run ${{env['O']}} x\n        env: {O: --privileged}\n", id="in brackets"),
        pytest.param(
            "env: {A: --privileged}\n" + JOB + "    env: {O: '${{ env.A }}'}\n    steps: [{run: 'docker run $O x'}]\n",
            id="of a variable",
        ),
        pytest.param("env: {D: docker}\n" + STEP + "$D run --privileged x\n", id="the client in a variable"),
    ],
)
def test_what_env_sets_is_placed_where_it_is_set(text: str) -> None:
    GITHUB.finds_privileged(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("env: {I: '${{ secrets.I }}'}\n" + STEP + "docker run $I\n", id="an expression"),
        pytest.param(
            "env: {I: a}\n" + STEP + "|\n          I=$(cat i)\n          docker run $I\n", id="set again by the script"
        ),
        pytest.param(
            JOB + "    env: {I: a}\n    steps: [{run: 'echo I=b >> $GITHUB_ENV'}, {run: docker run $I}]\n", id="by another step"
        ),
        pytest.param("env: {I: '${{ secrets.I }}'}\n" + STEP + "'docker run ${I:-a}'\n", id="no default for what is set"),
        pytest.param("env: {I: '${{ env.J }}', J: a}\n" + STEP + "docker run $I\n", id="of the same mapping"),
    ],
)
def test_what_env_does_not_decide_is_unknown(text: str) -> None:
    image = only(text).image
    assert image is not None
    assert isinstance(image.repository, Unknown)


def test_the_workspace_has_a_variable() -> None:
    (mount,) = only(STEP + "docker run -v $GITHUB_WORKSPACE/x:/src y\n").mounts
    assert (mount.base, mount.source) == ("project", "x")


def test_env_of_a_workflow_is_not_known_in_containers_of_jobs() -> None:
    image = only("env: {I: a}\n" + JOB + "    container: '${{ env.I }}'\n").image
    assert image is not None
    assert isinstance(image.repository, Unknown)


def test_a_step_that_is_an_image_has_arguments() -> None:
    text = (
        JOB + "    steps:\n    - uses: docker://alpine:3.8\n      env: {A: b}\n"
        "      with: {entrypoint: /bin/sh, args: \"-c 'echo a'\"}\n"
    )
    found = only(text)
    assert [one.value for one in found.entrypoint or ()] == ["/bin/sh"]
    assert [one.value for one in found.cmd or ()] == ["-c", "echo a"]
    assert [(one.name, one.value) for one in found.env] == [("A", "b")]


def test_an_action_that_is_an_image() -> None:
    text = (
        "name: a\nruns:\n  using: docker\n  image: docker://ghcr.io/acme/tool:2\n  entrypoint: /run\n"
        "  args: [-v, '${{ inputs.x }}']\n  env: {TOKEN: '${{ inputs.t }}'}\n"
    )
    found = only(text, "action.yml")
    assert found.at("image").text == "ghcr.io/acme/tool:2"
    assert [one.value for one in found.entrypoint or ()] == ["/run"]
    assert [isinstance(one.value, Unknown) for one in found.cmd or ()] == [False, True]
    assert [one.name for one in found.env] == ["TOKEN"]
    assert containers(text.replace("docker://ghcr.io/acme/tool:2", "Dockerfile"), "action.yml") == []


def test_services_may_have_a_command() -> None:
    found = only(JOB + "    services:\n      db: {image: x, entrypoint: [/a, b], command: c d}\n")
    assert [one.value for one in found.entrypoint or ()] == ["/a"]
    assert [one.value for one in found.cmd or ()] == ["b", "c", "d"]


def test_reusable_workflows_are_noted() -> None:
    parsed = parse("on: push\njobs:\n  a:\n    uses: ./.github/workflows/b.yml\n")
    assert [one.reason for one in parsed.skipped] == [
        ".github/workflows/ci.yml:4: `uses: ./.github/workflows/b.yml` is not followed"
    ]
    assert [project.complete for project in parsed.projects] == [False]


def found(text: str, *, named: bool) -> Parsed:
    """What is read of a workflow that the user named, or that was found in a folder."""
    name = ".github/workflows/ci.yml"
    return GithubParser().parse(Source(name, text), Context(files=Files(), path=name, named=named))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(STEP + "podman run --privileged x\n", id="a client"),
        pytest.param(STEP + '"d\\x6fcker run --privileged x"\n', id="a client with an escape"),
        pytest.param(STEP + '"doc\\\n          ker run --privileged x"\n', id="a client over the end of a line"),
        pytest.param(JOB + "    container: x\n", id="the container of a job"),
        pytest.param(JOB + "    services:\n      db: {image: x}\n", id="a service"),
        pytest.param(JOB + "    steps:\n      - uses: docker://x\n", id="a step that is an image"),
    ],
)
def test_reads_what_was_found_as_what_was_named(text: str) -> None:
    both = [found(text, named=named).projects[0].workloads for named in (True, False)]
    assert both[0] == both[1] != ()


def test_says_what_a_workflow_that_was_found_draws_in() -> None:
    text = "on: push\njobs:\n  a:\n    uses: ./.github/workflows/b.yml\n"
    assert found(text, named=False).skipped == found(text, named=True).skipped != ()


def test_does_not_parse_a_workflow_that_was_found_and_can_start_nothing() -> None:
    broken = STEP + "'make\n"
    assert found(broken, named=False).problems == ()
    assert [problem.kind for problem in found(broken, named=True).problems] == ["syntax"]
