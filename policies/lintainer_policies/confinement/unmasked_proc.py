"""Containers that see or write what runtimes hide below /proc and /sys."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Mount, Unknown, known_prefix
from lintainer.model.effective import maps_users, privileged
from lintainer.model.hostpath import is_at_or_below
from lintainer.policy import RUNNING_OR_POD, Change, Container, Hit, Outcome, Severity, Undecided, policy
from lintainer_policies._wording import as_written, listing

# Parts of /proc that are the host's own in every container and take writes from its root, in the order in which they are
# tried: what makes up the read-only paths of moby v28 (`oci/defaults.go`) and what lies in them.
_WRITABLE = {
    "/proc/sys": "the kernel's parameters, of which core_pattern and modprobe name programs that the host's root runs",
    "/proc/sysrq-trigger": "it can crash or reboot the host",
    "/proc/irq": "how interrupts of the host are served",
    "/proc/bus": "the configuration of the host's hardware",
    "/proc/fs": "settings of the host's file systems",
    "/proc/acpi": "settings of the host's hardware",
    "/proc/mtrr": "how the host's memory is cached",
}
# Parts that runtimes hide because reading them is enough (the masked paths of the same file).
_HIDDEN = {
    "/proc/kcore": "the memory of the host's kernel",
    "/proc/keys": "the keys that the host's kernel holds",
}


@policy(
    group="confinement",
    severity=Severity.HIGH,
    profiles=("default",),
    supersedes=("writable-host-mount", "sensitive-host-mount"),
    standards=("PSS baseline /proc Mount Type",),
    roles=RUNNING_OR_POD,
    fix="safe",
    advice="remove it; set parameters of the container's own namespaces with sysctls",
)
def unmasked_proc(container: Container) -> Iterator[Outcome]:
    """A container sees or writes the parts of /proc and /sys that runtimes hide."""
    yield from _options(container)
    for mount in container.mounts:
        yield from _mounted(mount)


def _options(container: Container) -> Iterator[Outcome]:
    if isinstance(container.proc_mount, Unknown):
        yield Undecided(container.at("proc_mount"), "proc_mount", container.proc_mount.why)
    # A privileged container has nothing hidden from it: that is said there. With users mapped, what is shown belongs to a
    # root that the container is not (Kubernetes: user namespaces lift the check of Pod Security since 1.35).
    if not container.unmasked_paths or privileged(container).value is True or maps_users(container) is True:
        return
    place = container.at("unmasked_paths")
    if "ALL" in container.unmasked_paths:
        spelled = "procMount: Unmasked" if container.platform == "kubernetes" else "systempaths=unconfined"
        shown = as_written(place, spelled)
        yield Hit(
            f"sees and writes what the runtime hides of /proc and /sys, `/proc/sys` among it: {shown}",
            place,
            change=Change(place=place),
        )
    else:
        yield Hit(f"sees {listing(map(quoted, container.unmasked_paths))}, which the runtime hides", place)


def _mounted(mount: Mount) -> Iterator[Outcome]:
    if mount.type != "bind" or mount.base != "absolute":
        return
    source = mount.source
    if isinstance(source, Unknown):
        if is_at_or_below(known_prefix(source).rstrip("/"), "/proc"):
            yield Undecided(mount.at("source"), "mounts", source.why)
        return
    if source is None:
        return
    where = f" at {quoted(mount.target)}" if isinstance(mount.target, str) else ""
    if source in _HIDDEN:
        yield Hit(f"mounts {quoted(source)} of the host{where}: {_HIDDEN[source]}", mount.at("source"), field="mounts")
        return
    if not (source == "/proc" or any(is_at_or_below(source, path) for path in _WRITABLE)):
        return
    if isinstance(mount.read_only, Unknown):
        yield Undecided(mount.at("read_only"), "mounts", mount.read_only.why)
        return
    if mount.read_only:
        return
    given = next((gives for path, gives in _WRITABLE.items() if is_at_or_below(source, path)), _WRITABLE["/proc/sys"])
    # It takes the place of writable-host-mount, to which this is critical: who writes core_pattern is the host's root.
    severity = Severity.CRITICAL if source == "/proc" or is_at_or_below(source, "/proc/sys") else None
    message = f"mounts {quoted(source)} of the host writable{where}: {given}"
    yield Hit(message, mount.at("source"), severity, field="mounts", change=Change(place=mount.at("read_only"), value=True))
