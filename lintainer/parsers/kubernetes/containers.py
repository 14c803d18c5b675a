"""One container of a pod spec as the model has it."""

from __future__ import annotations

from lintainer.hints import Any
from lintainer.model import Container, Pod, Role, Text, Unknown
from lintainer.model.image import parse_image
from lintainer.parsers._yaml import Scalar, deref
from lintainer.parsers.kubernetes import security
from lintainer.parsers.kubernetes.environment import read_env
from lintainer.parsers.kubernetes.handlers import read_handlers, read_ports
from lintainer.parsers.kubernetes.limits import Amounts, read_amounts
from lintainer.parsers.kubernetes.security import Written, places
from lintainer.parsers.kubernetes.values import known_text
from lintainer.parsers.kubernetes.view import Filled, Item, View, origin
from lintainer.parsers.kubernetes.volumes import Volume, read_devices, read_mounts
from lintainer.source import Location, Source, Span
from lintainer.tuples import NamedTuple


class Surroundings(NamedTuple):
    """What a container needs to know of its pod."""

    source: Source
    pod: Pod
    volumes: dict[str, Volume]
    annotations: View
    windows: bool
    # What only the pod says and the model holds of each container too: values by field, and where they are written.
    shared: dict[str, Any]
    shared_places: Written
    incomplete: frozenset[str]


def role_of(key: str, view: View) -> Role:
    """Return what part a container plays: `key` is the list that it stands in.

    An init container with restartPolicy Always keeps running beside the main ones (KEP-753).
    """
    if key == "initContainers":
        return "sidecar" if view.raw("restartPolicy") == "Always" else "init"
    if key == "ephemeralContainers":
        return "ephemeral"
    return "sidecar" if key == "sidecars" else "main"


_CAPABILITIES = frozenset(("cap_add", "cap_drop"))


def read_container(item: Item, role: Role, around: Surroundings) -> Container | None:
    """Return the container that a list's entry describes; None where the entry is no mapping."""
    view = View.of(item.node, item.where)
    if not view:
        return None
    source = around.source
    context = view.section("securityContext")
    written = dict(around.shared_places)
    written |= places(
        view,
        name="name",
        image="image",
        entrypoint="command",
        cmd="args",
        working_dir="workingDir",
        tty="tty",
        open_stdin="stdin",
        image_pull_policy="imagePullPolicy",
        env="env",
        mounts="volumeMounts",
        ports="ports",
        volume_devices="volumeDevices",
    )
    written |= places(
        context,
        privileged="privileged",
        user="runAsUser",
        group="runAsGroup",
        run_as_non_root="runAsNonRoot",
        no_new_privileges="allowPrivilegeEscalation",
        readonly_rootfs="readOnlyRootFilesystem",
        proc_mount="procMount",
        unmasked_paths="procMount",
    )
    written |= places(context.sub("capabilities"), cap_add="add", cap_drop="drop")
    written |= places(context.sub("windowsOptions"), windows_host_process="hostProcess")
    amounts = read_amounts(view.section("resources"))
    written |= amounts.written
    fields = dict(around.shared)
    fields |= _security(source, context, around, view.raw("name"), written)
    return Container(
        origin=origin(source, _where(view, item), written),
        incomplete=around.incomplete | _CAPABILITIES if isinstance(context, Filled) else around.incomplete,
        name=view.raw("name"),
        role=role,
        platform="kubernetes",
        os="windows" if around.windows else "linux",
        syntax="kubernetes",
        pod=around.pod,
        image=_image(source, view),
        entrypoint=_words(source, view, "command"),
        cmd=_words(source, view, "args"),
        working_dir=view.text("workingDir"),
        tty=view.boolean("tty"),
        open_stdin=view.boolean("stdin"),
        image_pull_policy=view.text("imagePullPolicy"),
        env=read_env(source, view),
        handlers=read_handlers(source, view),
        ports=read_ports(source, view),
        mounts=read_mounts(source, view, around.volumes),
        volume_devices=read_devices(source, view),
        **_resources(amounts),
        **fields,
    )


def _where(view: View, item: Item) -> Span | Location:
    """Return what stands for a container: its name, else its image, else its first key."""
    if view.has("name"):
        return view.at("name")
    if view.has("image"):
        return view.at("image")
    node = view.node
    if isinstance(item.where, Location) or node is None or not node.pairs:
        return item.where
    first = node.pairs[0][0]
    return Span(first.start, first.end)


def _image(source: Source, view: View) -> Any:  # noqa: ANN401 - an Image or None
    text = view.text("image")
    if text is None:
        return None
    where = view.at("image")
    node = deref(view.pairs["image"].value)
    exact = not isinstance(where, Location) and type(node) is Scalar and not node.indicator and node.text == node.value
    if not exact and type(node) is Scalar and not isinstance(where, Location):
        inner = node.inner(0, len(node.value))
        if source.text[inner.start : inner.end] == node.value:
            where, exact = inner, True
    return parse_image(text, origin(source, where), exact=exact)


def _words(source: Source, view: View, key: str) -> tuple[Text, ...] | None:
    """Return the words of command or args. Variables of a shell are text; expressions of templates are not known."""
    if not view.has(key):
        return None
    words: list[Text] = []
    for item in view.items(key):
        text = known_text(item.node)
        if isinstance(text, Unknown) and "{{" not in text.written:
            text = text.written
        if text is not None:
            words.append(Text(origin=origin(source, item.where), value=text))
    return tuple(words)


def _security(source: Source, context: View, around: Surroundings, name: str | None, written: Written) -> dict[str, Any]:
    escalation = context.boolean("allowPrivilegeEscalation")
    proc_mount = context.text("procMount")
    fields: dict[str, Any] = {
        "privileged": context.boolean("privileged"),
        "user": context.integer("runAsUser"),
        "group": context.integer("runAsGroup"),
        "user_written": context.raw("runAsUser"),
        "run_as_non_root": context.boolean("runAsNonRoot"),
        "no_new_privileges": (not escalation) if isinstance(escalation, bool) else escalation,
        "readonly_rootfs": context.boolean("readOnlyRootFilesystem"),
        "proc_mount": proc_mount,
        "unmasked_paths": ("ALL",) if proc_mount == "Unmasked" else (),
        "cap_add": security.capabilities(source, context, "add"),
        "cap_drop": security.capabilities(source, context, "drop"),
        "seccomp": security.seccomp(source, context),
        "apparmor": security.apparmor(source, context),
        "selinux": security.selinux(source, context),
        "windows_host_process": context.sub("windowsOptions").boolean("hostProcess"),
    }
    if fields["seccomp"] is None and around.pod.seccomp is None and name is not None:
        fields["seccomp"] = security.seccomp_annotation(source, around.annotations, security.SECCOMP_CONTAINER + name)
    if fields["apparmor"] is None:
        fields["apparmor"] = security.apparmor_annotation(source, around.annotations, name)
    for field in ("seccomp", "apparmor", "selinux"):
        if fields[field] is not None:
            written[field] = fields[field].origin.location
    return fields


def _resources(amounts: Amounts) -> dict[str, Any]:
    return amounts.values
