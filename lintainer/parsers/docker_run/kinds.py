"""What each kind of option reads: a known value in, a plain value out, or `Refused` with the client's reason.

Source: docker/cli v28.2.2, opts/*.go and cli/command/container/opts.go; docker/go-units v0.5, ulimit.go.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lintainer.model.parts import ULIMITS
from lintainer.parsers.docker_run import go
from lintainer.parsers.docker_run.go import Refused, go_quote
from lintainer.parsers.docker_run.options import DOCKER, PODMAN, Option
from lintainer.parsers.words import Value
from lintainer.tuples import NamedTuple


class Limit(NamedTuple):
    """A ulimit: -1 is unlimited."""

    name: str
    soft: int
    hard: int


def read_with(dialect: str) -> Callable[[Option, Value], object]:
    """Return the function that reads a value for a client. Only docker's own checks are known to the letter."""

    def read(option: Option, value: Value) -> object:
        kind = _SCALARS.get(option.kind)
        if kind is None and dialect == DOCKER:
            kind = _CHECKED.get(option.kind)
        if kind is not None:
            return kind(_podman_number(option, value.text) if dialect == PODMAN else value.text)
        if option.kind in ("mount", "network", "gpus"):
            return _composed(option.kind, value, dialect)
        return value.text

    return read


def _podman_number(option: Option, text: str) -> str:
    # podman takes a number without a unit for sizes, -1 for "no limit" (podman v5.5, cmd/podman/common/specgen.go), and
    # `disable` for a health check without a timer (podman-run(1), --health-interval).
    nothing = (option.kind == "bytes" and text == "-1") or (option.kind == "duration" and text == "disable")
    return "0" if nothing else text


def _composed(kind: str, value: Value, dialect: str) -> object:
    if kind == "mount":
        from lintainer.parsers.docker_run.mounts import read_mount

        return read_mount(value, dialect)
    if kind == "network":
        from lintainer.parsers.docker_run.networks import read_network

        return read_network(value, dialect)
    from lintainer.parsers.docker_run.devices import read_gpus

    return read_gpus(value, dialect)


def _swap(text: str) -> int:
    return -1 if text == "-1" else go.ram_in_bytes(text)


def extra_host(text: str) -> str:
    """`name:address` or `name=address` as the client sends it: with a colon, brackets taken off."""
    name, separator, address = text.partition("=")
    if not separator:
        name, separator, address = text.partition(":")
    if not separator or not name or ":" in name:
        raise Refused(f"bad format for add-host: {go_quote(text)}")
    if address != "host-gateway":
        if len(address) > 2 and address[0] == "[" and address[-1] == "]":
            address = address[1:-1]
        if go.parse_ip(address.strip()) is None:
            raise Refused(f"invalid IP address in add-host: {go_quote(address)}")
    return f"{name}:{address}"


def _stream(text: str) -> str:
    if text.lower() in ("stdin", "stdout", "stderr"):
        return text.lower()
    raise Refused("valid streams are STDIN, STDOUT and STDERR")


def _device_and_number(text: str) -> tuple[str, str]:
    path, separator, number = text.partition(":")
    if not separator or not path:
        raise Refused(f"bad format: {text}")
    if not path.startswith("/dev/"):
        raise Refused(f"bad format for device path: {text}")
    return path, number


def _weight(text: str) -> dict[str, object]:
    path, number = _device_and_number(text)
    bad = Refused(f"invalid weight for device: {text}")
    try:
        weight = go.parse_uint(number, 10, 16)
    except Refused:
        raise bad from None
    if weight and not 10 <= weight <= 1000:
        raise bad
    return {"Path": path, "Weight": weight}


def _bps(text: str) -> dict[str, object]:
    path, number = _device_and_number(text)
    bad = Refused(
        f"invalid rate for device: {text}. The correct format is <device-path>:<number>[<unit>]. "
        "Number must be a positive integer. Unit is optional and can be kb, mb, or gb"
    )
    try:
        rate = go.ram_in_bytes(number)
    except Refused:
        raise bad from None
    if rate < 0:
        raise bad
    return {"Path": path, "Rate": rate}


