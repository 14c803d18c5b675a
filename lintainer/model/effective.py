"""What the runtime makes of a declaration.

Every function takes a container and answers with an `Effective`: the value in force and where a user would change it. `None`
is never guessed into a value here: where nothing is declared the answer is the platform's default, whose source the function
names. Policies ask these functions and never combine levels or defaults themselves.
"""

from __future__ import annotations

from lintainer.hints import Generic, Literal, TypeVar
from lintainer.model.capabilities import ALL_CAPABILITIES, defaults
from lintainer.model.container import Container
from lintainer.model.parts import AppArmorProfile, SeccompProfile, SelinuxOptions
from lintainer.model.unknown import UNKNOWN, Unknown
from lintainer.patterns import pattern
from lintainer.source import Location
from lintainer.tuples import NamedTuple

T = TypeVar("T")


class Effective(NamedTuple, Generic[T]):
    """A value in force, and its place: where it is declared, else where its container is."""

    value: T
    location: Location
    # True where the value was written, on whichever level; False where it is a default.
    declared: bool


def _levels(container: Container, name: str, on_pod: str | None = None) -> Effective[object]:
    """Return the container's value, else the pod's, else None: how the API combines values that both levels have.

    Kubernetes API 1.37, core/v1 SecurityContext: "May also be set in PodSecurityContext. If set in both SecurityContext and
    PodSecurityContext, the value specified in SecurityContext takes precedence."
    """
    value = getattr(container, name)
    if value is not None:
        return Effective(value, container.at(name), True)
    pod = container.pod
    if pod is not None:
        value = getattr(pod, on_pod or name)
        if value is not None:
            return Effective(value, pod.at(on_pod or name), True)
    if not container.is_complete(name):
        return Effective(UNKNOWN, container.at(name), False)
    return Effective(None, container.at(name), False)


def user(container: Container) -> Effective[int | str | Unknown | None]:
    """The user of the main process; None where the image decides."""
    return _levels(container, "user", "run_as_user")  # type: ignore[return-value]


def group(container: Container) -> Effective[int | str | Unknown | None]:
    """The primary group; None where the image decides (and on Docker with a user that has no group: the user's own)."""
    return _levels(container, "group", "run_as_group")  # type: ignore[return-value]


def run_as_non_root(container: Container) -> Effective[bool | Unknown | None]:
    """Whether the kubelet refuses to start the container as root; None where nothing is said."""
    return _levels(container, "run_as_non_root")  # type: ignore[return-value]


def seccomp(container: Container) -> Effective[SeccompProfile | Unknown | None]:
    """The seccomp profile declared; None where the runtime's default applies."""
    return _levels(container, "seccomp")  # type: ignore[return-value]


def apparmor(container: Container) -> Effective[AppArmorProfile | Unknown | None]:
    """The AppArmor profile declared; None where the runtime's default applies."""
    return _levels(container, "apparmor")  # type: ignore[return-value]


def selinux(container: Container) -> Effective[SelinuxOptions | Unknown | None]:
    """The SELinux labels declared; None where the runtime chooses them."""
    return _levels(container, "selinux")  # type: ignore[return-value]


def windows_host_process(container: Container) -> Effective[bool | Unknown | None]:
    """Whether the container is a process of the Windows host."""
    return _levels(container, "windows_host_process")  # type: ignore[return-value]


def is_windows(container: Container) -> bool:
    """Tell whether the container runs Windows (spec.os.name; Docker's platform), where Linux security does not apply."""
    return container.os == "windows" or (container.pod is not None and container.pod.os == "windows")


def _declared(container: Container, name: str) -> Effective[object]:
    value = getattr(container, name)
    if value is None and not container.is_complete(name):
        value = UNKNOWN
    return Effective(value, container.at(name), getattr(container, name) is not None)


def privileged(container: Container) -> Effective[bool | Unknown]:
    """Whether all isolation is switched off. Default false on every platform."""
    found = _declared(container, "privileged")
    return Effective(False if found.value is None else found.value, found.location, found.declared)  # type: ignore[arg-type]


