"""Devices: `--device`, `--device-cgroup-rule`, `--gpus`.

Sources: docker/cli v28.2.2, cli/command/container/opts.go (validateDevice, parseDevice) and opts/gpus.go;
cncf-tags/container-device-interface v1.0, pkg/parser (qualified names).
"""

from __future__ import annotations

import posixpath
import re

from lintainer.hints import Any
from lintainer.model import Device, DeviceRequest, Text, Unknown
from lintainer.parsers.docker_run import go
from lintainer.parsers.docker_run.draft import Draft
from lintainer.parsers.docker_run.flags import Given
from lintainer.parsers.docker_run.go import Refused
from lintainer.parsers.docker_run.options import DOCKER
from lintainer.parsers.docker_run.records import fields
from lintainer.parsers.words import Value

PHASE = 9
_QUALIFIED = re.compile(
    r"[A-Za-z]([A-Za-z0-9_.-]*[A-Za-z0-9])?/[A-Za-z]([A-Za-z0-9_-]*[A-Za-z0-9])?"
    r"=[A-Za-z0-9]([A-Za-z0-9_.:-]*[A-Za-z0-9])?\Z"
)


def read_devices(draft: Draft) -> None:
    """Read the devices that the container may open, by path, by rule and by request."""
    devices: list[Device] = []
    names: list[tuple[Given, Value]] = []
    first = None
    for given in draft.all("device"):
        assert given.value is not None
        if _QUALIFIED.match(given.value.text):
            if re.match(r"./|[^/]*/.=", given.value.text):
                # docker 28 crashes on a vendor or a class of one letter.
                reason = "panic: runtime error: slice bounds out of range [1:0]"
                draft.refuse(PHASE, reason, given.value.span, "--device")
                continue
            names.append((given, given.value))
            continue
        first = first or given
        device = _device(draft, given, given.value)
        if device is not None:
            devices.append(device)
    draft.entries("devices", devices, first)
    rules = [
        Text(origin=draft.origin(given.value, given), value=given.value.value)
        for given in draft.all("device-cgroup-rule")
        if given.value is not None
    ]
    draft.entries("device_cgroup_rules", rules, next(draft.all("device-cgroup-rule"), None))
    _requests(draft, names)


def _device(draft: Draft, given: Given, value: Value) -> Device | None:
    try:
        parts = _checked(value) if draft.setting.dialect == DOCKER else value.split(":")
    except Refused as refused:
        draft.refuse(PHASE, refused.reason, value.span, "--device")
        return None
    host = parts[0]
    spans = {"path_on_host": host.span}
    fields: dict[str, Any] = {"path_on_host": _clean(host) if len(parts) < 2 or _is_mode(parts[1].text) else host.value}
    if len(parts) > 1 and not (len(parts) == 2 and _is_mode(parts[1].text)) and not _is_mode(parts[1].text):
        fields["path_in_container"] = _clean(parts[1]) if len(parts) == 2 else parts[1].value
        spans["path_in_container"] = parts[1].span
    mode = parts[2] if len(parts) > 2 else parts[1] if len(parts) == 2 and _is_mode(parts[1].text) else None
    if len(parts) == 3 and _is_mode(parts[1].text):
        mode = parts[1]
    if mode is not None:
        fields["cgroup_permissions"] = mode.value
        spans["cgroup_permissions"] = mode.span
    return Device(origin=draft.origin(value, given, spans), **fields)


def _clean(path: Value) -> str | Unknown:
    """Return the path as Go's path.Clean makes it."""
    if not path.known:
        return path.unknown()
    tidy = posixpath.normpath(path.text)
    return tidy[1:] if tidy.startswith("//") else tidy


def _is_mode(text: str) -> bool:
    return bool(text) and set(text) <= set("rwm") and len(set(text)) == len(text)


def _checked(value: Value) -> list[Value]:
    text = value.text
    if text.count(":") > 2 or not text.partition(":")[0]:
        raise Refused(f"bad format for path: {value.shown}")
    parts = value.split(":")
    target = parts[0]
    if len(parts) == 2 and not _is_mode(parts[1].text):
        target = parts[1]
    elif len(parts) == 3:
        target = parts[1]
        if parts[2].known and not _is_mode(parts[2].text):
            raise Refused(f"bad mode specified: {parts[2].text}")
    # An unknown part may hold a colon, and then the path in the container.
    if target.known and not target.text.startswith("/"):
        raise Refused(f"{target.text} is not an absolute path")
    return parts


def _requests(draft: Draft, names: list[tuple[Given, Value]]) -> None:
    requests: list[DeviceRequest] = []
    first = None
    for given in draft.all("gpus"):
        assert given.value is not None
        first = first or given
        found = given.parsed if isinstance(given.parsed, dict) else {"count": given.value.unknown()}
        requests.append(DeviceRequest(origin=draft.origin(given.value, given), **found))
    if names:
        given, value = names[0]
        first = first or given
        ids = tuple(name.text for _, name in names)
        requests.append(DeviceRequest(origin=draft.origin(value, given), driver="cdi", device_ids=ids))
    draft.entries("device_requests", requests, first)


def _count(text: str) -> int:
    if text == "all":
        return -1
    try:
        return go.parse_int(text, 10)
    except Refused as refused:
        reason = refused.reason.rpartition(": ")[2]
        raise Refused(f'invalid count ({text}): value must be either "all" or an integer: {reason}') from None


def read_gpus(value: Value, dialect: str) -> dict[str, Any]:
    """Read the value of a `--gpus` into the fields of a `DeviceRequest`. Raises `Refused`."""
    del dialect
    seen: set[str] = set()
    found: dict[str, Any] = {"capabilities": (("gpu",),)}
    for field in fields(value):
        key, content = field.cut("=")
        if key.text in seen:
            raise Refused(f"gpu request key '{key.text}' can be specified only once", field)
        seen.add(key.text)
        if content is None:
            seen.add("count")
            found["count"] = _count(key.text)
        elif key.text == "driver":
            found["driver"] = content.text
        elif key.text == "count":
            found["count"] = _count(content.text)
        elif key.text == "device":
            found["device_ids"] = tuple(content.text.split(","))
        elif key.text == "capabilities":
            found["capabilities"] = ((*content.text.split(","), "gpu"),)
        elif key.text == "options":
            found["options"] = _gpu_options(content)
        else:
            raise Refused(f"unexpected key '{key.text}' in '{field.text}'", field)
    if "count" not in seen and "device_ids" not in found:
        found["count"] = 1
    return found


def _gpu_options(content: Value) -> tuple[tuple[str, str], ...]:
    try:
        parts = [option.text.partition("=") for option in fields(content)]
    except Refused as refused:
        raise Refused(f"failed to read gpu options: {refused.reason}") from None
    return tuple({name: text for name, _, text in parts}.items())
