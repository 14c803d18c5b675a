"""The small languages inside a Compose file: variables, env files, numbers, commands, ports."""

from __future__ import annotations

import pytest

from lintainer.model import Unknown
from lintainer.parsers.compose.dotenv import DotenvError, parse_dotenv
from lintainer.parsers.compose.golang import go_text
from lintainer.parsers.compose.numbers import boolean, duration, integer, size
from lintainer.parsers.compose.partial import Partial, cut, join, split
from lintainer.parsers.compose.template import TemplateError, substitute
from lintainer.parsers.compose.words import WordsError, split_command
from lintainer.parsers.ports import PortError, parse_port

VALUES = {"SET": "set", "EMPTY": ""}


@pytest.mark.parametrize(
    ("template", "value"),
    [
        ("$SET ${SET}", "set set"),
        ("$NONE-${NONE}", "-"),
        ("${NONE:-a}${NONE-b}${EMPTY:-c}${EMPTY-d}", "abc"),
        ("${SET:+a}${EMPTY:+b}${EMPTY+c}${NONE+d}", "ac"),
        ("${NONE:-${SET}}", "set"),
        ("${NONE:-a${NONE:-b}c}", "abc"),
        ("$$SET $$$SET", "$SET $set"),
        ("$ $1 $(x) a$", "$ $1 $(x) a$"),
        ("${SET:?m}${SET?m}", "setset"),
        ('${NONE:-{"a":{}}}', '{"a":{}}'),
    ],
)
def test_templates(template: str, value: str) -> None:
    assert substitute(template, VALUES.get) == value


@pytest.mark.parametrize("template", ["${", "${}", "${A!}", "${1}", "${NONE:?m}", "${NONE?m}", "${EMPTY:?m}", "${NONE:-${X!}}"])
def test_templates_that_compose_refuses(template: str) -> None:
    with pytest.raises(TemplateError):
        substitute(template, VALUES.get)


@pytest.mark.parametrize(
    ("template", "prefix", "suffix"),
    [
        ("a${N}b", "a", "b"),
        ("${N}", "", ""),
        ("${N:?m}/x", "", "/x"),
        ("x${N:+y}", "x", ""),
        ("${NONE:-a}${N}", "a", ""),
    ],
)
def test_in_an_open_world_a_variable_without_value_is_unknown(template: str, prefix: str, suffix: str) -> None:
    value = substitute(template, VALUES.get, open_world=True)
    assert isinstance(value, Unknown)
    assert (value.prefix, value.suffix) == (prefix, suffix)


def test_partly_known_texts_are_split_outside_of_what_is_unknown() -> None:
    hole = Unknown("x", written="${A}")
    text = join(["a:b", hole, "c:d"])
    assert isinstance(text, Partial)
    assert text.written == "a:b${A}c:d"
    first, middle, last = split(text, ":")
    assert (first, last) == ("a", "d")
    assert isinstance(middle, Partial)
    assert (middle.prefix, middle.suffix) == ("b", "c")
    assert cut("a=b=c", "=") == ("a", "b=c")
    assert cut("a", "=") == ("a", None)
    assert join(["a", "", "b"]) == "ab"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A=1\nexport B=2\n# c\nC: 3 # d\n", {"A": "1", "B": "2", "C": "3"}),
        ("A='$X'\nB=\"$A\\n\"\nC=a#b", {"A": "$X", "B": "$X\n", "C": "a#b"}),
        ("A=\nB=''\n", {"A": "", "B": ""}),
        ("SET\nNONE\n", {"SET": "set"}),
        ("A=${SET}-${NONE:-d}", {"A": "set-d"}),
        ("A=x\r\nB=y\r\n", {"A": "x", "B": "y"}),
    ],
)
def test_env_files(text: str, values: dict[str, str]) -> None:
    assert parse_dotenv(text, VALUES.get) == values


@pytest.mark.parametrize("text", ["A='x", "A&B=1", "A B=1", "A=${X!}"])
def test_env_files_that_compose_refuses_do_not_show_values(text: str) -> None:
    with pytest.raises(DotenvError) as error:
        parse_dotenv(text, VALUES.get)
    assert str(error.value).startswith("line 1: ")


@pytest.mark.parametrize(
    ("text", "value"),
    [("100", 100), ("1k", 1024), ("1.5GiB", 1610612736), ("10 mb", 10485760), ("7B", 7), ("-1", -1), ("0.5", 0)],
)
def test_sizes(text: str, value: int) -> None:
    assert size(text) == value


@pytest.mark.parametrize("text", ["", "x", "1x", "1kbb", "-1k", "1 k b", "inf", "1e400k"])
def test_sizes_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"not|a size|a negative|a duration"):
        size(text)


@pytest.mark.parametrize(
    ("text", "value"), [("1s", 10**9), ("1m30s", 90 * 10**9), ("1.5h", 5400 * 10**9), ("0", 0), ("-2ms", -2 * 10**6)]
)
def test_durations(text: str, value: int) -> None:
    assert duration(text) == value


@pytest.mark.parametrize("text", ["", "10", "s", "1y", "1s2", ".s"])
def test_durations_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"not|a size|a negative|a duration"):
        duration(text)


def test_booleans_and_integers() -> None:
    assert [boolean(word) for word in ("TRUE", "y", "On", "no", "OFF")] == [True, True, True, False, False]
    assert integer("+5") == 5
    for text in ("1_000", "0x1", " 1", "", "9" * 30):
        with pytest.raises(ValueError, match=r"not|a size|a negative|a duration"):
            integer(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a b  c", ["a", "b", "c"]),
        ("a 'b c' \"d e\"", ["a", "b c", "d e"]),
        ("a\\ b c\\nd", ["a b", "c\nd"]),
        ("a && b", ["a"]),
        ("a 2>b", ["a"]),
        ("a '' b", ["a", "", "b"]),
        ("echo $(ls -l) `x y`", ["echo", "$(ls -l)", "`x y`"]),
        ("", []),
    ],
)
def test_commands(text: str, words: list[str]) -> None:
    assert split_command(text) == words


@pytest.mark.parametrize("text", ["a 'b", 'a "b', "a \\", "(a)", "a )", "a `b"])
def test_commands_that_compose_refuses(text: str) -> None:
    with pytest.raises(WordsError):
        split_command(text)


@pytest.mark.parametrize(
    ("text", "address", "host", "container", "protocol"),
    [
        ("80", "", None, (80, 80), "tcp"),
        ("8080:80/UDP", "", (8080, 8080), (80, 80), "udp"),
        ("127.0.0.1::80", "127.0.0.1", None, (80, 80), "tcp"),
        ("[::]:1-2:3-4", "::", (1, 2), (3, 4), "tcp"),
        ("::1:1:2", "::1", (1, 1), (2, 2), "tcp"),
    ],
)
def test_ports(text: str, address: str, host: tuple[int, int] | None, container: tuple[int, int], protocol: str) -> None:
    assert parse_port(text) == (address, host, container, protocol)


@pytest.mark.parametrize(
    "text", ["", ":", "80:", "x", "80:80/x", "65536", "1-2:3-5", "2-1", "256.0.0.1:1:1", "01.0.0.1:1:1", "[::1:1:1"]
)
def test_ports_that_are_refused(text: str) -> None:
    with pytest.raises(PortError):
        parse_port(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (1, "1"),
        (1.0, "1"),
        (0.1, "0.1"),
        (1e21, "1e+21"),
        (1e20, "100000000000000000000"),
        (1e-5, "1e-05"),
        (None, "<nil>"),
    ],
)
def test_scalars_as_go_prints_them(value: object, text: str) -> None:
    assert go_text(value) == text
