"""Binds of the host's root, and what stays in reach through them."""

from __future__ import annotations

from lintainer.messages import shorten
from lintainer.model import Mount
from lintainer_policies.mounts._rules import located


def is_host_root(mount: Mount) -> bool:
    """Tell whether the bind is of the root of the host's file system, or of a whole drive of a Windows host."""
    return mount.type == "bind" and mount.base == "absolute" and located(mount) in ("/", "C:/")


def inside(mount: Mount, path: str) -> str:
    """Return for a message where `path` of the host lies in the container, through a bind of its root."""
    target = mount.target if isinstance(mount.target, str) else ""
    return f"`{shorten(target.rstrip('/') + path)}`"


def sockets_in_reach(mount: Mount, kubernetes: bool) -> str:
    """Return for a message the runtime's socket that a bind of the host's root brings along."""
    return inside(mount, "/run/containerd/containerd.sock" if kubernetes else "/run/docker.sock")