def no_new_privileges(container: Container) -> Effective[bool | Unknown]:
    """Whether the process can never gain privileges (no_new_privs, prctl(2)).

    Default false: Docker and podman set it only when asked, and the Kubernetes API documents allowPrivilegeEscalation as true
    when unset. Kubernetes also lets it be false only where the container is neither privileged nor has SYS_ADMIN.
    """
    found = _declared(container, "no_new_privileges")
    return Effective(False if found.value is None else found.value, found.location, found.declared)  # type: ignore[arg-type]


def readonly_rootfs(container: Container) -> Effective[bool | Unknown]:
    """Whether the root file system is read-only. Default false on every platform."""
    found = _declared(container, "readonly_rootfs")
    return Effective(False if found.value is None else found.value, found.location, found.declared)  # type: ignore[arg-type]


def _limit(value: int | Unknown | None, unlimited_below: int = 1) -> int | Unknown | None:
    if value is None or isinstance(value, Unknown):
        return value
    return value if value >= unlimited_below else None


def memory_limit(container: Container) -> Effective[int | Unknown | None]:
    """The memory limit in bytes; None where there is none.

    0 is no limit to Docker ("0 means unlimited", Engine API 1.51 HostConfig.Memory), and -1 none to podman. A limit of the
    whole pod counts for each of its containers (Kubernetes KEP-2837, pod-level resources).
    """
    found = _levels(container, "memory")
    return Effective(_limit(found.value), found.location, found.declared)  # type: ignore[arg-type]


