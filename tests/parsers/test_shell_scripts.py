"""Commands in shell scripts: which are found, what their words are worth, and where each was written."""

from __future__ import annotations

import pytest

from lintainer.model import Unknown
from lintainer.model.notes import UnresolvedVariable
from tests.parsers.front_ends import DOCKER_RUN

parse, containers, only = DOCKER_RUN.parse, DOCKER_RUN.containers, DOCKER_RUN.only


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("docker run --privileged a", "--privileged", id="plain"),
        pytest.param("docker run \\\n  --privileged \\\n  a", "--privileged", id="continuations"),
        pytest.param("docker run \\\r\n  --privileged \\\r\n  a\r\n", "--privileged", id="CRLF"),
        pytest.param("# é ü 漢字 😀\ndocker run --name 'é' --privileged a", "--privileged", id="non-ASCII before it"),
        pytest.param("docker run '--privileged' a", "'--privileged'", id="quoted"),
        pytest.param('docker run --pri"vil"eged a', '--pri"vil"eged', id="quotes in the middle"),
        pytest.param("docker run --priv\\\nileged a", "--priv\\\nileged", id="continuation in a word"),
        pytest.param("docker run > log 2>&1 --privileged a", "--privileged", id="redirections before it"),
        pytest.param("docker run --privileged a | tee log", "--privileged", id="pipe"),
        pytest.param("cd x && docker run --privileged a; ls", "--privileged", id="list"),
        pytest.param("sudo -E docker run --privileged a", "--privileged", id="sudo"),
        pytest.param("env A=b docker run --privileged a", "--privileged", id="env"),
        pytest.param("A=b docker run --privileged a", "--privileged", id="assignment"),
        pytest.param("exec docker run --privileged a", "--privileged", id="exec"),
        pytest.param("if docker run --privileged a; then :; fi", "--privileged", id="condition of if"),
        pytest.param("while ! docker run --privileged a; do :; done", "--privileged", id="condition of while"),
        pytest.param("f() {\n  docker run --privileged a\n}", "--privileged", id="function"),
        pytest.param("case $x in a) docker run --privileged a;; esac", "--privileged", id="case"),
        pytest.param("(docker run --privileged a)", "--privileged", id="subshell"),
        pytest.param('x=$(docker run --privileged a)', "--privileged", id="substitution"),
        pytest.param('x="$(docker run --privileged a)"', "--privileged", id="substitution in quotes"),
        pytest.param("x=`docker run --privileged a`", "--privileged", id="backticks"),
        pytest.param("bash -c 'docker run --privileged a'", "--privileged", id="sh -c"),
        pytest.param("ssh host 'docker run --privileged a'", "--privileged", id="ssh"),
        pytest.param("alias x='docker run --privileged a'", "--privileged", id="alias"),
        pytest.param("alias x='docker run --privileged' y=ls", "--privileged", id="alias without an image"),
        pytest.param("bash <<'EOF'\ndocker run --privileged a\nEOF", "--privileged", id="heredoc that a shell reads"),
        pytest.param("O=--privileged\ndocker run $O a", "--privileged", id="constant"),
        pytest.param("O='--rm --privileged'\ndocker run $O a", "--privileged", id="constant of several words"),
        pytest.param("O=(--rm --privileged)\ndocker run \"${O[@]}\" a", "--privileged", id="array"),
        pytest.param("D='sudo docker'\n$D run --privileged a", "--privileged", id="program in a variable"),
        pytest.param("docker run ${O:---privileged} a", "${O:---privileged}", id="default"),
    ],
)  # fmt: skip
def test_a_command_is_found_and_its_flag_has_its_exact_place(text: str, place: str) -> None:
    DOCKER_RUN.finds_privileged(text, place)


@pytest.mark.parametrize(
    ("script", "capabilities"),
    [
        pytest.param("O=(--cap-add A)\nO+=(--cap-add B)", ["A", "B"], id="added to"),
        pytest.param("O=(--cap-add A)\nif x; then O+=(--cap-add B); fi", ["A"], id="what may not be added is left open"),
        pytest.param("O=()\nO+=(--cap-add B)", ["B"], id="empty at first"),
        pytest.param("O=(--cap-add A)\nO+=' --cap-add B'", [], id="a text added to its first element"),
        pytest.param("O=(--cap-add A)\nO[0]=x\nO+=(--cap-add B)", [], id="an element set"),
        pytest.param("O=(--cap-add A)\nO=(--cap-add B)", [], id="set twice"),
        pytest.param("O+=(--cap-add B)", [], id="what stood in it before is not known"),
    ],
)
def test_an_array_holds_what_is_certainly_put_into_it(script: str, capabilities: list[str]) -> None:
    found = DOCKER_RUN.only(f'{script}\ndocker run "${{O[@]}}" a')
    assert [entry.name for entry in found.cap_add] == capabilities
    assert not found.is_complete("cap_add")


