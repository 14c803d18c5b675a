"""Which policies are asked about what, and what they answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from lintainer.messages import shorten
from lintainer.model import Container, Node, Origin, Project, Record, Resource, Workload
from lintainer.parsers import Problem
from lintainer.policy import Hit, Policy, Undecided
from lintainer.rules import Rules
from lintainer.source import Location
from lintainer.tuples import NamedTuple


def family(syntax: str) -> str:
    """Return which of docker-run, compose and kubernetes a syntax is like: that is what policies name."""
    return syntax if syntax in ("compose", "kubernetes") else "docker-run"


class Asked(NamedTuple):
    """A policy that runs, and the fields of the model of which it needs one (see `Listing.needs`)."""

    policy: Policy
    needs: tuple[str, ...]


class Answer(NamedTuple):
    """What a policy says, and of which workload and container, as far as it is about any."""

    policy: Policy
    outcome: Hit | Undecided
    workload: Workload | None
    container: Container | None


def loaded(rules: Rules, projects: Sequence[Project]) -> list[Asked]:
    """Return the policies that may have something to say of the projects: to import one takes longer than to ask it."""
    families = {
        family(syntax)
        for project in projects
        for syntax in (*(w.syntax for w in project.workloads), *(r.syntax for r in project.resources))
    }
    declared: set[str] = set()
    for project in projects:
        declared |= _declared_by(project, *project.resources)
        for workload in project.workloads:
            declared |= _declared_by(workload, workload.pod, *workload.containers)
    asked = [Asked(policy, ()) for policy in rules.policies]
    for row in rules.listings:
        # With options a policy may speak of what it leaves alone without.
        needs = () if row.id in rules.options else row.needs
        if not families.isdisjoint(row.syntaxes) and _concerns(needs, declared):
            asked.append(Asked(row.load(), needs))
    return asked


def _concerns(needs: tuple[str, ...], declared: Set[str]) -> bool:
    return not needs or "*" in declared or not declared.isdisjoint(needs)


def _declared_by(*nodes: Record | None) -> set[str]:
    """Return the fields that any of `nodes` declares, or may declare; `"*"` for all of them."""
    names: set[str] = set()
    for node in nodes:
        if node is not None:
            names.update(name for name, value in node.__dict__.items() if value is not None and value != ())
            if isinstance(node, Node):
                names.update(node.incomplete)
    return names


def answers(project: Project, policies: Sequence[Asked], rules: Rules, problems: list[Problem]) -> Iterator[Answer]:
    """Yield what the policies say of a project and of all that is in it; a crash becomes one of the `problems`."""
    shapes: dict[str, list[Asked]] = {"container": [], "workload": [], "project": []}
    for one in policies:
        shapes[one.policy.shape].append(one)
    owners = _Owners(project)
    for policy, _ in shapes["project"]:
        for outcome in ask(policy, project, project, rules.options, problems, project.name):
            yield Answer(policy, outcome, *owners.of(outcome.location))
    over_objects = [policy for policy, _ in shapes["workload"] if policy.resources]
    for resource in project.resources if over_objects else ():
        stand_in = _stand_in(resource)
        for policy in over_objects:
            if family(resource.syntax) in policy.syntaxes:
                for outcome in ask(policy, stand_in, project, rules.options, problems, resource.origin.source.name):
                    yield Answer(policy, outcome, stand_in, None)
    chosen: dict[tuple[str, str, frozenset[str]], list[Policy]] = {}
    for workload in project.workloads:
        kind = family(workload.syntax)
        for policy, _ in shapes["workload"]:
            if kind in policy.syntaxes:
                for outcome in ask(policy, workload, project, rules.options, problems, workload.origin.source.name):
                    yield Answer(policy, outcome, workload, owners.container_of(outcome.location))
        for container in workload.containers:
            # Most containers declare the same few fields: which policies these concern is found once.
            declared = frozenset(_declared_by(container, container.pod, container.within))
            asked = chosen.get((kind, container.role, declared))
            if asked is None:
                asked = chosen[kind, container.role, declared] = [
                    policy
                    for policy, needs in shapes["container"]
                    if container.role in policy.roles
                    and kind in policy.syntaxes
                    # One that looks at the whole project may find there what it needs.
                    and (policy.asks_project or _concerns(needs, declared))
                ]
            for policy in asked:
                for outcome in ask(policy, container, project, rules.options, problems, container.origin.source.name):
                    yield Answer(policy, outcome, workload, container)


# Where an object without pods has what a workload has too.
_SAME_PLACES = {"api_version": "apiVersion", "kind": "kind", "name": "metadata.name", "namespace": "metadata.namespace"}


def _stand_in(resource: Resource) -> Workload:
    """Return an object without pods as a workload without containers: what findings about it are said of."""
    origin = resource.origin
    places = {field: origin.written[path] for field, path in _SAME_PLACES.items() if path in origin.written}
    return Workload(
        origin=Origin(origin.source, origin.span, {**origin.written, **places}, origin.related),
        kind=resource.kind,
        name=resource.name,
        namespace=resource.namespace,
        syntax=resource.syntax,
        api_version=resource.api_version,
        annotations=resource.annotations,
        extent=resource.extent,
    )


def ask(
    policy: Policy,
    subject: Container | Workload | Project,
    project: Project,
    options: Mapping[str, Record],
    problems: list[Problem],
    name: str,
) -> Iterator[Hit | Undecided]:
    """Yield what one policy says of `subject`, which lies in the file `name`."""
    try:
        asked = (subject, project) if policy.asks_project else (subject,)
        if policy.options is None:
            yield from policy.check(*asked)
        else:
            yield from policy.check(*asked, options.get(policy.id) or policy.options())
    except Exception as error:  # noqa: BLE001, RUF100 - a crash is reported with the policy's name, and the others still run
        place = None if isinstance(subject, Project) else subject.at()
        problems.append(crash("policy-crash", f"policy {policy.id}", error, name, place))


def _origins_of_parts(node: Node) -> Iterator[Origin]:
    """Yield where the parts of a container or a pod were written: its mounts, ports, volumes and so on."""
    for value in node.__dict__.values():
        for part in value if isinstance(value, tuple) else (value,):
            origin = getattr(part, "origin", None)
            if origin is not None:
                yield origin


class _Owners:
    """Which workload and container of a project a place belongs to, by the nodes that places know."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._by_origin: dict[int, tuple[Workload, Container | None]] | None = None

    def _index(self) -> dict[int, tuple[Workload, Container | None]]:
        if self._by_origin is None:
            index: dict[int, tuple[Workload, Container | None]] = {}
            for workload in self._project.workloads:
                index[id(workload.origin)] = (workload, None)
                if workload.pod is not None:
                    index[id(workload.pod.origin)] = (workload, None)
                for container in workload.containers:
                    index[id(container.origin)] = (workload, container)
                    for origin in _origins_of_parts(container):
                        index.setdefault(id(origin), (workload, container))
                if workload.pod is not None:
                    for origin in _origins_of_parts(workload.pod):
                        index.setdefault(id(origin), (workload, None))
            self._by_origin = index
        return self._by_origin

    def of(self, location: Location) -> tuple[Workload | None, Container | None]:
        """Return the workload and the container that the place belongs to, as far as it belongs to any."""
        if not isinstance(location.owner, Node):
            return None, None
        workload, container = self._index().get(id(location.owner.origin), (None, None))
        if workload is not None:
            return workload, container
        for resource in self._project.resources:
            if resource.origin is location.owner.origin:
                return _stand_in(resource), None
        return None, None

    def container_of(self, location: Location) -> Container | None:
        """Return the container that the place belongs to, if it belongs to one."""
        return self.of(location)[1] if location.owner is not None else None


def crash(kind: str, who: str, error: Exception, name: str, location: Location | None = None) -> Problem:
    """Return the problem that a crash of `who` is."""
    return Problem(kind, f"{who} crashed: {type(error).__name__}: {shorten(str(error))}", name, location)
