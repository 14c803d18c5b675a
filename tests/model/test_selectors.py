"""Which labels a selector matches."""

from __future__ import annotations

import pytest

from lintainer.model import Unknown
from lintainer.model.selectors import selects, selects_labels

LABELS: dict[str, str | Unknown | None] = {"app": "web", "tier": "front", "version": Unknown("${VERSION} is filled in later")}


def expression(key: str, operator: str, *values: object) -> dict[str, object]:
    return {"matchExpressions": [{"key": key, "operator": operator, "values": list(values)}]}


@pytest.mark.parametrize(
    ("selector", "answer"),
    [
        pytest.param({}, True, id="an empty selector selects everything"),
        pytest.param(None, False, id="no selector selects nothing"),
        pytest.param("app=web", False, id="a text is no selector"),
        pytest.param({"matchLabels": {"app": "web", "tier": "front"}}, True, id="all labels"),
        pytest.param({"matchLabels": {"app": "web", "tier": "back"}}, False, id="one label differs"),
        pytest.param({"matchLabels": {"zone": "a"}}, False, id="a label that is missing"),
        pytest.param({"matchLabels": None}, True, id="null is left out"),
        pytest.param(expression("app", "In", "shop", "web"), True, id="In"),
        pytest.param(expression("app", "In", "shop"), False, id="In: none of them"),
        pytest.param(expression("zone", "In", "a"), False, id="In: missing"),
        pytest.param(expression("app", "NotIn", "shop"), True, id="NotIn"),
        pytest.param(expression("app", "NotIn", "web"), False, id="NotIn: it is"),
        pytest.param(expression("zone", "NotIn", "a"), True, id="NotIn matches where the label is missing"),
        pytest.param(expression("app", "Exists"), True, id="Exists"),
        pytest.param(expression("zone", "Exists"), False, id="Exists: missing"),
        pytest.param(expression("zone", "DoesNotExist"), True, id="DoesNotExist"),
        pytest.param(expression("app", "DoesNotExist"), False, id="DoesNotExist: it does"),
        pytest.param({"matchLabels": {"app": "web"}, **expression("tier", "In", "back")}, False, id="both parts have to match"),
        pytest.param({"matchLabels": {"app": "shop", "version": "2"}}, False, id="one no is enough beside an open question"),
    ],
)
def test_a_selector_matches(selector: object, answer: bool) -> None:
    assert selects(selector, LABELS) is answer


@pytest.mark.parametrize(
    "selector",
    [
        pytest.param({"matchLabels": {"version": "2"}}, id="a label whose value is not known"),
        pytest.param({"matchLabels": {"app": "${APP}"}}, id="a value that a tool fills in"),
        pytest.param({"matchLabels": {"app": {"cell": None}}}, id="a template's braces, read as a mapping"),
        pytest.param(expression("version", "In", "2"), id="an expression over an unknown label"),
        pytest.param(expression("version", "NotIn", "2"), id="and its opposite"),
        pytest.param(expression("app", "In", "{{ app }}"), id="a placeholder among the values"),
        pytest.param(expression("app", "Gt", "1"), id="an operator that there is not"),
    ],
)
def test_what_is_not_known_is_neither(selector: object) -> None:
    assert isinstance(selects(selector, LABELS), Unknown)


def test_a_plain_map_is_compared_as_text() -> None:
    assert selects_labels({"on": True, "level": 3, "empty": None}, {"on": "true", "level": "3", "empty": ""}) is True
    assert selects_labels(None, {}) is False
