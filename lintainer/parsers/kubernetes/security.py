"""What the securityContext of a pod and of a container have in common: profiles, labels, users."""

from __future__ import annotations

from lintainer.model import AppArmorProfile, Capability, SeccompProfile, SelinuxOptions, Unknown
from lintainer.model.capabilities import capability_name
from lintainer.parsers.kubernetes.values import known_text
from lintainer.parsers.kubernetes.view import View, origin
from lintainer.source import Location, Source, Span

Written = dict[str, Span | Location]


def places(view: View, **fields: str) -> Written:
    """Return where the keys of `view` are written, by the name of the field that each becomes (`field="key"`)."""
    if not view:
        return {}
    return {field: view.at(key) for field, key in fields.items() if view.has(key)}


def _type(view: View) -> str | Unknown:
    kind = view.text("type")
    return "" if kind is None else kind


def seccomp(source: Source, context: View) -> SeccompProfile | None:
    """Return the seccomp profile of a securityContext; one without a type has an empty one."""
    if not context.has("seccompProfile"):
        return None
    view = context.sub("seccompProfile")
    where = view.at("type") if view.has("type") else context.at("seccompProfile")
    written = places(view, type="type", path="localhostProfile")
    return SeccompProfile(origin=origin(source, where, written), type=_type(view), path=view.text("localhostProfile"))


def apparmor(source: Source, context: View) -> AppArmorProfile | None:
    """Return the AppArmor profile of a securityContext; one without a type has an empty one."""
    if not context.has("appArmorProfile"):
        return None
    view = context.sub("appArmorProfile")
    where = view.at("type") if view.has("type") else context.at("appArmorProfile")
    written = places(view, type="type", profile="localhostProfile")
    return AppArmorProfile(origin=origin(source, where, written), type=_type(view), profile=view.text("localhostProfile"))


def selinux(source: Source, context: View) -> SelinuxOptions | None:
    """Return the SELinux labels of a securityContext."""
    if not context.has("seLinuxOptions"):
        return None
    view = context.sub("seLinuxOptions")
    return SelinuxOptions(
        origin=origin(source, context.at("seLinuxOptions"), places(view, user="user", role="role", type="type", level="level")),
        user=view.text("user"),
        role=view.text("role"),
        type=view.text("type"),
        level=view.text("level"),
    )


def capabilities(source: Source, context: View, key: str) -> tuple[Capability, ...]:
    """Return the capabilities listed under `key` (add or drop) of a container's securityContext."""
    found: list[Capability] = []
    for item in context.sub("capabilities").items(key):
        text: str | Unknown | None = known_text(item.node)
        if text is not None:
            written = text.written if isinstance(text, Unknown) else text
            found.append(Capability(origin=origin(source, item.where), name=capability_name(text), written=written))
    return tuple(found)


# Annotations from before there were fields: core/v1 annotation_key_constants.go of Kubernetes 1.18 and 1.30.
SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod"
SECCOMP_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/"
APPARMOR_CONTAINER = "container.apparmor.security.beta.kubernetes.io/"


def seccomp_annotation(source: Source, annotations: View, key: str) -> SeccompProfile | None:
    """Return the profile that an annotation switches off.

    Clusters since 1.27 no longer read these annotations, so one that asks for a profile does not give any; one that asks for
    none describes what is then in force without a field.
    """
    if annotations.raw(key) != "unconfined":
        return None
    where = annotations.at(key)
    return SeccompProfile(origin=origin(source, where, {"type": where}), type="Unconfined", annotation=True)


def apparmor_annotation(source: Source, annotations: View, container: str | None) -> AppArmorProfile | None:
    """Return the profile that the annotation of the container called `container` names; the API still makes a field of it."""
    key = f"{APPARMOR_CONTAINER}{container}"
    text = annotations.raw(key) if container is not None else None
    if not text:
        return None
    where = annotations.at(key)
    place = origin(source, where, {"type": where})
    if text == "unconfined":
        return AppArmorProfile(origin=place, type="Unconfined", annotation=True)
    if text.startswith("localhost/"):
        return AppArmorProfile(origin=place, type="Localhost", profile=text[len("localhost/") :], annotation=True)
    return AppArmorProfile(origin=place, type="RuntimeDefault" if text == "runtime/default" else text, annotation=True)
