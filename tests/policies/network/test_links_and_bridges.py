"""The default bridge, links on it, and ports that two containers want."""

from __future__ import annotations

import pytest

from lintainer.model import UNKNOWN, Link, NetworkAttachment
from lintainer.policy import Hit, Severity
from lintainer_policies.network.default_bridge import default_bridge
from lintainer_policies.network.legacy_link import legacy_link
from tests.policies.asking import HERE, ask, found_in, make, messages

NETWORK = NetworkAttachment(origin=HERE, name="backend")


@pytest.mark.parametrize(
    ("fields", "severity"),
    [
        pytest.param({"syntax": "docker-run"}, Severity.MEDIUM, id="no network: the default bridge"),
        pytest.param({"syntax": "docker-run", "network_mode": "bridge"}, Severity.MEDIUM, id="the default bridge by name"),
        pytest.param({"syntax": "docker-run", "network_mode": "backend"}, Severity.LOW, id="a network of its own"),
        pytest.param({"syntax": "compose"}, Severity.LOW, id="the network of the project"),
        pytest.param({"syntax": "compose", "networks": (NETWORK,)}, Severity.LOW, id="a network of the project"),
        pytest.param({"syntax": "compose", "network_mode": "bridge"}, Severity.MEDIUM, id="compose on the default bridge"),
        pytest.param({"syntax": "docker-run", "network_mode": UNKNOWN}, None, id="a network that is not known"),
    ],
)
def test_a_link_gives_away_most_on_the_default_bridge(fields: dict[str, object], severity: Severity | None) -> None:
    (outcome,) = ask(legacy_link, make(links=(Link(origin=HERE, container="db"),), **fields))
    if severity is None:
        assert messages([outcome]) == ["? network_mode"]
    else:
        assert isinstance(outcome, Hit)
        assert (outcome.severity or legacy_link.severity) == severity


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        pytest.param({"syntax": "docker-run"}, 1, id="run without a network"),
        pytest.param({"syntax": "docker-run", "network_mode": "none"}, 0, id="no network"),
        pytest.param({"syntax": "docker-run", "network_mode": "host"}, 0, id="the host's"),
        pytest.param({"syntax": "docker-run", "os": "windows"}, 0, id="windows"),
        pytest.param({"syntax": "compose"}, 0, id="a compose project has its own"),
    ],
)
def test_who_is_on_the_default_bridge(fields: dict[str, object], said: int) -> None:
    assert len(ask(default_bridge, make(**fields))) == said


@pytest.mark.parametrize(
    ("one", "other", "collide"),
    [
        ("8080:80", "8080:81", True),
        ("8080:80", "127.0.0.1:8080:81", True),
        ("127.0.0.1:8080:80", "127.0.0.1:8080:81", True),
        ("127.0.0.1:8080:80", "127.0.0.2:8080:81", False),
        ("0.0.0.0:8080:80", "[::]:8080:81", False),
        ("8080:80/tcp", "8080:80/udp", False),
        ("8000-8005:8000-8005", "8003:80", True),
        ("8000-8005:80", "8003:80", False),
        ("80", "80", False),
    ],
)
def test_two_services_that_want_one_port(one: str, other: str, collide: bool) -> None:
    text = f'services:\n  a: {{image: "x:1", ports: ["{one}"]}}\n  b: {{image: "y:1", ports: ["{other}"]}}\n'
    assert bool(found_in(text, "duplicate-host-port")) is collide


def test_commands_of_a_script_that_remove_their_containers_run_one_after_the_other() -> None:
    text = "docker run --rm -p 80:80 --name a nginx:1\ndocker run --rm -p 80:80 --name b httpd:2\n"
    assert found_in(text, "duplicate-host-port", name="run.sh") == []
    assert found_in(text.replace("--rm ", ""), "duplicate-host-port", name="run.sh") == [("duplicate-host-port", "80")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("Makefile", "dev:\n\t{0}\nprod:\n\t{1}\n", id="recipes"),
        pytest.param("README.md", "```sh\n{0}\n```\n\nor\n\n```sh\n{1}\n```\n", id="examples"),
        pytest.param("package.json", '{{"scripts": {{"dev": "{0}", "prod": "{1}"}}}}', id="scripts"),
    ],
)
def test_what_stands_for_one_another_is_not_started_together(name: str, text: str) -> None:
    commands = ("docker run -d --name dev -p 80:80 a:1", "docker run -d --name prod -p 80:80 a:2")
    assert found_in(text.format(*commands), "duplicate-host-port", name=name) == []
    twice = ("docker run -p 80:80 -p 80:81 a:1", "docker ps")
    assert found_in(text.format(*twice), "duplicate-host-port", name=name) == [("duplicate-host-port", "80")]
