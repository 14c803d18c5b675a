"""lintainer shows what the real Docker Compose posts, and refuses what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.oracle.compose_cases import Case, read_cases
from tests.oracle.compose_client import ComposeClient, Posted
from tests.oracle.compose_differences import KNOWN
from tests.oracle.compose_generated import generate
from tests.oracle.compose_shown import Shown, show

CASES = read_cases()
# The quick gate runs every twelfth; the slow run all.
QUICK = frozenset(case.id for case in CASES[::12])


@pytest.fixture(scope="module")
def client() -> Iterator[ComposeClient]:
    with ComposeClient() as running:
        yield running


def both(client: ComposeClient, case: Case, folder: Path) -> tuple[Posted, Shown]:
    """Return what Compose posts for a case and what lintainer shows."""
    project = folder / "project"
    project.mkdir()
    case.write(project)
    return client.create(str(project), *case.arguments), show(project, case.arguments)


def differences(posted: Posted, shown: Shown) -> list[str]:
    """Return where the two differ, one line each; whether both refuse comes first."""
    if posted.refused or shown.reasons:
        if posted.refused and shown.reasons:
            return []
        return [f"refused by Compose: {posted.error}" if posted.refused else f"refused by lintainer: {shown.reasons}"]
    found = []
    if posted.requests.keys() != shown.requests.keys():
        found.append(f"services: {sorted(posted.requests)} posted, {sorted(shown.requests)} shown")
    for name in posted.requests.keys() & shown.requests.keys():
        for part in ("Config", "HostConfig"):
            found += _differing(f"{name}: {part}", posted.requests[name][part], shown.requests[name][part])
    return found


def _differing(where: str, posted: dict[str, Any], shown: dict[str, Any]) -> list[str]:
    return [
        f"{where}.{key}: posted {posted.get(key)!r}, shown {shown.get(key)!r}"
        for key in sorted(posted.keys() | shown.keys())
        if posted.get(key) != shown.get(key)
    ]


def _parameters() -> list[Any]:
    return [pytest.param(case, id=case.id, marks=() if case.id in QUICK else (pytest.mark.slow,)) for case in CASES]


@pytest.mark.parametrize("case", _parameters())
def test_lintainer_shows_what_compose_posts(case: Case, client: ComposeClient, tmp_path: Path) -> None:
    found = differences(*both(client, case, tmp_path))
    if case.id in KNOWN:
        assert found, f"no longer differs: {KNOWN[case.id]}"
    else:
        assert found == []


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(10))
def test_generated_projects(batch: int, client: ComposeClient, tmp_path: Path) -> None:
    accepted = 0
    for seed in range(batch * 50, batch * 50 + 50):
        folder = tmp_path / str(seed)
        folder.mkdir()
        posted, shown = both(client, generate(seed), folder)
        accepted += not posted.refused
        assert differences(posted, shown) == [], f"seed {seed}"
    # Most of what is generated must be read by Compose for the comparison to mean anything.
    assert accepted >= 30


def test_there_are_enough_cases_and_their_names_differ() -> None:
    assert len(CASES) >= 150
    assert len({case.id for case in CASES}) == len(CASES)
    assert KNOWN.keys() <= {case.id for case in CASES}
