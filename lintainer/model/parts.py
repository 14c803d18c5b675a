"""What a container is made of: mounts, ports, capabilities and the other entries of its lists.

Names follow the Docker Engine API, version 1.51 (`ContainerCreate`), where it has the concept, and the Kubernetes API, version
1.37 (`core/v1`), where only that one has it.
"""

from __future__ import annotations

from lintainer.hints import Literal
from lintainer.model.record import Node
from lintainer.model.unknown import Unknown

MountType = Literal["bind", "volume", "tmpfs", "npipe", "image", "cluster"]
PathBase = Literal["absolute", "project", "home", "unknown"]


class Text(Node):
    """An entry of a list of texts: a word of a command, a group, a rule."""

    value: str | Unknown


class Image(Node, aside=("written", "built")):
    """An image reference, taken apart as `distribution/reference` does. Fields of an unknown part are unknown.

    `registry` is None where none is written; a port belongs to it (`localhost:5000/app` has no tag). `built` says that the
    project builds the image itself under this name: another service of it, or another command of the same file.
    """

    written: str
    registry: str | Unknown | None = None
    repository: str | Unknown = ""
    tag: str | Unknown | None = None
    digest: str | Unknown | None = None
    built: bool = False


class Capability(Node, aside=("written",)):
    """An entry of cap_add or cap_drop. `name` is upper case and without `CAP_`; `written` is what stands in the file."""

    name: str | Unknown
    written: str


class Mount(
    Node,
    # How it was written, and what happens on the host before the container starts: neither isolates the container.
    aside=(
        "via",
        "create_host_path",
        "host_path_type",
        "driver_options",
        "labels",
        "options_written",
        "source_written",
        "consistency",
        "volume_kind",
        "volume_name",
    ),
):
    """A file system that appears in the container.

    A `bind` is any path of the host, however it was spelled: a flag, a volume whose driver options bind a path, a secret or a
    config read from a file, a hostPath with its volumeMount, a claim bound to a hostPath volume, the runtime's API socket.

    `source` is, for a bind, the host's path: absolute ones normalised as the kernel would read them (`//run/./x/` is `/run/x`),
    others relative to `base` (`project`: the project's folder; `home`: the user's). For a volume it is its name, None if it
    has none. `target` is None for a volume of a pod that no container mounts.
    """

    type: MountType
    source: str | Unknown | None = None
    base: PathBase = "absolute"
    target: str | Unknown | None = None
    read_only: bool | Unknown = False
    # rprivate, private, rshared, shared, rslave or slave, as Docker names them; None: not declared.
    propagation: str | Unknown | None = None
    # Docker's bind-recursive (enabled, disabled, writable, readonly), or what recursiveReadOnly says (readonly, writable).
    recursive: str | Unknown | None = None
    # True where the host's folder is made, owned by root, when it is missing.
    create_host_path: bool | Unknown | None = None
    # SELinux relabelling: "z" shared, "Z" private.
    selinux: str | Unknown | None = None
    subpath: str | Unknown | None = None
    no_copy: bool | Unknown | None = None
    # Of a tmpfs: its mount options, its size in bytes and its mode.
    options: tuple[str, ...] = ()
    size: int | Unknown | None = None
    mode: int | Unknown | None = None
    # hostPath.type of Kubernetes: Socket, File, DirectoryOrCreate and so on.
    host_path_type: str | None = None
    # What wrote it: "volume", "mount", "tmpfs", "volumes", "secret", "config", "api-socket", "hostPath", "claim", "device" …
    via: str = ""
    # The source as written, where `source` may differ from it: what the create request holds.
    source_written: str | None = None
    # Of a volume: its driver and driver options. `volume_kind` is what the file calls it where that is not `type`: the source
    # of a Kubernetes volume (emptyDir, configMap …), "volume" for a bind that is a volume with driver options. `volume_name`
    # is the name of that volume.
    driver: str | None = None
    driver_options: tuple[tuple[str, str | Unknown], ...] = ()
    labels: tuple[tuple[str, str | Unknown], ...] = ()
    options_written: tuple[str, ...] = ()
    consistency: str | None = None
    volume_kind: str | None = None
    volume_name: str | None = None


class Port(Node, aside=("name", "mode")):
    """A port of the container, or a range of them, and where it is published.

    `host_port` is None where the runtime chooses one (ephemeral) or, with `published` False, where nothing is published.
    Ranges are inclusive; `*_end` is None for a single port. `host_ip` is None where no address is written.
    """

    container_port: int | Unknown
    container_port_end: int | None = None
    host_ip: str | Unknown | None = None
    host_port: int | Unknown | None = None
    host_port_end: int | None = None
    protocol: str | Unknown = "tcp"
    published: bool = True
    name: str | None = None
    # Compose: "host" or "ingress".
    mode: str | None = None


class Device(Node):
    """A device of the host that the container may open."""

    path_on_host: str | Unknown
    path_in_container: str | Unknown | None = None
    cgroup_permissions: str | Unknown = "rwm"


