"""The jobs of a GitLab pipeline as they are once `extends` and `!reference` have been followed within the file.

Source: GitLab docs, "CI/CD YAML syntax reference": extends, default, inherit; "Optimize GitLab CI/CD configuration files".
"""

from __future__ import annotations

from collections.abc import Callable

from lintainer.parsers._yaml import Mapping, Node, Scalar, deref
from lintainer.parsers._yaml import Sequence as YamlSequence
from lintainer.parsers.mappings import entries, items, scalars, text, value
from lintainer.source import Span
from lintainer.tuples import NamedTuple

# GitLab follows 11 levels of extends, and 10 of references.
_MAX_DEPTH = 11
_NO_JOBS = frozenset(("include", "stages", "variables", "workflow", "spec", "pages:deploy"))


class Job(NamedTuple):
    """A job: its keys, each from where it counts, and the mappings of its variables, of which later ones win."""

    name: str
    keys: dict[str, tuple[Span, Node]]
    variables: list[Node | None]


def jobs(root: Node | None) -> list[Job]:
    """Return the defaults and the jobs of a file. Hidden ones are left out where a job of the file extends them."""
    extended = {name for _, _, job in entries(root) for name in _extends(job)}
    found = [Job("default", {name: (key, node) for name, key, node in entries(root)}, [])]
    for name, _, job in entries(root):
        if name in _NO_JOBS or (name.startswith(".") and name in extended) or not isinstance(deref(job), Mapping):
            continue
        keys: dict[str, tuple[Span, Node]] = {}
        variables: list[Node | None] = []
        _merge(root, job, keys, variables, ())
        found.append(Job(name, keys, variables))
    return found


def _extends(job: Node) -> list[str]:
    return [scalar.value for scalar in scalars(value(job, "extends"))]


def _merge(
    root: Node | None, job: Node, keys: dict[str, tuple[Span, Node]], variables: list[Node | None], above: tuple[str, ...]
) -> None:
    """Add what `job` extends, and then what it says itself: mappings are merged, everything else is replaced."""
    for name in _extends(job) if len(above) < _MAX_DEPTH else ():
        other = value(root, name)
        if other is not None and name not in above:
            _merge(root, other, keys, variables, (*above, name))
    for name, key, node in entries(job):
        keys[name] = (key, node)
        if name == "variables":
            variables.append(node)


def followed(root: Node | None, node: Node | None, missing: Callable[[Node, str], None], depth: int = 0) -> list[Node]:
    """Return what a value, or a list of values, stands for once each `!reference [a, b]` is followed within the file.

    Lists in lists are one list. `missing` is told where a reference leads out of the file.
    """
    found = deref(node) if node is not None else None
    if found is None or depth > _MAX_DEPTH:
        return []
    if found.tag == "!reference" and isinstance(found, YamlSequence):
        path = [text(part) or "" for part in found.items]
        target = value(root, *path)
        if target is None:
            missing(found, ", ".join(path))
            return []
        return followed(root, target, missing, depth + 1)
    if isinstance(found, YamlSequence):
        return [one for item in items(found) for one in followed(root, item, missing, depth + 1)]
    return [found]


def lines(nodes: list[Node]) -> list[Scalar]:
    """Return those of `nodes` that are text."""
    return [node for node in nodes if isinstance(node, Scalar)]