def _iops(text: str) -> dict[str, object]:
    path, number = _device_and_number(text)
    try:
        return {"Path": path, "Rate": go.parse_uint(number, 10)}
    except Refused:
        raise Refused(
            f"invalid rate for device: {text}. The correct format is <device-path>:<number>. Number must be a positive integer"
        ) from None


_RULE = re.compile(r"[acb] ([0-9]+|\*):([0-9]+|\*) [rwm]{1,3}\Z")


def _cgroup_rule(text: str) -> str:
    if _RULE.match(text):
        return text
    raise Refused(f"invalid device cgroup format '{text}'")


def _address(text: str) -> str:
    address = go.parse_ip(text.strip())
    if address is None:
        raise Refused(f"IP address is not correctly formatted: {text}")
    return address


_LABEL = r":?(?::?[a-zA-Z0-9]|(?::?[a-zA-Z0-9][a-zA-Z0-9\-]*[a-zA-Z0-9]))"
_DOMAIN = re.compile(rf"(:?{_LABEL}(?::?\.{_LABEL})*)\.?\s*\Z")


def _domain(text: str) -> str:
    text = text.strip(" ")
    if text == ".":
        return text
    found = _DOMAIN.match(text)
    if not re.search("[a-zA-Z]", text) or not found or len(found[1]) >= 255:
        raise Refused(f"{text} is not a valid domain")
    return found[1]


def _env(text: str) -> str:
    if not text.partition("=")[0]:
        raise Refused(f"invalid environment variable: {text}")
    return text


def _label(text: str) -> str:
    name = text.partition("=")[0].lstrip(" \t")
    if not name:
        raise Refused(f"invalid label '{text}': empty name")
    if " " in name or "\t" in name:
        raise Refused(f"label '{name}' contains whitespaces")
    return text


def _link(text: str) -> str:
    if not text:
        raise Refused("empty string specified for links")
    if text.count(":") > 1:
        raise Refused(f"bad format for links: {text}")
    return text


def _sysctl(text: str) -> str:
    from lintainer.parsers.engine import NAMESPACED_SYSCTLS

    name, separator, _ = text.partition("=")
    if separator and name and (name in NAMESPACED_SYSCTLS or name.startswith(("net.", "fs.mqueue."))):
        return text
    raise Refused(f"sysctl '{text}' is not allowed")


def _ulimit(text: str) -> Limit:
    name, separator, limits = text.partition("=")
    if not separator:
        raise Refused(f"invalid ulimit argument: {text}")
    if name not in ULIMITS:
        raise Refused(f"invalid ulimit type: {name}")
    parts = limits.split(":")
    if len(parts) > 2:
        raise Refused(f"too many limit value arguments - {limits}, can only have up to two, `soft[:hard]`")
    hard = go.parse_int(parts[1], 10) if len(parts) == 2 else None
    soft = go.parse_int(parts[0], 10)
    hard = soft if hard is None else hard
    less = "ulimit soft limit must be less than or equal to hard limit"
    if hard != -1:
        if soft == -1:
            raise Refused(f"{less}: soft: -1 (unlimited), hard: {hard}")
        if soft > hard:
            raise Refused(f"{less}: {soft} > {hard}")
    return Limit(name, soft, hard)


_SCALARS: dict[str, Callable[[str], object]] = {
    "bool": go.parse_bool,
    "bytes": go.ram_in_bytes,
    "cpus": go.parse_cpus,
    "duration": go.parse_duration,
    "int": lambda text: go.parse_int(text),
    "int64": lambda text: go.parse_int(text),
    "swap": _swap,
    "uint16": lambda text: go.parse_uint(text, 0, 16),
    "uint64": lambda text: go.parse_uint(text),
}

_CHECKED: dict[str, Callable[[str], object]] = {
    "address": _address,
    "bps": _bps,
    "cgroup-rule": _cgroup_rule,
    "domain": _domain,
    "env": _env,
    "host": extra_host,
    "iops": _iops,
    "label": _label,
    "link": _link,
    "stream": _stream,
    "sysctl": _sysctl,
    "ulimit": _ulimit,
    "weight": _weight,
}
