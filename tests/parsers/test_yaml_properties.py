"""Properties over generated documents: written in random styles, they read back the same, with exact spans."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintainer.parsers._yaml import Mapping, Node, Scalar, Sequence, documents, plain_value, walk
from lintainer.source import Source

Written = tuple[Any, str]  # a structure of strings, and one way of writing it

WORDS = st.text(st.sampled_from("abz019é😀日-_./:$ \t#'\"\\{}[],&*!|>%@`?~="), max_size=8)
TEXTS = WORDS | st.lists(WORDS, min_size=2, max_size=3).map("\n".join)


def _double(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(value: str) -> bool:
    """Tell whether `value` may stand without quotes anywhere: only what is plain beyond doubt."""
    return value.replace(".", "").replace("/", "").isalnum() and value.isascii()


def _literal(value: str) -> bool:
    """Tell whether `value` can be a literal block scalar whose indentation is detected."""
    lines = value.split("\n")
    return bool(lines[0]) and lines[0][0] not in " \t" and all(line.strip() for line in lines)


@st.composite
def flow_scalars(draw: st.DrawFn) -> Written:
    value = draw(TEXTS)
    styles = [_double(value), json.dumps(value)]
    if "\n" not in value:
        styles.append("'" + value.replace("'", "''") + "'")
    if _plain(value):
        styles.append(value)
    written = draw(st.sampled_from(styles))
    return value, draw(st.sampled_from(["", "", "&a ", "!!str ", "!x &b "])) + written


def _flow_list(items: list[Written]) -> Written:
    return [value for value, _ in items], "[" + " , ".join(text for _, text in items) + "]"


def _flow_map(items: list[tuple[Written, Written]]) -> Written:
    inside = ", ".join(f"{key} : {text}" for (_, key), (_, text) in items)
    return [(name, value) for (name, _), (value, _) in items], "{" + inside + "}"


def _pairs(values: st.SearchStrategy[Written]) -> st.SearchStrategy[list[tuple[Written, Written]]]:
    return st.lists(st.tuples(flow_scalars().filter(lambda key: "\n" not in key[1]), values), max_size=3)


FLOW = st.recursive(
    flow_scalars(), lambda inner: st.lists(inner, max_size=3).map(_flow_list) | _pairs(inner).map(_flow_map), max_leaves=6
)


@st.composite
def literals(draw: st.DrawFn) -> Written:
    value = draw(TEXTS.filter(_literal))
    keep = draw(st.booleans())
    lines = "".join(f"\n  {line}" for line in value.split("\n"))
    return (value + "\n" if keep else value), ("|" if keep else "|-") + lines


def _indent(text: str) -> str:
    return text.replace("\n", "\n  ")


def _block_list(items: list[Written]) -> Written:
    return [value for value, _ in items], "".join(f"\n- {_indent(text)}" for _, text in items)


def _block_map(items: list[tuple[Written, Written]]) -> Written:
    entries = "".join(f"\n{key}:{'' if text.startswith(chr(10)) else ' '}{_indent(text)}" for (_, key), (_, text) in items)
    return [(name, value) for (name, _), (value, _) in items], entries


def _not_empty(inner: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    lists = st.lists(inner, min_size=1, max_size=3).map(_block_list)
    maps = _pairs(inner).filter(bool).map(_block_map)
    return lists | maps


BLOCK = st.recursive(FLOW | literals(), _not_empty, max_leaves=8)


def structure(node: Node | None) -> Any:
    if isinstance(node, Mapping):
        return [(structure(key), structure(value)) for key, value in node.pairs]
    if isinstance(node, Sequence):
        return [structure(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.value


def read(text: str) -> Node:
    (document,) = documents(Source("t", text))
    assert document.error is None
    assert document.root is not None
    return document.root


@given(BLOCK, st.booleans())
def test_any_style_reads_back_with_exact_spans(written: Written, crlf: bool) -> None:
    value, text = written
    text = f"# é\n---{_indent(text) if not text.startswith(chr(10)) else text}\n".replace("---&", "--- &")
    text = text if text.startswith("# é\n---\n") else text.replace("---", "--- ", 1)
    root = read(text.replace("\n", "\r\n") if crlf else text)
    assert structure(root) == value
    for node in walk(root):
        if isinstance(node, Scalar):
            check_scalar(node)
        elif node.text[0] in "[{":
            assert node.text[-1] in "]}"
        else:
            assert isinstance(node, Mapping | Sequence)


def check_scalar(node: Scalar) -> None:
    if node.indicator == "":
        assert node.text == node.value
    elif node.indicator == '"':
        assert json.loads(node.text) == node.value
    elif node.indicator == "'":
        assert node.text[1:-1].replace("''", "'") == node.value
    else:
        lines = node.text.replace("\r\n", "\n").split("\n")[1:]
        depth = len(lines[0]) - len(lines[0].lstrip(" "))
        assert "\n".join(line[depth:] for line in lines) == node.value.removesuffix("\n")
    fragment = node.fragment()
    assert fragment is not None
    for at, character in enumerate(node.value):
        outer = fragment.outer(at)
        assert node.source.text[outer] in (character, "\\", "'")
        if node.value in (node.text, node.text[1:-1]):
            assert node.inner(at, at + 1) == (outer, outer + 1)


PARTS = st.sampled_from(
    ["a: 1\n", "- x\n- {y: z}\n", "kind: Pod\n", "a: |\n  text\n\n", "# note\n", "", "'q': [1, é]\n", "a: &x 1\nb: *x\n", "x\n"]
)
SEPARATORS = st.sampled_from(["---\n", "--- # note\n", "---\r\n", "---\t\n", "...\n---\n", "---   \n"])


@given(st.lists(st.tuples(SEPARATORS, PARTS), min_size=1, max_size=6))
def test_documents_read_apart_are_the_documents_read_together(parts: list[tuple[str, str]]) -> None:
    text = "".join(separator + part for separator, part in parts)
    # A directive makes the whole text one piece; it is as long as the comment.
    split = list(documents(Source("t", f"# not 1.1\n{text}")))
    whole = list(documents(Source("t", f"%YAML 1.1\n{text}"))) if not text.startswith("...") else split
    assert [spans(document.root) for document in split] == [spans(document.root) for document in whole]
    assert [document.head for document in split] == [document.head for document in whole]


def spans(root: Node | None) -> list[tuple[type[Node], int, int]]:
    return [(type(node), node.start, node.end) for node in walk(root)]


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    source = Source("t", text)
    for document in documents(source):
        assert (document.root is None) == (document.error is not None)
        for node in walk(document.root):
            assert 0 <= node.start <= node.end <= len(text)
        if document.error is not None:
            assert document.error.message.isprintable()
            assert 0 <= document.error.span.start <= document.error.span.end <= len(text)


@given(st.text(st.sampled_from("0123456789_-+.eExXoObBaAfF"), max_size=8), st.sampled_from(["core", "yaml11"]))
def test_any_plain_text_resolves(text: str, schema: Any) -> None:
    value = plain_value(text, schema)
    assert isinstance(value, str | int | float | None)
    if isinstance(value, str):
        assert value == text


@pytest.mark.slow
@given(st.text(st.sampled_from("ab:-?#&*!|>'\"%[]{},\n \t\r.~<\u2028\x85\ufeff"), max_size=40))
def test_any_yaml_like_text_is_read_or_refused(text: str) -> None:
    source = Source("t", text)
    for document in documents(source):
        for node in walk(document.root):
            assert 0 <= node.start <= node.end <= len(text)
            if isinstance(node, Scalar):
                node.fragment()
                assert node.inner(0, len(node.value)).end <= node.end
