"""Security options, which `docker run --security-opt` and Compose's `security_opt` share.

Sources: moby v28, daemon/daemon_unix.go parseSecurityOpt; docker/cli 29, cli/command/container/opts.go parseSecurityOpts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lintainer.hints import Any
from lintainer.model import AppArmorProfile, Origin, SeccompProfile, SelinuxOptions, Unknown
from lintainer.model.unknown import known_prefix

# Called with the path of a seccomp profile: its text, or None where it cannot be read.
ReadProfile = Callable[[str], str | None]
_TRUE = frozenset(("1", "t", "T", "TRUE", "true", "True"))
_FALSE = frozenset(("0", "f", "F", "FALSE", "false", "False"))


class OptionError(ValueError):
    """A security option that the clients refuse."""


def parse_option(option: str) -> tuple[str, str | None]:
    """Return the key and the value of an option: `key=value`, `key:value` or a key alone. Raises `OptionError`."""
    key, sign, value = option.partition("=")
    if not sign:
        key, sign, value = option.partition(":")
    if sign:
        return key, value
    if option != "no-new-privileges":
        raise OptionError("a security option is a key and a value")
    return key, None


def read_security_options(
    options: Iterable[tuple[str | Unknown, Origin]],
    read_profile: ReadProfile,
    refuse: Callable[[Origin, str], None],
) -> tuple[dict[str, Any], dict[str, Origin], bool]:
    """Return the container's fields that `options` decide, where each is written, and whether all could be read.

    Of several seccomp, AppArmor and no-new-privileges options the last counts; labels add up.
    """
    fields: dict[str, Any] = {}
    places: dict[str, Origin] = {}
    labels: dict[str, Any] = {}
    complete = True
    for option, origin in options:
        if isinstance(option, Unknown):
            key = known_prefix(option).partition("=")[0].partition(":")[0]
            if key in _UNKNOWN and ("=" in option.prefix or ":" in option.prefix):
                field, value = _UNKNOWN[key](option, origin)
                fields[field], places[field] = value, origin
            else:
                complete = False
            continue
        if option == "systempaths=unconfined":
            fields["unmasked_paths"], places["unmasked_paths"] = ("ALL",), origin
            continue
        try:
            key, value = parse_option(option)
        except OptionError as error:
            refuse(origin, str(error))
            continue
        if key == "label":
            labels.update(_label(value or ""))
            places["selinux"] = origin
        elif key == "seccomp":
            fields["seccomp"], places["seccomp"] = _seccomp(value or "", origin, read_profile, refuse), origin
        elif key == "apparmor":
            fields["apparmor"], places["apparmor"] = _apparmor(value or "", origin), origin
        elif key in _FLAGS:
            if value is not None and value not in _TRUE and value not in _FALSE:
                refuse(origin, f"{key}: `{value}` is neither true nor false")
                continue
            fields[_FLAGS[key]], places[_FLAGS[key]] = value is None or value in _TRUE, origin
    if labels:
        fields["selinux"] = SelinuxOptions(origin=places["selinux"], **labels)
    return fields, places, complete


_FLAGS = {"no-new-privileges": "no_new_privileges", "writable-cgroups": "writable_cgroups"}


def _unknown_seccomp(option: Unknown, origin: Origin) -> tuple[str, Any]:
    return "seccomp", SeccompProfile(origin=origin, type=option)


def _unknown_apparmor(option: Unknown, origin: Origin) -> tuple[str, Any]:
    return "apparmor", AppArmorProfile(origin=origin, type=option)


_UNKNOWN: dict[str, Callable[[Unknown, Origin], tuple[str, Any]]] = {
    "seccomp": _unknown_seccomp,
    "apparmor": _unknown_apparmor,
    "no-new-privileges": lambda option, _: ("no_new_privileges", option),
    "writable-cgroups": lambda option, _: ("writable_cgroups", option),
    "systempaths": lambda _, __: ("unmasked_paths", ()),
}


def _label(value: str) -> dict[str, Any]:
    if value == "disable":
        return {"disable": True}
    key, _, text = value.partition(":")
    return {key: text} if key in ("user", "role", "type", "level") else {}


def _apparmor(value: str, origin: Origin) -> AppArmorProfile:
    if value == "unconfined":
        return AppArmorProfile(origin=origin, type="Unconfined")
    return AppArmorProfile(origin=origin, type="Localhost", profile=value)


def _seccomp(value: str, origin: Origin, read_profile: ReadProfile, refuse: Callable[[Origin, str], None]) -> SeccompProfile:
    if value == "unconfined":
        return SeccompProfile(origin=origin, type="Unconfined")
    if value == "builtin":
        return SeccompProfile(origin=origin, type="RuntimeDefault")
    text = read_profile(value)
    if text is None:
        return SeccompProfile(origin=origin, type="Localhost", path=value)
    import json

    try:
        profile = json.loads(text)
    except (ValueError, RecursionError):
        refuse(origin, f"the seccomp profile `{value}` is not JSON")
        return SeccompProfile(origin=origin, type="Localhost", path=value)
    action = profile.get("defaultAction") if isinstance(profile, dict) else None
    allows = action in ("SCMP_ACT_ALLOW", "SCMP_ACT_LOG")
    return SeccompProfile(origin=origin, type="Localhost", path=value, allows_by_default=allows, content=text)
