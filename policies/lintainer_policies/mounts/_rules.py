"""What is at stake at a path of the host: the form of a rule, and which rule a path falls under.

The rules themselves are in `_system_paths`, `_state_paths` and `_home_paths`. Each path is judged by its own rule: the nearest
one above it that reaches down to it, never a common beginning of names.
"""

from __future__ import annotations

from functools import cache

from lintainer.model import Mount, Unknown
from lintainer.model.hostpath import HOLE, canonical, climbs, normalise, stand_in
from lintainer.policy import Severity
from lintainer.tuples import NamedTuple


class Rule(NamedTuple):
    """What a writable and a readable bind of a path give away; None is nothing worth a finding.

    The rule is for the path itself and, with `below`, for all below it that has no nearer rule.
    """

    writable: Severity | None
    readable: Severity | None
    below: bool
    # What stands there: "password hashes and host keys". May be empty where reading gives nothing away.
    holds: str
    # What a writer gets: "a new cron job runs as root".
    gives: str


# Rules with the paths that they are for, between blanks; `*` is any one name.
Table = tuple[tuple[Rule, str], ...]

# A path that no rule names: a writable one is a way to the host; to be read is what it was mounted for.
OTHER = Rule(Severity.MEDIUM, None, True, "", "")
# A source that lies in the project, or of which nothing is known.
NOT_OF_THE_HOST = Rule(None, None, True, "", "")


@cache
def _table(home: bool) -> dict[str, Rule]:
    from lintainer_policies.mounts import _home_paths, _state_paths, _system_paths

    tables: tuple[Table, ...] = (_home_paths.HOME,)
    if not home:
        tables = (_system_paths.SETTINGS, _system_paths.PROGRAMS, _system_paths.KERNEL, _state_paths.STATE)
    return {path: rule for table in tables for rule, paths in table for path in paths.split()}


def _nearest(path: str, table: dict[str, Rule]) -> Rule | None:
    """Return the rule of the normalised `path`: its own, else the nearest one above that reaches below itself."""
    at, exact = path, True
    while True:
        above, slash, _ = at.rpartition("/")
        rule = table.get(at) or (table.get(f"{above}/*") if slash else None)
        if rule is not None and (exact or rule.below):
            return rule
        if not above:
            return None
        at, exact = above, False


def _in_home(path: str) -> str | None:
    """Return what of an absolute path lies in a user's home folder, `.` for the folder itself."""
    parts = path.split("/")
    if path.startswith("/root/"):
        return "/".join(parts[2:])
    if len(parts) > 2 and (parts[1] in ("home", "Users") or path.upper().startswith("C:/USERS/")):
        rest = "/".join(parts[3:])
        return rest or "."
    return None


def rule_of(mount: Mount) -> Rule:
    """Return the rule that the source of a bind falls under, as far as what is known of the source decides."""
    path = located(mount)
    if path is None:
        return NOT_OF_THE_HOST
    if mount.base == "home":
        return _nearest(path, _table(True)) or OTHER
    home = _in_home(path)
    if home is not None:
        found = _nearest(home, _table(True))
        if found is None or not path.startswith("/root/"):
            return found or OTHER
        # What is root's is worth more.
        return found._replace(writable=Severity.CRITICAL if found.writable is Severity.HIGH else found.writable)
    return _nearest(path, _table(False)) or OTHER


def located(mount: Mount) -> str | None:
    """Return the canonical path of a bind of the host, with `HOLE` for what is not known; None for others.

    Relative to the home folder where the base is `home`. None for paths of the project and sources of unknown base.
    """
    if mount.type not in ("bind", "npipe") or mount.source is None:
        return None
    path = stand_in(mount.source)
    if mount.subpath is not None and path:
        # Kubernetes mounts what lies there: core/v1 VolumeMount.subPath, which may not climb.
        path = f"{path.rstrip('/')}/{stand_in(mount.subpath) or HOLE}"
    if mount.base == "home":
        return normalise(path.removeprefix("~/") or ".")
    if path.startswith("/"):
        return canonical(normalise(path))
    if mount.base == "absolute" and len(path) > 1 and path[1] == ":" and path[0].isalpha():
        # The letter says which drive; what lies on it is judged alike.
        rest = normalise("/" + path[2:].replace("\\", "/"))
        return "C:" + rest
    return None


def is_open(mount: Mount) -> bool:
    """Tell whether it is not known which path of the host a bind is of: no known beginning, or a climb out of the project."""
    if mount.type != "bind" or mount.source is None or located(mount) is not None:
        return False
    if isinstance(mount.source, Unknown):
        return mount.base != "project" and not mount.source.prefix.startswith(("./", "../"))
    # Three folders up from where a project lies is about where the host's own folders begin.
    up = climbs(mount.source)
    if up < 3:
        return False
    rest = mount.source[3 * up :]
    rule = _nearest(canonical("/" + rest), _table(False))
    return not rest or (rule is not None and rule.readable is not None)


def is_partly_known(mount: Mount) -> bool:
    """Tell whether a part of the source is not known, so that a nearer rule may hold than the one found."""
    return HOLE in (located(mount) or "")


def holds_sensitive(mount: Mount) -> bool:
    """Tell whether something worth reading lies below the known part of the source."""
    folder = (located(mount) or "").partition(HOLE)[0]
    return any(rule.readable is not None and path.startswith(folder) for path, rule in _table(mount.base == "home").items())
