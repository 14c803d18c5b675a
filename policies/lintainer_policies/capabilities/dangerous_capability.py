"""Capabilities that lead to the host."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Capability, Unknown
from lintainer.model.capabilities import ALL_CAPABILITIES, capability_name
from lintainer.model.effective import capabilities, process_capabilities, shares_host, user
from lintainer.policy import Container, Hit, Outcome, Record, Severity, Undecided, policy
from lintainer_policies._wording import listing
from lintainer_policies.capabilities._grants import DANGEROUS, GIVES


class Options(Record):
    """Options of dangerous-capability."""

    # Capabilities that containers may add, in any case, with or without CAP_.
    allowed: tuple[str, ...] = ()


@policy(
    group="capabilities",
    severity=Severity.CRITICAL,
    profiles=("default", "cis-docker", "cis-kubernetes"),
    supersedes=("added-capability", "net-raw-capability"),
    standards=("CIS Docker 1.6.0 5.4", "CIS Kubernetes 1.12.0 5.2.9", "PSS baseline Capabilities"),
    options=Options,
    advice="remove it; look for a narrower grant: a device, a sysctl, a mount, a port above 1023",
)
def dangerous_capability(container: Container, options: Options) -> Iterator[Outcome]:
    """A container adds a capability that leads to the host, or near it."""
    allowed = frozenset(str(capability_name(name)) for name in options.allowed)
    bounding = capabilities(container)
    for entry in container.cap_add:
        if isinstance(entry.name, Unknown):
            yield Undecided(entry.at(), "cap_add", entry.name.why)
        elif entry.name == "ALL":
            yield from _all(container, entry, bounding, allowed)
        # Kubernetes takes what is dropped by name from what is added: then nothing is granted.
        elif entry.name in DANGEROUS.keys() - allowed and (isinstance(bounding, Unknown) or entry.name in bounding):
            gives = f"{GIVES[entry.name]}{_whose(container, entry.name)}"
            message = f"adds {quoted(entry.written)}: {gives}{_reach(container, entry.name)}"
            yield Hit(message, entry.at(), severity=DANGEROUS[entry.name])


def _all(
    container: Container, entry: Capability, bounding: frozenset[str] | Unknown, allowed: frozenset[str]
) -> Iterator[Outcome]:
    if isinstance(bounding, Unknown):
        yield Undecided(entry.at(), "cap_add", bounding.why)
        return
    # What a privileged container holds does not come from this entry.
    dropped = frozenset() if container.privileged is True else ALL_CAPABILITIES - bounding
    left = sorted((DANGEROUS.keys() & bounding) - allowed, key=lambda name: (-DANGEROUS[name], name))
    if not left:
        return
    if not dropped:
        yield Hit(f"adds {quoted(entry.written)} capabilities: it can do what root of the host does", entry.at())
        return
    most = listing(quoted(name) for name in left[:4]) if len(left) <= 4 else f"{', '.join(map(quoted, left[:4]))} and more"
    yield Hit(
        f"adds {quoted(entry.written)} capabilities but {len(dropped)}, {most} among them",
        entry.at(),
        severity=DANGEROUS[left[0]],
    )


def _whose(container: Container, name: str) -> str:
    # These two act on a namespace, which may be the host's.
    if name == "NET_ADMIN" and shares_host(container, "network").value is True:
        return ", which is the host's"
    if name == "SYS_PTRACE" and shares_host(container, "pid").value is True:
        return ", and it sees those of the host"
    return ""


def _reach(container: Container, name: str) -> str:
    held = process_capabilities(container)
    if isinstance(held, Unknown) or name in held:
        return ""
    who = user(container).value
    return f"; as user {quoted(str(who))} only through a setuid program or one with file capabilities"
