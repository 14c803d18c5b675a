"""Security fields written where the API has no such field, and where they belong."""

from __future__ import annotations

_CONTAINER = "the securityContext of a container"
_POD = "the securityContext of the pod"
_EITHER = "the securityContext of the pod or of a container"
_SPEC = "the pod's spec"
_LIMITS = "resources.limits or resources.requests"

_HOMES = {
    **dict.fromkeys(
        ("privileged", "capabilities", "allowPrivilegeEscalation", "readOnlyRootFilesystem", "procMount"), _CONTAINER
    ),
    **dict.fromkeys(("fsGroup", "fsGroupChangePolicy", "supplementalGroups", "sysctls"), _POD),
    **dict.fromkeys(
        (
            "runAsUser",
            "runAsGroup",
            "runAsNonRoot",
            "seccompProfile",
            "appArmorProfile",
            "seLinuxOptions",
            "windowsOptions",
        ),
        _EITHER,
    ),
    **dict.fromkeys(
        (
            "hostNetwork",
            "hostPID",
            "hostIPC",
            "hostUsers",
            "shareProcessNamespace",
            "automountServiceAccountToken",
            "serviceAccountName",
            "serviceAccount",
            "runtimeClassName",
        ),
        _SPEC,
    ),
    "securityContext": "the pod's spec or a container",
}
_AMOUNTS = frozenset(("memory", "cpu", "ephemeral-storage"))
# The types around a pod, in which a security field is a slip of indentation and no other thing of the same name.
_PLACES = frozenset(
    """Pod Deployment ReplicaSet ReplicationController StatefulSet DaemonSet Job CronJob PodTemplate DeploymentSpec
    ReplicaSetSpec ReplicationControllerSpec StatefulSetSpec DaemonSetSpec JobSpec CronJobSpec JobTemplateSpec PodTemplateSpec
    PodSpec PodSecurityContext Container EphemeralContainer SecurityContext Capabilities ResourceRequirements
    ObjectMeta""".split()
)


def belongs(key: str, type_name: str) -> str | None:
    """Return where `key`, which the type `type_name` does not have, takes effect; None where it is no security field."""
    if type_name not in _PLACES:
        return None
    if type_name == "ResourceRequirements":
        return _LIMITS if key in _AMOUNTS else None
    if key in ("limits", "requests"):
        return f"resources.{key} of a container" if type_name in ("Container", "EphemeralContainer", "PodSpec") else None
    return _HOMES.get(key)
