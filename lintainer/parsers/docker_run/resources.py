"""Limits: memory, CPU, processes, ulimits, block I/O.

Sources: docker/cli v28.2.2, cli/command/container/opts.go; moby v28, daemon/daemon_unix.go (verifyPlatformContainerResources).
"""

from __future__ import annotations

from lintainer.hints import Any
from lintainer.model import Ulimit, Unknown
from lintainer.parsers.docker_run.draft import Draft
from lintainer.parsers.docker_run.kinds import Limit
from lintainer.parsers.docker_run.options import DOCKER

SWAPPINESS_PHASE = 5

_FIELDS = (
    ("memory", "memory"),
    ("memory-swap", "memory_swap"),
    ("memory-reservation", "memory_reservation"),
    ("cpus", "nano_cpus"),
    ("cpu-quota", "cpu_quota"),
    ("cpu-period", "cpu_period"),
    ("cpu-shares", "cpu_shares"),
    ("cpuset-cpus", "cpuset_cpus"),
    ("pids-limit", "pids_limit"),
    ("shm-size", "shm_size"),
    ("oom-kill-disable", "oom_kill_disable"),
    ("oom-score-adj", "oom_score_adj"),
)
_KEPT = (
    ("cpuset-mems", "CpusetMems"),
    ("cpu-rt-period", "CpuRealtimePeriod"),
    ("cpu-rt-runtime", "CpuRealtimeRuntime"),
    ("blkio-weight", "BlkioWeight"),
    ("memory-swappiness", "MemorySwappiness"),
    ("cpu-count", "CpuCount"),
    ("cpu-percent", "CpuPercent"),
    ("io-maxbandwidth", "IOMaximumBandwidth"),
    ("io-maxiops", "IOMaximumIOps"),
    ("isolation", "Isolation"),
)
_DEVICES = (
    ("blkio-weight-device", "BlkioWeightDevice"),
    ("device-read-bps", "BlkioDeviceReadBps"),
    ("device-write-bps", "BlkioDeviceWriteBps"),
    ("device-read-iops", "BlkioDeviceReadIOps"),
    ("device-write-iops", "BlkioDeviceWriteIOps"),
)


def read_resources(draft: Draft) -> None:
    """Read what the container may use up."""
    for option, field in _FIELDS:
        draft.put(field, option)
    for option, key in _KEPT:
        draft.keep("HostConfig", key, option)
    for option, key in _DEVICES:
        entries = [given.parsed for given in draft.all(option) if given.parsed is not None]
        if entries:
            draft.rest["HostConfig"][key] = entries
    _swappiness(draft)
    _ulimits(draft)
    if draft.setting.dialect == DOCKER:
        _conflicts(draft)


def _swappiness(draft: Draft) -> None:
    given = draft.last("memory-swappiness")
    if given is not None and isinstance(given.parsed, int) and not -1 <= given.parsed <= 100:
        reason = f"invalid value: {given.parsed}. Valid memory swappiness range is 0-100"
        draft.refuse(SWAPPINESS_PHASE, reason, given.place, "--memory-swappiness")


def _ulimits(draft: Draft) -> None:
    nodes: dict[str, Ulimit] = {}
    first = None
    for given in draft.all("ulimit"):
        assert given.value is not None
        first = first or given
        origin = draft.origin(given.value, given)
        if isinstance(given.parsed, Limit):
            limit = given.parsed
            nodes[limit.name] = Ulimit(origin=origin, name=limit.name, soft=limit.soft, hard=limit.hard)
            continue
        name, limits = given.value.cut("=")
        soft, hard = _limits(given.value.text if limits is None else limits.text, given.value.unknown())
        nodes[name.text] = Ulimit(origin=origin, name=draft.name(name, "ulimits"), soft=soft, hard=hard)
    draft.entries("ulimits", [nodes[name] for name in sorted(nodes)], first)


def _limits(text: str, unknown: Unknown) -> tuple[int | Unknown, int | Unknown]:
    """The limits of another client, or of a partly known value: numbers where they are ones."""
    soft, _, hard = text.partition(":")
    numbers: list[int | Unknown] = []
    for part in (soft, hard or soft):
        try:
            numbers.append(-1 if part in ("unlimited", "infinity") else int(part))
        except ValueError:
            numbers.append(unknown)
    return numbers[0], numbers[1]


def _conflicts(draft: Draft) -> None:
    """What the engine refuses although the client sends it."""
    found: dict[str, Any] = {name: value for name, value in draft.fields.items() if isinstance(value, int)}
    memory, swap, reserved = found.get("memory", 0), found.get("memory_swap", 0), found.get("memory_reservation", 0)
    problems = []
    if 0 < memory < 6 * 1024 * 1024:
        problems.append(("memory", "minimum memory limit allowed is 6MB"))
    if memory > 0 and 0 < swap < memory:
        problems.append(("memory_swap", "minimum memoryswap limit should be larger than memory limit"))
    if memory == 0 and swap > 0:
        problems.append(("memory_swap", "you should always set the memory limit when using the memoryswap limit"))
    if memory > 0 and reserved > memory:
        problems.append(("memory_reservation", "minimum memory limit can not be less than memory reservation limit"))
    if found.get("nano_cpus", 0) > 0:
        problems += [
            (field, f"conflicting options: NanoCPUs and {name} cannot both be set")
            for field, name in (("cpu_period", "CPU Period"), ("cpu_quota", "CPU Quota"))
            if found.get(field, 0) > 0
        ]
    for field, reason in problems:
        place = draft.written[field]
        assert isinstance(place, tuple)
        draft.refused_by_engine(reason, place, field.replace("_", "-"))  # type: ignore[arg-type]
