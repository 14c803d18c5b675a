"""SELinux types that confine nothing."""

from __future__ import annotations

# Domains that the policies of Fedora and container-selinux make unconfined, or that are the host's own: what runs in one of
# them is held back by file permissions alone. Sources: container_selinux(8), "Process Types"; D. Walsh, "What is the spc_t
# container type, and why didn't we just run as unconfined_t?" (2014); selinux-policy, modules unconfined, init and kernel;
# Bottlerocket, packages/selinux-policy/subject.cil (super_t, control_t).
UNCONFINED_TYPES: dict[str, str] = {
    "spc_t": "the type of super privileged containers",
    "unconfined_t": "the type of unconfined users",
    "unconfined_service_t": "the type of unconfined services",
    "container_runtime_t": "the type of the container runtime itself",
    "docker_t": "the type of the container runtime itself",
    "init_t": "the type of the host's init system",
    "initrc_t": "the type of the host's boot scripts",
    "kernel_t": "the type of the kernel",
    "super_t": "the type of Bottlerocket's superpowered containers",
    "control_t": "the type of Bottlerocket's control container",
}
