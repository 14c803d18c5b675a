"""Merge keys (`<<`): the entries that a mapping has in effect.

The two readers differ, which was found by running them (docker compose 5.6, kubectl 1.32): for Compose an explicit key wins
wherever it stands; kubectl takes entries in the order of the text, so that a `<<` *behind* a key replaces it. Among
the mappings of a list the first wins for both.
"""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.parsers._yaml.nodes import Mapping, Node, Pair, Scalar, Schema, Sequence, deref, key_name


class Merged(Pair):
    """An effective entry that came through `via`."""

    def __new__(cls, key: Node, value: Node, via: Node) -> Merged:
        """Return the entry."""
        made = super().__new__(cls, key, value)
        made.via = via
        return made


def is_merge(key: Node) -> bool:
    """Tell whether `key` is a merge key: `<<` without quotes, or tagged as one. A quoted `"<<"` is an ordinary key."""
    return type(key) is Scalar and key.value == "<<" and (key.tag == "!!merge" or (key.tag is None and not key.indicator))


def merged(mapping: Mapping, schema: Schema = "core") -> dict[str, Pair]:
    """Return the effective entries of `mapping` by name, merge keys resolved as the readers of `schema` do.

    Entries whose key is a collection are left out; `mapping.pairs` has them. The answer is kept with the mapping: do not
    change it. Every mapping is visited once, so chains and webs of merges cost no more than their text.
    """
    own = mapping.by_name()
    if "<<" not in own:
        return own
    known = mapping._merged
    if known is None:
        known = mapping._merged = {}
    if schema not in known:
        known[schema] = _resolve(mapping, schema)
    return known[schema]


def _resolve(mapping: Mapping, schema: Schema) -> dict[str, Pair]:
    found: dict[str, Pair] = {}
    visited: set[int] = set()
    # What is still to be taken, strongest on top: a mapping, or the rest of one; with the entry of the outermost `<<`.
    waiting: list[tuple[Mapping | Iterator[Pair], Node | None]] = [(mapping, None)]
    while waiting:
        entries, via = waiting.pop()
        if isinstance(entries, Mapping):
            # A mapping that was taken before has already won with every key it has.
            if id(entries) in visited:
                continue
            visited.add(id(entries))
            if (known := (entries._merged or {}).get(schema)) is not None:
                for known_name, pair in known.items():
                    if known_name not in found:
                        found[known_name] = _through(pair, via)
                continue
            entries = iter(_by_strength(entries, schema))
        for pair in entries:
            if is_merge(pair.key):
                waiting.append((entries, via))
                waiting.extend((content, via or part) for part, content in reversed(_sources(pair.value)))
                break
            if (name := key_name(pair.key)) is not None and name not in found:
                found[name] = _through(pair, via)
    return dict(sorted(found.items(), key=_place))


def _through(pair: Pair, via: Node | None) -> Pair:
    return pair if via is None else Merged(pair.key, pair.value, via)


def _place(item: tuple[str, Pair]) -> tuple[bool, int]:
    """Order a mapping's own entries first, then the merged ones, each as in the text."""
    return item[1].via is not None, item[1].key.start


def _by_strength(mapping: Mapping, schema: Schema) -> list[Pair]:
    """Return the entries of one mapping, the strongest first; of repeated keys the last is the strongest."""
    entries = mapping.pairs[::-1]
    if schema == "core":
        merges = [pair for pair in mapping.pairs if is_merge(pair[0])]
        return [pair for pair in entries if not is_merge(pair[0])] + merges
    return entries


def _sources(value: Node) -> list[tuple[Node, Mapping]]:
    """Return what one `<<` names: each entry as written there, and the mapping that it stands for."""
    content = deref(value)
    parts = content.items if type(content) is Sequence else [value]
    return [(part, target) for part in parts if isinstance(target := deref(part), Mapping)]
