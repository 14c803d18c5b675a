"""What a service may use up: memory, CPU, processes; `deploy` limits stand above those of the service itself."""

from __future__ import annotations

from lintainer.hints import Any
from lintainer.model import Ulimit, Unknown
from lintainer.parsers.compose.draft import Draft, origin
from lintainer.parsers.compose.numbers import decimal, single, size
from lintainer.parsers.compose.scope import Scope
from lintainer.parsers.compose.values import Value

_SIZES = (
    ("memory", "mem_limit"),
    ("memory_swap", "memswap_limit"),
    ("memory_reservation", "mem_reservation"),
    ("shm_size", "shm_size"),
)
_NUMBERS = (
    ("cpu_quota", "cpu_quota"),
    ("cpu_period", "cpu_period"),
    ("cpu_shares", "cpu_shares"),
    ("pids_limit", "pids_limit"),
    ("oom_score_adj", "oom_score_adj"),
)


def read_limits(scope: Scope, service: Value, draft: Draft) -> None:
    """Read limits and reservations. Zero is no limit, and not posted."""
    for field, key in _SIZES:
        value = service.get(key)
        if value is not None and (bytes_ := read_size(scope, value, (key,))) is not None:
            draft.put(field, bytes_, value)
    for field, key in _NUMBERS:
        value = service.get(key)
        if value is not None and isinstance(value.data, int | float | Unknown) and not isinstance(value.data, bool):
            draft.put(field, int(value.data) if isinstance(value.data, float) else value.data, value)
    cpus = service.get("cpus")
    if cpus is not None and (nano := nano_cpus(scope, cpus, ("cpus",))) is not None:
        draft.put("nano_cpus", nano, cpus)
    cpuset = service.get("cpuset")
    if cpuset is not None and cpuset.data is not None:
        draft.put("cpuset_cpus", cpuset.data, cpuset)
    _deploy(scope, service, draft)
    ulimits = service.get("ulimits")
    if ulimits is not None and ulimits.entries():
        draft.put("ulimits", tuple(_ulimit(name, entry) for name, entry in ulimits.entries().items()), ulimits)


def read_size(scope: Scope, value: Value, path: tuple[str, ...]) -> int | Unknown | None:
    """Return a number of bytes. A number with a fraction is none to Compose: it reads it as 0."""
    data = value.data
    if data is None or isinstance(data, Unknown):
        return data
    if isinstance(data, float):
        reason = f"{path[-1]}: `{value.node.text}` is read as 0, no limit: a text with a unit is needed"
        scope.invalid(path, value, reason, refused=False)
        return 0
    if type(data) is int:
        return data
    try:
        return size(data) if type(data) is str else None
    except ValueError as error:
        scope.invalid(path, value, f"{path[-1]}: `{data}` is {error}")
        return None


def nano_cpus(scope: Scope, value: Value, path: tuple[str, ...]) -> int | Unknown | None:
    """Return CPUs in billionths, with the precision of the 32-bit floats in which Compose keeps them."""
    data = value.data
    if data is None or isinstance(data, Unknown):
        return data
    try:
        number = float(decimal(data)) if type(data) is str else float(data)
        return int(single(single(number) * 1e9))
    except (ValueError, TypeError, OverflowError):
        scope.invalid(path, value, f"{path[-1]}: `{data}` is not a number")
        return None


def _deploy(scope: Scope, service: Value, draft: Draft) -> None:
    """Apply `deploy.resources` (docker compose, create.go setLimits; compose-go, loader/validate.go for conflicts)."""
    deploy = service.get("deploy")
    resources = deploy.get("resources") if deploy is not None else None
    if resources is None:
        return
    limits, reservations = resources.get("limits"), resources.get("reservations")
    if limits is not None and type(limits.data) is dict:
        path = ("deploy", "resources", "limits")
        memory, cpus, pids = limits.get("memory"), limits.get("cpus"), limits.get("pids")
        found: dict[str, tuple[Value | None, Any]] = {
            "memory": (memory, None if memory is None else read_size(scope, memory, (*path, "memory"))),
            "nano_cpus": (cpus, None if cpus is None else nano_cpus(scope, cpus, (*path, "cpus"))),
            "pids_limit": (pids, None if pids is None else _whole(pids)),
        }
        for (field, (value, data)), own in zip(found.items(), ("mem_limit", "cpus", "pids_limit"), strict=True):
            _same(scope, service, draft, field, own, data)
            if value is not None and (isinstance(data, Unknown) or (data is not None and data != 0)):
                if field == "pids_limit" and not isinstance(data, Unknown) and data < 0:
                    continue
                draft.put(field, data, value)
    if reservations is not None and type(reservations.data) is dict:
        memory = reservations.get("memory")
        if memory is not None:
            data = read_size(scope, memory, ("deploy", "resources", "reservations", "memory"))
            _same(scope, service, draft, "memory_reservation", "mem_reservation", data)
            if isinstance(data, Unknown) or data:
                draft.put("memory_reservation", data, memory)
        else:
            _same(scope, service, draft, "memory_reservation", "mem_reservation", 0)


def _same(scope: Scope, service: Value, draft: Draft, field: str, own: str, data: Any) -> None:  # noqa: ANN401
    """A limit of the service and the one of `deploy` are the same, or Compose refuses both."""
    held, where = draft.fields.get(field), service.get(own)
    if type(held) is int and held != 0 and not isinstance(data, Unknown) and held != (data or 0) and where is not None:
        scope.invalid((own,), where, f"{own} differs from what deploy.resources says")


def _whole(value: Value) -> int | Unknown | None:
    if isinstance(value.data, Unknown) or type(value.data) is int:
        return value.data
    return int(value.data) if type(value.data) is str and value.data.lstrip("-").isdigit() else None


def _ulimit(name: str, entry: Value) -> Ulimit:
    if type(entry.data) is not dict:
        single_: Any = entry.data if isinstance(entry.data, int | Unknown) else 0
        return Ulimit(origin=origin(entry), name=name, soft=single_, hard=single_)
    soft, hard = entry.get("soft"), entry.get("hard")
    return Ulimit(
        origin=origin(entry, {key: value.location for key, value in entry.data.items()}),
        name=name,
        soft=soft.data if soft is not None and isinstance(soft.data, int | Unknown) else 0,
        hard=hard.data if hard is not None and isinstance(hard.data, int | Unknown) else 0,
    )
