"""What a command holds that is not known: no value says less or more of it than was written, and no place cuts it in two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintainer.model import Node, Unknown
from lintainer.model.record import Record
from lintainer.parsers import Parsed
from lintainer.parsers.words import HOLE
from lintainer.run import check_texts
from lintainer.settings import Settings
from lintainer.source import Location
from tests.parsers.front_ends import DOCKER_RUN, MAKEFILE

LINES = [
    line
    for line in (Path(__file__).parents[1] / "oracle" / "run_lines.txt").read_text(encoding="utf-8").splitlines()
    if line.startswith("docker run ")
]
PARTS = ("${X}", "$(cmd)", "${X:-x}", "${X:-/etc}", "${X:-${Y:-x}}")


def strings(value: object) -> Iterator[str]:
    """Return every text of a value of the model, those of the reasons why something is unknown among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Unknown):
        yield from (value.why, value.prefix, value.suffix, value.written)
    elif isinstance(value, Record):
        for field in value.fields():
            yield from strings(getattr(value, field) if field != "origin" else None)
    elif isinstance(value, Mapping):
        yield from strings((*value.keys(), *value.values()))
    elif isinstance(value, (tuple, list, set, frozenset)) and not isinstance(value, Location):
        for one in value:
            yield from strings(one)


def places(value: object) -> Iterator[Location]:
    """Return every place of a value of the model."""
    if isinstance(value, Location):
        yield value
    elif isinstance(value, Record):
        if isinstance(value, Node):
            yield value.at()
            yield from (value.origin.at(name) for name in value.origin.written)
        for field in value.fields():
            yield from places(getattr(value, field) if field != "origin" else None)
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from places(one)


def check(parsed: Parsed) -> None:
    assert all(HOLE not in text for text in strings(parsed.workloads))
    assert all(HOLE not in problem.message for problem in parsed.problems)
    for place in places(parsed.workloads):
        assert place.text.count("{") == place.text.count("}"), place.text


def with_parts(line: str, *parts: tuple[int, str]) -> str:
    """Put parts behind the first words of a command, each at its number of characters there."""
    begin = len("docker run ")
    made = line
    for at, part in sorted(((begin + at % (len(line) - begin + 1), part) for at, part in parts), reverse=True):
        made = made[:at] + part + made[at:]
    return made


# Braces of their own would have to be counted, too.
PLAIN = [line for line in LINES if not set("{}'\"\\") & set(line)]


WHERE_AND_WHAT = st.tuples(st.integers(0, 200), st.sampled_from(PARTS))


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(PLAIN), WHERE_AND_WHAT)
def test_an_unknown_part_shows_as_it_was_written(line: str, part: tuple[int, str]) -> None:
    check(DOCKER_RUN.parse(with_parts(line, part)))


@pytest.mark.slow
@settings(max_examples=1_000, deadline=None)
@given(st.sampled_from(PLAIN), WHERE_AND_WHAT, WHERE_AND_WHAT)
def test_unknown_parts_show_as_they_were_written(line: str, part: tuple[int, str], other: tuple[int, str]) -> None:
    check(DOCKER_RUN.parse(with_parts(line, part, other)))
    check(MAKEFILE.parse(f"a:\n\t{with_parts(line, (part[0], '$${X}'), (other[0], '$(X)'))}\n"))


@pytest.mark.parametrize(
    ("options", "field", "name"),
    [
        pytest.param('--label "$X=1"', "labels", "$X", id="a label"),
        pytest.param("-l com.$Y.z=1", "labels", "com.$Y.z", id="the middle of a label"),
        pytest.param("--sysctl net.${X}.y=1", "sysctls", "net.${X}.y", id="a sysctl"),
        pytest.param("--ulimit $(which)=1", "ulimits", "$(which)", id="a ulimit"),
    ],
)
def test_a_name_that_is_not_known_is_as_written_and_leaves_the_list_open(options: str, field: str, name: str) -> None:
    found = DOCKER_RUN.only(f"docker run {options} a")
    (entry,) = getattr(found, field)
    assert entry.name == name
    assert not found.is_complete(field)


