"""Names that a container resolves otherwise than the rest of the world."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Text, Unknown
from lintainer.policy import Hit, Outcome, Severity, Undecided, Workload, policy

# Where clouds serve the credentials of a machine: AWS, Azure, GCP and others; AWS over IPv6; Alibaba Cloud; Azure's WireServer.
_METADATA = frozenset({"169.254.169.254", "fd00:ec2::254", "100.100.100.200", "168.63.129.16", "169.254.170.2"})
_METADATA_NAMES = frozenset({"metadata.google.internal", "metadata", "instance-data"})
# RFC 6761, RFC 6762, RFC 8375, RFC 2606 and what is customary inside of organisations; Docker's and podman's own names.
_PRIVATE = (
    ".internal .local .localhost .localdomain .test .example .invalid .lan .home .corp .intranet .private .home.arpa .svc "
    ".docker .example.com .example.org .example.net example.com example.org example.net"
).split()


@policy(
    group="network",
    severity=Severity.LOW,
    profiles=("hardening",),
    advice="leave the name to DNS, or reach the other container by the name of its service",
)
def host_address_alias(workload: Workload) -> Iterator[Outcome]:
    """A hosts entry names the cloud's metadata service, or sends a public name elsewhere."""
    entries: list[Text] = [entry for container in workload.containers for entry in container.extra_hosts]
    if workload.pod is not None:
        entries.extend(workload.pod.host_aliases)
    seen: set[int] = set()
    for entry in entries:
        if id(entry.origin) in seen:
            continue
        seen.add(id(entry.origin))
        if isinstance(entry.value, Unknown):
            yield Undecided(entry.at(), "value", entry.value.why)
            continue
        name, address = _split(entry.value)
        if address in _METADATA:
            yield Hit(f"resolves {quoted(name)} to {quoted(address)}, the metadata service of the cloud", entry.at())
        elif name in _METADATA_NAMES or _is_public(name):
            yield Hit(f"resolves the public name {quoted(name)} to {quoted(address)}, whatever DNS says", entry.at())


def _split(entry: str) -> tuple[str, str]:
    """Take `name:address` or `name=address` apart (docker/cli v28 `opts/hosts.go` ValidateExtraHost)."""
    separator = "=" if "=" in entry else ":"
    name, _, address = entry.partition(separator)
    return name.strip().lower().rstrip("."), address.strip().strip("[]")


def _is_public(name: str) -> bool:
    return "." in name and not name.endswith(tuple(_PRIVATE))
