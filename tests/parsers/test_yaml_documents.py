"""Splitting, skipping, limits and errors."""

from __future__ import annotations

import pytest

from lintainer.parsers._yaml import LIMITS, DocHead, Document, Limits, Mapping, Scalar, comments, documents, documents_at, walk
from lintainer.source import Source

CRD = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: {}\n"
POD = "apiVersion: v1\nkind: Pod\nspec: {}\n"


def read(text: str, limits: Limits = LIMITS) -> list[Document]:
    return list(documents(Source("t.yaml", text), limits=limits))


def no_definitions(head: DocHead) -> bool:
    return head.kind != "CustomResourceDefinition"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("# note\n\n", [], id="comments alone"),
        pytest.param("a: 1", ["a: 1"], id="one, without a line break"),
        pytest.param("---\n", ["---\n"], id="one without content"),
        pytest.param("a: 1\n---\nb: 2\n", ["a: 1\n", "---\nb: 2\n"], id="two"),
        pytest.param(
            "# x\n--- # note\na: 1\n---\t# note\nb: 2\n", ["--- # note\na: 1\n", "---\t# note\nb: 2\n"], id="comments"
        ),
        pytest.param("a: 1\r\n---\r\nb: 2\r\n", ["a: 1\r\n", "---\r\nb: 2\r\n"], id="CRLF"),
        pytest.param("a: |\n  x\n---\nb: 2\n", ["a: |\n  x\n", "---\nb: 2\n"], id="a separator ends a block scalar"),
        pytest.param("a: |\n ---\n --- x\n", ["a: |\n ---\n --- x\n"], id="indented dashes are text"),
        pytest.param("a: 1\n---b: 2\n", ["a: 1\n---b: 2\n"], id="dashes that begin a key"),
        pytest.param("a: 1\n...\nb: 2\n", ["a: 1\n...", "\nb: 2\n"], id="dots end a document"),
        pytest.param("--- |\n x\n--- [1]\n", ["--- |\n x\n", "--- [1]\n"], id="content behind the dashes"),
        pytest.param("%YAML 1.1\n---\na: 1\n---\nb: 2\n", ["%YAML 1.1\n---\na: 1\n", "---\nb: 2\n"], id="with a directive"),
        pytest.param("a: 1\n---", ["a: 1\n", "---"], id="a separator at the very end"),
    ],
)
def test_where_documents_begin_and_end(text: str, parts: list[str]) -> None:
    found = read(text)
    assert [document.error for document in found] == [None] * len(parts)
    assert [document.location.text for document in found] == parts


@pytest.mark.parametrize(
    ("at", "parts"),
    [
        pytest.param("a", ["a: 1\n"], id="the first"),
        pytest.param("b", ["---\nb: 2\n...", "\nc: [\n"], id="what three dots end is parsed with what follows"),
        pytest.param("d", ["---\nd: 4\n"], id="the last"),
    ],
)
def test_only_what_is_at_a_place_is_parsed(at: str, parts: list[str]) -> None:
    text = "a: 1\n---\nb: 2\n...\nc: [\n---\nd: 4\n"
    found = list(documents_at(Source("x.yaml", text), text.index(at)))
    assert [text[document.span.start : document.span.end] for document in found] == parts


def test_tags_of_a_directive_hold_for_its_document() -> None:
    (document,) = read("%TAG !e! tag:example.com,2000:\n---\n!e!x 1\n")
    assert isinstance(document.root, Scalar)
    assert document.root.tag == "tag:example.com,2000:x"
    assert document.root.text == "1"


def test_unwanted_documents_are_skipped_and_offsets_stay() -> None:
    source = Source("t.yaml", f"{CRD}---\n{POD}")
    skipped, wanted = documents(source, no_definitions)
    assert (skipped.skipped, skipped.root, skipped.head.kind) == (True, None, "CustomResourceDefinition")
    assert isinstance(wanted.root, Mapping)
    assert wanted.head == DocHead(("apiVersion", "kind", "spec"), "Pod", "v1")
    assert wanted.root.location.text == POD.strip()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(CRD, id="plain"),
        pytest.param('# license "AS IS"\n\n' + CRD, id="behind a comment"),
        pytest.param(CRD.replace("\n", "\r\n"), id="CRLF"),
        pytest.param("kind: 'CustomResourceDefinition' # x\na: [\n", id="its errors do not matter"),
        pytest.param('{"kind": "CustomResourceDefinition"}', id="JSON"),
        pytest.param("  kind: CustomResourceDefinition\n", id="indented"),
        pytest.param('"kind": CustomResourceDefinition\n', id="quoted key"),
        pytest.param("kind: !!str CustomResourceDefinition\n", id="tagged"),
    ],
)
def test_skipped(text: str) -> None:
    assert [document.skipped for document in documents(Source("t", text), no_definitions)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{CRD}kind: Pod\n", id="a second kind"),
        pytest.param(f"{CRD}'kind': Pod\n", id="a second kind in quotes"),
        pytest.param(f"{CRD}? kind\n: Pod\n", id="a second kind as a complex key"),
        pytest.param(f"{CRD}kind : Pod\n", id="a second kind with a blank"),
        pytest.param(f"{CRD}!!str kind: Pod\n", id="a second kind with a tag"),
        pytest.param('"kind": Pod\nx: "\nkind: CustomResourceDefinition\n"\n', id="inside quotes"),
        pytest.param('{kind: Pod, x: "\nkind: CustomResourceDefinition\ny: "}\n', id="inside quotes, flow style"),
        pytest.param('  kind: Pod\n  x: "\nkind: CustomResourceDefinition\ny: "\n', id="inside quotes, indented root"),
        pytest.param('--- {kind: Pod, x: "\nkind: CustomResourceDefinition\ny: "}\n', id="inside quotes, behind the dashes"),
        pytest.param("x: 1\u2028kind: Pod\nkind: CustomResourceDefinition\n", id="a line break of the parser's own"),
        pytest.param("x: 1\rkind: Pod\nkind: CustomResourceDefinition\n", id="a lone carriage return"),
        pytest.param(f"{CRD}...\nkind: Pod\n", id="another document behind dots"),
        pytest.param("- kind: CustomResourceDefinition\n", id="a list"),
    ],
)
def test_a_workload_cannot_hide_behind_an_unwanted_kind(text: str) -> None:
    assert not all(document.skipped for document in documents(Source("t", text), no_definitions))


