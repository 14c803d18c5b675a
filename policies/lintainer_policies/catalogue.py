"""The built-in policies, in the order of the catalogue: an explicit list, nothing registers itself.

A row names what chooses a policy; its module, `<group>/<policy>.py`, is imported when the policy runs, since all of them take
longer to import than a small file takes to lint, and only where one of the fields is declared that it `needs`.
tests/test_catalogue.py holds each row to what the policy itself says.
"""

from __future__ import annotations

from lintainer.policy import ALL_SYNTAXES, COMPOSE, DOCKER_RUN, KUBERNETES, Listing

CATALOGUE: tuple[Listing, ...] = (
    # privilege
    Listing("privileged", "privilege", ("default", "cis-docker", "cis-kubernetes"), ALL_SYNTAXES, needs=("privileged",)),
    Listing("privileged-hook", "privilege", ("default",), (COMPOSE,), needs=("privileged", "user")),
    Listing("privileged-exec", "privilege", ("default", "cis-docker"), (DOCKER_RUN,), needs=("privileged", "user")),
    Listing("privileged-build", "privilege", ("default",), (COMPOSE,), needs=("build",)),
    Listing(
        "privilege-escalation",
        "privilege",
        ("default", "cis-kubernetes", "cis-docker"),
        ALL_SYNTAXES,
        needs=("no_new_privileges",),
    ),
    Listing("missing-no-new-privileges", "privilege", ("hardening", "cis-docker", "cis-kubernetes"), ALL_SYNTAXES),
    Listing(
        "root-user",
        "privilege",
        ("default", "cis-kubernetes", "cis-docker"),
        ALL_SYNTAXES,
        needs=("host_users", "run_as_non_root", "run_as_user", "user", "userns_mode"),
    ),
    Listing("missing-non-root-user", "privilege", ("hardening", "cis-docker", "cis-kubernetes"), ALL_SYNTAXES),
    Listing(
        "root-group",
        "privilege",
        ("hardening",),
        ALL_SYNTAXES,
        needs=("fs_group", "group", "group_add", "host_users", "run_as_group", "supplemental_groups", "userns_mode"),
    ),
    Listing("docker-group", "privilege", ("default",), (DOCKER_RUN, COMPOSE), needs=("group", "group_add")),
    Listing("low-user-id", "privilege", ("all",), ALL_SYNTAXES),
    # namespaces
    Listing("host-network", "namespaces", ("default", "cis-docker", "cis-kubernetes"), ALL_SYNTAXES, needs=("network_mode",)),
    Listing("host-pid", "namespaces", ("default", "cis-docker", "cis-kubernetes"), ALL_SYNTAXES, needs=("pid_mode",)),
    Listing("host-ipc", "namespaces", ("default", "cis-docker", "cis-kubernetes"), ALL_SYNTAXES, needs=("ipc_mode",)),
    Listing("host-uts", "namespaces", ("default", "cis-docker"), (DOCKER_RUN, COMPOSE), needs=("uts_mode",)),
    Listing("host-user-namespace", "namespaces", ("default", "cis-docker"), (DOCKER_RUN, COMPOSE), needs=("userns_mode",)),
    Listing("host-cgroup-namespace", "namespaces", ("default",), (DOCKER_RUN, COMPOSE), needs=("cgroupns_mode",)),
    Listing(
        "shared-container-namespace",
        "namespaces",
        ("hardening",),
        ALL_SYNTAXES,
        needs=("cgroupns_mode", "ipc_mode", "network_mode", "pid_mode", "share_process_namespace", "userns_mode", "uts_mode"),
    ),
    Listing(
        "privileged-namespace-join",
        "namespaces",
        ("default",),
        (DOCKER_RUN, COMPOSE),
        needs=("cgroupns_mode", "container_name", "ipc_mode", "network_mode", "pid_mode", "userns_mode", "uts_mode"),
    ),
    Listing(
        "windows-host-process", "namespaces", ("default", "cis-kubernetes"), (KUBERNETES,), needs=("windows_host_process",)
    ),
    # mounts
    Listing("container-runtime-socket", "mounts", ("default", "cis-docker"), ALL_SYNTAXES, needs=("mounts", "use_api_socket")),
    Listing("remote-docker-endpoint", "mounts", ("default",), ALL_SYNTAXES, needs=("cmd", "entrypoint", "env", "image")),
    Listing("inherited-runtime-socket", "mounts", ("default",), ALL_SYNTAXES, needs=("mounts", "volumes_from")),
    Listing("writable-host-root", "mounts", ("default", "cis-docker"), ALL_SYNTAXES, needs=("mounts",)),
    Listing("host-root", "mounts", ("default",), ALL_SYNTAXES, needs=("mounts",)),
    Listing("writable-host-mount", "mounts", ("default", "cis-docker"), ALL_SYNTAXES, needs=("mounts",)),
    Listing("writable-project-mount", "mounts", ("hardening",), (DOCKER_RUN, COMPOSE), needs=("mounts",)),
    Listing("missing-required-mount", "mounts", ("default",), ALL_SYNTAXES, needs=("image",)),
    Listing("implicit-host-directory", "mounts", ("all",), (DOCKER_RUN, COMPOSE), needs=("mounts",)),
    Listing("sensitive-host-mount", "mounts", ("default", "cis-docker"), ALL_SYNTAXES, needs=("mounts",)),
    Listing("host-socket", "mounts", ("default",), ALL_SYNTAXES, needs=("mounts",)),
    Listing("host-path", "mounts", ("cis-kubernetes", "hardening"), (KUBERNETES,), needs=("volumes",)),
    Listing("missing-rslave", "mounts", ("default",), ALL_SYNTAXES, needs=("mounts",)),
    Listing("shared-mount-propagation", "mounts", ("default", "cis-docker"), ALL_SYNTAXES, needs=("mounts",)),
    Listing("shallow-read-only", "mounts", ("hardening",), (DOCKER_RUN, COMPOSE), needs=("mounts",)),
    Listing("volumes-from", "mounts", ("default",), (DOCKER_RUN, COMPOSE), needs=("volumes_from",)),
    Listing("selinux-relabel", "mounts", ("default",), (DOCKER_RUN, COMPOSE), needs=("mounts",)),
    Listing("permissive-tmpfs", "mounts", ("hardening",), (DOCKER_RUN, COMPOSE), needs=("mounts",)),
    Listing("unsafe-volume-type", "mounts", ("default",), (KUBERNETES,), needs=("volume_devices", "volumes")),
    Listing("writable-root-filesystem", "mounts", ("hardening", "cis-docker"), ALL_SYNTAXES),
    Listing("unlimited-empty-dir", "mounts", ("hardening",), (KUBERNETES,), needs=("volumes",)),
    # devices
    Listing("host-device", "devices", ("default", "cis-docker"), (DOCKER_RUN, COMPOSE), needs=("devices",)),
    Listing(
        "other-host-device", "devices", ("hardening", "cis-docker"), (DOCKER_RUN, COMPOSE), needs=("device_requests", "devices")
    ),
    Listing("device-cgroup-rule", "devices", ("default",), (DOCKER_RUN, COMPOSE), needs=("device_cgroup_rules",)),
    # capabilities
    Listing(
        "dangerous-capability",
        "capabilities",
        ("default", "cis-docker", "cis-kubernetes"),
        ALL_SYNTAXES,
        needs=("cap_add", "cap_drop", "privileged"),
    ),
    Listing(
        "added-capability",
        "capabilities",
        ("default", "cis-docker", "cis-kubernetes"),
        ALL_SYNTAXES,
        needs=("cap_add", "cap_drop", "privileged"),
    ),
    Listing("missing-capability-drop", "capabilities", ("hardening", "cis-docker", "cis-kubernetes"), ALL_SYNTAXES),
    Listing("net-raw-capability", "capabilities", ("hardening", "cis-kubernetes"), ALL_SYNTAXES),
    # confinement
    Listing("seccomp-unconfined", "confinement", ("default", "cis-docker"), ALL_SYNTAXES, needs=("privileged", "seccomp")),
    Listing("missing-seccomp-profile", "confinement", ("hardening", "cis-kubernetes"), (KUBERNETES,)),
    Listing("apparmor-unconfined", "confinement", ("default", "cis-docker"), ALL_SYNTAXES, needs=("apparmor", "privileged")),
    Listing("selinux-disabled", "confinement", ("default", "cis-docker"), ALL_SYNTAXES, needs=("privileged", "selinux")),
    Listing("missing-lsm-profile", "confinement", ("cis-docker",), (DOCKER_RUN, COMPOSE)),
    Listing("unmasked-proc", "confinement", ("default",), ALL_SYNTAXES, needs=("mounts", "proc_mount", "unmasked_paths")),
    Listing("writable-cgroups", "confinement", ("default",), (DOCKER_RUN, COMPOSE), needs=("mounts", "writable_cgroups")),
    Listing("unsafe-sysctl", "confinement", ("default",), (KUBERNETES,), needs=("sysctls",)),
    Listing("unconfined-runtime", "confinement", ("hardening",), ALL_SYNTAXES, needs=("runtime",)),
    # network
    Listing("published-port-all-interfaces", "network", ("default", "cis-docker"), (DOCKER_RUN, COMPOSE), needs=("ports",)),
    Listing(
        "published-database-port",
        "network",
        ("default", "cis-docker"),
        ALL_SYNTAXES,
        needs=("network_mode", "ports", "resources"),
    ),
    Listing("publish-all-ports", "network", ("default", "cis-docker"), (DOCKER_RUN,), needs=("publish_all_ports",)),
    Listing("host-port", "network", ("default", "cis-kubernetes"), (KUBERNETES,), needs=("ports",)),
    Listing("service-external-ip", "network", ("default",), (KUBERNETES,), needs=("resources",)),
    Listing("privileged-host-port", "network", ("hardening", "cis-docker"), (DOCKER_RUN, COMPOSE), needs=("ports",)),
    Listing("ssh-server", "network", ("hardening", "cis-docker"), ALL_SYNTAXES, needs=("cmd", "entrypoint", "image", "ports")),
    Listing("host-daemon", "network", ("hardening",), ALL_SYNTAXES, needs=("cmd", "entrypoint")),
    Listing("legacy-link", "network", ("default",), (DOCKER_RUN, COMPOSE), needs=("links",)),
    Listing("default-bridge", "network", ("hardening", "cis-docker"), (DOCKER_RUN, COMPOSE)),
    Listing("duplicate-host-port", "network", ("default",), ALL_SYNTAXES, needs=("ports",)),
    Listing("port-with-host-network", "network", ("default",), (DOCKER_RUN, COMPOSE), needs=("ports",)),
    Listing("host-address-alias", "network", ("hardening",), ALL_SYNTAXES, needs=("extra_hosts", "host_aliases")),
    Listing("missing-network-policy", "network", ("hardening", "cis-kubernetes"), (KUBERNETES,), needs=("complete",)),
    # resources
    Listing("missing-memory-limit", "resources", ("default", "cis-docker"), ALL_SYNTAXES),
    Listing("missing-cpu-limit", "resources", ("default", "cis-docker"), ALL_SYNTAXES),
    Listing("missing-pids-limit", "resources", ("default", "cis-docker"), (DOCKER_RUN, COMPOSE)),
    Listing(
        "unlimited-resource",
        "resources",
        ("default",),
        (DOCKER_RUN, COMPOSE),
        needs=("memory", "memory_swap", "shm_size", "ulimits"),
    ),
    Listing("missing-memory-request", "resources", ("hardening",), (KUBERNETES,)),
    Listing("missing-cpu-request", "resources", ("hardening",), (KUBERNETES,)),
    Listing("missing-ephemeral-storage-limit", "resources", ("all",), (KUBERNETES,)),
    Listing(
        "oom-killer-disabled", "resources", ("default",), (DOCKER_RUN, COMPOSE), needs=("oom_kill_disable", "oom_score_adj")
    ),
    Listing("custom-cgroup-parent", "resources", ("default", "cis-docker"), (DOCKER_RUN, COMPOSE), needs=("cgroup_parent",)),
    Listing("missing-ulimit", "resources", ("hardening", "cis-docker"), (DOCKER_RUN, COMPOSE)),
    # secrets
    Listing(
        "plaintext-secret",
        "secrets",
        ("default",),
        ALL_SYNTAXES,
        needs=("annotations", "cmd", "entrypoint", "env", "handlers", "healthcheck", "labels", "resources"),
    ),
    Listing(
        "credential-in-url",
        "secrets",
        ("default",),
        ALL_SYNTAXES,
        needs=("cmd", "entrypoint", "env", "handlers", "healthcheck", "labels"),
    ),
    Listing("secret-in-environment", "secrets", ("hardening", "cis-kubernetes"), (KUBERNETES,), needs=("env",)),
    # identity
    Listing("service-account-token", "identity", ("hardening", "cis-kubernetes"), (KUBERNETES,)),
    Listing("default-service-account", "identity", ("hardening", "cis-kubernetes"), (KUBERNETES,)),
    Listing("missing-user-namespace", "identity", ("all",), (KUBERNETES,)),
    Listing("default-namespace", "identity", ("cis-kubernetes",), (KUBERNETES,)),
    Listing("permissive-namespace", "identity", ("hardening",), (KUBERNETES,), needs=("resources",)),
    # rbac
    Listing("cluster-admin-binding", "rbac", ("default", "cis-kubernetes"), (KUBERNETES,), needs=("resources",)),
    Listing("wildcard-rbac", "rbac", ("default", "cis-kubernetes"), (KUBERNETES,), needs=("resources",)),
    Listing("secret-reading-rbac", "rbac", ("hardening", "cis-kubernetes"), (KUBERNETES,), needs=("resources",)),
    Listing("escalating-rbac", "rbac", ("default", "cis-kubernetes"), (KUBERNETES,), needs=("resources",)),
    # images
    Listing("unpinned-image", "images", ("default", "cis-docker"), ALL_SYNTAXES, needs=("image",)),
    Listing("missing-image-digest", "images", ("hardening",), ALL_SYNTAXES, needs=("image",)),
    Listing("stale-image-pull", "images", ("hardening",), (KUBERNETES,), needs=("image",)),
    Listing("disallowed-registry", "images", ("default",), ALL_SYNTAXES, needs=("image",)),
    Listing("retired-registry", "images", ("default",), ALL_SYNTAXES, needs=("image",)),
    # operations
    Listing("missing-healthcheck", "operations", ("hardening", "cis-docker"), (DOCKER_RUN, COMPOSE)),
    Listing("missing-liveness-probe", "operations", ("hardening",), (KUBERNETES,)),
    Listing("missing-readiness-probe", "operations", ("hardening",), (KUBERNETES,)),
    Listing("unbounded-restart", "operations", ("cis-docker",), (DOCKER_RUN, COMPOSE), needs=("restart_policy",)),
    Listing("logging-disabled", "operations", ("default",), (DOCKER_RUN, COMPOSE), needs=("log_config",)),
    Listing("interactive-terminal", "operations", ("all",), (KUBERNETES,), needs=("open_stdin", "tty")),
    Listing("sudo-in-command", "operations", ("all",), ALL_SYNTAXES, needs=("cmd", "entrypoint", "handlers", "healthcheck")),
    # correctness
    Listing("misplaced-security-field", "correctness", ("default",), (COMPOSE, KUBERNETES), needs=("notes",)),
    Listing("flag-after-image", "correctness", ("default",), (DOCKER_RUN,), needs=("notes",)),
    Listing("unknown-field", "correctness", ("default",), (COMPOSE, KUBERNETES), needs=("notes",)),
    Listing("invalid-value", "correctness", ("default",), ALL_SYNTAXES, needs=("notes",)),
    Listing("duplicate-key", "correctness", ("default",), (COMPOSE, KUBERNETES), needs=("notes",)),
    Listing("retired-api-version", "correctness", ("default",), (KUBERNETES,), needs=("api_version",)),
    Listing("dangling-reference", "correctness", ("hardening",), (KUBERNETES, COMPOSE), needs=("complete",)),
    Listing("unresolved-variable", "correctness", ("hardening",), (DOCKER_RUN, COMPOSE), needs=("notes",)),
    # paths
    Listing("host-takeover", "paths", ("default",), ALL_SYNTAXES, needs=("pid_mode", "resources", "run_as_user", "user")),
    # pod-security
    Listing("pss-privileged", "pod-security", ("pss-baseline", "pss-restricted"), (KUBERNETES,), needs=("privileged",)),
    Listing(
        "pss-host-namespaces",
        "pod-security",
        ("pss-baseline", "pss-restricted"),
        (KUBERNETES,),
        needs=("host_ipc", "host_network", "host_pid"),
    ),
    Listing("pss-host-ports", "pod-security", ("pss-baseline", "pss-restricted"), (KUBERNETES,), needs=("ports",)),
    Listing("pss-host-path-volumes", "pod-security", ("pss-baseline",), (KUBERNETES,), needs=("volumes",)),
    Listing("pss-capabilities-baseline", "pod-security", ("pss-baseline", "pss-restricted"), (KUBERNETES,), needs=("cap_add",)),
    Listing(
        "pss-app-armor-profile",
        "pod-security",
        ("pss-baseline", "pss-restricted"),
        (KUBERNETES,),
        needs=("annotations", "apparmor"),
    ),
    Listing("pss-selinux-options", "pod-security", ("pss-baseline", "pss-restricted"), (KUBERNETES,), needs=("selinux",)),
    Listing(
        "pss-proc-mount", "pod-security", ("pss-baseline", "pss-restricted"), (KUBERNETES,), needs=("host_users", "proc_mount")
    ),
    Listing(
        "pss-seccomp-profile-baseline", "pod-security", ("pss-baseline", "pss-restricted"), (KUBERNETES,), needs=("seccomp",)
    ),
    Listing("pss-sysctls", "pod-security", ("pss-baseline", "pss-restricted"), (KUBERNETES,), needs=("sysctls",)),
    Listing(
        "pss-windows-host-process",
        "pod-security",
        ("pss-baseline", "pss-restricted"),
        (KUBERNETES,),
        needs=("windows_host_process",),
    ),
    Listing(
        "pss-host-probes-and-lifecycle", "pod-security", ("pss-baseline", "pss-restricted"), (KUBERNETES,), needs=("handlers",)
    ),
    Listing("pss-restricted-volumes", "pod-security", ("pss-restricted",), (KUBERNETES,), needs=("volumes",)),
    Listing("pss-allow-privilege-escalation", "pod-security", ("pss-restricted",), (KUBERNETES,)),
    Listing("pss-run-as-non-root", "pod-security", ("pss-restricted",), (KUBERNETES,)),
    Listing("pss-run-as-user", "pod-security", ("pss-restricted",), (KUBERNETES,), needs=("host_users", "run_as_user", "user")),
    Listing("pss-seccomp-profile-restricted", "pod-security", ("pss-restricted",), (KUBERNETES,)),
    Listing("pss-capabilities-restricted", "pod-security", ("pss-restricted",), (KUBERNETES,)),
    Listing("pss-proc-mount-restricted", "pod-security", ("pss-restricted",), (KUBERNETES,), needs=("proc_mount",)),
    # housekeeping
    Listing("unused-suppression", "housekeeping", ("default",), ALL_SYNTAXES, needs=("notes",)),
)
