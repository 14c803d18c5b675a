"""Where a rule says `*`: policies that speak of what a wildcard includes point at the wildcard."""

from __future__ import annotations

from lintainer.model.rbac import Rule
from lintainer.source import Location
from lintainer.tuples import NamedTuple

_KEYS = ("resources", "verbs", "apiGroups")


class Wildcard(NamedTuple):
    """The most telling `*` of a rule, and the lists in which there are others."""

    key: str
    others: tuple[str, ...]


def wildcard(rule: Rule) -> Wildcard | None:
    """Return the wildcard of a rule; the one over resources tells most, then the one over verbs."""
    found = [key for key, entries in zip(_KEYS, (rule.resources, rule.verbs, rule.groups), strict=True) if "*" in entries]
    return Wildcard(found[0], tuple(found[1:])) if found else None


def place(rule: Rule, entry: str, key: str = "resources") -> Location:
    """Return the place of what a rule grants: the wildcard over resources or verbs by which it does, else `entry`.

    A wildcard over groups alone is beside the point: who may read secrets in every group has asked for secrets.
    """
    found = wildcard(rule)
    if found is not None and found.key != "apiGroups":
        return rule.at(found.key, "*")
    return rule.at(key, entry)
