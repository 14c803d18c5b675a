"""Records: what the model is made of."""

from __future__ import annotations

import pytest

from lintainer.model import UNKNOWN, Container, Mount, Origin, Unknown
from lintainer.source import Source, Span


def origin(**written: Span) -> Origin:
    return Origin(Source("a.sh", "docker run --privileged nginx"), Span(0, 10), written)


def test_a_field_that_was_not_given_has_its_default() -> None:
    assert Container(origin=origin()).privileged is None
    assert Container(origin=origin()).cap_add == ()


def test_equality_looks_at_values_and_not_at_places() -> None:
    assert Container(origin=origin(), privileged=True) == Container(origin=origin(privileged=Span(11, 23)), privileged=True)
    assert Container(origin=origin(), privileged=True) != Container(origin=origin())
    assert Mount(origin=origin(), type="bind", via="--mount") == Mount(origin=origin(), type="bind", via="-v")


def test_at_gives_the_place_of_a_field_or_the_nearest_thing_that_exists() -> None:
    container = Container(origin=origin(privileged=Span(11, 23)), privileged=True)
    assert container.at("privileged").text == "--privileged"
    assert container.at("memory").text == "docker run"
    assert container.at().text == "docker run"


def test_at_refuses_a_misspelt_name() -> None:
    with pytest.raises(AttributeError, match="privilegd"):
        Container(origin=origin()).at("privilegd")


def test_records_are_frozen_and_refuse_unknown_fields() -> None:
    container = Container(origin=origin())
    with pytest.raises(AttributeError, match="frozen"):
        container.privileged = True  # type: ignore[misc]
    with pytest.raises(TypeError, match="no field 'privilegd'"):
        Container(origin=origin(), privilegd=True)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="missing type"):
        Mount(origin=origin())  # type: ignore[call-arg]


def test_an_unknown_value_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(UNKNOWN)
    assert Unknown("a") == Unknown("b")
    assert UNKNOWN != True  # noqa: E712


def test_what_an_incomplete_field_lacks_is_unknown() -> None:
    assert Container(origin=origin()).is_complete("cap_drop")
    assert not Container(origin=origin(), incomplete=frozenset({"cap_drop"})).is_complete("cap_drop")
    assert not Container(origin=origin(), incomplete=frozenset({"*"})).is_complete("memory")
