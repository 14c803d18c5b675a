"""Where privilege escalation can be forbidden."""

from __future__ import annotations

from lintainer.policy import Container


def may_block(container: Container) -> bool:
    """Tell whether `allowPrivilegeEscalation: false` is taken: the Kubernetes API refuses it beside more than it forbids.

    Kubernetes 1.37, pkg/apis/core/validation, ValidateSecurityContext: not with `privileged: true`, nor with CAP_SYS_ADMIN.
    """
    if container.platform != "kubernetes":
        return True
    return container.privileged in (None, False) and all(entry.name != "SYS_ADMIN" for entry in container.cap_add)
