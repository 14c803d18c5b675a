"""What a policy is: a pure function over the model, with what users need to know about it.

    @policy(group="privilege", severity=Severity.CRITICAL, profiles=("default",), syntaxes=ALL_SYNTAXES)
    def privileged(container: Container) -> Iterator[Hit]:
        \"""The container runs with all of the host's privileges.\"""
        if container.privileged is True:
            yield Hit("the container is privileged", container.at("privileged"))

The decorator registers nothing: it returns a frozen `Policy`, and a pack lists its policies explicitly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from importlib import import_module

from lintainer.hints import Any, Literal
from lintainer.model import Container, Node, Project, Record, Role, Unknown, Workload
from lintainer.model.effective import Effective
from lintainer.source import Location, Related
from lintainer.tuples import NamedTuple

DOCKER_RUN = "docker-run"
COMPOSE = "compose"
KUBERNETES = "kubernetes"
ALL_SYNTAXES = (DOCKER_RUN, COMPOSE, KUBERNETES)

# Containers that start a process of their own, with their own limits.
RUNNING: frozenset[Role] = frozenset({"main", "init", "sidecar", "ephemeral"})
# Those, and what a pod declares for containers that are not there: for policies over values that a pod holds.
RUNNING_OR_POD: frozenset[Role] = RUNNING | {"pod"}

Shape = Literal["container", "workload", "project"]


class Severity(IntEnum):
    """How much a finding gives away, in ascending order."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    def __str__(self) -> str:
        return self.name.lower()

    @classmethod
    def parse(cls, name: str) -> Severity:
        """Return the severity called `name`, in lower case. Raises `ValueError` for any other text."""
        for severity in cls:
            if str(severity) == name:
                return severity
        raise ValueError(f"no severity {name!r}: low, medium, high, critical")


class Change(Record):
    """A change of the model that takes a finding away: what a syntax makes of it, it writes itself (`lintainer.fixes`).

    The field that `place` was asked for (`container.at("privileged")`) is to have `value`; without one it is to be left out.
    A place that was asked for no field (`capability.at()`) stands for the node itself, which is to be left out.
    """

    place: Location
    value: bool | int | str | None = None


class Hit(NamedTuple):
    """One thing that a policy found.

    `message` is a statement of fact in lower case, without a full stop: what is granted, with the value as written. `location`
    covers exactly the offending text. `severity` is given where it differs from the policy's own. `advice` replaces the
    policy's own line of advice. `field` names the model's field, where that is not what `location` was asked for. `change`
    takes the finding away, where one small change is certain to.
    """

    message: str
    location: Location
    severity: Severity | None = None
    related: tuple[Related, ...] = ()
    advice: str | None = None
    field: str | None = None
    change: Change | None = None


class Undecided(NamedTuple):
    """A policy could not decide, because a value is not known from the files."""

    location: Location
    field: str
    why: str


Outcome = Hit | Undecided
Check = Callable[..., Iterator[Outcome]]


def undecided(node: Node, *fields: str) -> Iterator[Undecided]:
    """Yield one `Undecided` for each of the `fields` of `node` whose value is unknown."""
    for field in fields:
        value = getattr(node, field)
        if isinstance(value, Unknown):
            yield Undecided(node.at(field), field, value.why)


def unsettled(found: Effective[Any], field: str) -> Iterator[Undecided]:
    """Yield an `Undecided` about `field` where the value in force is unknown."""
    if isinstance(found.value, Unknown):
        yield Undecided(found.location, field, found.value.why)


class Policy(Record, aside=("check",)):
    """A policy: its check and its metadata. Ids are permanent and never used again.

    `supersedes` names policies that say less about the same node: where both hit, theirs is dropped. `standards` are texts
    such as "CIS Docker 1.6.0 5.5". `fix` says what an automatic edit may do: `safe`, `unsafe` or `none`. `roles` are the roles
    of containers that a policy over containers is asked about. `options` is the record class of its options, if it has any.
    """

    id: str
    summary: str
    group: str
    severity: Severity
    profiles: tuple[str, ...]
    shape: Shape
    syntaxes: tuple[str, ...]
    check: Check
    advice: str = ""
    supersedes: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    fix: Literal["safe", "unsafe", "none"] = "none"
    roles: frozenset[Role] = RUNNING
    options: type[Record] | None = None
    # A policy over workloads that speaks of objects as such: it is asked about those without pods too, each as a workload
    # without containers.
    resources: bool = False
    # True where the check takes the project, too, as its second parameter: what it says of one part depends on the others.
    asks_project: bool = False
    # Several findings of policies with the same `digest` on one container are one line of text output ("missing limits").
    digest: str | None = None
    # The module that defines it; its page is the file of the same name with the ending .md.
    module: str = ""
    # The page itself, of a policy without a module.
    page: str = ""

    def in_profile(self, profile: str) -> bool:
        """Tell whether the policy belongs to `profile`."""
        return _in_profile(profile, self.group, self.profiles)


