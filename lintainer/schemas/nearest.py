"""The known name that a misspelt one was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable


def edits(one: str, other: str, limit: int) -> int:
    """Return how many insertions, deletions, replacements and swaps of neighbours lie between the two, at most `limit` + 1."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    previous = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        current = [i]
        for j, right in enumerate(other, 1):
            best = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                best = min(best, before[j - 2] + 1)
            current.append(best)
        before, previous = previous, current
    return previous[-1]


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the entry of `known` that `name` resembles: equal but for case and separators, or a few edits away."""
    plain = name.lower().replace("_", "").replace("-", "")
    if len(plain) > 60:
        return None
    best: tuple[int, str] | None = None
    limit = 1 if len(plain) < 5 else 2 if len(plain) < 12 else 3
    for candidate in known:
        distance = edits(plain, candidate.lower().replace("_", "").replace("-", ""), limit)
        if distance <= limit and (best is None or distance < best[0]):
            best = (distance, candidate)
    return best[1] if best else None
