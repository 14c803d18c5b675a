"""How a later file, an extending service or an including one changes what is there (compose-go, override/merge.go).

Mappings merge, lists grow by the entries that they lack, anything else is replaced; some attributes have their own rules.
A mapping's `data` is changed in place: what is given as `base` must belong to the caller.
"""

from __future__ import annotations

from collections.abc import Callable

from lintainer.hints import Any
from lintainer.model.unknown import Unknown
from lintainer.parsers.compose.golang import go_text
from lintainer.parsers.compose.partial import cut, join
from lintainer.parsers.compose.unicity import unique
from lintainer.parsers.compose.values import Value, clone

Rule = Callable[[Value, Value, Any], Value]


class MergeError(Exception):
    """Two values that cannot be merged; `value` is the later one."""

    def __init__(self, reason: str, value: Value) -> None:
        super().__init__(reason)
        self.value = value


def merge(base: Value, over: Value, rules: Any = None) -> Value:  # noqa: ANN401
    """Return `base` changed by `over`. `rules` is the part of `RULES` for this place. Raises `MergeError`."""
    if callable(rules):
        merged: Value = rules(base, over, None)
    elif type(rules) is tuple:
        merged = rules[0](base, over, rules[1])
    else:
        merged = _plainly(base, over, rules)
    return merged


def _plainly(base: Value, over: Value, rules: Any) -> Value:  # noqa: ANN401
    if over.data is None:
        return base
    if type(base.data) is dict:
        return _mappings(base, over, rules)
    if type(base.data) is list:
        if type(over.data) is not list:
            raise MergeError("cannot be merged with a list", over)
        return over.replaced(_appended(base.data, over.data))
    return over


def _mappings(base: Value, over: Value, rules: Any = None) -> Value:  # noqa: ANN401
    if type(over.data) is not dict or type(base.data) is not dict:
        raise MergeError("cannot be merged with a mapping", over)
    table = rules if type(rules) is dict else {}
    anything = table.get("*")
    for key, value in over.data.items():
        held = base.data.get(key)
        base.data[key] = value if held is None else merge(held, value, table.get(key, anything))
    # The later one is where a user would add a key.
    return over.replaced(base.data)


def same(a: Value, b: Value) -> bool:
    """Tell whether two values are identical; unknown ones never are."""
    one, other = a.data, b.data
    if type(one) is not type(other) or isinstance(one, Unknown):
        return False
    if type(one) is dict:
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if type(one) is list:
        return len(one) == len(other) and all(same(x, y) for x, y in zip(one, other, strict=True))
    return bool(one == other)


def _appended(base: list[Value], over: list[Value]) -> list[Value]:
    result = list(base)
    for value in over:
        if not any(same(value, held) for held in result):
            result.append(value)
    return result


def as_sequence(value: Value) -> list[Value]:
    """Return a mapping as a sorted list of `KEY=VALUE`, and a text as a list of one."""
    data = value.data
    if type(data) is list:
        return data
    if type(data) is str or isinstance(data, Unknown):
        return [value]
    if type(data) is not dict:
        return []
    entries: list[tuple[str, Value]] = []
    for key, entry in data.items():
        for one in entry.data if type(entry.data) is list else [entry]:
            entries.append((key, one))
    return [pair_text(key, entry) for key, entry in sorted(entries, key=lambda pair: pair[0])]


def pair_text(key: str, value: Value) -> Value:
    """Return the entry `KEY=VALUE` of a list for an entry of a mapping."""
    if value.data is None:
        return value.replaced(key)
    held = value.data if isinstance(value.data, Unknown) else go_text(value.data)
    return value.replaced(join([f"{key}=", held]))


def _key_of(value: Value) -> object:
    data = value.data
    if type(data) is not str and not isinstance(data, Unknown):
        raise MergeError("is not a text", value)
    key, _ = cut(data, "=")
    return key if type(key) is str else id(value)


def _replace(_base: Value, over: Value, _rules: Any) -> Value:  # noqa: ANN401
    return over


def _sequence(base: Value, over: Value, _rules: Any) -> Value:  # noqa: ANN401
    return over.replaced(_appended(as_sequence(base), as_sequence(over)))


