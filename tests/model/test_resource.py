"""Objects that policies look up: their values are read when somebody asks, once."""

from __future__ import annotations

from typing import Any

import pytest

from lintainer.model import Contents, Origin, Resource
from lintainer.model.project import Places
from lintainer.source import Source, Span

SOURCE = Source("service.yaml", "kind: Service\nspec:\n  type: NodePort\n")
TYPE = Span(28, 36)


def test_values_and_places_are_read_once_and_only_when_asked() -> None:
    reads: list[str] = []

    def body() -> Any:
        reads.append("body")
        return {"spec": {"type": "NodePort"}}

    def places() -> Places:
        reads.append("places")
        return {"spec.type": TYPE}

    service = Resource(
        origin=Origin(SOURCE, Span(0, 4), {"kind": Span(6, 13)}), kind="Service", name="web", contents=Contents(body, places)
    )
    assert service.at("kind").text == "Service"
    assert service.at().text == "kind"
    assert service.wrote("kind")
    assert reads == []
    assert service.body == service.body == {"spec": {"type": "NodePort"}}
    assert reads == ["body"]
    assert service.at("spec.type").text == service.at("spec.type").text == "NodePort"
    assert reads == ["body", "places"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("spec.type", "NodePort", id="the value itself"),
        pytest.param("spec.type.deeper", "NodePort", id="what is deeper than anything written"),
        pytest.param("status", "kind", id="what is not there: the object"),
    ],
)
def test_the_nearest_thing_that_was_written_is_shown(path: str, text: str) -> None:
    service = Resource(
        origin=Origin(SOURCE, Span(0, 4)), kind="Service", contents=Contents.of({"spec": {}}, {"spec.type": TYPE})
    )
    assert service.at(path).text == text
    assert service.at(path).owner is service
    assert service.wrote(path) == (path == "spec.type")
