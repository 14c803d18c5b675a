"""The option of the policies over paths of the host: paths with verdicts of their own."""

from __future__ import annotations

from collections.abc import Mapping

from lintainer.model import Mount, Record
from lintainer.model.hostpath import is_at_or_below, normalise
from lintainer.policy import Severity
from lintainer_policies.mounts._rules import Rule, located, rule_of


class Paths(Record):
    """Verdicts for paths of the host, before the built-in ones.

    `paths` maps an absolute path, or one that begins with `~/`, to a severity (`low`, `medium`, `high`, `critical`) or `allow`.
    A verdict holds for the path and all below it; of several the longest path decides.
    """

    paths: Mapping[str, str] = {}

    def __init__(self, **fields: object) -> None:
        paths = fields.get("paths", {})
        if not isinstance(paths, Mapping):
            raise TypeError("paths maps paths to severities or `allow`")
        for path, verdict in paths.items():
            if not str(path).startswith(("/", "~")):
                raise ValueError(f"paths: {path!r} is not absolute and does not begin with ~/")
            if verdict != "allow":
                Severity.parse(str(verdict))
        super().__init__(**fields)


NO_PATHS = Paths()


def judged(mount: Mount, options: Paths) -> Rule:
    """Return the rule that a bind falls under, with the verdict that the options give its path."""
    rule = rule_of(mount)
    if not options.paths:
        return rule
    at = located(mount)
    if at is None:
        return rule
    if mount.base == "home":
        at = "~" if at == "." else f"~/{at}"
    fitting = [path for path in options.paths if is_at_or_below(at, normalise(path))]
    if not fitting:
        return rule
    verdict = options.paths[max(fitting, key=lambda path: len(normalise(path)))]
    severity = None if verdict == "allow" else Severity.parse(verdict)
    return rule._replace(writable=severity, readable=severity, holds=rule.holds or "what the configuration calls sensitive")
