"""Inspections and create requests in the shapes that engines and clients give them: what is found in each, and what is noted.

The keys and their zero values are those of docker 20.10, 24.0, 27.5 and 28.0, of podman 4.9 and 5.4, and of the bodies that
docker's client, docker-py and dockerode post; names, images and values are made up.
"""

from __future__ import annotations

import json

import pytest

import lintainer
from lintainer.model.notes import InvalidValue
from lintainer.request import create_request
from tests.parsers.front_ends import CREATE_REQUEST, fixtures

TEXTS = {fixture.path.stem: fixture.text for fixture in fixtures() if fixture.front_end is CREATE_REQUEST}
LIMITS = "missing-cpu-limit missing-memory-limit missing-pids-limit"
FOUND = {
    "docker_20_default": LIMITS,
    "docker_24_privileged": f"{LIMITS} host-cgroup-namespace privileged",
    "docker_27_apparmor_off": "apparmor-unconfined",
    "docker_27_compose_service": f"{LIMITS} plaintext-secret published-database-port",
    "docker_27_gpu_and_devices": f"{LIMITS} host-device",
    "docker_27_hardened": "",
    "docker_27_host_namespaces": (
        f"{LIMITS} apparmor-unconfined dangerous-capability host-cgroup-namespace "
        "host-ipc host-network host-pid host-uts sensitive-host-mount"
    ),
    "docker_27_several": f"{LIMITS} host-pid legacy-link volumes-from",
    "docker_27_shares_container": LIMITS,
    "docker_27_unconfined": (
        f"{LIMITS} custom-cgroup-parent host-user-namespace logging-disabled "
        "oom-killer-disabled privilege-escalation seccomp-unconfined unmasked-proc"
    ),
    "docker_27_windows": "container-runtime-socket missing-cpu-limit missing-memory-limit",
    "docker_28_mounts": f"{LIMITS} host-root",
    "docker_28_socket": f"{LIMITS} container-runtime-socket published-port-all-interfaces writable-host-mount",
    "podman_4_privileged": (
        "host-network host-pid missing-cpu-limit missing-memory-limit missing-rslave privileged writable-host-root"
    ),
    "podman_5_default": "missing-cpu-limit missing-memory-limit",
    "podman_5_dropped": "",
    "podman_5_in_pod": "missing-cpu-limit missing-memory-limit",
    "podman_5_infra": "missing-cpu-limit missing-memory-limit",
    "podman_5_network": "missing-cpu-limit missing-memory-limit published-port-all-interfaces root-user unpinned-image",
    "podman_5_selinux": "missing-cpu-limit missing-memory-limit selinux-disabled",
    "podman_5_socket": (
        "container-runtime-socket dangerous-capability host-device missing-cpu-limit missing-memory-limit selinux-disabled"
    ),
    "request_docker_cli": f"{LIMITS} sensitive-host-mount",
    "request_docker_py": "dangerous-capability missing-cpu-limit missing-pids-limit seccomp-unconfined",
    "request_dockerode": "missing-cpu-limit missing-pids-limit writable-host-mount",
    "request_maximal": (
        "container-runtime-socket custom-cgroup-parent dangerous-capability device-cgroup-rule host-device host-root "
        "host-user-namespace host-uts legacy-link missing-pids-limit oom-killer-disabled privileged publish-all-ports "
        "sensitive-host-mount unlimited-resource volumes-from writable-host-mount"
    ),
    "request_named": f"{LIMITS} privileged",
    "request_unknown_keys": f"{LIMITS} invalid-value",
    "request_wrong_types": f"{LIMITS} invalid-value",
}


def test_every_fixture_is_in_the_table() -> None:
    assert set(TEXTS) == set(FOUND)
    assert len(FOUND) >= 20


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in FOUND])
def test_what_the_default_profile_finds(name: str) -> None:
    text = TEXTS[name]
    is_body = name.startswith("request_")
    report = lintainer.check_create_request(json.loads(text)) if is_body else lintainer.check_text(text, f"{name}.json")
    assert report.problems == ()
    assert {finding.policy.id for finding in report.findings} == set(FOUND[name].split())


@pytest.mark.parametrize(
    ("name", "places"),
    [
        pytest.param("request_wrong_types", ['"true"', '"512m"', '"ALL"', '"Binds"', "1.5"], id="wrong types"),
        pytest.param("request_unknown_keys", ['"Priviledged"', '"Memmory"', '"Securityopt"'], id="unknown keys"),
    ],
)
def test_what_is_noted_of_a_body(name: str, places: list[str]) -> None:
    assert noted(name) == places


def noted(name: str) -> list[str]:
    containers = CREATE_REQUEST.containers(TEXTS[name])
    assert containers
    notes = [note.location for one in containers for note in one.notes if isinstance(note, InvalidValue)]
    return [location.text for location in sorted(notes, key=lambda location: location.span)]


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in FOUND if name.startswith(("docker_", "podman_"))])
def test_nothing_in_an_inspection_is_noted(name: str) -> None:
    assert noted(name) == []


def test_a_body_with_every_key_comes_back_as_it_was() -> None:
    """What no field of the model holds is in `rest`."""
    given = json.loads(TEXTS["request_maximal"])
    back = create_request(CREATE_REQUEST.only(TEXTS["request_maximal"]), "/")
    # An option without content says nothing.
    given["HostConfig"]["Mounts"][4].pop("ClusterOptions")
    host, networking = given.pop("HostConfig"), given.pop("NetworkingConfig")
    assert (back["Config"], back["HostConfig"], back["NetworkingConfig"]) == (given, host, networking)


def test_an_empty_list_of_hidden_paths_comes_back() -> None:
    body = {"Image": "a", "HostConfig": {"MaskedPaths": [], "ReadonlyPaths": ["/proc/sys"]}}
    assert create_request(CREATE_REQUEST.only(json.dumps(body)), "/")["HostConfig"] == body["HostConfig"]
