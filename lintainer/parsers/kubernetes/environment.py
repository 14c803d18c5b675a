"""Environment variables of a container: literal ones, references, and whole objects."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.model import EnvVar, Unknown
from lintainer.parsers.kubernetes.security import places
from lintainer.parsers.kubernetes.values import filled
from lintainer.parsers.kubernetes.view import View, origin
from lintainer.source import Source

# What valueFrom may hold, and what the model calls it.
_FROM = {
    "secretKeyRef": "secret",
    "configMapKeyRef": "config_map",
    "fieldRef": "field",
    "resourceFieldRef": "resource",
    "fileKeyRef": "file",
}


def read_env(source: Source, container: View) -> tuple[EnvVar, ...]:
    """Return the variables of `env`, then those of `envFrom`."""
    return (*_variables(source, container), *_objects(source, container))


def _variables(source: Source, container: View) -> Iterator[EnvVar]:
    for item in container.items("env"):
        view = View.of(item.node, item.where)
        name = view.text("name")
        if name is None:
            continue
        where = view.at("name")
        chosen = view.sub("valueFrom")
        key = next((key for key in _FROM if chosen.has(key)), None)
        if key is None:
            value = _value(view)
            yield EnvVar(
                origin=origin(source, where, places(view, name="name", value="value")),
                name=name,
                # A variable without a value is empty: core/v1 EnvVar.value "Defaults to \"\"".
                value="" if value is None and not chosen else value,
                value_from=None,
            )
            continue
        reference = chosen.sub(key)
        written = places(view, name="name") | places(reference, object_ref="name", key_ref="key")
        written["value_from"] = chosen.at(key)
        yield EnvVar(
            origin=origin(source, where, written),
            name=name,
            value_from=_FROM[key],
            object_ref=reference.raw("name"),
            key_ref=reference.raw("key") or reference.raw("fieldPath") or reference.raw("resource"),
            optional=reference.boolean("optional") is True,
        )


def _value(view: View) -> str | Unknown | None:
    """Return the text of a variable; one that takes in another variable, `$(NAME)`, is known in part."""
    text = view.raw("value")
    return None if text is None else filled(text)


def _objects(source: Source, container: View) -> Iterator[EnvVar]:
    for item in container.items("envFrom"):
        view = View.of(item.node, item.where)
        prefix = view.raw("prefix") or ""
        for key, kind in (("secretRef", "secret"), ("configMapRef", "config_map")):
            if view.has(key):
                reference = view.sub(key)
                where = reference.at("name") if reference.has("name") else view.at(key)
                yield EnvVar(
                    origin=origin(source, where, {"value_from": view.at(key), **places(reference, object_ref="name")}),
                    name=f"{prefix}*",
                    value_from=kind,
                    object_ref=reference.raw("name"),
                    optional=reference.boolean("optional") is True,
                )
