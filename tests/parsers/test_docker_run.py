"""`docker run` command lines: what the model holds of them, and where each value was written."""

from __future__ import annotations

import shlex

import pytest

from lintainer.model import Container
from lintainer.model.notes import InvalidValue, OptionAfterImage
from lintainer.parsers.docker_run import parse_argv


def container(command: str) -> Container:
    parsed = parse_argv(shlex.split(command))
    assert not parsed.problems
    (workload,) = parsed.workloads
    (found,) = workload.containers
    return found


def refusals(command: str) -> list[tuple[str, str]]:
    return [
        (note.reason, note.location.text)
        for note in container(command).notes
        if isinstance(note, InvalidValue) and note.refused
    ]


@pytest.mark.parametrize(
    ("command", "field", "value", "place"),
    [
        pytest.param("docker run --privileged a", "privileged", True, "--privileged", id="bare boolean"),
        pytest.param("docker run --privileged=true a", "privileged", True, "--privileged=true", id="glued boolean"),
        pytest.param("docker run --privileged=false a", "privileged", False, "--privileged=false", id="false"),
        pytest.param("docker run --privileged --privileged=0 a", "privileged", False, "--privileged=0", id="the last counts"),
        pytest.param("docker run -itm1g a", "memory", 1 << 30, "m1g", id="value glued in a cluster"),
        pytest.param("docker run -it a", "tty", True, "t", id="letter in a cluster"),
        pytest.param("docker run -t a", "tty", True, "-t", id="letter alone"),
        pytest.param("docker run -m=1g a", "memory", 1 << 30, "-m=1g", id="letter with an equals sign"),
        pytest.param("docker run --net host a", "network_mode", "host", "--net host", id="alias"),
        pytest.param("docker run --network name=HOST a", "network_mode", "host", "--network name=HOST", id="long form"),
        pytest.param("docker run --network HOST a", "network_mode", "HOST", "--network HOST", id="a network called HOST"),
        pytest.param("docker run -u 0:0 a", "user", 0, "-u 0:0", id="user by number"),
        pytest.param("docker run -u root a", "user", "root", "-u root", id="user by name"),
        pytest.param("docker run --pids-limit -1 a", "pids_limit", -1, "--pids-limit -1", id="negative value"),
        pytest.param("docker run --cpus 1.5 a", "nano_cpus", 1_500_000_000, "--cpus 1.5", id="cpus"),
        pytest.param("sudo docker container run --rm -- a", "auto_remove", True, "--rm", id="prefix and management command"),
    ],
)
def test_an_option_sets_a_field_and_the_whole_flag_is_its_place(command: str, field: str, value: object, place: str) -> None:
    found = container(command)
    assert getattr(found, field) == value
    assert found.at(field).text == place


def test_options_end_at_the_image() -> None:
    found = container("docker run alpine --privileged --entrypoint x")
    assert found.privileged is None
    assert found.entrypoint is None
    notes = [(note.option, note.location.text) for note in found.notes if isinstance(note, OptionAfterImage)]
    assert notes == [("--privileged", "--privileged")]


@pytest.mark.parametrize(
    ("written", "source", "target", "read_only"),
    [
        pytest.param("-v /:/host:ro", "/", "/host", True, id="short"),
        pytest.param("-v //run/./docker.sock:/s", "/run/docker.sock", "/s", False, id="normalised"),
        pytest.param("--mount type=bind,source=/,target=/host,readonly", "/", "/host", True, id="mount"),
        pytest.param("--mount type=bind,src=/a,dst=/b,ro=0", "/a", "/b", False, id="mount with other keys"),
        pytest.param(
            "--mount type=volume,dst=/b,volume-opt=type=none,volume-opt=o=bind,volume-opt=device=/etc",
            "/etc", "/b", False, id="a volume whose driver binds a path",
        ),
    ],
)  # fmt: skip
def test_every_spelling_of_a_path_of_the_host_is_a_bind(written: str, source: str, target: str, read_only: bool) -> None:
    (mount,) = container(f"docker run {written} a").mounts
    assert (mount.type, mount.source, mount.target, mount.read_only) == ("bind", source, target, read_only)
    assert mount.at("option").text == written


def test_a_part_of_a_value_has_its_own_place() -> None:
    found = container('docker run --mount \'"type=bind","source=/a,b",target=/c d\' -p 127.0.0.1:8080:80/udp a')
    (mount,), (port,) = found.mounts, found.ports
    assert mount.at("source").text == "/a,b"
    assert mount.at("target").text == "/c d"
    assert [port.at(name).text for name in ("host_ip", "host_port", "container_port", "protocol")] == [
        "127.0.0.1",
        "8080",
        "80",
        "udp",
    ]


@pytest.mark.parametrize(
    ("command", "reason", "place"),
    [
        ("docker run --bogus a", "unknown flag: --bogus", "--bogus"),
        ("docker run --memory x a", 'invalid argument "x" for "-m, --memory" flag: invalid size: \'x\'', "x"),
        ("docker run --pid bogus a", "--pid: invalid PID mode", "--pid bogus"),
        ("docker run -v /a:/b:ro:x a", "invalid spec: /a:/b:ro:x: too many colons", "/a:/b:ro:x"),
        ("docker run", "'docker run' requires at least 1 argument", "docker run"),
    ],
)
def test_what_the_client_refuses_is_refused_with_its_reason_at_its_place(command: str, reason: str, place: str) -> None:
    assert refusals(command) == [(reason, place)]