def test_what_is_added_to_an_array_later_is_not_in_it_yet() -> None:
    first, second = containers('O=(--rm)\ndocker run "${O[@]}" a\nO+=(--privileged)\ndocker run "${O[@]}" a')
    assert (first.privileged, second.privileged) == (None, True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# docker run --privileged a", id="comment"),
        pytest.param("echo docker run --privileged a", id="words of another command"),
        pytest.param("echo 'docker run --privileged a'", id="string"),
        pytest.param("cat <<EOF\ndocker run --privileged a\nEOF", id="heredoc that is data"),
        pytest.param("docker ps --filter name=run", id="another subcommand"),
        pytest.param("docker run --help", id="help"),
    ],
)
def test_what_starts_no_container_is_none(text: str) -> None:
    assert containers(text) == []


@pytest.mark.parametrize(
    ("text", "open_fields"),
    [
        pytest.param("docker run $OPTS nginx", True, id="options in a variable"),
        pytest.param('docker run "${OPTS[@]}" nginx', True, id="array"),
        pytest.param('O=(--rm)\ndocker run "${O[@]}" nginx', True, id="array that is known"),
        pytest.param('docker run "$@"', True, id="arguments"),
        pytest.param("alias x='docker run --rm'", True, id="what an alias without an image is called with"),
        pytest.param("alias x='docker run --rm nginx'", False, id="what an alias with an image is called with"),
        pytest.param("docker run $(opts) --rm nginx", True, id="output of a command"),
        pytest.param("docker run ${DEBUG:+--privileged} nginx", True, id="alternative value"),
        pytest.param("O=--rm\ndocker run $O nginx", False, id="constant"),
        pytest.param('docker run "$IMAGE"', False, id="image"),
        pytest.param("docker run $IMAGE sh -c ls", False, id="image and command"),
    ],
)
def test_unknown_words_among_the_options_leave_the_container_open(text: str, open_fields: bool) -> None:
    assert only(text).is_complete("memory") is not open_fields


def test_an_expression_that_holds_an_option_is_not_taken_for_the_image() -> None:
    image = only("docker run ${DEBUG:+--privileged} a:1").image
    assert image is not None
    assert image.repository == "a"
    image = only("docker run $(docker build -q .) ls -l").image
    assert image is not None
    assert isinstance(image.repository, Unknown)


@pytest.mark.parametrize(
    "assigned",
    [
        pytest.param("N=host; N=bridge", id="twice"),
        pytest.param("N=$1", id="to an argument"),
        pytest.param("N=$(cat n)", id="to the output of a command"),
        pytest.param("if x; then N=host; fi", id="in a branch"),
        pytest.param('[ -z "$1" ] && N=host', id="behind a condition"),
        pytest.param("for N in a b; do :; done", id="by a loop"),
        pytest.param("read -r N", id="by read"),
        pytest.param("N=host; N+=x", id="and added to"),
        pytest.param(":", id="nowhere"),
    ],
)
def test_a_variable_that_is_no_constant_is_unknown(assigned: str) -> None:
    container = only(f"{assigned}\ndocker run --network $N a")
    assert isinstance(container.network_mode, Unknown)
    (note,) = [note for note in container.notes if isinstance(note, UnresolvedVariable)]
    assert (note.variable, note.field, note.location.text) == ("N", "network_mode", "$N")


@pytest.mark.parametrize(
    ("text", "source", "base"),
    [
        ('docker run -v "$HOME/.ssh:/k" a', ".ssh", "home"),
        ("docker run -v ~/.ssh:/k a", ".ssh", "home"),
        ("docker run -v $(pwd):/k a", ".", "project"),
        ("docker run -v ${PWD}/x:/k a", "x", "project"),
        ("docker run -v `pwd`/x:/k a", "x", "project"),
        ("D=/etc\ndocker run -v $D/ssh:/k a", "/etc/ssh", "absolute"),
        ("docker run --mount type=bind,src=$HOME,dst=/k a", ".", "home"),
    ],
)
def test_a_path_is_known_as_far_as_the_script_shows_it(text: str, source: str, base: str) -> None:
    (mount,) = only(text).mounts
    assert (mount.type, mount.source, mount.base, mount.target) == ("bind", source, base, "/k")


def test_a_path_with_an_unknown_part_keeps_what_is_certain() -> None:
    (mount,) = only("docker run -v /srv/$X/data:/k:ro a").mounts
    assert isinstance(mount.source, Unknown)
    assert (mount.source.prefix, mount.source.suffix, mount.target, mount.read_only) == ("/srv/", "/data", "/k", True)
    assert mount.at("source").text == "/srv/$X/data"


def test_a_constant_is_placed_where_it_was_assigned() -> None:
    text = "OPTS='--cap-add SYS_ADMIN -v /:/host'\ndocker run $OPTS nginx"
    container = only(text)
    assert container.cap_add[0].at().text == "SYS_ADMIN"
    assert container.cap_add[0].at("option").text == "--cap-add SYS_ADMIN"
    assert container.mounts[0].at("source").text == "/"
    assert container.at().text == "docker run"


