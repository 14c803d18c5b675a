"""`docker run` lines, read by lintainer and by the real client: the same request, or the same refusal.

The client posts what it made of its line to an engine that is none (`run_engine`). Compared is the whole of Config, HostConfig
and NetworkingConfig, and for refusals the reason.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.clients import require
from tests.oracle.run_client import Answer, Client, differences, shown
from tests.oracle.run_differences import KNOWN, MASKED, UNSTABLE
from tests.oracle.run_grammar import run_lines

LINES = [
    line
    for line in Path(__file__).with_name("run_lines.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("# ")
]
# A few of each family for the quick gate.
QUICK = [line for index, line in enumerate(LINES) if index % 20 == 0]


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with Client(require("docker")) as found:
        yield found


def disagreement(client: Client, argv: list[str]) -> str | None:
    """Return in what the client and lintainer differ over a line, None where they agree."""
    theirs, ours = client.ask(argv), shown(argv, client.cwd)
    if theirs.request is None or ours.request is None:
        if (theirs.request is None) != (ours.request is None):
            return f"client: {theirs.reason or 'accepts it'}; lintainer: {ours.reason or 'accepts it'}"
        return _reasons(theirs, ours)
    found = differences(theirs.request, ours.request, client.plain)
    return "; ".join(f"{key}: client {a!r}, lintainer {b!r}" for key, (a, b) in found.items()) or None


def _reasons(theirs: Answer, ours: Answer) -> str | None:
    # A line on which the client crashes is refused by both; a crash has no reason to agree with.
    if theirs.reason.startswith("panic:"):
        return None
    if theirs.reason == ours.reason or any(part in theirs.reason for part in MASKED):
        return None
    if any(part in theirs.reason and part in ours.reason for part in UNSTABLE):
        return None
    return f"reasons: client {theirs.reason!r}, lintainer {ours.reason!r}"


@pytest.mark.parametrize("line", QUICK)
def test_a_line_means_what_the_client_makes_of_it(line: str, client: Client) -> None:
    assert disagreement(client, shlex.split(line)) is None


@pytest.mark.slow
def test_every_line_of_the_table_means_what_the_client_makes_of_it(client: Client) -> None:
    assert len(set(LINES)) == len(LINES) >= 300
    found = {line: problem for line in LINES if (problem := disagreement(client, shlex.split(line)))}
    assert found == {}


def test_every_option_of_the_client_is_in_the_table() -> None:
    from lintainer.parsers.docker_run.options import table

    long, short = table("docker", "run")
    words = {word.partition("=")[0] for line in LINES for word in shlex.split(line)}
    lacking = [name for name in long if f"--{name}" not in words and name not in ("use-api-socket", "cidfile", "help")]
    lacking += [letter for letter in short if not any(w.startswith("-") and letter in w[1:] and w[1:2] != "-" for w in words)]
    assert lacking == []


@pytest.mark.parametrize("line", [pytest.param(line, id=reason) for line, reason in KNOWN])
def test_what_is_known_to_differ_still_differs(line: str, client: Client) -> None:
    assert disagreement(client, shlex.split(line)) is not None


@pytest.mark.slow
# In CI always the same 2,000 lines, so that it is not chance which decides about a landing; elsewhere new ones every time.
@settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck), derandomize=bool(os.environ.get("CI")))
@given(argv=run_lines())
def test_generated_lines_mean_what_the_client_makes_of_them(argv: list[str], client: Client) -> None:
    assert disagreement(client, argv) is None, shlex.join(argv)
