"""Addresses of the project in reports: those that the installation knows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email.message import Message

import pytest

from lintainer.reporters import REPORTERS, View, addresses
from tests.reporters import samples


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    addresses._addresses.cache_clear()
    yield
    addresses._addresses.cache_clear()


def given(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    message = Message()
    for line in lines:
        message["Project-URL"] = line
    monkeypatch.setattr("importlib.metadata.metadata", lambda _: message)


def test_without_addresses_it_is_the_page_of_the_package_index_and_policies_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch)
    text = REPORTERS["sarif"](samples.of_every_policy(), View())
    assert json.loads(text)["runs"][0]["tool"]["driver"]["informationUri"] == "https://pypi.org/project/lintainer/"
    assert "helpUri" not in text
    found = json.loads(REPORTERS["rdjson"](samples.of_every_policy(), View()))
    assert found["source"]["url"] == "https://pypi.org/project/lintainer/"
    assert all("url" not in one["code"] for one in found["diagnostics"])


def test_the_addresses_of_the_distribution_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, "Homepage, https://example.org/lintainer", "Documentation, https://example.org/docs/", "Chat, irc://x")
    report = samples.of_every_policy()
    driver = json.loads(REPORTERS["sarif"](report, View()))["runs"][0]["tool"]["driver"]
    assert driver["informationUri"] == "https://example.org/lintainer"
    assert all(rule["helpUri"] == f"https://example.org/docs/policies/{rule['id']}/" for rule in driver["rules"])
    found = json.loads(REPORTERS["rdjson"](report, View()))
    assert found["source"]["url"] == "https://example.org/lintainer"
    assert {one["code"]["url"] for one in found["diagnostics"]} == {rule["helpUri"] for rule in driver["rules"]}


def test_a_plugin_has_its_pages_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, "Documentation, https://example.org/docs")
    assert "helpUri" not in REPORTERS["sarif"](samples.full(), View())
