"""Excerpts: carets under exactly the place, secrets masked, control characters escaped."""

from __future__ import annotations

import pytest

from lintainer.excerpt import MASK, excerpt, masked_line, visible_text
from lintainer.messages import printable, quoted, shorten
from lintainer.source import Location, Source, Span
from tests.builders import span_of


def marked(text: str, part: str) -> str:
    (line,) = excerpt(Location(Source("a", text), span_of(text, part)))
    return line.text[line.start : line.end]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        pytest.param("a: privileged: true\n", "privileged: true", id="plain"),
        pytest.param("ü𝕏: host\n", "host", id="non-ASCII before"),
        pytest.param("\t\thost\n", "host", id="tabs before"),
        pytest.param("a\r\nhost\r\n", "host", id="CRLF"),
    ],
)
def test_carets_stand_under_the_place(text: str, part: str) -> None:
    assert marked(text, part) == part


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        pytest.param("DB_PASSWORD=hunter2 x", "hunter2", id="shell assignment"),
        pytest.param("  DB_PASSWORD: hunter2", "hunter2", id="YAML"),
        pytest.param('  "apiKey": "hunter2"', "hunter2", id="JSON"),
        pytest.param("-e 'TOKEN=hunter2 more'", "hunter2", id="quoted"),
        pytest.param("postgres://app:hunter2@db/app", "hunter2", id="URL"),
        pytest.param("x AKIAIOSFODNN7EXAMPLE y", "AKIAIOSFODNN7EXAMPLE", id="by shape"),
    ],
)
def test_a_secret_is_masked_whichever_policy_speaks(text: str, secret: str) -> None:
    (line,) = excerpt(Location(Source("a", text), Span(0, 1)))
    assert secret not in line.text
    assert MASK in line.text


def test_a_span_that_a_parser_called_secret_is_masked_and_carets_shift() -> None:
    source = Source("a", "x: abcdefghij host")
    source.secrets.append(Span(3, 13))
    (line,) = excerpt(Location(source, span_of(source.text, "host")))
    assert line.text == f"x: {MASK} host"
    assert line.text[line.start : line.end] == "host"
    assert visible_text(Location(source, Span(3, 13))) == MASK


def test_a_place_of_several_lines_shows_its_first() -> None:
    source = Source("a", "web:\n  image: x\n")
    (line,) = excerpt(Location(source, Span(0, 15)))
    assert line.text[line.start : line.end] == "web:"


def test_a_long_line_is_cut_around_the_place() -> None:
    text = "x" * 500 + "HERE" + "y" * 500
    (line,) = excerpt(Location(Source("a", text), span_of(text, "HERE")))
    assert len(line.text) < 170
    assert line.text[line.start : line.end] == "HERE"
    assert line.text[0] == line.text[-1] == "…"


def test_control_and_bidirectional_characters_are_escaped_and_carets_follow() -> None:
    text = "a\x1b[31m\u202e host"
    (line,) = excerpt(Location(Source("a", text), span_of(text, "host")))
    assert line.text == "a\\x1b[31m\\u202e host"
    assert line.text[line.start : line.end] == "host"


def test_messages_are_one_printable_line() -> None:
    assert printable("a\nb\x07") == "a\\x0ab\\x07"
    assert quoted("x") == "`x`"
    assert len(shorten("x" * 500, 50)) <= 50


def test_a_line_is_known_by_its_text_without_secrets_and_blanks() -> None:
    source = Source("a.yaml", "  DB_PASSWORD:   hunter2-is-no-password\n\tplain:  text \n")
    assert masked_line(source, 1) == f"DB_PASSWORD: {MASK}"
    assert masked_line(source, 2) == "plain: text"
