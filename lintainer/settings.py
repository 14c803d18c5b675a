"""What a run was asked to do: one frozen value, made of the defaults, a config file and the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lintainer.model.record import Record
from lintainer.policy import Listing, Severity
from lintainer.source import Location

PROFILES = ("default", "hardening", "all", "cis-docker", "cis-kubernetes", "pss-baseline", "pss-restricted")


class SettingsError(Exception):
    """Settings that make no sense: an unknown policy, a bad option. The message is one line for people."""


class Override(Record):
    """Other rules for some paths (in .gitignore syntax, from the config's folder)."""

    paths: tuple[str, ...]
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = {}


class SuppressEntry(Record, aside=("place",)):
    """Findings that do not count: of one policy, narrowed to a path, a workload (`Deployment/web`, or its name), a container.

    `expires` is the last day on which it holds, as `2027-01-31`.
    """

    policy: str
    reason: str
    path: str | None = None
    workload: str | None = None
    container: str | None = None
    expires: str | None = None
    # Where the entry is written.
    place: Location | None = None


class Settings(Record, aside=("words",)):
    """Everything that a run is asked for: what is linted, what counts, and how it is shown.

    Each field has a key in the configuration (`lintainer.config.KEYS`) and, where a command line wants one, an option.
    """

    profile: str = "default"
    # Ids or groups. `select` takes the place of the profile, `extend` adds to it, `ignore` takes away from both.
    select: tuple[str, ...] = ()
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    pss_version: str | None = None
    # Options of policies: id → option → value, as written in a config.
    options: Mapping[str, Mapping[str, object]] = {}
    plugins: tuple[str, ...] = ()
    installed_plugins: bool = True
    exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    force_exclude: bool = False
    allow_empty: bool = False
    # Render charts (with these files of values) and kustomizations first; what cannot be rendered is no error.
    helm: bool = False
    values: tuple[str, ...] = ()
    kustomize: bool = False
    allow_skipped: bool = False
    docs: bool = False
    # Let values of the environment into Compose files, and those of these files.
    environment: Mapping[str, str] = {}
    # Those of the process's own environment, besides.
    env: bool = False
    env_files: tuple[str, ...] = ()
    # Of front ends, by "SYNTAX.option".
    front_ends: Mapping[str, object] = {}
    ignore_comments: bool = True
    require_reason: bool = False
    fail_on: Severity = Severity.HIGH
    kubernetes_version: str | None = None
    # YAML files with policies.
    policy_files: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = {}
    overrides: tuple[Override, ...] = ()
    suppress: tuple[SuppressEntry, ...] = ()
    baseline: str | None = None
    # Report only what lies on lines that changed since this revision of git.
    diff_base: str | None = None
    # Findings do not make the program exit with 1.
    exit_zero: bool = False
    # What is written where: a format for standard output, and "FORMAT:FILE" texts. Without both it is text.
    format: str | None = None
    output: tuple[str, ...] = ()
    color: str | None = None
    excerpt: bool = True
    show_suppressed: bool = False
    show_unknown: bool = False
    quiet: bool = False
    sarif_root: str | None = None
    sarif_category: str | None = None
    sarif_include_suppressed: bool = False
    # Excludes of the config, and the folder that they and the overrides start from; those above start from the working
    # directory.
    config_exclude: tuple[str, ...] = ()
    root: str | None = None
    # The config's own path, and where its words are (`path:line`).
    config: str | None = None
    words: Mapping[str, str] = {}

    def error(self, name: str, message: str) -> SettingsError:
        """Return the error that `message` says of `name`, with its place where the config has that name."""
        place = self.words.get(name)
        return SettingsError(f"{place}: {message}" if place else message)


def choose(policies: Sequence[Listing], settings: Settings) -> tuple[Listing, ...]:
    """Return the policies that run: those of the profile or the selection, in the order of the catalogue.

    Raises `SettingsError` for a name that is neither a policy nor a group nor a profile.
    """
    if settings.profile not in PROFILES:
        raise SettingsError(f"no profile {settings.profile!r}: {', '.join(PROFILES)}")
    groups = {policy.group for policy in policies}
    ids = {policy.id for policy in policies}
    for name in (*settings.select, *settings.extend, *settings.ignore, *_overridden(settings)):
        if name not in ids and name not in groups:
            raise settings.error(name, f"no policy or group {name!r}{hint(name, ids | groups)}")
    for name in settings.options:
        if name not in ids:
            raise settings.error(name, f"options: no policy {name!r}{hint(name, ids)}")
    select, extend, ignore = set(settings.select), set(settings.extend), set(settings.ignore)
    chosen = []
    for policy in policies:
        names = {policy.id, policy.group}
        base = bool(names & select) if select else policy.in_profile(settings.profile)
        # An id counts for more than a group: `--select mounts --ignore host-root`, `--ignore mounts --select host-root`.
        if policy.id in ignore or (policy.group in ignore and policy.id not in select | extend):
            continue
        if base or names & extend:
            chosen.append(policy)
    return tuple(chosen)


def _overridden(settings: Settings) -> Iterator[str]:
    yield from settings.severities
    for override in settings.overrides:
        yield from override.ignore
        yield from override.severities


def hint(name: str, known: set[str] | frozenset[str]) -> str:
    """Return `: did you mean …?` where a known name is near, else nothing."""
    from difflib import get_close_matches

    near = get_close_matches(name, sorted(known), 1)
    return f": did you mean {near[0]!r}?" if near else ""
