"""Data stores that everybody who reaches the host can reach."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Container, Port, Project, Resource, Unknown, publishing
from lintainer.policy import RUNNING, Change, Hit, Outcome, Severity, Undecided, policy
from lintainer.source import Related
from lintainer_policies.network._addresses import LOOPBACK, host_ports, is_unspecified, loopback_form
from lintainer_policies.network._data_stores import product_of_image, product_of_port
from lintainer_policies.network._options import AllowedPorts, is_allowed
from lintainer_policies.network._services import outward, targets


@policy(
    group="network",
    severity=Severity.HIGH,
    profiles=("default", "cis-docker"),
    standards=("CIS Docker 1.6.0 5.14",),
    advice="let only those reach it that use it: a network that they share, or the loopback address of the host",
    supersedes=("host-port", "published-port-all-interfaces"),
    fix="unsafe",
    options=AllowedPorts,
)
def published_database_port(project: Project, options: AllowedPorts) -> Iterator[Outcome]:
    """A data store, a queue or their console is reachable on every address of the host, or from outside of the cluster."""
    for workload in project.workloads:
        for container in workload.containers:
            if container.role in RUNNING:
                yield from _on_host(container, options)
    for service in project.of_kind("Service"):
        yield from _through(service, project)


def _on_host(container: Container, options: AllowedPorts) -> Iterator[Outcome]:
    mode = publishing.network_mode(container)
    if mode.value == "host" and not isinstance(mode.value, Unknown):
        yield from _with_host_network(container)
        return
    published = publishing.published_ports(container)
    if isinstance(published, Unknown):
        if any(_product(container, port) for port in container.ports if port.published):
            yield Undecided(mode.location, "network_mode", published.why)
        return
    for port in published:
        product = _product(container, port)
        if product is None or is_allowed(port, options):
            continue
        if isinstance(port.host_ip, Unknown):
            yield Undecided(port.at("host_ip"), "host_ip", port.host_ip.why)
        elif is_unspecified(port.host_ip):
            yield _published(container, port, product)


def _product(container: Container, port: Port) -> str | None:
    if isinstance(port.container_port, int):
        for number in range(
            port.container_port, min(port.container_port_end or port.container_port, port.container_port + 64) + 1
        ):
            product = product_of_port(number, port.protocol)
            if product is not None:
                return product
    return product_of_image(container.image) if port.protocol == "tcp" else None


def _published(container: Container, port: Port, product: str) -> Hit:
    message = f"publishes {_said(container, product)} at {host_ports(port)} on every address of the host"
    if container.platform == "kubernetes":
        return Hit(message, port.at("host_port"))
    advice = f"do not publish it to containers on a shared network; `{loopback_form(port)}` is for the host alone"
    place = port.at("host_ip")
    return Hit(message, place, advice=advice, change=Change(place=place, value=LOOPBACK))


def _said(container: Container, product: str) -> str:
    """Name the product; that a port is its usual one says less of it than the image does."""
    return product if product_of_image(container.image) is not None else f"what is usually {product}"


def _with_host_network(container: Container) -> Iterator[Outcome]:
    product = product_of_image(container.image)
    for port in container.ports:
        product = product or product_of_port(port.container_port, port.protocol)
    if product is not None:
        where = container.at("network_mode")
        yield Hit(
            f"runs {_said(container, product)} on the network of the host, open on every address of it",
            where,
            field="network_mode",
        )


def _through(service: Resource, project: Project) -> Iterator[Outcome]:
    how = outward(service)
    if how is None:
        return
    for target in targets(service, project):
        product = product_of_port(target.number, target.protocol)
        if product is None and target.protocol == "tcp":
            product = product_of_image(target.container.image)
        if product is not None:
            name, what = quoted(f"{target.workload.kind}/{target.workload.name}"), _said(target.container, product)
            yield Hit(
                f"opens {what} of {name} (port {target.number}) to the outside of the cluster, as a {how}",
                service.at("spec.type"),
                related=(Related(target.container.at("image"), "this container answers"),),
                advice="make it a ClusterIP Service, and let those outside come through something that asks who they are",
            )
