"""Options and surroundings of all tests."""

from __future__ import annotations

import os

import pytest

# What a shell of a developer or of CI may hold and a test must not see.
SCRUBBED = (
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR_FORCE",
    "COMPOSE_FILE",
    "COMPOSE_PROFILES",
    "COMPOSE_PROJECT_NAME",
    "DOCKER_HOST",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-pages", action="store_true", help="rewrite the outputs in the pages of policies; read the diff")
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files of the formats; read the diff")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SCRUBBED:
        if name in os.environ:
            monkeypatch.delenv(name)
