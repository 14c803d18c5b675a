"""Two containers that want the same port of the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Container, Port, Project, Unknown, Workload, publishing
from lintainer.policy import RUNNING, Hit, Outcome, Severity, policy
from lintainer.source import Related
from lintainer.tuples import NamedTuple
from lintainer_policies.network._addresses import is_unspecified


class _Claim(NamedTuple):
    workload: Workload
    container: Container
    port: Port
    first: int
    last: int


@policy(
    group="network",
    severity=Severity.MEDIUM,
    profiles=("default",),
    advice="publish one of them at another port",
)
def duplicate_host_port(project: Project) -> Iterator[Outcome]:
    """Two containers of a project publish the same port of the host: the second one does not start."""
    claims: list[_Claim] = []
    for claim in _claims(project):
        earlier = next(
            (other for other in claims if _collide(other, claim) and (not project.apart or other.workload is claim.workload)),
            None,
        )
        claims.append(claim)
        if earlier is None:
            continue
        shared = max(claim.first, earlier.first)
        other = quoted(earlier.container.name or "another container")
        again = " twice" if earlier.container is claim.container else f", which {other} publishes too"
        also = Related(earlier.port.at("host_port"), "published here first")
        yield Hit(f"publishes port {shared} of the host{again}", claim.port.at("host_port"), related=(also,))


def _claims(project: Project) -> Iterator[_Claim]:
    for workload in project.workloads:
        for container in workload.containers:
            published = publishing.published_ports(container)
            if container.role not in RUNNING or isinstance(published, Unknown):
                continue
            for port in published:
                first, inner = port.host_port, port.container_port
                if not isinstance(first, int) or not first or isinstance(port.host_ip, Unknown) or isinstance(inner, Unknown):
                    continue
                last = port.host_port_end or first
                # A range for one port of the container: the runtime takes whichever is free.
                if last == first or last - first == (port.container_port_end or inner) - inner:
                    yield _Claim(workload, container, port, first, last)


def _collide(a: _Claim, b: _Claim) -> bool:
    if a.last < b.first or b.last < a.first or a.port.protocol != b.port.protocol or a.port.origin is b.port.origin:
        return False
    return _same_address(a.port.host_ip, b.port.host_ip) and _run_together(a, b)


def _same_address(a: object, b: object) -> bool:
    if not (isinstance(a, str) or a is None) or not (isinstance(b, str) or b is None):
        return False
    if a == b:
        return True
    # None is every address of both families.
    if a is None or b is None:
        return True
    if (":" in a) != (":" in b):
        return False
    return is_unspecified(a) or is_unspecified(b)


def _run_together(a: _Claim, b: _Claim) -> bool:
    one, other = a.container, b.container
    if one.platform == "kubernetes":
        # Whether two pods meet on one node is for the scheduler, which keeps them apart.
        return a.workload is b.workload
    if one.profiles and other.profiles and not set(one.profiles) & set(other.profiles):
        return False
    if one.syntax == "compose":
        return True
    # The commands of a script need not run at one time: one that removes its container has ended by the next.
    if one is not other and (one.auto_remove is not None or other.auto_remove is not None):
        return False
    return one is other or one.name != other.name
