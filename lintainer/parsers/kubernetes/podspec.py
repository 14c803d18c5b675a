"""A pod spec as the model has it: the pod's own declarations, and its containers."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.hints import Any
from lintainer.model import Container, Label, Pod, PodVolume, Sysctl, Text, Unknown
from lintainer.parsers.kubernetes import security
from lintainer.parsers.kubernetes.containers import Surroundings, read_container, role_of
from lintainer.parsers.kubernetes.limits import POD_FIELDS, read_amounts
from lintainer.parsers.kubernetes.security import Written, places
from lintainer.parsers.kubernetes.values import known_text
from lintainer.parsers.kubernetes.view import Filled, Item, View, origin
from lintainer.parsers.kubernetes.volumes import Volume, pod_volume, read_volumes, volume_mount
from lintainer.source import Location, Source, Span

# Lists of containers: `steps` and `sidecars` are Tekton's and Argo's.
_LISTS = ("initContainers", "containers", "steps", "sidecars", "ephemeralContainers")
_SINGLE = ("container", "script")
_ALL = frozenset("*")


def read_pod(
    source: Source,
    metadata: View,
    spec: View,
    where: Span | Location,
    *,
    controller: str | None = None,
    claim_templates: tuple[str, ...] = (),
    partial: bool = False,
) -> tuple[Pod, tuple[Container, ...]]:
    """Return the pod that `spec` describes. `where` stands for the pod in messages about what it lacks.

    `partial`: another file completes the object, so that what is missing here is not known.
    """
    volumes = read_volumes(spec, claim_templates)
    users = _users(spec)
    incomplete = _ALL if partial else frozenset[str]()
    records = tuple(pod_volume(source, volume, users.get(volume.name or "", ())) for volume in volumes)
    pod = _pod(source, metadata, spec, where, records, incomplete).replace(controller=controller)
    shared, shared_places = _shared(pod)
    around = Surroundings(
        source=source,
        pod=pod,
        volumes={volume.name: volume for volume in volumes if volume.name is not None},
        annotations=metadata.sub("annotations"),
        windows=_is_windows(spec),
        shared=shared,
        shared_places=shared_places,
        incomplete=incomplete,
    )
    containers = [
        container
        for key, item in _entries(spec)
        if (container := read_container(item, role_of(key, View.of(item.node)), around)) is not None
    ]
    stand_in = _stand_in(source, where, around, volumes, users, bare=not containers)
    return pod, (*containers, *stand_in)


def _entries(spec: View) -> Iterator[tuple[str, Item]]:
    for key in _LISTS:
        for item in spec.items(key):
            yield key, item
    for key in _SINGLE:
        pair = spec.pair(key)
        if pair is not None and spec.sub(key):
            yield key, Item(pair.value, spec.place(pair))


def _users(spec: View) -> dict[str, tuple[str, ...]]:
    """Return which containers mount each volume, by its name."""
    found: dict[str, tuple[str, ...]] = {}
    for _, item in _entries(spec):
        view = View.of(item.node)
        for key in ("volumeMounts", "volumeDevices"):
            for mount in view.items(key):
                name = View.of(mount.node).raw("name")
                if name is not None:
                    found[name] = (*found.get(name, ()), view.raw("name") or "")
    return found


def _pod(
    source: Source,
    metadata: View,
    spec: View,
    where: Span | Location,
    volumes: tuple[PodVolume, ...],
    incomplete: frozenset[str],
) -> Pod:
    context = spec.section("securityContext")
    if isinstance(context, Filled):
        incomplete |= {"supplemental_groups", "sysctls"}
    amounts = read_amounts(spec.section("resources"), POD_FIELDS)
    written = _pod_places(spec, context) | amounts.written
    seccomp = security.seccomp(source, context)
    if seccomp is None:
        seccomp = security.seccomp_annotation(source, metadata.sub("annotations"), security.SECCOMP_POD)
    profiles: dict[str, Any] = {
        "seccomp": seccomp,
        "apparmor": security.apparmor(source, context),
        "selinux": security.selinux(source, context),
    }
    for field, node in profiles.items():
        if node is not None:
            written[field] = node.origin.location
    return Pod(
        origin=origin(source, where, written),
        incomplete=incomplete,
        host_network=spec.boolean("hostNetwork"),
        host_pid=spec.boolean("hostPID"),
        host_ipc=spec.boolean("hostIPC"),
        host_users=spec.boolean("hostUsers"),
        share_process_namespace=spec.boolean("shareProcessNamespace"),
        os=spec.sub("os").text("name"),
        run_as_user=context.integer("runAsUser"),
        run_as_group=context.integer("runAsGroup"),
        run_as_non_root=context.boolean("runAsNonRoot"),
        supplemental_groups=_texts(source, context, "supplementalGroups"),
        fs_group=context.integer("fsGroup"),
        windows_host_process=context.sub("windowsOptions").boolean("hostProcess"),
        sysctls=tuple(_sysctls(source, context)),
        service_account_name=spec.first("serviceAccountName", "serviceAccount"),
        automount_service_account_token=spec.boolean("automountServiceAccountToken"),
        host_aliases=tuple(_aliases(source, spec)),
        runtime_class_name=spec.text("runtimeClassName"),
        restart_policy=spec.text("restartPolicy"),
        volumes=volumes,
        labels=read_labels(source, metadata, "labels"),
        annotations=read_labels(source, metadata, "annotations"),
        **amounts.values,
        **profiles,
    )


def _pod_places(spec: View, context: View) -> Written:
    written = places(
        spec,
        host_network="hostNetwork",
        host_pid="hostPID",
        host_ipc="hostIPC",
        host_users="hostUsers",
        share_process_namespace="shareProcessNamespace",
        service_account_name="serviceAccountName" if spec.has("serviceAccountName") else "serviceAccount",
        automount_service_account_token="automountServiceAccountToken",  # noqa: S106 - the name of a field
        host_aliases="hostAliases",
        runtime_class_name="runtimeClassName",
        restart_policy="restartPolicy",
        volumes="volumes",
    )
    written |= places(
        context,
        run_as_user="runAsUser",
        run_as_group="runAsGroup",
        run_as_non_root="runAsNonRoot",
        supplemental_groups="supplementalGroups",
        fs_group="fsGroup",
        sysctls="sysctls",
    )
    written |= places(spec.sub("os"), os="name")
    return written | places(context.sub("windowsOptions"), windows_host_process="hostProcess")


def _texts(source: Source, view: View, key: str) -> tuple[Text, ...]:
    return tuple(
        Text(origin=origin(source, item.where), value=text)
        for item in view.items(key)
        if (text := known_text(item.node)) is not None
    )


def _sysctls(source: Source, context: View) -> Iterator[Sysctl]:
    for item in context.items("sysctls"):
        view = View.of(item.node, item.where)
        name = view.raw("name")
        if name is not None:
            yield Sysctl(
                origin=origin(source, view.at("name"), places(view, name="name", value="value")),
                name=name,
                value=view.raw("value") or "",
            )


def _aliases(source: Source, spec: View) -> Iterator[Text]:
    """Yield each name of hostAliases as Docker writes it: `name:address`."""
    for item in spec.items("hostAliases"):
        view = View.of(item.node, item.where)
        address = view.raw("ip") or ""
        for name in view.items("hostnames"):
            text = known_text(name.node)
            if isinstance(text, str):
                yield Text(origin=origin(source, name.where, places(view, address="ip")), value=f"{text}:{address}")


def read_labels(source: Source, metadata: View, key: str) -> tuple[Label, ...]:
    """Return the labels or annotations of an object."""
    view = metadata.sub(key)
    found: list[Label] = []
    for name in view.pairs:
        value = view.text(name)
        where = view.at(name)
        found.append(Label(origin=origin(source, where, {"value": where}), name=name, value=value))
    return tuple(found)


def _is_windows(spec: View) -> bool:
    """Tell whether the pod runs on Windows: it says so, or it is pinned to such nodes by their well-known label."""
    chosen = spec.sub("os").raw("name") or spec.sub("nodeSelector").raw("kubernetes.io/os")
    return chosen == "windows"


def _shared(pod: Pod) -> tuple[dict[str, Any], Written]:
    """Return what only a pod says and the model holds of each container under Docker's name, with the pod's places."""
    shared: dict[str, Any] = {}
    written: Written = {}
    for field, on_pod in (("network_mode", "host_network"), ("pid_mode", "host_pid"), ("ipc_mode", "host_ipc")):
        value: bool | Unknown | None = getattr(pod, on_pod)
        if isinstance(value, Unknown):
            shared[field] = value
        elif value:
            shared[field] = "host"
        if pod.wrote(on_pod):
            written[field] = _location(pod, on_pod)
    if pod.runtime_class_name is not None:
        shared["runtime"] = pod.runtime_class_name
        written["runtime"] = _location(pod, "runtime_class_name")
    if pod.supplemental_groups:
        shared["group_add"] = pod.supplemental_groups
        written["group_add"] = _location(pod, "supplemental_groups")
    return shared, written


def _location(pod: Pod, field: str) -> Span | Location:
    return pod.origin.written[field]


def _stand_in(
    source: Source,
    where: Span | Location,
    around: Surroundings,
    volumes: list[Volume],
    users: dict[str, tuple[str, ...]],
    *,
    bare: bool,
) -> Iterator[Container]:
    """Yield a container of role `pod` where the pod declares what no container is there to use."""
    mounts = tuple(
        volume_mount(source, volume.where, {}, volume)
        for volume in volumes
        if volume.kind == "hostPath" and (volume.name or "") not in users
    )
    if not mounts and not bare:
        return
    yield Container(
        origin=origin(source, where, around.shared_places if bare else {}),
        incomplete=around.incomplete,
        role="pod",
        platform="kubernetes",
        os="windows" if around.windows else "linux",
        syntax="kubernetes",
        pod=around.pod,
        mounts=mounts,
        **(around.shared if bare else {}),
    )
