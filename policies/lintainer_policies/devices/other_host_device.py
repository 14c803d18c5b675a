"""Containers that may open a device of the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import DeviceRequest, Unknown
from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Hit, Outcome, Severity, policy, undecided
from lintainer_policies.devices._nodes import is_open, node_of

# What every container has of its own (OCI runtime specification 1.2, config-linux.md, default devices).
_OWN = frozenset(f"/dev/{name}" for name in ("null", "zero", "full", "random", "urandom", "tty"))


@policy(
    group="devices",
    severity=Severity.LOW,
    profiles=("hardening", "cis-docker"),
    syntaxes=(DOCKER_RUN, COMPOSE),
    standards=("CIS Docker 1.6.0 5.18",),
    advice="keep it only where the program needs the device, with the least of r, w and m",
)
def other_host_device(container: Container) -> Iterator[Outcome]:
    """A container may use a device of the host."""
    for device in container.devices:
        path = device.path_on_host
        if is_open(path):
            yield from undecided(device, "path_on_host")
        elif node_of(path) is None and path not in _OWN:
            yield Hit(
                f"may use the device {quoted(path.written if isinstance(path, Unknown) else path)} of the host", device.at()
            )
    for request in container.device_requests:
        yield Hit(f"may use {_named(request)} of the host", request.at())


def _named(request: DeviceRequest) -> str:
    if request.device_ids:
        return f"the device {', '.join(quoted(one) for one in request.device_ids)}"
    kinds = sorted({word for words in request.capabilities for word in words})
    kind = "GPUs" if "gpu" in kinds or request.driver == "nvidia" else "devices"
    if isinstance(request.count, int) and request.count > 0:
        return f"{request.count} {kind}" if request.count > 1 else f"1 {kind[:-1]}"
    return f"all {kind}"
