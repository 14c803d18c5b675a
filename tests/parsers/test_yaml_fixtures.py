"""Every leaf of every fixture, in every form of line break: its span is exactly its text."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from lintainer.parsers._yaml import Alias, Mapping, Scalar, Sequence, children, documents, walk
from lintainer.source import Source

FIXTURES = sorted((Path(__file__).parent / "yaml_fixtures").iterdir())
FORMS = {
    "as it is": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "no last newline": lambda text: text.rstrip("\n"),
    "behind a comment": lambda text: f"# é 😀\n\n{text}",
}


def assert_exact(scalar: Scalar) -> None:
    """Assert that the text at the scalar's span, read alone, has the scalar's value."""
    text = scalar.text
    if scalar.style in ("literal", "folded"):
        assert_words(scalar)
    elif scalar.style == "plain" and "\n" not in text:
        assert text == scalar.value
    else:
        (document,) = documents(Source("slice", f"- {text}"))
        assert isinstance(document.root, Sequence)
        (again,) = document.root.items
        assert isinstance(again, Scalar)
        assert (again.value, again.style) == (scalar.value, scalar.style)
        assert_words(scalar)


def assert_words(scalar: Scalar) -> None:
    """Assert that every word of the value is where its fragment says."""
    text = scalar.text
    if scalar.style in ("literal", "folded"):
        assert text[0] == scalar.indicator
        assert text == text.rstrip("\r\n")
    fragment = scalar.fragment()
    assert fragment is not None
    assert fragment.text == scalar.value
    for word in re.finditer(r"[^\s\\]+", scalar.value):
        span = fragment.span(word.start(), word.end())
        assert scalar.start <= span.start <= span.end <= scalar.end
        if "\\" not in text and "'" not in text:
            assert scalar.source.text[span.start : span.end] == word[0]


@pytest.mark.parametrize("form", [pytest.param(make, id=name) for name, make in FORMS.items()])
@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in FIXTURES])
def test_every_span_is_exact(path: Path, form: object) -> None:
    assert callable(form)
    source = Source(path.name, form(path.read_bytes().decode("utf-8-sig")))
    end = None
    for document in documents(source):
        assert document.error is None
        assert end is None or document.span.start == end
        end = document.span.end
        for node in walk(document.root):
            assert document.span.start <= node.start <= node.end <= document.span.end
            if isinstance(node, Scalar):
                assert_exact(node)
            elif isinstance(node, Alias):
                assert node.text == f"*{node.name}"
            else:
                assert isinstance(node, Mapping | Sequence)
                assert_encloses(node)
    assert end == len(source.text)


def assert_encloses(node: Mapping | Sequence) -> None:
    parts = children(node)
    assert all(one.end <= other.start for one, other in pairwise(parts))
    if node.text[:1] in ("[", "{") and not (parts and parts[0].start == node.start):
        assert node.text[-1] in "]}"
    else:
        assert node.end == parts[-1].end
    if parts:
        assert node.start <= parts[0].start
