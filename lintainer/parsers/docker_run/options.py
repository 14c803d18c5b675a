"""The options of `docker run`, `create`, `exec` and `update`, one row each, and those that podman and nerdctl have besides.

Sources: docker/cli v28.2.2, cli/command/container/{opts,run,create,exec,update}.go; podman v5.5, docs/source/markdown/
podman-run.1.md.in; nerdctl v2.1, docs/command-reference.md.
"""

from __future__ import annotations

from collections.abc import Mapping

from lintainer.tuples import NamedTuple

DOCKER, PODMAN, NERDCTL = "docker", "podman", "nerdctl"
# The command that makes a pod: its options are values that the containers in it share.
POD = "pod create"


class Option(NamedTuple):
    """One option. `kind` says how its value is read (`lintainer.parsers.docker_run.kinds`); a `bool` takes none.

    `name` is the canonical name, under which readers ask for it, whichever of `aliases` was written. `commands` are the
    subcommands that have it, `dialects` the clients. `windows`: only for a daemon on Windows.
    """

    name: str
    kind: str
    short: str = ""
    aliases: tuple[str, ...] = ()
    commands: str = "run create"
    dialects: str = "docker podman nerdctl"
    windows: bool = False

    def shown(self, spelled: str) -> str:
        """Return the option as the client names it in its messages, written as `spelled` (without dashes)."""
        name = spelled if spelled in self.aliases else self.name
        return f"-{self.short}, --{name}" if self.short else f"--{name}"


_ROWS = (
    Option("add-host", "host"),
    Option("annotation", "map"),
    Option("attach", "stream", "a"),
    Option("blkio-weight", "uint16"),
    Option("blkio-weight-device", "weight"),
    Option("cap-add", "list"),
    Option("cap-drop", "list"),
    Option("cgroup-parent", "string"),
    Option("cgroupns", "string"),
    Option("cidfile", "string"),
    Option("cpu-count", "int64", windows=True),
    Option("cpu-percent", "int64", windows=True),
    Option("cpu-period", "int64"),
    Option("cpu-quota", "int64"),
    Option("cpu-rt-period", "int64"),
    Option("cpu-rt-runtime", "int64"),
    Option("cpu-shares", "int64", "c"),
    Option("cpus", "cpus"),
    Option("cpuset-cpus", "string"),
    Option("cpuset-mems", "string"),
    Option("detach", "bool", "d", commands="run exec"),
    Option("detach-keys", "string", commands="run exec"),
    Option("device", "list"),
    Option("device-cgroup-rule", "cgroup-rule"),
    Option("device-read-bps", "bps"),
    Option("device-read-iops", "iops"),
    Option("device-write-bps", "bps"),
    Option("device-write-iops", "iops"),
    Option("disable-content-trust", "bool"),
    Option("dns", "address"),
    Option("dns-option", "list", aliases=("dns-opt",)),
    Option("dns-search", "domain"),
    Option("domainname", "string"),
    Option("entrypoint", "string"),
    Option("env", "env", "e", commands="run create exec"),
    Option("env-file", "list", commands="run create exec"),
    Option("expose", "list"),
    Option("gpus", "gpus"),
    Option("group-add", "list"),
    Option("health-cmd", "string"),
    Option("health-interval", "duration"),
    Option("health-retries", "int"),
    Option("health-start-interval", "duration"),
    Option("health-start-period", "duration"),
    Option("health-timeout", "duration"),
    Option("help", "bool", commands="run create exec update"),
    Option("hostname", "string", "h"),
    Option("init", "bool"),
    Option("interactive", "bool", "i", commands="run create exec"),
    Option("io-maxbandwidth", "bytes", windows=True),
    Option("io-maxiops", "uint64", windows=True),
    Option("ip", "string"),
    Option("ip6", "string"),
    Option("ipc", "string"),
    Option("isolation", "string"),
    Option("kernel-memory", "bytes", commands="run create update"),
    Option("label", "label", "l"),
    Option("label-file", "list"),
    Option("link", "link"),
    Option("link-local-ip", "list"),
    Option("log-driver", "string"),
    Option("log-opt", "list"),
    Option("mac-address", "string"),
    Option("memory", "bytes", "m", commands="run create update"),
    Option("memory-reservation", "bytes", commands="run create update"),
    Option("memory-swap", "swap", commands="run create update"),
    Option("memory-swappiness", "int64"),
    Option("mount", "mount"),
    Option("name", "string"),
    Option("network", "network", aliases=("net",)),
    Option("network-alias", "list", aliases=("net-alias",)),
    Option("no-healthcheck", "bool"),
    Option("oom-kill-disable", "bool"),
    Option("oom-score-adj", "int"),
    Option("pid", "string"),
    Option("pids-limit", "int64", commands="run create update"),
    Option("platform", "string"),
    Option("privileged", "bool", commands="run create exec"),
    Option("publish", "list", "p"),
    Option("publish-all", "bool", "P"),
    Option("pull", "string"),
    Option("quiet", "bool", "q"),
    Option("read-only", "bool"),
    Option("restart", "string", commands="run create update"),
    Option("rm", "bool"),
    Option("runtime", "string"),
    Option("security-opt", "list"),
    Option("shm-size", "bytes"),
    Option("sig-proxy", "bool", commands="run"),
    Option("stop-signal", "string"),
    Option("stop-timeout", "int"),
    Option("storage-opt", "list"),
    Option("sysctl", "sysctl"),
    Option("tmpfs", "list"),
    Option("tty", "bool", "t", commands="run create exec"),
    Option("ulimit", "ulimit"),
    Option("use-api-socket", "bool", dialects=DOCKER),
    Option("user", "string", "u", commands="run create exec"),
    Option("userns", "string"),
    Option("uts", "string"),
    Option("volume", "list", "v"),
    Option("volume-driver", "string"),
    Option("volumes-from", "list"),
    Option("workdir", "string", "w", commands="run create exec"),
    # docker update has these of the above under the same names.
    Option("blkio-weight", "uint16", commands="update"),
    Option("cpu-period", "int64", commands="update"),
    Option("cpu-quota", "int64", commands="update"),
    Option("cpu-rt-period", "int64", commands="update"),
    Option("cpu-rt-runtime", "int64", commands="update"),
    Option("cpu-shares", "int64", "c", commands="update"),
    Option("cpus", "cpus", commands="update"),
    Option("cpuset-cpus", "string", commands="update"),
    Option("cpuset-mems", "string", commands="update"),
)

