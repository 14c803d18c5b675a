"""The text of systemd's units: entries, words and specifiers, each with its place."""

from __future__ import annotations

import pytest

from lintainer.parsers.units import comments, read_unit, split
from lintainer.parsers.words import HOLE
from lintainer.source import Source


def words(value: str, **specifiers: str) -> list[tuple[str, str]]:
    """Return the words of a value, each with the text that stands at its place."""
    (entry,) = read_unit(Source("a.service", f"Key={value}"))
    text = f"Key={value}"
    return [(word.text.replace(HOLE, "…"), text[slice(*word.span)]) for word in split(entry.value, specifiers)]


def test_entries_and_sections() -> None:
    text = "[A]\r\n  Key = some value \r\n# no=entry\r\n; nor=this\r\nneither\r\n\r\n[B]\r\nEmpty=\r\nKey=é=1"
    found = [(one.section, one.key, one.text, text[slice(*one.span)]) for one in read_unit(Source("a", text))]
    assert found == [
        ("A", "", "", "[A]"),
        ("A", "Key", "some value", "Key = some value"),
        ("B", "", "", "[B]"),
        ("B", "Empty", "", "Empty="),
        ("B", "Key", "é=1", "Key=é=1"),
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("A=1 \\\n  2\nB=3", ["1    2", "3"], id="blank for a backslash"),
        pytest.param("A=1\\\n# c\n  ; c\\\n2\nB=3", ["1 2", "3"], id="comments between"),
        pytest.param("A=1\\\n\nB=3", ["1", "3"], id="an empty line ends it"),
        pytest.param("A=1\\\\\nB=3", ["1\\\\", "3"], id="an escaped backslash"),
        pytest.param("# A=1\\\nB=3", ["3"], id="comments have no continuation"),
        pytest.param("A=1\\", ["1"], id="at the end of the file"),
        pytest.param("A=1\\\n# c", ["1"], id="a comment at the end of the file"),
        pytest.param("A=\\\n\\\n", [""], id="nothing but continuations"),
    ],
)
def test_lines_that_go_on(text: str, values: list[str]) -> None:
    assert [entry.text for entry in read_unit(Source("a", text))] == values


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        pytest.param("a  b", [("a", "a"), ("b", "b")], id="blanks"),
        pytest.param("'a b' \"c d\"", [("a b", "'a b'"), ("c d", '"c d"')], id="quotes"),
        pytest.param("x'a b'y'\"'", [('xa by"', "x'a b'y'\"'")], id="quotes inside of words"),
        pytest.param("'' a", [("", "''"), ("a", "a")], id="nothing in quotes"),
        pytest.param("'a b", [("a b", "'a b")], id="quotes that nothing closes"),
        pytest.param(r"a\sb \x41\102\u00e9", [("a b", r"a\sb"), ("ABé", r"\x41\102\u00e9")], id="escapes"),
        pytest.param(r"a\qb \;", [(r"a\qb", r"a\qb"), (r"\;", r"\;")], id="no escapes"),
        pytest.param(r"'a\'b' \"", [("a'b", r"'a\'b'"), ('"', r"\"")], id="escaped quotes"),
        pytest.param("50%% %n-%i", [("50%", "50%%"), ("x.service-…", "%n-%i")], id="specifiers"),
        pytest.param("'%n' 5%", [("x.service", "'%n'"), ("5%", "5%")], id="specifiers in quotes, at the end"),
    ],
)
def test_words(value: str, wanted: list[tuple[str, str]]) -> None:
    assert words(value, n="x.service") == wanted


def test_a_specifier_has_its_place() -> None:
    text = "Key=a/%H/b"
    (entry,) = read_unit(Source("a", text))
    (word,) = split(entry.value)
    assert [text[slice(*hole.span)] for hole in word.holes] == ["%H"]
    assert text[slice(*word.place(word.text.index("/b"), len(word.text)))] == "/b"


def test_where_runtime_files_lie_is_known_at_its_start() -> None:
    (entry,) = read_unit(Source("a", "Key=%t/docker.sock"))
    (word,) = split(entry.value)
    assert word.text == f"/run{HOLE}/docker.sock"


def test_comments_between_the_lines_of_an_entry_are_comments() -> None:
    text = "# a\nKey=1 \\\n  ; b\n  2 # no comment\n"
    assert [text[slice(*span)] for span in comments(Source("a", text))] == ["# a", "; b"]
