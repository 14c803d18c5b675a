"""Options of policies: plain values of a config, checked against the fields of the policy's own record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lintainer.model.record import Record
from lintainer.policy import Policy
from lintainer.settings import Settings, hint

_SCALARS: Mapping[str, tuple[type, ...]] = {"str": (str,), "int": (int,), "float": (int, float), "bool": (bool,)}


def build_options(policies: Sequence[Policy], settings: Settings) -> dict[str, Record]:
    """Return the options of the policies for which any are set. Raises `SettingsError`."""
    built: dict[str, Record] = {}
    for policy in policies:
        given = dict(settings.options.get(policy.id, {}))
        if policy.options is None:
            if given:
                raise settings.error(policy.id, f"options: {policy.id} has none")
            continue
        fields = policy.options.fields()
        if policy.group == "pod-security":
            if settings.pss_version is not None and "version" in fields:
                given["version"] = settings.pss_version
            # Such a profile is a level that is judged as a whole: some of its checks take the place of others.
            if settings.profile in ("pss-baseline", "pss-restricted") and not settings.select and "level" in fields:
                given["level"] = settings.profile.removeprefix("pss-")
        if settings.kubernetes_version is not None and "kubernetes_version" in fields:
            given.setdefault("kubernetes_version", settings.kubernetes_version)
        if given:
            built[policy.id] = _build(policy, policy.options, given, settings)
    return built


def _build(policy: Policy, kind: type[Record], given: Mapping[str, object], settings: Settings) -> Record:
    annotations = annotations_of(kind)
    values: dict[str, object] = {}
    for written, value in given.items():
        name = written.replace("-", "_")
        if name not in annotations:
            known = {field.replace("_", "-") for field in annotations}
            raise settings.error(written, f"options: {policy.id} has no option {written!r}{hint(written, known)}")
        try:
            values[name] = converted(value, annotations[name])
        except ValueError as error:
            raise settings.error(written, f"options: {policy.id}: {written}: {error}") from None
    try:
        return kind(**values)
    except (TypeError, ValueError) as error:
        raise settings.error(policy.id, f"options: {policy.id}: {error}") from None


def annotations_of(kind: type[Record]) -> dict[str, str]:
    """Return the fields of a record class with their annotations as text."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        own = getattr(base, "__annotations__", {})
        found.update((name, str(text)) for name, text in own.items() if name in kind.fields())
    return found


def converted(value: object, annotation: str) -> object:
    """Return a plain value as the annotation wants it: lists become tuples. Raises `ValueError` where it does not fit."""
    choices = [choice.strip() for choice in split(annotation, "|")]
    if value is None:
        if "None" in choices:
            return None
        raise ValueError(f"{annotation} is expected, not null")
    for choice in choices:
        if choice in _SCALARS:
            # A bool is an int to Python, and no number to a person.
            if isinstance(value, _SCALARS[choice]) and isinstance(value, bool) == (choice == "bool"):
                return value
        elif choice.startswith("tuple[") and isinstance(value, list):
            inner = [part.strip() for part in split(choice[len("tuple[") : -1], ",")]
            if inner[-1] == "...":
                return tuple(converted(one, inner[0]) for one in value)
            if len(inner) == len(value):
                return tuple(converted(one, kind) for one, kind in zip(value, inner, strict=True))
        elif choice.startswith("frozenset[") and isinstance(value, list):
            return frozenset(converted(one, choice[len("frozenset[") : -1]) for one in value)
        elif choice.startswith(("Mapping[", "dict[")) and isinstance(value, dict):
            inner = [part.strip() for part in split(choice[choice.index("[") + 1 : -1], ",")]
            return {converted(key, inner[0]): converted(one, inner[1]) for key, one in value.items()}
        elif choice in ("object", "Any"):
            return value
    raise ValueError(f"{_named(annotation)} is expected, not {value!r}")


def _named(annotation: str) -> str:
    names = {"str": "a text", "int": "a number", "float": "a number", "bool": "true or false"}
    if annotation.startswith(("tuple[", "frozenset[")):
        return "a list"
    return names.get(annotation, "a mapping" if annotation.startswith(("Mapping[", "dict[")) else annotation)


def split(text: str, separator: str) -> list[str]:
    """Split at separators that lie in no brackets."""
    parts, depth, start = [], 0, 0
    for at, character in enumerate(text):
        if character in "[(":
            depth += 1
        elif character in "])":
            depth -= 1
        elif character == separator and not depth:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]
