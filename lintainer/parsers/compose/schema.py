"""What the schema of Compose files says of a document: unknown, misplaced and repeated keys, values of the wrong kind.

The schema is `lintainer/schemas/compose.json`, the same as `specification.DOCUMENT`. It is loaded only for a document that
does not pass the quick check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lintainer.hints import Any
from lintainer.messages import shorten
from lintainer.model.notes import InvalidValue, MisplacedKey, Note, UnknownKey
from lintainer.model.unknown import Unknown
from lintainer.parsers.compose.shapes import Stranger
from lintainer.parsers.compose.specification import DOCUMENT
from lintainer.parsers.compose.values import Path, Value

# Keys that decide how far a container is kept apart, or what it may use up.
_SECURITY = frozenset(
    """cap_add cap_drop cgroup cgroup_parent cpus device_cgroup_rules devices ipc mem_limit memswap_limit network_mode
    oom_kill_disable pid pids_limit privileged read_only security_opt sysctls ulimits user userns_mode uts""".split()
)
# The same in other words, at the service: where it belongs.
_LIMITS = {
    "resources": "deploy.resources",
    "limits": "deploy.resources.limits",
    "memory": "mem_limit or deploy.resources.limits.memory",
    "memory_limit": "mem_limit",
    "cpu_limit": "cpus",
    "pids": "pids_limit or deploy.resources.limits.pids",
}
_NAMES = {
    str: "a text",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "a mapping",
    type(None): "nothing",
}
_WANTED = {
    "string": "a text",
    "boolean": "a boolean",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a mapping",
    "null": "nothing",
}


class _Open(str):
    """A text that is not known, as the validator sees it."""


def check_document(document: Value, note: Callable[[Path, Note], None], *, later: bool = False) -> None:
    """Note what in `document`, as it is written in one file, Compose's schema does not have.

    In a `later` file, and in a service that extends another one, nothing (`ports:`) leaves a value as it is.
    """
    if DOCUMENT.fits(document):
        return
    strangers: list[Stranger] = []
    if DOCUMENT.fits_but_for(document, (), strangers):
        for path, key, entry, known in strangers:
            note((*path, key), _unknown_key(path, key, entry, known))
        return
    for path, found, value in _explain(document):
        empty = isinstance(found, InvalidValue) and value is not None and value.data is None and len(path) > 2
        if not empty or not (later or "extends" in document.under(path[0]).get(path[1], document).entries()):
            note(path, found)


def _validator() -> Any:  # noqa: ANN401
    import json
    import os

    from jsonschema import Draft202012Validator

    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "..", "..", "schemas", "compose.json"), encoding="utf-8") as file:
        return Draft202012Validator(json.load(file))


def _plain(value: Value) -> Any:  # noqa: ANN401
    data = value.data
    if type(data) is dict:
        return {key: _plain(entry) for key, entry in data.items()}
    if type(data) is list:
        return [_plain(entry) for entry in data]
    return _Open(data.written) if isinstance(data, Unknown) else data


def _explain(document: Value) -> Iterator[tuple[Path, Note, Value | None]]:
    for error in _validator().iter_errors(_plain(document)):
        for cause in _causes(error):
            yield from _notes(document, cause)


def _causes(error: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the errors that matter among those of alternatives: of the one whose kind the value has."""
    if not error.context:
        yield error
        return
    branches: dict[int, list[Any]] = {}
    for inner in error.context:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    meant = [
        branch
        for branch in branches.values()
        if not any(inner.validator == "type" and len(inner.relative_path) == 0 for inner in branch)
    ]
    if not meant:
        yield error
        return
    for inner in meant[0]:
        yield from _causes(inner)


def _notes(document: Value, error: Any) -> Iterator[tuple[Path, Note, Value | None]]:  # noqa: ANN401
    path = tuple(str(part) for part in error.absolute_path)
    value = _at(document, error.absolute_path)
    if isinstance(error.instance, _Open) and error.validator != "type":
        return
    if error.validator == "additionalProperties" and type(value.data) is dict:
        known = error.schema.get("properties")
        pattern = error.schema.get("patternProperties", {})
        for key, entry in value.data.items():
            if known is None:
                import re

                if not any(re.search(expression, key) for expression in pattern):
                    yield (
                        (*path, key),
                        InvalidValue(
                            location=entry.key_location,
                            path=".".join(path),
                            reason=f"`{shorten(key)}` is not a name that Compose takes",
                        ),
                        None,
                    )
            elif key not in known and not (pattern and key.startswith("x-")):
                yield (*path, key), _unknown_key(path, key, entry, known), None
        return
    yield path, InvalidValue(location=value.location, path=".".join(path), reason=_reason(path, value, error)), value


def _unknown_key(path: Path, key: str, entry: Value, known: Iterable[str]) -> Note:
    place = ".".join(path)
    at_service = len(path) == 2 and path[0] == "services"
    if at_service and key in _LIMITS:
        return MisplacedKey(location=entry.key_location, path=place, key=key, belongs=_LIMITS[key])
    if key in _SECURITY and not at_service:
        service = path[:1] == ("services",)
        belongs = f"the service `{path[1]}` itself" if service and len(path) > 1 else "a service"
        return MisplacedKey(location=entry.key_location, path=place, key=key, belongs=belongs)
    return UnknownKey(location=entry.key_location, path=place, key=key, nearest=nearest(key, known))


def nearest(key: str, known: Iterable[str]) -> str | None:
    """Return the name among `known` that `key` most resembles, if it resembles one."""
    from difflib import get_close_matches

    known = list(known)
    plain = key.lower().replace("-", "_")
    folded = {name.replace("_", ""): name for name in known}
    if plain.replace("_", "") in folded:
        return folded[plain.replace("_", "")]
    found = get_close_matches(plain, known, 1, 0.8)
    return found[0] if found else None


def _reason(path: Path, value: Value, error: Any) -> str:  # noqa: ANN401
    name = next((part for part in reversed(path) if not part.isdigit()), "the file")
    what = f"an entry of {name}" if path and path[-1].isdigit() else name
    if error.validator == "uniqueItems":
        return f"{what} names one thing twice"
    if error.validator == "enum":
        return f"{what}: {_shown(value)} is none of {', '.join(str(option) for option in error.validator_value)}"
    if error.validator in ("minimum", "maximum"):
        return f"{what}: {_shown(value)} is out of range ({error.validator} {error.validator_value})"
    if error.validator == "pattern":
        return f"{what}: {_shown(value)} is not what Compose takes here"
    return f"{what} is {_kind(value)}, and Compose takes {_wanted(error)} here"


def _kind(value: Value) -> str:
    if isinstance(value.data, Unknown):
        return "a text"
    return _NAMES[type(value.data)]


def _shown(value: Value) -> str:
    return f"`{shorten(str(value.data), 60)}`"


def _wanted(error: Any) -> str:  # noqa: ANN401
    kinds: list[str] = []

    def collect(schema: dict[str, Any]) -> None:
        listed = schema.get("type", [])
        for kind in [listed] if isinstance(listed, str) else listed:
            if kind not in kinds:
                kinds.append(kind)
        for inner in schema.get("anyOf", ()):
            collect(inner)

    collect(error.schema)
    words = [_WANTED[kind] for kind in kinds if kind != "integer" or "number" not in kinds]
    return " or ".join(words) or "something else"


def _at(document: Value, path: Any) -> Value:  # noqa: ANN401
    value = document
    for part in path:
        value = value.data[part]
    return value
