"""Changes of the model as edits of Kubernetes manifests."""

from __future__ import annotations

from lintainer.finding import Finding
from lintainer.fixes.edit import Edit
from lintainer.fixes.yaml import Trail, Tree, inserted, removed, replaced, text_replaced
from lintainer.model import AppArmorProfile, Capability, Container, Image, Mount, SeccompProfile, SelinuxOptions
from lintainer.parsers._yaml import Mapping, Sequence
from lintainer.policy import Change

# Fields of the API that are true or false, by the field of the model, and what they are to be: the rest of the field's values
# is a matter of other fields.
_SWITCHES = {
    "privileged": ("privileged", "false"),
    "network_mode": ("hostNetwork", "false"),
    "pid_mode": ("hostPID", "false"),
    "ipc_mode": ("hostIPC", "false"),
    "no_new_privileges": ("allowPrivilegeEscalation", "false"),
    "windows_host_process": ("hostProcess", "false"),
    "readonly_rootfs": ("readOnlyRootFilesystem", "true"),
    "automount_service_account_token": ("automountServiceAccountToken", "false"),
}
# What is written into the security context of a container that says nothing of a field.
_MISSING = {
    "no_new_privileges": ("allowPrivilegeEscalation", "false"),
    "readonly_rootfs": ("readOnlyRootFilesystem", "true"),
    "cap_drop": ("capabilities", "{drop: [ALL]}"),
    "seccomp": ("seccompProfile", "{type: RuntimeDefault}"),
}
# What is written into the container itself.
_OWN = {"image_pull_policy": ("imagePullPolicy", "Always")}
_CONTAINERS = ("containers", "initContainers", "ephemeralContainers")
_PROPAGATION = {"rslave": "HostToContainer"}


class KubernetesWriter:
    """Writes changes into one file of manifests."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def write(self, change: Change, finding: Finding) -> list[Edit] | None:  # noqa: ARG002
        """Return the edits that make `change`; None where it cannot be written with certainty."""
        owner, place = change.place.owner, change.place
        at = self._tree.find(place.span)
        if at is None:
            return None
        if isinstance(owner, Mount):
            return _mount(owner, at, change)
        if isinstance(owner, Image):
            return text_replaced(at, str(change.value)) if at.key == "image" else None
        if isinstance(owner, Container) and not owner.wrote(place.field):
            return _added(at, place.field)
        if isinstance(owner, Capability) and change.value is None:
            held = at.parent
            return removed(at) if held is not None and isinstance(held.node, Sequence) and held.key == "add" else None
        if isinstance(owner, SeccompProfile | AppArmorProfile):
            known = at.key == "type" and change.value == "RuntimeDefault" and not owner.annotation
            return replaced(at, "RuntimeDefault") if known else None
        if isinstance(owner, SelinuxOptions):
            return removed(at) if at.key == "type" and change.value is None else None
        if place.field == "image_pull_policy":
            return text_replaced(at, str(change.value)) if at.key == "imagePullPolicy" else None
        if place.field == "unmasked_paths" and at.key == "procMount":
            return replaced(at, "Default")
        key, value = _SWITCHES.get(place.field, ("", ""))
        return replaced(at, value) if at.key == key and at.node.text in ("true", "false") else None


def _added(at: Trail, field: str) -> list[Edit] | None:
    """Add what a container lacks: its own place is its name."""
    held = at.parent
    items = held.parent if held is not None else None
    if at.key != "name" or held is None or items is None or items.key not in _CONTAINERS:
        return None
    if field in _OWN:
        key, text = _OWN[field]
        return inserted(held.node, text, key)
    if field not in _MISSING:
        return None
    key, text = _MISSING[field]
    assert isinstance(held.node, Mapping)
    context = held.node.get("securityContext")
    return inserted(held.node, text, "securityContext", key) if context is None else inserted(context, text, key)


def _mount(mount: Mount, at: Trail, change: Change) -> list[Edit] | None:
    """Change an entry of volumeMounts: the place is its field, or its mountPath where it lacks the field."""
    field, value = change.place.field, change.value
    if field == "read_only" and value is True:
        key, text = "readOnly", "true"
    elif field == "propagation" and value in _PROPAGATION:
        key, text = "mountPropagation", _PROPAGATION[str(value)]
    else:
        return None
    if mount.wrote(field):
        return replaced(at, text) if at.key == key else None
    held = at.parent
    if held is None or held.parent is None or held.parent.key != "volumeMounts":
        return None
    return inserted(held.node, text, key)
