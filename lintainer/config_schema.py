"""The JSON Schema of the configuration, made of its keys and of the options of the policies.

lintainer/schemas/config.json is this schema for the policies that come with lintainer (tests/test_config_schema.py keeps it in
step); `lintainer config --schema` prints it with the policies of plugins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lintainer.config import KEYS, Key
from lintainer.hints import Any
from lintainer.model.record import Record
from lintainer.options import annotations_of, split
from lintainer.policy import Policy, Severity

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "Configuration of lintainer: .lintainer.yaml, or [tool.lintainer] in pyproject.toml"
Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number"]}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_SCALARS: Mapping[str, Schema] = {
    "str": {"type": "string"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "None": {"type": "null"},
    "object": {},
    "Any": {},
}


def schema(policies: Sequence[Policy]) -> Schema:
    """Return the schema. Names of policies are those of `policies`: others are errors to a run, too."""
    ids = [policy.id for policy in policies]
    return {
        "$schema": DIALECT,
        "title": TITLE,
        "type": "object",
        "additionalProperties": False,
        "properties": {key.name: {"description": key.help, **_value(key, policies)} for key in KEYS},
        "$defs": {
            "severity": {"enum": [str(severity) for severity in Severity]},
            "policy": {"enum": ids},
            "name": {"enum": sorted({*ids, *(policy.group for policy in policies)})},
        },
    }


def _value(key: Key, policies: Sequence[Policy]) -> Schema:
    if key.kind == "text":
        return {"enum": list(key.choices)} if key.choices else _TEXT
    simple: Mapping[str, Schema] = {
        "flag": {"type": "boolean"},
        "names": _list(_ref("name")),
        "texts": _TEXTS,
        "paths": _TEXTS,
        "path": _TEXT,
        "outputs": _list({"type": "string", "pattern": "^[^:]+:."}),
        "severity": _ref("severity"),
        "severities": _severities(),
        "overrides": _list(_override()),
        "suppress": _list(_suppress()),
    }
    return simple[key.kind] if key.kind in simple else _options(policies)


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(properties: Schema, required: Iterable[str] = ()) -> Schema:
    made: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return {**made, "required": list(required)} if required else made


def _severities() -> Schema:
    return {"type": "object", "propertyNames": _ref("name"), "additionalProperties": _ref("severity")}


def _override() -> Schema:
    return _object({"paths": {**_TEXTS, "minItems": 1}, "ignore": _list(_ref("name")), "severity": _severities()}, ["paths"])


def _suppress() -> Schema:
    places = dict.fromkeys(("path", "workload", "container"), _TEXT)
    return _object(
        {"policy": _TEXT, **places, "reason": _TEXT, "expires": {"type": "string", "format": "date"}}, ["policy", "reason"]
    )


def _options(policies: Sequence[Policy]) -> Schema:
    return _object({policy.id: _record(policy.options) for policy in policies if policy.options is not None})


def _record(kind: type[Record]) -> Schema:
    return _object({name.replace("_", "-"): typed(text) for name, text in annotations_of(kind).items()})


def typed(annotation: str) -> Schema:
    """Return the schema of what `lintainer.options.converted` takes for an annotation. Raises `ValueError` for others."""
    choices = [choice.strip() for choice in split(annotation, "|")]
    if len(choices) > 1:
        return {"anyOf": [typed(choice) for choice in choices]}
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    name, bracket, rest = annotation.partition("[")
    inner = [part.strip() for part in split(rest[:-1], ",")]
    if bracket and name == "tuple" and inner[-1] != "...":
        return {"type": "array", "prefixItems": [typed(one) for one in inner], "minItems": len(inner), "items": False}
    if bracket and name in ("tuple", "frozenset"):
        return _list(typed(inner[0]))
    if bracket and name in ("Mapping", "dict"):
        return {"type": "object", "additionalProperties": typed(inner[1])}
    raise ValueError(f"no schema for {annotation!r}")
