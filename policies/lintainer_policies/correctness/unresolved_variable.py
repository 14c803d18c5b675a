"""Variables that decide how a container is isolated."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model.notes import UnresolvedVariable
from lintainer.policy import COMPOSE, DOCKER_RUN, Container, Hit, Outcome, Severity, policy

# The fields of the model that decide it, and the keys and options that Compose and run have for them.
SECURITY_FIELDS = frozenset(
    """privileged user group_add cap_add cap_drop security_opt no_new_privileges seccomp apparmor selinux
    network_mode network networks pid_mode pid ipc_mode ipc uts_mode uts userns_mode userns cgroupns_mode cgroupns cgroup
    cgroup_parent volumes volume mounts mount volumes_from devices device device_cgroup_rules device_cgroup_rule
    device_requests gpus readonly_rootfs read_only sysctls sysctl memory mem_limit memory_swap memswap_limit nano_cpus cpus
    pids_limit ulimits ulimit oom_kill_disable oom_score_adj use_api_socket runtime deploy""".split()
)


@policy(
    group="correctness",
    severity=Severity.LOW,
    profiles=("hardening",),
    syntaxes=(DOCKER_RUN, COMPOSE),
    advice="give it a default, `${NAME:-value}`, or refuse to start without it, `${NAME:?message}`",
)
def unresolved_variable(container: Container) -> Iterator[Outcome]:
    """A variable without a default decides a security field: what the file means depends on who runs it."""
    for note in container.notes:
        if isinstance(note, UnresolvedVariable) and note.field.lstrip("-").replace("-", "_") in SECURITY_FIELDS:
            field = quoted(note.field.lstrip("-"))
            yield Hit(f"lets {quoted('$' + note.variable)}, which has no default, decide {field}", note.location)
