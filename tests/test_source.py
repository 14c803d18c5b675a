"""Lines and columns are derived from offsets, as editors count them."""

from __future__ import annotations

import pytest

from lintainer.source import Fragment, Source, Span
from tests.builders import span_of


@pytest.mark.parametrize(
    ("text", "part", "region"),
    [
        pytest.param("a\nbc\n", "bc", (2, 1, 2, 3), id="second line"),
        pytest.param("a\r\nbc\r\n", "bc", (2, 1, 2, 3), id="CRLF"),
        pytest.param("é𝕏bc", "bc", (1, 3, 1, 5), id="code points"),
        pytest.param("a\u2028b\x85cd", "cd", (1, 5, 1, 7), id="U+2028 and NEL end no line"),
        pytest.param("a\nb\nc", "a\nb", (1, 1, 2, 2), id="several lines"),
    ],
)
def test_regions(text: str, part: str, region: tuple[int, int, int, int]) -> None:
    assert Source("a", text).region(span_of(text, part)) == region


def test_an_empty_span_at_the_end_has_a_place() -> None:
    assert Source("a", "ab\n").region(Span(3, 3)) == (2, 1, 2, 1)
    assert Source("a", "").region(Span(0, 0)) == (1, 1, 1, 1)


def test_lines_come_without_their_breaks() -> None:
    source = Source("a", "one\r\ntwo\nthree")
    assert [source.line_text(number) for number in (1, 2, 3)] == ["one", "two", "three"]


def test_a_fragment_knows_where_its_characters_were_written() -> None:
    source = Source("a", "run: |\n    docker run \\\n      nginx\n")
    text, pieces = "docker run \\\n  nginx\n", [(0, 11), (13, 28)]
    fragment = Fragment(source, text, pieces)
    at = text.index("nginx")
    assert fragment.location(at, at + 5).text == "nginx"
    assert fragment.location(0, 10).text == "docker run"