class DeviceRequest(Node):
    """Devices asked for by driver or capability: GPUs, and CDI devices (driver `cdi`)."""

    driver: str = ""
    # -1: all of them.
    count: int | Unknown = 0
    device_ids: tuple[str, ...] = ()
    capabilities: tuple[tuple[str, ...], ...] = ()
    options: tuple[tuple[str, str], ...] = ()


# github.com/docker/go-units v0.5.0, ulimit.go: the names that docker knows.
ULIMITS = frozenset("core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack".split())


class Ulimit(Node):
    """A resource limit of the process. -1 is unlimited. A name with an unknown part is as written, the list incomplete."""

    name: str
    soft: int | Unknown
    hard: int | Unknown


class EnvVar(Node, aside=("key_ref", "object_ref", "optional")):
    """An environment variable.

    `value` is None where the file names the variable alone (its value comes from the caller's environment) or where a
    reference gives it; `value_from` then says which kind: `secret`, `config_map`, `field`, `resource`, `environment`, `file`.
    A whole object taken in as variables (envFrom) has the name `*`, or its prefix and `*`.
    """

    name: str | Unknown
    value: str | Unknown | None = None
    value_from: str | None = None
    object_ref: str | None = None
    key_ref: str | None = None
    optional: bool = False


class Label(Node):
    """A label or an annotation. A name with an unknown part is as written, and the list of labels incomplete."""

    name: str
    value: str | Unknown | None = None


class Sysctl(Node):
    """A kernel parameter of the container's namespaces. A name with an unknown part is as written, the list incomplete."""

    name: str
    value: str | Unknown


class Link(Node, aside=("external",)):
    """A legacy link to another container. `external`: Compose's external_links."""

    container: str | Unknown
    alias: str | Unknown | None = None
    external: bool = False


class VolumesFrom(Node):
    """All mounts of another container. `kind` is `service` where a Compose service is meant, else `container`."""

    container: str | Unknown
    kind: Literal["container", "service"] = "container"
    read_only: bool = False
    # "z" or "Z".
    selinux: str | None = None


class SeccompProfile(Node, aside=("content", "annotation")):
    """A seccomp profile. `type`: Unconfined, RuntimeDefault or Localhost (a file, or inline text).

    `allows_by_default` says of a file that could be read whether its default action lets calls through (SCMP_ACT_ALLOW and
    SCMP_ACT_LOG do), None where the file was not read. `content` is the profile's JSON text.
    """

    type: str | Unknown
    path: str | Unknown | None = None
    allows_by_default: bool | None = None
    content: str | None = None
    # True where an annotation of Kubernetes says it, from before there was a field.
    annotation: bool = False


class AppArmorProfile(Node, aside=("annotation",)):
    """An AppArmor profile. `type`: Unconfined, RuntimeDefault or Localhost; `profile` names a loaded one."""

    type: str | Unknown
    profile: str | Unknown | None = None
    # True where an annotation of Kubernetes says it, from before there was a field.
    annotation: bool = False


class SelinuxOptions(Node):
    """SELinux labels of the process. `disable`: separation is switched off (label=disable)."""

    disable: bool | Unknown = False
    user: str | Unknown | None = None
    role: str | Unknown | None = None
    type: str | Unknown | None = None
    level: str | Unknown | None = None


class Healthcheck(Node):
    """A container's health check. `disabled`: switched off in words. Durations are nanoseconds."""

    test: tuple[str | Unknown, ...] = ()
    disabled: bool | Unknown = False
    interval: int | None = None
    timeout: int | None = None
    start_period: int | None = None
    start_interval: int | None = None
    retries: int | None = None


class Handler(Node):
    """What a probe or a lifecycle hook of Kubernetes does.

    `purpose`: livenessProbe, readinessProbe, startupProbe, postStart or preStop. `action`: exec, httpGet, tcpSocket, grpc or
    sleep. `host` is None where none is written: the pod itself.
    """

    purpose: str
    action: str | None = None
    host: str | Unknown | None = None
    port: int | str | Unknown | None = None
    command: tuple[str | Unknown, ...] = ()


class RestartPolicy(Node):
    """When the runtime starts the container again. `name`: no, always, unless-stopped, on-failure; None: count alone."""

    name: str | Unknown
    maximum_retry_count: int | Unknown = 0


class LogConfig(Node):
    """The log driver and its options."""

    type: str | Unknown | None = None
    config: tuple[tuple[str, str | Unknown], ...] = ()


class Build(Node):
    """What an image build of a service is allowed."""

    privileged: bool | Unknown = False
    entitlements: tuple[Text, ...] = ()
    network: str | Unknown | None = None


class NetworkAttachment(Node):
    """A network that the container joins. `external`: made elsewhere, under `name`."""

    name: str | Unknown
    aliases: tuple[str | Unknown, ...] = ()
    external: bool | Unknown = False
    driver: str | None = None
    internal: bool | Unknown = False