def _in_profile(profile: str, group: str, profiles: tuple[str, ...]) -> bool:
    if profile == "all":
        return group != "pod-security"
    if profile == "hardening":
        return "hardening" in profiles or "default" in profiles
    return profile in profiles


class Listing(NamedTuple):
    """What chooses a policy, without the policy itself: a row of a catalogue."""

    id: str
    group: str
    profiles: tuple[str, ...]
    syntaxes: tuple[str, ...]
    # Fields of the model, one of which must be declared somewhere for the policy to have anything to say; empty where it
    # speaks of what is missing, or where this is not known.
    needs: tuple[str, ...] = ()
    # The package whose module `<group>.<policy>` defines it; empty where the policy is there already.
    package: str = "lintainer_policies"
    held: Policy | None = None

    @classmethod
    def of(cls, policy: Policy) -> Listing:
        """Return the row of a policy that is there."""
        return cls(policy.id, policy.group, policy.profiles, policy.syntaxes, (), "", policy)

    def in_profile(self, profile: str) -> bool:
        """Tell whether the policy belongs to `profile`."""
        return _in_profile(profile, self.group, self.profiles)

    def load(self) -> Policy:
        """Return the policy; its module is imported now."""
        if self.held is not None:
            return self.held
        name = self.id.replace("-", "_")
        found = getattr(import_module(f"{self.package}.{self.group.replace('-', '_')}.{name}"), name)
        if not isinstance(found, Policy):
            raise TypeError(f"{found!r} is no policy")
        return found


_SHAPES: dict[str, Shape] = {"Container": "container", "Workload": "workload", "Project": "project"}


def policy(
    *,
    group: str,
    severity: Severity,
    profiles: Iterable[str],
    syntaxes: Iterable[str] = ALL_SYNTAXES,
    advice: str = "",
    supersedes: Iterable[str] = (),
    standards: Iterable[str] = (),
    fix: Literal["safe", "unsafe", "none"] = "none",
    roles: frozenset[Role] = RUNNING,
    options: type[Record] | None = None,
    resources: bool = False,
    digest: str | None = None,
) -> Callable[[Check], Policy]:
    """Make a `Policy` of a generator function over a Container, a Workload or a Project.

    The id is the function's name in kebab-case, the summary the first line of its docstring, the shape the annotation of
    its first parameter. A second parameter annotated Project is given the project that the first belongs to; one for the
    options comes last. Raises `TypeError` where one of them is missing.
    """

    def make(check: Check) -> Policy:
        name: str = check.__name__
        summary = (check.__doc__ or "").strip().partition("\n")[0].rstrip(".")
        if not summary:
            raise TypeError(f"policy {name}: a docstring is needed, its first line is the summary")
        annotations: dict[str, Any] = check.__annotations__
        first = next((kind for parameter, kind in annotations.items() if parameter != "return"), None)
        shape = _SHAPES.get(first if isinstance(first, str) else getattr(first, "__name__", ""))
        if shape is None:
            raise TypeError(f"policy {name}: the first parameter is annotated as Container, Workload or Project")
        others = [kind for parameter, kind in annotations.items() if parameter != "return"][1:]
        return Policy(
            id=name.replace("_", "-"),
            summary=summary,
            group=group,
            severity=severity,
            profiles=tuple(profiles),
            shape=shape,
            syntaxes=tuple(syntaxes),
            check=check,
            advice=advice,
            supersedes=tuple(supersedes),
            standards=tuple(standards),
            fix=fix,
            roles=roles,
            options=options,
            resources=resources,
            asks_project=shape != "project" and any(getattr(kind, "__name__", kind) == "Project" for kind in others[:1]),
            digest=digest,
            module=check.__module__,
        )

    return make


__all__ = [
    "ALL_SYNTAXES",
    "COMPOSE",
    "DOCKER_RUN",
    "KUBERNETES",
    "RUNNING",
    "RUNNING_OR_POD",
    "Change",
    "Container",
    "Hit",
    "Listing",
    "Outcome",
    "Policy",
    "Project",
    "Record",
    "Severity",
    "Undecided",
    "Workload",
    "policy",
    "undecided",
    "unsettled",
]