# Options that only other clients have, by what their values are.
_OTHERS = (
    (
        PODMAN,
        "bool",
        """env-host http-proxy no-hostname no-hosts passwd read-only-tmpfs replace rmi rootfs
        tls-verify unsetenv-all latest""",
    ),
    (
        PODMAN,
        "string",
        """arch authfile cert-dir cgroup-conf cgroups chrootdirs conmon-pidfile creds decryption-key env-merge gidmap
        group-entry health-log-destination health-max-log-count health-max-log-size health-on-failure health-startup-cmd
        health-startup-interval health-startup-retries health-startup-success health-startup-timeout hostuser hosts-file
        image-volume init-ctr init-path os passwd-entry personality pidfile pod pod-id-file preserve-fd preserve-fds rdt-class
        requires retry retry-delay sdnotify seccomp-policy secret shm-size-systemd subgidname subuidname systemd timeout tz
        uidmap umask unsetenv variant""",
    ),
    (NERDCTL, "bool", "rootfs insecure-registry"),
    (
        NERDCTL,
        "string",
        """cgroup-conf cosign-certificate-identity cosign-certificate-identity-regexp
        cosign-certificate-oidc-issuer cosign-certificate-oidc-issuer-regexp cosign-key init-binary ipfs-address
        pidfile rdt-class systemd umask uidmap gidmap verify""",
    ),
)

