"""The commands that quadlet generates: `podman run` of a container, `podman pod create` of a pod.

Source: podman v5.7, pkg/systemd/quadlet/quadlet.go (ConvertContainer, ConvertPod), in its order.
"""

from __future__ import annotations

from lintainer.parsers.quadlet.arguments import Argument, Arguments, fields_of
from lintainer.parsers.quadlet.keys import (
    CONTAINER_LISTS,
    CONTAINER_TEXTS,
    FLAGS,
    HEALTH,
    PAIRS,
    POD_LISTS,
    POD_TEXTS,
    SECURITY_FLAGS,
    SECURITY_TEXTS,
)
from lintainer.parsers.quadlet.unit import Chars, Entry, literal, text_of
from lintainer.parsers.quadlet.units import Unit, Units
from lintainer.source import Span
from lintainer.tuples import NamedTuple


class Command(NamedTuple):
    """A generated command: the options of podman itself, the words from the subcommand on, the pod that a container joins."""

    general: list[Argument]
    words: list[Argument]
    pod: Unit | None = None


def general_of(unit: Unit, units: Units) -> list[Argument]:
    """Return the options of podman itself that a unit gives."""
    found = Arguments(unit, units)
    for entry in unit.section.every("ContainersConfModule"):
        found.joined("--module", entry)
    found.free("GlobalArgs")
    return found.words


def run_of(unit: Unit, units: Units, head: Span) -> Command:
    """Return the `podman run` of a container's unit; what quadlet refuses becomes notes of the unit."""
    made = Arguments(unit, units)
    section = unit.section
    made.fixed("run", span=head)
    name = section.value("ContainerName")
    if name is not None:
        made.option("--name", name)
    else:
        made.fixed("--name", span=head)
        default = "systemd-%p_%i" if "@" in unit.stem else "systemd-%N"
        made.words.append(Argument(literal(default, head, fixed=False), head))
    made.fixed("--replace", "--rm", span=head)
    made.texts({"LogDriver": "log-driver"})
    made.split("LogOpt", "log-opt", escapes=False)
    mode = section.value("CgroupsMode")
    if mode is not None:
        made.option("--cgroups", mode)
    else:
        made.fixed("--cgroups=split", span=head)
    made.texts(CONTAINER_TEXTS)
    entrypoint = section.last("Entrypoint")
    if entrypoint is not None:
        made.joined("--entrypoint", section.value("Entrypoint") or entrypoint._replace(chars=()))
    made.lists(CONTAINER_LISTS)
    for key, option in FLAGS.items():
        made.switch(f"--{option}", key)
    made.networks()
    _service(made, head)
    _security(made)
    _user(made)
    made.mapping()
    made.volumes()
    update = section.value("AutoUpdate")
    if update is not None:
        made.option("--label", update, prefix="io.containers.autoupdate=")
    made.lists({"ExposeHostPort": "expose", "PublishPort": "publish"})
    for key, option in PAIRS.items():
        for entry, pair in section.pairs(key):
            made.option(f"--{option}", entry, pair)
    made.split("Mask", "security-opt", escapes=True, prefix="mask=")
    made.split("Unmask", "security-opt", escapes=True, prefix="unmask=")
    made.split("EnvironmentFile", "env-file", escapes=True)
    made.split("Secret", "secret", escapes=True)
    for entry, word in section.words("Mount", escapes=True):
        made.option("--mount", entry, _mount(made, entry, word))
    made.texts({key: f"health-{option}" for key, option in HEALTH.items()})
    pod = _pod(made)
    made.free("PodmanArgs")
    command = section.last("Exec")
    # Without an image the first word of the command would be it.
    if _image(made, head) and command is not None:
        for word in section.words_of(command, escapes=True):
            made.value(word, head)
    _conflicts(made)
    return Command(general_of(unit, units), made.words, pod)


_SERVICE = {"KillMode": ("mixed", "control-group"), "Type": ("notify", "oneshot")}


def _conflicts(made: Arguments) -> None:
    """Note what else quadlet refuses."""
    section, service = made.section, made.unit.of("Service")
    command, signal = section.last("ReloadCmd"), section.value("ReloadSignal")
    if command is not None and command.chars and signal is not None:
        made.unit.refuse(signal.written, "ReloadCmd and ReloadSignal are given both", signal.key)
    for key, values in _SERVICE.items():
        entry = service.value(key)
        if entry is not None and text_of(entry.chars) not in values:
            made.unit.refuse(entry.written, f"{key} of the service can only be {' or '.join(values)}", key)


def _service(made: Arguments, head: Span) -> None:
    kind = made.unit.of("Service").value("Type")
    if kind is not None and text_of(kind.chars) == "oneshot":
        return
    notify = made.section.text("Notify").lower()
    how = "healthy" if notify == "healthy" else "container" if made.section.flag("Notify") else "conmon"
    made.fixed(f"--sdnotify={how}", "-d", span=head)


