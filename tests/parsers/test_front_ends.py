"""Files as people write them, one fixture each: what every front end finds in them, and where."""

from __future__ import annotations

import pytest

from tests.parsers.front_ends import FRONT_ENDS, Fixture, fixtures, told

FIXTURES = fixtures()
every_fixture = pytest.mark.parametrize("fixture", [pytest.param(one, id=one.label) for one in FIXTURES])


@every_fixture
def test_what_is_found_and_where(fixture: Fixture, pytestconfig: pytest.Config) -> None:
    found = told(fixture.front_end.parse(fixture.text))
    if pytestconfig.getoption("--update-golden"):
        fixture.expected.write_text(found, encoding="utf-8")
    assert found == fixture.expected.read_text(encoding="utf-8")


@every_fixture
def test_line_ends_of_windows_change_nothing(fixture: Fixture) -> None:
    text = fixture.text.replace("\r\n", "\n")
    assert told(fixture.front_end.parse(text.replace("\n", "\r\n"))) == told(fixture.front_end.parse(text))


@every_fixture
def test_a_text_that_ends_anywhere_is_read(fixture: Fixture) -> None:
    text = fixture.text
    for end in range(0, len(text), max(1, len(text) // 40)):
        if fixture.front_end.claims(text[:end], fixture.front_end.name):
            parsed = fixture.front_end.parse(text[:end])
            assert all(one.kind != "parser-crash" for one in parsed.problems)


def test_every_fixture_has_its_front_end_and_what_is_expected() -> None:
    assert {fixture.front_end.syntax for fixture in FIXTURES} <= set(FRONT_ENDS)
    assert len({fixture.label for fixture in FIXTURES}) == len(FIXTURES)
    assert [fixture.label for fixture in FIXTURES if not fixture.expected.is_file()] == []