@pytest.mark.parametrize(
    ("text", "kind", "place", "message"),
    [
        pytest.param("a: [1\nb: 2\n", "syntax", (2, 2), "expected", id="unclosed list"),
        pytest.param("a: *b\n", "syntax", (1, 4), "unknown anchor b", id="unknown anchor"),
        pytest.param("a: [x:y, *b]\n", "syntax", (1, 10), "unknown anchor b", id="unknown anchor, in the pure parser"),
        pytest.param("a: &a [*a]\n", "syntax", (1, 8), "contains itself", id="cycle"),
        pytest.param("é: \x07\n", "syntax", (1, 4), "U+0007", id="control character"),
        pytest.param("a: \udc80\n", "syntax", (1, 4), "U+DC80", id="lone surrogate"),
        pytest.param("[" * 100_000, "limit", (1, 101), "nested deeper", id="nesting, flow"),
        pytest.param("- " * 100_000, "limit", (1, 201), "nested deeper", id="nesting, block"),
    ],
)
def test_errors_say_what_and_where(text: str, kind: str, place: tuple[int, int], message: str) -> None:
    source = Source("t.yaml", f"ok: 1\n---\n{text}")
    first, bad = documents(source)
    assert isinstance(first.root, Mapping)
    assert bad.root is None
    assert bad.error is not None
    assert bad.error.kind == kind
    region = source.region(bad.error.span)
    assert (region.line - 2, region.column) == place
    assert message in bad.error.message
    assert bad.error.message.isprintable()


def test_expanded_aliases_are_limited() -> None:
    levels = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    (document,) = read(f"a0: &a0 [x, x]\n{levels}")
    assert document.error is not None
    assert document.error.kind == "limit"


@pytest.mark.parametrize(
    ("limits", "state"),
    [
        pytest.param(Limits(characters=10), ["limit", "read", "read"], id="characters of a document"),
        pytest.param(Limits(documents=2), ["read", "read", "limit"], id="documents"),
        pytest.param(Limits(depth=1), ["limit", "read", "read"], id="depth"),
    ],
)
def test_limits(limits: Limits, state: list[str]) -> None:
    found = read("a: {b: 1, c: 2}\n---\n- 1\n---\n- 2\n", limits)
    assert [document.error.kind if document.error else "read" for document in found] == state


def test_the_slow_parser_is_limited() -> None:
    (document,) = read("[8080:80]\n", Limits(retry=5))
    assert document.error is not None
    assert document.error.kind == "syntax"


@pytest.mark.parametrize(
    ("text", "template"),
    [
        pytest.param("{{- if .x }}\na: 1\n{{- end }}\n", True, id="Go template"),
        pytest.param("{% if x %}\na: 1\n", True, id="Jinja"),
        pytest.param("a: [\n", False, id="just wrong"),
    ],
)
def test_templates_are_told_from_mistakes(text: str, template: bool) -> None:
    (document,) = read(text)
    assert document.error is not None
    assert document.error.template is template


def test_a_template_expression_in_quotes_does_not_make_a_template() -> None:
    (document,) = read("[8080:80, '{{.Names}}']")
    assert document.error is None


def test_escaped_surrogates_of_json_are_one_character() -> None:
    (document,) = read('["\\ud83d\\ude00", "\\ud83d"]')
    assert [node.value for node in walk(document.root) if isinstance(node, Scalar)] == ["😀", "\ufffd"]


def test_comments_are_found_but_not_in_scalars() -> None:
    text = (
        "# lint: one\n"
        "a: 1  # why # lint: two\r\n"
        "b: '# lint: no'\n"
        "c: | # lint: three\n"
        "  # lint: no\n"
        'd: "x\n'
        '  # lint: no"\n'
        "e: x#lint:no\n"
        "f: [1, # lint:four\n"
        "  2]\n"
        "# not lint: no"
    )
    source = Source("t.yaml", text)
    found = comments(source, "lint:", documents(source))
    assert [rest for _, rest in found] == ["one", "two", "three", "four"]
    assert [source.text[span.start : span.end] for span, _ in found] == [
        "# lint: one",
        "# lint: two",
        "# lint: three",
        "# lint:four",
    ]


def test_comments_of_documents_that_were_not_read_all_count() -> None:
    source = Source("t.yaml", f"{CRD}# lint: skipped\n---\na: [\n# lint: failed\n")
    assert [rest for _, rest in comments(source, "lint:", documents(source, no_definitions))] == ["skipped", "failed"]