def test_a_text_that_cannot_be_parsed_is_still_searched() -> None:
    text = "if then fi ((\ndocker run --privileged a\n"
    assert [container.privileged for container in containers(text)] == [True]


def test_every_program_that_starts_another_one_is_looked_at() -> None:
    from lintainer.parsers._shell.tree import STARTERS
    from lintainer.parsers.docker_run.invocation import PREFIXES

    assert set(PREFIXES) - {"!"} <= STARTERS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("".join(f"A{n}=$A{n + 1}$A{n + 1}\n" for n in range(60)) + "A60=ab\n", id="values that double"),
        pytest.param("".join(f"A{n}=$A{n + 1}\n" for n in range(3000)), id="a long chain of names"),
        pytest.param("A=$A\nB=$C\nC=$B\n", id="a circle"),
        pytest.param("A0=" + "${X:-" * 3000 + "}" * 3000 + "\n", id="defaults in defaults"),
        pytest.param("A0=" + "$(" * 3000 + ")" * 3000 + "\n", id="substitutions in substitutions"),
        pytest.param("x=(((\n" * 300 + "docker run ((\n" * 300, id="errors"),
    ],
)
def test_hostile_text_is_read_in_bounded_time(text: str) -> None:
    found = containers(f"{text}\ndocker run --privileged -v $A0:/x a\n")
    assert any(container.privileged is True for container in found)


def test_a_comment_covers_the_command_that_begins_below_it() -> None:
    text = "# lintainer: ignore[privileged] why\ndocker run \\\n  --privileged a\nls\n"
    (remark,) = parse(text).remarks
    assert text[remark.span.start : remark.span.end] == "# lintainer: ignore[privileged] why"
    assert text[remark.scope.start : remark.scope.end].endswith("--privileged a")


def test_a_comment_on_the_last_line_of_a_command_covers_all_of_it() -> None:
    text = "ls\ndocker run \\\n  --privileged \\\n  a  # lintainer: ignore[privileged] why\ndocker run --privileged b\n"
    (remark,) = parse(text).remarks
    assert text[remark.span.start : remark.span.end] == "# lintainer: ignore[privileged] why"
    assert text[remark.scope.start : remark.scope.end] == text[text.index("docker") : text.index("why") + 3]


def test_a_comment_is_obeyed_wherever_it_may_stand() -> None:
    from lintainer.run import check_texts
    from lintainer.settings import Settings

    above = "# lintainer: ignore[privileged] why\ndocker run \\\n  --rm \\\n  --privileged a:1\n"
    behind = "docker run \\\n  --rm \\\n  --privileged a:1  # lintainer: ignore[privileged] why\n"
    for text in (above, behind):
        report = check_texts({"run.sh": text}, Settings(select=("privileged",)))
        assert [finding.suppressed is not None for finding in report.findings] == [True]


def test_a_script_is_one_project() -> None:
    (project,) = parse("docker run a\npodman run b\nnerdctl create c\n").projects
    assert [workload.containers[0].dialect for workload in project.workloads] == ["docker", "podman", "nerdctl"]


@pytest.mark.parametrize(
    ("platform", "wanted"),
    [("linux/$ARCH", "linux"), ("windows/$ARCH", "windows"), ("$OS", "linux"), ("windows/amd64", "windows")],
)
def test_a_platform_is_known_as_far_as_it_is_written(platform: str, wanted: str) -> None:
    assert only(f"docker run --platform {platform} a").os == wanted


def test_the_default_stands_in_for_an_empty_value_behind_a_colon_alone() -> None:
    image = only("I=\ndocker run ${I:-a}").image
    assert image is not None
    assert image.repository == "a"
    assert only("O=\ndocker run ${O---privileged} a").privileged is None


def test_a_part_of_a_word_is_placed_where_it_was_assigned_and_the_whole_where_it_is_used() -> None:
    container = only('D=/srv/data\ndocker run -v "$D:/x" -v $D/y:/z a')
    assert [mount.at("source").text for mount in container.mounts] == ["/srv/data", "$D/y"]
    assert [mount.at().text for mount in container.mounts] == ['"$D:/x"', "$D/y:/z"]


def test_a_secret_in_a_variable_is_masked_where_it_was_assigned() -> None:
    from lintainer.run import check_texts
    from lintainer.settings import Settings

    text = "PW=hunter2hunter2; docker run --privileged -e DB_PASSWORD=$PW a:1\n"
    report = check_texts({"run.sh": text}, Settings(select=("privileged", "plaintext-secret")))
    assert sorted((finding.policy.id, finding.location.text) for finding in report.findings) == [
        ("plaintext-secret", "hunter2hunter2"),
        ("privileged", "--privileged"),
    ]
    (source,) = {finding.location.source for finding in report.findings}
    assert [source.text[slice(*span)] for span in source.secrets] == ["hunter2hunter2"]