def _security(made: Arguments) -> None:
    section = made.section
    for key, option in SECURITY_FLAGS.items():
        entry = section.last(key)
        if entry is not None and section.flag(key):
            made.fixed(*option.split(), span=entry.written)
    for key, prefix in SECURITY_TEXTS.items():
        entry = section.value(key)
        if entry is not None:
            made.option("--security-opt", entry, prefix=prefix)
    for entry, word in section.words("AddDevice", escapes=False):
        # A dash before it: the device may be missing.
        made.option("--device", entry, word[1:] if text_of(word[:1]) == "-" else word)
    made.split("DropCapability", "cap-drop", escapes=False)
    made.split("AddCapability", "cap-add", escapes=False)
    made.split("Sysctl", "sysctl", escapes=False)
    made.switch("--read-only", "ReadOnly")
    volatile = section.last("VolatileTmp")
    if volatile is not None and section.flag("VolatileTmp") and not section.flag("ReadOnly"):
        made.fixed("--tmpfs", "/tmp:rw,size=512M,mode=1777", span=volatile.written)  # noqa: S108 - quadlet's own words


def _user(made: Arguments) -> None:
    user, group = made.section.value("User"), made.section.value("Group")
    if user is None:
        if group is not None:
            made.unit.refuse(group.written, "Group is given without User", "Group")
    elif group is None:
        made.option("--user", user)
    else:
        made.fixed("--user", span=user.key_span)
        made.words.append(Argument((*user.chars, *literal(":", group.key_span), *group.chars), user.value_span))


def _mount(made: Arguments, entry: Entry, chars: Chars) -> Chars:
    """Return a mount with the names of what other units make in place of the units'."""
    fields = fields_of(chars)
    texts = [text_of(chars[start:end]) for start, end in fields]
    kind = next((text[len("type=") :] for text in texts if text.startswith("type=")), None)
    if kind is None:
        made.unit.refuse(Span(chars[0].start, chars[-1].end) if chars else entry.written, "a mount without a type", entry.key)
    suffixes = {"volume": (".volume",), "image": (".image",), "artifact": (".artifact",)}.get(kind or "", ())
    for (start, end), text in zip(fields, texts, strict=True):
        name, sign, value = text.partition("=")
        if name not in ("source", "src") or not sign:
            continue
        first = start + len(name) + 1
        known = chars[first:end]
        made_of = made.named(known, entry.key) if value.endswith(suffixes) and suffixes and known else known
        word = literal("source=", Span(chars[start].start, chars[first - 1].end))
        return (*chars[:start], *(chars[start:first] if name == "source" else word), *made_of, *chars[end:])
    return chars


def _pod(made: Arguments) -> Unit | None:
    entry = made.section.value("Pod")
    if entry is None:
        return None
    if not text_of(entry.chars).endswith(".pod"):
        made.unit.refuse(entry.written, "Pod names no .pod unit", entry.key)
        return None
    made.option("--pod", entry, made.named(entry.chars, entry.key))
    return made.units.named(text_of(entry.chars))


def _image(made: Arguments, head: Span) -> bool:
    """Add what the container is made of, and tell whether there is anything."""
    image, root = made.section.value("Image"), made.section.value("Rootfs")
    if image is not None and root is not None:
        made.unit.refuse(root.written, "Image and Rootfs are given both", root.key)
    if image is not None:
        is_unit = text_of(image.chars).endswith((".image", ".build"))
        made.value(made.named(image.chars, image.key) if is_unit else image.chars, head)
    elif root is not None:
        made.option("--rootfs", root)
    else:
        made.unit.refuse(head, "neither Image nor Rootfs is given")
        return False
    return True


def pod_of(unit: Unit, units: Units, head: Span) -> Command:
    """Return the `podman pod create` of a pod's unit."""
    made = Arguments(unit, units)
    made.fixed("pod", "create", span=head)
    made.fixed("--infra-conmon-pidfile=%t/%N.pid", "--replace", span=head)
    policy = unit.section.value("ExitPolicy")
    if policy is not None:
        made.option("--exit-policy", policy)
    else:
        made.fixed("--exit-policy", "stop", span=head)
    made.mapping()
    made.lists({"PublishPort": "publish"})
    for entry, pair in unit.section.pairs("Label"):
        made.option("--label", entry, pair)
    made.networks()
    made.texts(POD_TEXTS)
    made.lists(POD_LISTS)
    made.volumes()
    name = unit.resource_name() or f"systemd-{unit.stem}"
    made.fixed("--infra-name", f"{name}-infra", "--name", name, span=head)
    made.free("PodmanArgs")
    return Command(general_of(unit, units), made.words)


def play_of(unit: Unit, units: Units, head: Span) -> Command:
    """Return what a `.kube` unit adds to the pods of its YAML (`podman kube play`), as the options of a pod."""
    made = Arguments(unit, units)
    made.fixed("pod", "create", span=head)
    made.mapping(manual=False)
    made.networks()
    made.lists({"PublishPort": "publish"})
    made.free("PodmanArgs")
    return Command(general_of(unit, units), made.words)