@pytest.mark.parametrize(
    ("command", "place", "tag"),
    [
        pytest.param("docker run alpine:${X:-3}", "alpine:${X:-3}", "alpine:${X:-3}", id="the end is a default"),
        pytest.param("docker run ${X:-alpine}:3", "${X:-alpine}:3", "${X:-alpine}:3", id="the beginning is one"),
        pytest.param("docker run ${X:-alpine:3}", "alpine:3", "3", id="all of it stands in one"),
        pytest.param('docker run "alpine:${X:-3}"', "alpine:${X:-3}", "alpine:${X:-3}", id="in quotes"),
        pytest.param('docker run alpine:"3"', 'alpine:"3"', 'alpine:"3"', id="quotes around a part"),
        pytest.param("docker run a${X:-b${Y:-c}}", "a${X:-b${Y:-c}}", "a${X:-b${Y:-c}}", id="a default in a default"),
        pytest.param("docker run ${X:-b${Y:-c}}", "b${Y:-c}", "b${Y:-c}", id="all of it in the outer one"),
        pytest.param("I=alpine:${X:-3}\ndocker run $I", "alpine:${X:-3}", "alpine:${X:-3}", id="in a variable"),
    ],
)
def test_an_image_is_placed_at_all_that_makes_it(command: str, place: str, tag: str) -> None:
    image = DOCKER_RUN.only(command).image
    assert image is not None
    assert (image.at().text, image.at("tag").text) == (place, tag)


@pytest.mark.parametrize(
    ("options", "source"),
    [
        pytest.param('-v "${X:-/etc}:/x"', "/etc", id="all of the path"),
        pytest.param("-v /a/${X:-etc}:/x", "/a/${X:-etc}", id="its end"),
        pytest.param("-v ${X:-/a}${Y:-/b}:/x", "${X:-/a}${Y:-/b}", id="both its parts"),
        pytest.param('-v "${X:-/a}/b":/x', "${X:-/a}/b", id="its beginning, in quotes"),
        pytest.param("--mount type=bind,dst=/x,src=/a${X:-/b}", "/a${X:-/b}", id="in a mount"),
    ],
)
def test_a_path_is_placed_at_all_that_makes_it(options: str, source: str) -> None:
    (mount,) = DOCKER_RUN.only(f"docker run {options} a").mounts
    assert mount.at("source").text == source


def test_letters_that_are_not_known_are_no_letters_that_the_client_refuses() -> None:
    found = DOCKER_RUN.only("docker run -d${X}it a")
    assert not found.notes or all(note.location.text != "-d${X}it" for note in found.notes)
    assert not found.is_complete("privileged")


def test_a_device_that_may_be_named_by_its_kind_is_not_refused() -> None:
    assert not [note for note in DOCKER_RUN.only("docker run --device vendor.com/$X=all a").notes if "absolute" in str(note)]


@pytest.mark.parametrize(
    ("written", "known"),
    [
        pytest.param("$X:80", False, id="a variable"),
        pytest.param("${X}80:80", False, id="a variable in front of a port"),
        pytest.param("80$X:80", True, id="a port with a variable behind it"),
        pytest.param("127.0.0.1:$X:80", True, id="an address"),
        pytest.param("published=$X,target=80", True, id="the long form"),
    ],
)
def test_a_variable_in_front_of_a_port_may_hold_an_address(written: str, known: bool) -> None:
    (port,) = DOCKER_RUN.only(f"docker run -p {written} a").ports
    assert isinstance(port.host_ip, Unknown) is not known


@pytest.mark.parametrize(
    ("volume", "known"),
    [
        pytest.param("/etc:/data$RO", False, id="behind a name"),
        pytest.param("/etc:$ROOT$RO", False, id="behind another variable"),
        pytest.param("/etc:/data/$NAME", True, id="a name of its own"),
        pytest.param("/etc:$TARGET", True, id="all of the target"),
        pytest.param("/etc:/data:$MODE", False, id="the options"),
    ],
)
def test_a_variable_behind_a_target_may_bring_its_options(volume: str, known: bool) -> None:
    texts = {
        "run.sh": f"docker run -v {volume} a:1\n",
        "compose.yaml": f"services:\n  a:\n    image: a:1\n    volumes: ['{volume}']\n",
    }
    for name, text in texts.items():
        (project,) = check_texts({name: text}, Settings(installed_plugins=False)).projects
        (mount,) = project.workloads[0].containers[0].mounts
        assert (mount.read_only is False) == known, name
        assert known or isinstance(mount.read_only, Unknown), name
