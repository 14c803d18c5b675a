"""Merge keys, as docker compose 5.6 ("core") and kubectl 1.32 ("yaml11") resolve them."""

from __future__ import annotations

import pytest

from lintainer.parsers._yaml import Mapping, Pair, deref, documents, merged
from lintainer.source import Source


def effective(text: str, schema: str = "core") -> dict[str, Pair]:
    """Return the effective entries of `m`, behind two anchored mappings."""
    (document,) = documents(Source("t", f"one: &one {{p: 1, q: 2}}\ntwo: &two {{q: 3, r: 4}}\nm: {text}\n"))
    assert document.error is None
    assert isinstance(document.root, Mapping)
    value = document.root.get("m")
    assert value is not None
    mapping = deref(value)
    assert isinstance(mapping, Mapping)
    return merged(mapping, "yaml11" if schema == "yaml11" else "core")


def texts(pairs: dict[str, Pair]) -> dict[str, str]:
    return {name: pair.value.text for name, pair in pairs.items()}


@pytest.mark.parametrize(
    ("text", "core", "yaml11"),
    [
        pytest.param("{<<: *one}", {"p": "1", "q": "2"}, None, id="alias"),
        pytest.param("{<<: {p: 5}}", {"p": "5"}, None, id="mapping in place"),
        pytest.param("{<<: *one, q: 9}", {"q": "9", "p": "1"}, None, id="explicit key behind"),
        pytest.param("{q: 9, <<: *one}", {"q": "9", "p": "1"}, {"p": "1", "q": "2"}, id="explicit key before"),
        pytest.param("{<<: [*one, *two]}", {"p": "1", "q": "2", "r": "4"}, None, id="the first of a list wins"),
        pytest.param(
            "{<<: *one, <<: *two}",
            {"p": "1", "q": "2", "r": "4"},
            {"p": "1", "q": "3", "r": "4"},
            id="two merge keys",
        ),
        pytest.param("{<<: {<<: *two, p: 7}, p: 8}", {"p": "8", "q": "3", "r": "4"}, None, id="nested"),
        pytest.param("{<<: [{<<: [*two, *one]}, *one]}", {"p": "1", "q": "3", "r": "4"}, None, id="the nearer way decides"),
        pytest.param('{"<<": *one}', {"<<": "*one"}, None, id="quoted, no merge key"),
        pytest.param('{!!merge "<<": *one}', {"p": "1", "q": "2"}, None, id="tagged as a merge key"),
        pytest.param("{<<: 1, p: 2}", {"p": "2"}, None, id="nothing that could be merged"),
        pytest.param("{p: 1, p: 2}", {"p": "2"}, None, id="the last of repeated keys"),
        pytest.param("{? [a] : 1, p: 2}", {"p": "2"}, None, id="keys that are collections are left out"),
    ],
)
def test_effective_entries(text: str, core: dict[str, str], yaml11: dict[str, str] | None) -> None:
    assert texts(effective(text)) == core
    assert texts(effective(text, "yaml11")) == (yaml11 or core)


def test_a_merged_entry_is_placed_at_its_alias_and_related_to_its_definition() -> None:
    pairs = effective("{<<: [*two, {s: 5}], t: 6}")
    assert {name: pair.location.text for name, pair in pairs.items()} == {"q": "*two", "r": "*two", "s": "5", "t": "6"}
    assert [related.location.text for related in pairs["q"].location.related] == ["3"]
    assert {name: pair.via is not None for name, pair in pairs.items()} == {"q": True, "r": True, "s": True, "t": False}


def test_own_entries_come_first_each_in_the_order_of_the_text() -> None:
    assert list(effective("{<<: *two, b: 1, a: 2}")) == ["b", "a", "q", "r"]


def test_a_long_chain_of_merges() -> None:
    links = "".join(f"k{index}: &k{index}\n  <<: *k{index - 1}\n  p{index}: 1\n" for index in range(1, 200))
    (document,) = documents(Source("t", f"k0: &k0 {{p0: 1}}\n{links}"))
    assert isinstance(document.root, Mapping)
    last = document.root.get("k199")
    assert isinstance(last, Mapping)
    assert len(merged(last)) == 200