def cpu_limit(container: Container) -> Effective[int | Unknown | None]:
    """The CPU limit in billionths of a core; None where there is none.

    A quota counts against its period (default 100 ms: sched-bwc, Linux 6.9). Shares are a weight and cpusets a choice of
    cores: neither is a limit.
    """
    found = _levels(container, "nano_cpus")
    limit = _limit(found.value)  # type: ignore[arg-type]
    if limit is not None and not (isinstance(limit, Unknown) and not found.declared):
        return Effective(limit, found.location, found.declared)
    quota = container.cpu_quota
    if quota is not None:
        if isinstance(quota, Unknown):
            return Effective(quota, container.at("cpu_quota"), True)
        period = container.cpu_period
        divisor = period if isinstance(period, int) and period > 0 else 100_000
        if quota > 0:
            return Effective(quota * 1_000_000_000 // divisor, container.at("cpu_quota"), True)
        if not found.declared:
            return Effective(None, container.at("cpu_quota"), True)
    return Effective(limit, found.location, found.declared)


def pids_limit(container: Container) -> Effective[int | Unknown | None]:
    """The limit on processes; None where there is none. 0 and -1 lift it (Engine API 1.51, HostConfig.PidsLimit).

    podman sets 2048 by itself (containers-common v0.60, `DefaultPidsLimit`); on Kubernetes the node decides.
    """
    found = _declared(container, "pids_limit")
    if found.value is None and container.platform == "podman":
        return Effective(2048, found.location, False)
    return Effective(_limit(found.value), found.location, found.declared)  # type: ignore[arg-type]


def memory_request(container: Container) -> Effective[int | Unknown | None]:
    """The memory request in bytes; the API defaults it from the limit (core/v1 ResourceRequirements.requests)."""
    found = _levels(container, "memory_request")
    return found if found.value is not None else memory_limit(container)  # type: ignore[return-value]


def cpu_request(container: Container) -> Effective[int | Unknown | None]:
    """The CPU request in billionths of a core; the API defaults it from the limit."""
    found = _levels(container, "cpu_request")
    return found if found.value is not None else cpu_limit(container)  # type: ignore[return-value]


def capabilities(container: Container) -> frozenset[str] | Unknown:
    """The capabilities in the bounding set: what any process of the container can come to have.

    Docker (moby v28 `oci/caps/utils.go` TweakCapabilities): privileged gives all; `ALL` in add gives all but those dropped by
    name; `ALL` in drop leaves only those added; else the default set, less those dropped, with those added. podman (common
    v0.60 `pkg/capabilities` MergeCapabilities) differs only where it refuses: `ALL` in both, one name in both.

    Kubernetes goes step by step, so that a name in both lists ends dropped and `ALL` in both leaves what is added by name
    (containerd v2.0 `internal/cri/opts/spec_opts.go` WithCapabilities: add ALL, drop ALL, add names, drop names; CRI-O alike).
    """
    if container.privileged is True:
        return ALL_CAPABILITIES
    if isinstance(container.privileged, Unknown):
        return container.privileged
    if not (container.is_complete("cap_add") and container.is_complete("cap_drop") and container.is_complete("privileged")):
        return UNKNOWN
    added: set[str] = set()
    dropped: set[str] = set()
    for entries, names in ((container.cap_add, added), (container.cap_drop, dropped)):
        for entry in entries:
            if isinstance(entry.name, Unknown):
                return entry.name
            names.add(entry.name)
    if container.platform == "kubernetes":
        base = ALL_CAPABILITIES if "ALL" in added else defaults("kubernetes")
        return frozenset(((frozenset() if "ALL" in dropped else base) | (added - {"ALL"})) - dropped)
    if "ALL" in added:
        return ALL_CAPABILITIES - dropped
    if "ALL" in dropped:
        return frozenset(added)
    return frozenset((defaults(container.platform) - dropped) | added)


def process_capabilities(container: Container) -> frozenset[str] | Unknown:
    """The capabilities that the main process starts with.

    Root holds the bounding set. Another user starts with none of it and can gain them only by running a set-user-id program
    or one with file capabilities: Docker clears the effective and permitted sets (moby v28 `oci/oci.go` SetCapabilities), and
    on Kubernetes execve does, since no ambient ones are set (containerd v2.0 WithoutAmbientCaps; KEP-2763 is not there yet).
    podman gives such a user the capabilities that are added by name, as ambient ones (podman v5
    `pkg/specgen/generate/security_linux.go` securityConfigureGenerator).
    """
    bounding = capabilities(container)
    if isinstance(bounding, Unknown):
        return bounding
    who = user(container).value
    if isinstance(who, Unknown):
        return who
    if who is None:
        return Unknown("the image decides which user the container runs as")
    if who in (0, "root"):
        return bounding
    if container.platform != "podman" or container.privileged is True:
        return frozenset()
    return frozenset(entry.name for entry in container.cap_add if isinstance(entry.name, str)) & bounding


def drops_all_capabilities(container: Container) -> bool | Unknown:
    """Whether every capability that is not added by name is dropped."""
    for entry in container.cap_drop:
        if entry.name == "ALL" and not isinstance(entry.name, Unknown):
            return True
    unknown = next((entry.name for entry in container.cap_drop if isinstance(entry.name, Unknown)), None)
    if unknown is not None:
        return unknown
    if not container.is_complete("cap_drop"):
        return UNKNOWN
    return False


NAMESPACES = ("network", "pid", "ipc", "uts", "userns", "cgroupns")


def shares_host(container: Container, namespace: str) -> Effective[bool | Unknown]:
    """Whether the container runs in one of the host's namespaces: one of `NAMESPACES`.

    `host` is what Docker, podman and the front ends for Kubernetes write. podman also takes the path of a namespace
    (podman-run(1), `--network ns:path`), and that of process 1 is the host's.
    """
    field = f"{namespace}_mode"
    mode = getattr(container, field)
    if mode is None and not container.is_complete(field):
        mode = UNKNOWN
    if isinstance(mode, Unknown):
        return Effective(False if joined(mode) is not None else mode, container.at(field), True)
    shared = mode == "host" or (mode is not None and mode.startswith("ns:/proc/1/ns/"))
    return Effective(shared, container.at(field), mode is not None)


class Joined(NamedTuple):
    """Another container whose namespace is joined: by the name of a Compose service, or of a container."""

    kind: Literal["service", "container"]
    name: str | Unknown


def joined(mode: str | Unknown | None) -> Joined | None:
    """Return whose namespace a mode (`network_mode`, `pid_mode` …) joins, if it joins one.

    Engine API 1.51, HostConfig.NetworkMode, PidMode and IpcMode: `container:<name|id>`; Compose specification, network_mode,
    pid and ipc: `service:{name}`.
    """
    text = mode.prefix if isinstance(mode, Unknown) else mode or ""
    kind, colon, name = text.partition(":")
    if not colon or kind not in ("service", "container"):
        return None
    return Joined("service" if kind == "service" else "container", mode if isinstance(mode, Unknown) else name)


# Root of the container is root of its parent namespace: CONTAINER:HOST:COUNT with the flags that may stand before an id
# (podman-run(1), --uidmap).
_ROOT_TO_ROOT = pattern(r"[+ug]*0+:@?0+(?::[0-9]+)?")


def maps_users(container: Container) -> bool | Unknown:
    """Whether the container has a user namespace of its own, so that its root is an ordinary user of the host.

    Kubernetes: spec.hostUsers false (core/v1 PodSpec). podman: `--userns` auto, keep-id, nomap, private, ns: (podman-run(1));
    without it or with host, the container runs in the caller's, and so it does, root at least, where root is mapped to root
    (`--uidmap 0:0:1`). Docker maps users by a setting of the daemon alone.
    """
    pod = container.pod
    if pod is not None:
        host_users = pod.host_users
        if host_users is None and not pod.is_complete("host_users"):
            return UNKNOWN
        return host_users if isinstance(host_users, Unknown) else host_users is False
    if container.platform != "podman":
        return False
    mode = container.userns_mode
    if isinstance(mode, Unknown):
        return mode
    if mode is None:
        return False if container.is_complete("userns_mode") else UNKNOWN
    kind, _, options = mode.partition(":")
    maps = [entry.value for entry in container.uid_map]
    maps += [option[len("uidmapping=") :] for option in options.split(",") if option.startswith("uidmapping=")]
    if any(isinstance(entry, str) and _ROOT_TO_ROOT.fullmatch(entry) for entry in maps):
        return False
    unknown = next((entry for entry in maps if isinstance(entry, Unknown)), None)
    if unknown is not None:
        return unknown
    return kind in ("auto", "keep-id", "nomap", "private", "ns") and not mode.startswith("ns:/proc/1/ns/")


def ephemeral_storage_limit(container: Container) -> Effective[int | Unknown | None]:
    """The limit on logs, emptyDir volumes and the writable layer, in bytes; None where there is none.

    Of the resources of a whole pod (KEP-2837) it is none: those are CPU, memory and huge pages.
    """
    found = _declared(container, "ephemeral_storage")
    return Effective(_limit(found.value), found.location, found.declared)  # type: ignore[arg-type]


def image_pull_policy(container: Container) -> Effective[str | Unknown | None]:
    """When the kubelet pulls the image: Always, IfNotPresent or Never; None where there is no image.

    Kubernetes 1.37, core/v1 defaults.go, SetDefaults_Container: Always for the tag `latest`, written or not, else IfNotPresent.
    """
    declared = _declared(container, "image_pull_policy")
    if declared.value is not None or container.image is None:
        return declared  # type: ignore[return-value]
    tag, digest = container.image.tag, container.image.digest
    if isinstance(tag, Unknown):
        return Effective(tag, container.image.at("tag"), False)
    if isinstance(digest, Unknown):
        return Effective(digest, container.image.at("digest"), False)
    latest = tag == "latest" or (tag is None and digest is None)
    return Effective("Always" if latest else "IfNotPresent", container.image.at("tag"), False)


# Kinds of other APIs whose pods end by themselves: Tekton, Argo Workflows. Those of the batch API, and every kind that is
# called some kind of job (KEDA ScaledJob, Kubeflow PyTorchJob, RayJob), end in "Job".
_ENDING = frozenset(
    "Task ClusterTask TaskRun Pipeline PipelineRun Workflow WorkflowTemplate ClusterWorkflowTemplate CronWorkflow".split()
)


def runs_to_completion(container: Container) -> bool | Unknown:
    """Whether the pod is one that ends by itself, so that nobody asks whether it still works.

    Jobs, and pods that are not started again when they end (core/v1 PodSpec.restartPolicy, default Always).
    """
    pod = container.pod
    if pod is None:
        return False
    kind = pod.controller or ""
    if kind.endswith("Job") or kind in _ENDING:
        return True
    if isinstance(pod.restart_policy, Unknown):
        return pod.restart_policy
    return pod.restart_policy in ("Never", "OnFailure")
