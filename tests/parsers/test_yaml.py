"""Documents and nodes: what is written, and exactly where."""

from __future__ import annotations

import pytest

from lintainer.parsers._yaml import Alias, Document, Mapping, Node, Scalar, Sequence, deref, documents, merged, walk
from lintainer.source import Source


def read(text: str) -> Node:
    """Return the root of the one document of `text`."""
    (document,) = documents(Source("t.yaml", text))
    assert document.error is None
    assert document.root is not None
    return document.root


def scalars(text: str) -> list[Scalar]:
    return [node for node in walk(read(text)) if isinstance(node, Scalar)]


def value_at(text: str, *route: str | int) -> Node:
    """Return the node at `route`, following aliases."""
    node = read(text)
    for step in route:
        content = deref(node)
        found = content.items[int(step)] if isinstance(content, Sequence) else None
        if isinstance(content, Mapping):
            found = content.get(str(step))
        assert found is not None
        node = found
    return node


@pytest.mark.parametrize(
    ("text", "route", "written"),
    [
        pytest.param("a: b\n", ["a"], "b", id="plain"),
        pytest.param("a:   b c   # note\n", ["a"], "b c", id="plain with blanks and a comment"),
        pytest.param("a: 'it''s'\n", ["a"], "'it''s'", id="single quotes belong to the span"),
        pytest.param('a: "x\\ty"\n', ["a"], '"x\\ty"', id="double quotes belong to the span"),
        pytest.param("a: &n b\n", ["a"], "b", id="anchor left out"),
        pytest.param("a: !!str 1\n", ["a"], "1", id="tag left out"),
        pytest.param("a: &n !!str 1\n", ["a"], "1", id="anchor and tag left out"),
        pytest.param("a: !!str &n 1\n", ["a"], "1", id="tag and anchor left out"),
        pytest.param("a: !<tag:yaml.org,2002:str> 1\n", ["a"], "1", id="verbatim tag left out"),
        pytest.param("a: !x\nb: 1\n", ["a"], "", id="tag without a value"),
        pytest.param("a:\nb: 1\n", ["a"], "", id="no value"),
        pytest.param("a: &n # note\n  b: 1\n", ["a"], "b: 1", id="comment behind the anchor of a mapping"),
        pytest.param("a: &n\n  &k b: 1\n", ["a"], "&k b: 1", id="only its own anchor is left out"),
        pytest.param("a: &n\n- 1\n- 2\n\nb: 1\n", ["a"], "- 1\n- 2", id="block list ends at its last item"),
        pytest.param("a:\n  b: 1\n\n  # note\nc: 1\n", ["a"], "b: 1", id="block mapping ends at its last value"),
        pytest.param("a: [1, 2 ] # note\n", ["a"], "[1, 2 ]", id="flow list with its brackets"),
        pytest.param("a: {b: 1 , }\n", ["a"], "{b: 1 , }", id="flow mapping with its brackets"),
        pytest.param("a: []\n", ["a"], "[]", id="empty flow list"),
        pytest.param("a: &n {}\n", ["a"], "{}", id="empty flow mapping with an anchor"),
        pytest.param("[a: b , c]", [0], "a: b", id="pair inside a flow list"),
        pytest.param("[{a: b}: c , d]", [0], "{a: b}: c", id="pair with a mapping as its key"),
        pytest.param("a: |\n  x\n  y\n\nb: 1\n", ["a"], "|\n  x\n  y", id="literal, clipped"),
        pytest.param("a: |+\n  x\n\n\nb: 1\n", ["a"], "|+\n  x", id="literal, kept"),
        pytest.param("a: |2-\n    x\n\nb: 1\n", ["a"], "|2-\n    x", id="literal, stripped, with indentation"),
        pytest.param("a: >-\n  x\n  y\n# note\nb: 1\n", ["a"], ">-\n  x\n  y", id="folded, then a comment"),
        pytest.param("a: |\r\n  x\r\n  y\r\nb: 1\r\n", ["a"], "|\r\n  x\r\n  y", id="literal, CRLF"),
        pytest.param("a: &x |\n  x  \nb: 1\n", ["a"], "|\n  x  ", id="trailing blanks of a line are its text"),
        pytest.param("a: x\r\nb: y\r\n", ["b"], "y", id="CRLF"),
        pytest.param("é: ü\n𝄞: 😀x\nb: 'ß'\n", ["𝄞"], "😀x", id="beyond ASCII and beyond the BMP"),
        pytest.param('{"a":1,"b":{"c":"\\u00e9"}}', ["b", "c"], '"\\u00e9"', id="JSON"),
        pytest.param('{\n\t"a": [\n\t\t1\n\t]\n}', ["a"], "[\n\t\t1\n\t]", id="JSON indented with tabs"),
        pytest.param('a: "x\u2028y"\nb: z\n', ["b"], "z", id="line separator inside quotes"),
        pytest.param("ports: [8080:80]\n", ["ports", 0], "8080:80", id="colon in a flow list, refused by the C parser"),
        pytest.param("{image: nginx:1.25}", ["image"], "nginx:1.25", id="colon in a flow mapping, refused by the C parser"),
        pytest.param("a: [&n x:y, *n]\n", ["a", 1], "*n", id="anchor and alias in the pure parser"),
    ],
)
def test_span_is_the_text_of_the_node(text: str, route: list[str | int], written: str) -> None:
    node = value_at(text, *route)
    assert node.text == written


def test_an_alias_has_its_own_place_and_is_related_to_its_anchor() -> None:
    node = value_at("a: &x {b: 1}\nc: *x\n", "c")
    assert isinstance(node, Alias)
    assert node.location.text == "*x"
    assert [related.location.text for related in node.location.related] == ["{b: 1}"]
    assert deref(node).text == "{b: 1}"


def test_repeated_keys_are_kept_and_the_last_counts() -> None:
    root = read("a: 1\nb: 2\na: 3\n'a': 4\n")
    assert isinstance(root, Mapping)
    assert [key.text for key in root.duplicates()] == ["a", "'a'"]
    value = root.get("a")
    assert value is not None
    assert value.text == "4"


def state(document: Document) -> str:
    return "skipped" if document.skipped else "error" if document.error else "read"


def test_a_bad_document_does_not_hide_the_others() -> None:
    text = "a: 1\n---\nb: [\n---\nc: 3\n"
    found = list(documents(Source("t.yaml", text)))
    assert [state(document) for document in found] == ["read", "error", "read"]
    error = found[1].error
    assert error is not None
    assert error.kind == "syntax"


def test_merge_keys_follow_the_two_readers() -> None:
    root = read("x: &x {p: 1, q: 2}\nm: {p: 0, <<: *x}\n")
    assert isinstance(root, Mapping)
    mapping = root.get("m")
    assert isinstance(mapping, Mapping)
    assert {name: pair.value.text for name, pair in merged(mapping, "core").items()} == {"p": "0", "q": "2"}
    assert {name: pair.value.text for name, pair in merged(mapping, "yaml11").items()} == {"p": "1", "q": "2"}
