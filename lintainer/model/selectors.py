"""Label selectors, as the Kubernetes API reads them.

Sources: Kubernetes 1.37, apimachinery `pkg/apis/meta/v1/helpers.go` (LabelSelectorAsSelector) and `pkg/labels/selector.go`
(Requirement.Matches); core/v1 ServiceSpec.selector and ReplicationControllerSpec.selector for plain maps of labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lintainer.hints import Any
from lintainer.model.parts import Label
from lintainer.model.unknown import Unknown

Labels = Mapping[str, "str | Unknown | None"]

# What stands in a text that a tool fills in later.
_OPEN = ("{{", "${", "$(")


def label_values(labels: Iterable[Label]) -> dict[str, str | Unknown | None]:
    """Return labels as a mapping; the last of repeated ones counts."""
    return {label.name: label.value for label in labels}


def selects_labels(wanted: object, labels: Labels) -> bool | Unknown:
    """Tell whether all labels of the plain map `wanted` are among `labels`. An empty map matches everything.

    Anything but a mapping matches nothing.
    """
    if not isinstance(wanted, Mapping):
        return False
    return _all(_equal(str(key), value, labels) for key, value in wanted.items())


def selects(selector: object, labels: Labels) -> bool | Unknown:
    """Tell whether a LabelSelector (matchLabels, matchExpressions) matches `labels`.

    An empty selector matches everything; None matches nothing.
    """
    if not isinstance(selector, Mapping):
        return False
    expressions = selector.get("matchExpressions")
    parts = [selects_labels(selector.get("matchLabels") or {}, labels)]
    if isinstance(expressions, list):
        parts.extend(_expression(entry, labels) for entry in expressions if isinstance(entry, Mapping))
    return _all(parts)


def _all(parts: Iterable[bool | Unknown]) -> bool | Unknown:
    open_part: Unknown | None = None
    for part in parts:
        if isinstance(part, Unknown):
            open_part = part
        elif not part:
            return False
    return True if open_part is None else open_part


def _is_open(text: str) -> bool:
    return any(mark in text for mark in _OPEN)


def _equal(key: str, value: Any, labels: Labels) -> bool | Unknown:  # noqa: ANN401 - a plain value of a manifest
    text = _text(value)
    if isinstance(value, Mapping | list):
        # No text of a label: what a template's `{{ … }}` becomes when it is read as YAML.
        return Unknown("a selector with a placeholder", written=text)
    if _is_open(key) or _is_open(text):
        return Unknown("a selector with a placeholder", written=text)
    if key not in labels:
        return False
    found = labels[key]
    return found if isinstance(found, Unknown) else (found or "") == text


def _text(value: object) -> str:
    """Return a value as the text of a label; the API takes texts alone, YAML may have made `true` or a number of one."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _expression(entry: Mapping[str, Any], labels: Labels) -> bool | Unknown:
    key, operator = str(entry.get("key")), entry.get("operator")
    given = entry.get("values")
    values = [_text(value) for value in given] if isinstance(given, list) else []
    if operator == "Exists":
        return key in labels
    if operator == "DoesNotExist":
        return key not in labels
    if operator == "In":
        return _one_of(key, values, labels)
    if operator == "NotIn":
        # A label that is not there is not in the set either.
        found = _one_of(key, values, labels)
        return found if isinstance(found, Unknown) else not found
    return Unknown("an operator that the API does not have", written=str(operator))


def _one_of(key: str, values: list[str], labels: Labels) -> bool | Unknown:
    if key not in labels:
        return False
    found = labels[key]
    if isinstance(found, Unknown):
        return found
    if (found or "") in values:
        return True
    return Unknown("a selector with a placeholder") if any(_is_open(value) for value in values) else False