def _key_values(base: Value, over: Value, _rules: Any) -> Value:  # noqa: ANN401
    return over.replaced(unique([*as_sequence(base), *as_sequence(over)], _key_of))


def as_mapping(value: Value, default: Callable[[Value], dict[str, Value]] | None = None) -> Value:
    """Return a list of names as a mapping."""
    data = value.data
    if type(data) is dict:
        return value
    entries: dict[str, Value] = {}
    for entry in [value] if type(data) is str else value.items():
        if type(entry.data) is str:
            entries[entry.data] = entry.replaced(None if default is None else default(entry))
    return value.replaced(entries)


def _dependency(entry: Value) -> dict[str, Value]:
    return {"condition": entry.replaced("service_started"), "required": entry.replaced(True)}


def _names(base: Value, over: Value, rules: Any) -> Value:  # noqa: ANN401
    return _mappings(as_mapping(base), as_mapping(over), rules)


def _dependencies(base: Value, over: Value, rules: Any) -> Value:  # noqa: ANN401
    return _mappings(as_mapping(base, _dependency), as_mapping(over, _dependency), rules)


def _build(base: Value, over: Value, rules: Any) -> Value:  # noqa: ANN401
    def long(value: Value) -> Value:
        return value if type(value.data) is dict else value.replaced({} if value.data is None else {"context": value})

    return _mappings(long(base), long(over), rules)


def _logging(base: Value, over: Value, rules: Any) -> Value:  # noqa: ANN401
    if type(base.data) is not dict or type(over.data) is not dict:
        raise MergeError("is not a mapping", over)
    here, there = over.get("driver"), base.get("driver")
    if here is not None and there is not None and not same(here, there):
        return over
    return _mappings(base, over, rules)


def _ulimit(base: Value, over: Value, rules: Any) -> Value:  # noqa: ANN401
    if type(base.data) is dict and type(over.data) is dict:
        return _mappings(base, over, rules)
    return over


def _service(base: Value, over: Value, rules: Any) -> Value:  # noqa: ANN401
    # A service is where it is first defined; what another file changes in it has places of its own.
    merged = _plainly(base, over, rules)
    return base.replaced(merged.data)


def _pools(base: Value, over: Value, _rules: Any) -> Value:  # noqa: ANN401
    """Merge the address pools of a network by subnet, in the way of Compose: the first pool meets every later one."""
    pools: list[Value] = []

    def subnet(pool: Value) -> Any:  # noqa: ANN401
        entry = pool.get("subnet")
        return None if entry is None else entry.data

    for original in base.items():
        for later in over.items():
            if subnet(later) != subnet(original) and not any(subnet(pool) == subnet(later) for pool in pools):
                pools.append(clone(later))
                continue
            if type(original.data) is not dict or type(later.data) is not dict:
                continue
            joined = _mappings(original, later)
            index = next((i for i, pool in enumerate(pools) if subnet(pool) == subnet(joined)), None)
            if index is None:
                pools.append(joined)
            else:
                pools[index] = joined
    return over.replaced(pools)


_LABELS = {"labels": _key_values}
SERVICE_RULES: dict[str, Any] = {
    "annotations": _key_values,
    "build": (
        _build,
        {"args": _key_values, "additional_contexts": _key_values, "extra_hosts": _sequence, "labels": _key_values},
    ),
    "command": _replace,
    "depends_on": (_dependencies, None),
    "deploy": _LABELS,
    "dns": _sequence,
    "dns_opt": _sequence,
    "dns_search": _sequence,
    "entrypoint": _replace,
    "env_file": _sequence,
    "environment": _key_values,
    "extra_hosts": _sequence,
    "healthcheck": {"test": _replace},
    "label_file": _sequence,
    "labels": _key_values,
    "logging": (_logging, None),
    "models": (_names, None),
    "networks": (_names, None),
    "sysctls": _key_values,
    "tmpfs": _sequence,
    "ulimits": {"*": (_ulimit, None)},
}
RULES: dict[str, Any] = {
    "services": {"*": (_service, SERVICE_RULES)},
    "jobs": {"*": (_service, SERVICE_RULES)},
    "networks": {"*": {**_LABELS, "ipam": {"config": _pools}}},
    "volumes": {"*": _LABELS},
    "secrets": {"*": _LABELS},
    "configs": {"*": _LABELS},
}
