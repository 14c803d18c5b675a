"""The normalized container: what a runtime is asked to start."""

from __future__ import annotations

from collections.abc import Mapping

from lintainer.hints import Any, ClassVar, Literal
from lintainer.model.notes import Note
from lintainer.model.parts import (
    AppArmorProfile,
    Build,
    Capability,
    Device,
    DeviceRequest,
    EnvVar,
    Handler,
    Healthcheck,
    Image,
    Label,
    Link,
    LogConfig,
    Mount,
    NetworkAttachment,
    Port,
    RestartPolicy,
    SeccompProfile,
    SelinuxOptions,
    Sysctl,
    Text,
    Ulimit,
    VolumesFrom,
)
from lintainer.model.pod import Pod
from lintainer.model.record import EMPTY, Node
from lintainer.model.unknown import Unknown

# `hook`: a command run in a service's container at a point of its life; `exec`: one started in a running container;
# `pod`: what a pod declares although no container is there to use it (no containers at all, or a volume nobody mounts).
Role = Literal["main", "init", "sidecar", "ephemeral", "hook", "exec", "pod"]
Platform = Literal["docker", "podman", "nerdctl", "kubernetes"]

# What of the model a container says of its isolation, whichever syntax it was written in: the projection in which the same
# container written three times is equal. What one syntax cannot say at all (published ports, user-defined networks, restart
# policies, health checks) is left out.
ISOLATION = (
    "privileged",
    "cap_add",
    "cap_drop",
    "no_new_privileges",
    "user",
    "group",
    "network_mode",
    "pid_mode",
    "ipc_mode",
    "seccomp",
    "apparmor",
    "selinux",
    "unmasked_paths",
    "mounts",
    "readonly_rootfs",
    "memory",
    "nano_cpus",
    "image",
    "env",
)


