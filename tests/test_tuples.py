"""lintainer.tuples.NamedTuple does what typing.NamedTuple does."""

from __future__ import annotations

import copy
import pickle
import typing
from typing import Any

import pytest

from lintainer import tuples


class Theirs(typing.NamedTuple):
    """A place."""

    start: int
    end: int | None = None
    words: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How long it is."""
        return (self.end or 0) - self.start


class Ours(tuples.NamedTuple):
    """A place."""

    start: int
    end: int | None = None
    words: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How long it is."""
        return (self.end or 0) - self.start


class Derived(Ours):
    """One with something added."""

    def doubled(self) -> int:
        return self.size * 2


def outcome(make: type, *values: object, **named: object) -> object:
    """What comes of making one: its values, or that it cannot be made."""
    try:
        made = make(*values, **named)
    except TypeError:
        return TypeError
    return tuple(made), repr(made).partition("(")[2], made.start, made.end, made.words, made.size


@pytest.mark.parametrize(
    ("values", "named"),
    [
        pytest.param((1, 5, ("a",)), {}, id="all by place"),
        pytest.param((1,), {}, id="defaults"),
        pytest.param((), {"start": 1}, id="by name"),
        pytest.param((1,), {"words": ("b",)}, id="both"),
        pytest.param((), {"end": 5, "start": 1, "words": ()}, id="all by name, in another order"),
        pytest.param((), {}, id="missing"),
        pytest.param((1, 2, (), 4), {}, id="too many"),
        pytest.param((1,), {"start": 1}, id="twice"),
        pytest.param((1,), {"other": 1}, id="unknown"),
    ],
)
def test_it_is_made_as_theirs_is(values: tuple[object, ...], named: dict[str, object]) -> None:
    assert outcome(Ours, *values, **named) == outcome(Theirs, *values, **named)


def test_it_is_a_tuple() -> None:
    one: Any = Ours(1, 5)
    start, end, words = one
    assert (start, end, words) == one == (1, 5, ())
    assert hash(one) == hash((1, 5, ()))
    assert Ours._fields == Theirs._fields
    assert one._asdict() == Theirs(1, 5)._asdict()
    assert one._replace(end=7) == Ours(1, 7)
    assert type(one._replace(end=7)) is Ours
    assert Ours._make([1, 2, ()]) == Ours(1, 2)
    assert Ours.__doc__ == "A place."
    with pytest.raises(AttributeError):
        one.start = 3
    with pytest.raises(AttributeError):
        one.other = 3
    with pytest.raises(TypeError):
        one._replace(other=3)


def test_it_is_copied_matched_and_pickled() -> None:
    one = Ours(1, 5, ("a",))
    assert copy.deepcopy(one) == one
    assert pickle.loads(pickle.dumps(one)) == one
    assert type(copy.copy(one)) is Ours
    match one:
        case Ours(start, end, _):
            assert (start, end) == (1, 5)


def test_a_class_derived_from_one_keeps_its_fields() -> None:
    assert Derived(1, 5).doubled() == 8
    assert Derived(start=2).words == ()
