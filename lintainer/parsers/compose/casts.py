"""Where Compose turns texts into booleans and numbers once variables are replaced (compose-go, loader/interpolate.go).

The table is a tree of keys: `*` stands for any key, `[]` for the entries of a list, a function for the value itself.
"""

from __future__ import annotations

from collections.abc import Callable

from lintainer.hints import Any
from lintainer.parsers.compose.numbers import boolean, decimal, integer, single

Cast = Callable[[str], bool | int | float]


def _single(text: str) -> float:
    return single(decimal(text))


_CONTAINER: dict[str, Any] = {
    "cpu_count": integer,
    "cpu_percent": decimal,
    "cpu_period": integer,
    "cpu_quota": integer,
    "cpu_rt_period": integer,
    "cpu_rt_runtime": integer,
    "cpu_shares": integer,
    "cpus": _single,
    "init": boolean,
    "oom_kill_disable": boolean,
    "oom_score_adj": integer,
    "pids_limit": integer,
    "privileged": boolean,
    "read_only": boolean,
    "ulimits": {"*": (integer, {"hard": integer, "soft": integer})},
    "volumes": {"[]": {"read_only": boolean, "volume": {"nocopy": boolean}}},
}
_WORKLOAD: dict[str, Any] = {
    **_CONTAINER,
    "depends_on": {"*": {"required": boolean, "restart": boolean}},
    "healthcheck": {"retries": integer, "disable": boolean},
    "ports": {"[]": {"target": integer}},
    "stdin_open": boolean,
    "tty": boolean,
}
_UPDATE = {"parallelism": integer, "max_failure_ratio": decimal}
SERVICE: dict[str, Any] = {
    **_WORKLOAD,
    "pre_start": {"[]": _CONTAINER},
    "scale": integer,
    "deploy": {
        "replicas": integer,
        "update_config": _UPDATE,
        "rollback_config": _UPDATE,
        "restart_policy": {"max_attempts": integer},
        "placement": {"max_replicas_per_node": integer},
    },
}
_NETWORK = dict.fromkeys(("external", "internal", "attachable", "enable_ipv4", "enable_ipv6"), boolean)

CASTS: dict[str, Any] = {
    "services": {"*": SERVICE},
    "jobs": {"*": _WORKLOAD},
    "networks": {"*": _NETWORK},
    "volumes": {"*": {"external": boolean}},
    "secrets": {"*": {"external": boolean}},
    "configs": {"*": {"external": boolean}},
}
