"""The real docker client before the stub engine, and what lintainer makes of the same line."""

from __future__ import annotations

import os
import pty
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from lintainer.model.notes import InvalidValue
from lintainer.parsers.docker_run import parse_argv
from lintainer.request import create_request
from tests.oracle.run_engine import Engine

# The files that lines of the table name.
FILES = {
    "env": "# a comment\nFOO=bar\n\n  SPACED= a b \nALONE\nEQ=a=b\n",
    "bad-env": "OK=1\nNOT OK=1\n",
    "nameless-env": "=x\n",
    "labels": "com.example.a=1\ncom.example.b\n",
    "profile.json": '{\n  "defaultAction": "SCMP_ACT_ERRNO",\n  "note": "a < b, \\" c",\n  "syscalls": [ ]\n}\n',
    "broken.json": '{"defaultAction": ',
}


class Answer(NamedTuple):
    """What came of a line: a request, or the reason for which there is none."""

    request: dict[str, Any] | None
    reason: str = ""


class Client:
    """The docker client, run as its user would, with nothing of the developer's surroundings."""

    def __init__(self, docker: str) -> None:
        self._docker = docker
        self._folder = tempfile.TemporaryDirectory(prefix="lintainer-run-")
        self.root = Path(self._folder.name)
        self.cwd = self.root / "project"
        self.cwd.mkdir()
        (self.root / "config").mkdir()
        for name, text in FILES.items():
            (self.cwd / name).write_text(text, encoding="utf-8")
        self._engine = Engine(self.root / "engine.sock")
        # Without network: a line of the generator must never leave the machine.
        alone = ["unshare", "-n", "--"]
        self._prefix = alone if _works([*alone, "true"]) else []
        self.plain: dict[str, Any] = {}

    def __enter__(self) -> Client:
        self._engine.__enter__()
        answer = self.ask(["docker", "run", "image"])
        assert answer.request is not None, answer.reason
        self.plain = answer.request
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._engine.__exit__(kind, value, trace)
        self._folder.cleanup()

    def ask(self, argv: Sequence[str]) -> Answer:
        """Run the line and return the request that it posted, or the client's reason."""
        before = len(self._engine.created)
        environment = {
            "PATH": "/nowhere",
            "HOME": str(self.root),
            "DOCKER_CONFIG": str(self.root / "config"),
            "DOCKER_HOST": f"unix://{self.root}/engine.sock",
            "DOCKER_CLI_HINTS": "false",
        }
        # `docker run -t` wants a terminal.
        master, slave = pty.openpty()
        try:
            done = subprocess.run(
                [*self._prefix, self._docker, *argv[1:]],
                stdin=slave,
                capture_output=True,
                timeout=60,
                check=False,
                cwd=self.cwd,
                env={**environment, "PATH": os.environ.get("PATH", "")} if self._prefix else environment,
            )
        finally:
            os.close(master)
            os.close(slave)
        if len(self._engine.created) == before:
            lines = done.stderr.decode(errors="replace").strip().split("\n")
            reason = next((line for line in lines if not line.startswith(("time=", "WARNING: "))), "")
            return Answer(None, reason.removeprefix("docker: "))
        created = self._engine.created[-1]
        body = dict(created.body)
        request: dict[str, Any] = {"HostConfig": body.pop("HostConfig"), "NetworkingConfig": body.pop("NetworkingConfig")}
        request["Config"] = body
        request["name"] = created.query.get("name")
        request["platform"] = created.query.get("platform")
        return Answer(request)


def _works(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def shown(argv: Sequence[str], cwd: Path) -> Answer:
    """Return what lintainer makes of the line: the request, or the first reason for which it refuses it."""
    here = os.getcwd()
    os.chdir(cwd)
    try:
        parsed = parse_argv(argv)
        if parsed.problems:
            return Answer(None, parsed.problems[0].message)
        (container,) = parsed.workloads[0].containers
        refused = [note.reason for note in container.notes if isinstance(note, InvalidValue) and note.refused]
        return Answer(None, refused[0]) if refused else Answer(create_request(container))
    finally:
        os.chdir(here)


# Written by the client whatever the line says: the size of its terminal.
_CLIENTS_OWN = ("ConsoleSize",)
# The client keeps these in maps.
_UNORDERED = ("Binds", "Ulimits", "Env")


def differences(posted: dict[str, Any], ours: dict[str, Any], plain: dict[str, Any]) -> dict[str, tuple[object, object]]:
    """Return the fields in which two requests differ: the whole of Config, HostConfig and NetworkingConfig.

    What lintainer leaves out has the value that the client posts when nothing is declared (`plain`).
    """
    found: dict[str, tuple[object, object]] = {}
    for part in ("Config", "HostConfig"):
        whole = {**plain[part], **ours.get(part, {})}
        if part == "Config":
            whole["Image"] = ours["Config"].get("Image")
        for key in sorted({*posted[part], *whole} - {*_CLIENTS_OWN}):
            theirs, own = _canonical(posted[part].get(key), key), _canonical(whole.get(key), key)
            if theirs != own:
                found[f"{part}.{key}"] = (theirs, own)
    theirs = _canonical(posted["NetworkingConfig"]["EndpointsConfig"], "EndpointsConfig")
    own = _canonical(ours.get("NetworkingConfig", {}).get("EndpointsConfig", {}), "EndpointsConfig")
    # Without a --network the client names the default one and says nothing of it.
    if theirs != own and (theirs, own) != ({"default": {}}, {}):
        found["NetworkingConfig"] = (theirs, own)
    for key in ("name", "platform"):
        if (posted[key] or None) != (ours.get(key) or None):
            found[key] = (posted[key], ours.get(key))
    return found


def _canonical(value: object, key: str) -> object:
    """Return a value with empty parts of objects taken out, and with what has no order in order."""
    if isinstance(value, dict):
        kept = {name: _canonical(item, name) for name, item in value.items()}
        whole = key in ("Labels", "EndpointsConfig", "Volumes", "ExposedPorts")
        return {name: item for name, item in kept.items() if whole or item not in (None, "", 0, False, [], {})}
    if isinstance(value, list):
        items = [_canonical(item, "") if isinstance(item, dict | list) else item for item in value]
        return sorted(items, key=str) if key in _UNORDERED else items
    return None if value == "" else value
