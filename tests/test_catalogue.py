"""The catalogue: every row says what its policy says, every policy is listed, and ids keep their meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from lintainer.model.record import Record
from lintainer.plugins import builtin_listings
from lintainer.policy import Listing
from lintainer.settings import PROFILES
from tests.bare_model import looked_at

ROOT = Path(__file__).parent.parent / "policies" / "lintainer_policies"
# id, group, severity, profiles, shape and syntaxes of every policy ever released: a change here is a change for users.
ROWS = [line.split("\t") for line in (Path(__file__).parent / "catalogue.tsv").read_text().splitlines()[1:]]


@pytest.mark.parametrize("listing", builtin_listings(), ids=lambda listing: listing.id)
def test_a_row_says_what_its_policy_says(listing: Listing) -> None:
    policy = listing.load()
    assert (listing.id, listing.group, listing.profiles, listing.syntaxes) == (
        policy.id,
        policy.group,
        policy.profiles,
        policy.syntaxes,
    )
    assert policy.summary[0].isupper()
    assert not policy.summary.endswith(".")
    assert set(policy.profiles) <= set(PROFILES)
    assert policy.advice == policy.advice.rstrip(".\n")
    if policy.options is not None:
        assert issubclass(policy.options, Record)
        assert not policy.options._required, "options have defaults"


@pytest.mark.parametrize("listing", builtin_listings(), ids=lambda listing: listing.id)
def test_a_row_names_what_its_policy_needs(listing: Listing, monkeypatch: pytest.MonkeyPatch) -> None:
    read, speaks = looked_at(listing.load(), monkeypatch)
    assert listing.needs == (() if speaks else tuple(sorted(read)))


def test_every_module_is_listed() -> None:
    files = {path.stem.replace("_", "-") for path in ROOT.glob("*/*.py") if not path.name.startswith("_")}
    assert files == {listing.id for listing in builtin_listings()}


def test_what_is_superseded_exists() -> None:
    ids = {listing.id for listing in builtin_listings()}
    for listing in builtin_listings():
        assert set(listing.load().supersedes) <= ids - {listing.id}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_released_policies_keep_their_meaning(row: list[str]) -> None:
    found = {listing.id: listing for listing in builtin_listings()}
    assert row[0] in found, "ids are permanent"
    policy = found[row[0]].load()
    mine = [
        policy.id,
        policy.group,
        str(policy.severity),
        ",".join(sorted(policy.profiles)),
        policy.shape,
        ",".join(sorted(policy.syntaxes)),
        policy.fix,
        " ".join(sorted(policy.supersedes)),
    ]
    assert mine == row


def test_nothing_is_listed_twice_or_unrecorded() -> None:
    ids = [listing.id for listing in builtin_listings()]
    assert len(set(ids)) == len(ids)
    assert sorted(ids) == sorted(row[0] for row in ROWS)