# docker compose run and exec (docker/compose v2.36, cmd/compose/{run,exec}.go).
_COMPOSE = (
    Option("build", "bool"),
    Option("cap-add", "list"),
    Option("cap-drop", "list"),
    Option("detach", "bool", "d", commands="run exec"),
    Option("entrypoint", "string"),
    Option("env", "env", "e", commands="run exec"),
    Option("env-from-file", "string"),
    Option("index", "int", commands="exec"),
    Option("interactive", "bool", "i", commands="run exec"),
    Option("label", "label", "l"),
    Option("name", "string"),
    Option("no-TTY", "bool", "T", aliases=("no-tty",), commands="run exec"),
    Option("no-deps", "bool"),
    Option("privileged", "bool", commands="exec"),
    Option("publish", "list", "p"),
    Option("pull", "string"),
    Option("quiet", "bool", "q"),
    Option("quiet-build", "bool"),
    Option("quiet-pull", "bool"),
    Option("remove-orphans", "bool"),
    Option("rm", "bool"),
    Option("service-ports", "bool", "P"),
    Option("tty", "bool", "t", commands="run exec"),
    Option("use-aliases", "bool"),
    Option("user", "string", "u", commands="run exec"),
    Option("volume", "list", "v"),
    Option("workdir", "string", "w", commands="run exec"),
    Option("dry-run", "bool", commands="run exec"),
    Option("help", "bool", "h", commands="run exec"),
)

# podman pod create (podman v5.5, podman-pod-create(1)): what it shares with run, and what only it has.
_POD = frozenset(
    """add-host blkio-weight blkio-weight-device cgroup-parent cpu-shares cpus cpuset-cpus cpuset-mems device device-read-bps
    device-write-bps dns dns-option dns-search gidmap gpus help hostname hosts-file ip ip6 label label-file mac-address memory
    memory-swap name network network-alias no-hostname no-hosts pid pod-id-file publish replace restart security-opt shm-size
    shm-size-systemd subgidname subuidname sysctl uidmap userns uts volume volumes-from""".split()
)
_POD_OWN = (
    Option("exit-policy", "string"),
    Option("infra", "bool"),
    Option("infra-command", "string"),
    Option("infra-conmon-pidfile", "string"),
    Option("infra-image", "string"),
    Option("infra-name", "string"),
    Option("share", "string"),
    Option("share-parent", "bool"),
)

Table = Mapping[str, Option]
_TABLES: dict[tuple[str, str], tuple[dict[str, Option], dict[str, Option]]] = {}


def table(dialect: str, command: str) -> tuple[Table, Table]:
    """Return the options of a client's `command` (run, create, exec, update, compose run, pod create …), by name and letter."""
    key = (dialect, command)
    found = _TABLES.get(key)
    if found is None:
        group, _, name = command.rpartition(" ")
        every = _COMPOSE if group == "compose" else _ROWS
        rows = [row for row in every if name in row.commands.split() and dialect in row.dialects.split()]
        for client, kind, names in _OTHERS:
            if client == dialect and command in ("run", "create", POD):
                rows += [Option(name, kind, dialects=client) for name in names.split()]
        if command == POD:
            rows = [*(row for row in rows if row.name in _POD), *_POD_OWN]
        by_name = {name: row for row in rows for name in (row.name, *row.aliases)}
        found = _TABLES[key] = (by_name, {row.short: row for row in rows if row.short})
    return found


# Options whose value decides how isolated the container is: a variable without a value there is worth a note.
ISOLATING = frozenset(
    """cap-add cap-drop cgroup-parent cgroupns cpus device device-cgroup-rule gpus group-add ipc memory mount network pid
    pids-limit privileged publish publish-all read-only security-opt sysctl tmpfs use-api-socket user userns uts volume
    volumes-from""".split()
)
# Options that concern isolation only, so that they have no business behind the image; the second set has names that
# programs use for options of their own.
MISPLACED = frozenset(
    """cap-add cap-drop cgroup-parent cgroupns device-cgroup-rule pids-limit privileged read-only security-opt
    userns""".split()
)
AMBIGUOUS = frozenset(("cpus", "device", "gpus", "ipc", "memory", "mount", "net", "network", "pid", "uts", "volume", "user"))