class Container(
    Node,
    aside=(
        *("rest", "notes", "name", "role", "platform", "os", "syntax", "pod", "within", "dialect", "container_name"),
        *("user_written", "security_opt"),
    ),
):
    """One container as declared: None (or an empty tuple) where nothing was declared.

    What the runtime makes of it is computed by `lintainer.model.effective`. Sizes are bytes, CPU is in billionths of a core
    (`nano_cpus`), durations are nanoseconds.
    """

    whole: ClassVar[bool] = True

    # Where it stands.
    name: str | None = None
    role: Role = "main"
    platform: Platform = "docker"
    os: Literal["linux", "windows"] = "linux"
    # docker-run, compose, kubernetes or the name of a later front end.
    syntax: str = ""
    # The client that a command line was written for: docker, podman, nerdctl.
    dialect: str | None = None
    # The pod's own declarations, on Kubernetes.
    pod: Pod | None = None
    # The name that the runtime is told to give it, where that is another than `name`: Compose's container_name.
    container_name: str | Unknown | None = None
    # Of a hook: the container that its command runs in.
    within: Container | None = None
    notes: tuple[Note, ...] = ()

    # What it runs.
    image: Image | None = None
    build: Build | None = None
    entrypoint: tuple[Text, ...] | None = None
    cmd: tuple[Text, ...] | None = None
    env: tuple[EnvVar, ...] = ()
    labels: tuple[Label, ...] = ()
    working_dir: str | Unknown | None = None
    hostname: str | Unknown | None = None
    tty: bool | Unknown | None = None
    open_stdin: bool | Unknown | None = None
    init: bool | Unknown | None = None
    runtime: str | Unknown | None = None
    healthcheck: Healthcheck | None = None
    restart_policy: RestartPolicy | None = None
    auto_remove: bool | Unknown | None = None
    image_pull_policy: str | Unknown | None = None
    handlers: tuple[Handler, ...] = ()
    log_config: LogConfig | None = None
    profiles: tuple[str, ...] = ()

    # Privilege.
    privileged: bool | Unknown | None = None
    # A number where one is written in any spelling, else the name.
    user: int | str | Unknown | None = None
    group: int | str | Unknown | None = None
    user_written: str | None = None
    run_as_non_root: bool | Unknown | None = None
    group_add: tuple[Text, ...] = ()
    # no-new-privileges; on Kubernetes the opposite of allowPrivilegeEscalation.
    no_new_privileges: bool | Unknown | None = None
    cap_add: tuple[Capability, ...] = ()
    cap_drop: tuple[Capability, ...] = ()
    windows_host_process: bool | Unknown | None = None

    # Namespaces: "host", "container:NAME", "service:NAME", "private", "none", a network's name …
    network_mode: str | Unknown | None = None
    networks: tuple[NetworkAttachment, ...] = ()
    pid_mode: str | Unknown | None = None
    ipc_mode: str | Unknown | None = None
    uts_mode: str | Unknown | None = None
    userns_mode: str | Unknown | None = None
    # podman: which ids of the container are which of the host's, as CONTAINER:HOST:COUNT each.
    uid_map: tuple[Text, ...] = ()
    gid_map: tuple[Text, ...] = ()
    cgroupns_mode: str | Unknown | None = None
    cgroup_parent: str | Unknown | None = None

    # Confinement.
    seccomp: SeccompProfile | None = None
    apparmor: AppArmorProfile | None = None
    selinux: SelinuxOptions | None = None
    # Paths under /proc and /sys that the runtime would hide and that this container sees: "ALL" for all of them
    # (systempaths=unconfined, procMount Unmasked, unmask=ALL), else those named (podman).
    unmasked_paths: tuple[str, ...] = ()
    # procMount as written.
    proc_mount: str | Unknown | None = None
    writable_cgroups: bool | Unknown | None = None
    readonly_rootfs: bool | Unknown | None = None
    sysctls: tuple[Sysctl, ...] = ()
    # Every security option as written and in order.
    security_opt: tuple[Text, ...] = ()

    # File systems and devices.
    mounts: tuple[Mount, ...] = ()
    volumes_from: tuple[VolumesFrom, ...] = ()
    devices: tuple[Device, ...] = ()
    # Raw block volumes (Kubernetes volumeDevices): the path in the container.
    volume_devices: tuple[Text, ...] = ()
    device_cgroup_rules: tuple[Text, ...] = ()
    device_requests: tuple[DeviceRequest, ...] = ()
    use_api_socket: bool | Unknown | None = None

    # Network.
    ports: tuple[Port, ...] = ()
    publish_all_ports: bool | Unknown | None = None
    links: tuple[Link, ...] = ()
    extra_hosts: tuple[Text, ...] = ()

    # Resources.
    memory: int | Unknown | None = None
    memory_swap: int | Unknown | None = None
    memory_reservation: int | Unknown | None = None
    nano_cpus: int | Unknown | None = None
    cpu_quota: int | Unknown | None = None
    cpu_period: int | Unknown | None = None
    cpu_shares: int | Unknown | None = None
    cpuset_cpus: str | Unknown | None = None
    pids_limit: int | Unknown | None = None
    memory_request: int | Unknown | None = None
    cpu_request: int | Unknown | None = None
    ephemeral_storage: int | Unknown | None = None
    ephemeral_storage_request: int | Unknown | None = None
    shm_size: int | Unknown | None = None
    ulimits: tuple[Ulimit, ...] = ()
    oom_kill_disable: bool | Unknown | None = None
    oom_score_adj: int | Unknown | None = None

    # What else the create request holds, by its own keys ({"Config": {…}, "HostConfig": {…}, "NetworkingConfig": {…}}): values
    # that no policy reads, and the order and the form in which the client sends those that policies do read.
    rest: Mapping[str, Any] = EMPTY

    def isolation(self) -> dict[str, object]:
        """Return the declared isolation values, by name: what must be equal however the container is written."""
        return {name: getattr(self, name) for name in ISOLATION}
