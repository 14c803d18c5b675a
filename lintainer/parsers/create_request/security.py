"""Confinement: capabilities, security options, masked paths. Source: moby v28, daemon/daemon_unix.go, oci/defaults.go."""

from __future__ import annotations

from lintainer.model import AppArmorProfile, Capability, Origin, SelinuxOptions, Text, Unknown
from lintainer.model.capabilities import capability_name
from lintainer.model.hostpath import is_at_or_below
from lintainer.parsers.create_request.reading import Object, Reader
from lintainer.parsers.security_options import read_security_options

_MASKED = """/proc/asound /proc/acpi /proc/kcore /proc/keys /proc/latency_stats /proc/timer_list /proc/timer_stats
    /proc/sched_debug /proc/scsi /sys/firmware""".split()
_READONLY = "/proc/bus /proc/fs /proc/irq /proc/sys /proc/sysrq-trigger".split()

# Where inspections say how a container is confined in fact.
CONFINED = ("AppArmorProfile", "ProcessLabel")


def read_security(reader: Reader, host: Object) -> None:
    """Read capabilities, security options and the paths that the runtime hides."""
    for key, field in (("CapAdd", "cap_add"), ("CapDrop", "cap_drop")):
        nodes = [
            Capability(origin=reader.origin(span), name=capability_name(text), written=text) for text, span in host.entries(key)
        ]
        if nodes:
            reader.put(field, tuple(nodes), host.at(key))
    _options(reader, host)
    _paths(reader, host)
    for key in ("CapAdd", "CapDrop", "MaskedPaths", "ReadonlyPaths"):
        host.keep(key)


def _options(reader: Reader, host: Object) -> None:
    texts = host.entries("SecurityOpt")
    if not texts:
        return
    nodes = tuple(Text(origin=reader.origin(span), value=text) for text, span in texts)
    reader.put("security_opt", nodes, host.at("SecurityOpt"))
    # A bare `disable` is an older spelling of label=disable.
    options: list[tuple[str | Unknown, Origin]] = [
        ("label=disable" if text == "disable" else text, node.origin) for (text, _), node in zip(texts, nodes, strict=True)
    ]

    def refuse(origin: Origin, reason: str) -> None:
        reader.invalid(origin.span, "HostConfig.SecurityOpt", reason)

    # The engine is sent the profile itself; podman shows the path of its file.
    fields, places, complete = read_security_options(options, lambda text: text if text.startswith("{") else None, refuse)
    seccomp = fields.get("seccomp")
    if seccomp is not None and seccomp.content is not None:
        fields["seccomp"] = seccomp.replace(path=None)
    for field, value in fields.items():
        reader.put(field, value, places[field].span)
    if not complete:
        reader.incomplete.add("security_opt")


def read_confinement(reader: Reader, inspected: Object) -> None:
    """Read the profile and the label that an inspection says are in force, where no option names others.

    Source: moby v28, api/types/container (ContainerJSONBase); podman v5.5, libpod/define/container_inspect.go.
    """
    profile = inspected.text("AppArmorProfile")
    if profile is not None and "apparmor" not in reader.fields:
        place = inspected.at("AppArmorProfile")
        named = AppArmorProfile(origin=reader.origin(place), type="Localhost", profile=profile)
        reader.put("apparmor", named.replace(type="Unconfined", profile=None) if profile == "unconfined" else named, place)
    label = inspected.text("ProcessLabel")
    if label is not None and "selinux" not in reader.fields:
        place = inspected.at("ProcessLabel")
        user, role, kind, level = (*label.split(":", 3), "", "", "")[:4]
        labels = SelinuxOptions(
            origin=reader.origin(place), user=user, role=role or None, type=kind or None, level=level or None
        )
        reader.put("selinux", labels, place)


def _paths(reader: Reader, host: Object) -> None:
    found: list[str] = []
    place = None
    empty = []
    for key, usual in (("MaskedPaths", _MASKED), ("ReadonlyPaths", _READONLY)):
        if host.of(key, list) is None:
            continue
        given = [text for text, _ in host.entries(key)]
        shown = [path for path in usual if not any(is_at_or_below(path, one) for one in given)]
        empty.append(not given)
        if shown and place is None:
            place = host.at(key)
        found += shown
    if place is not None:
        reader.put("unmasked_paths", ("ALL",) if empty == [True, True] else tuple(found), place)
