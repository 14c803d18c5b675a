"""The Dev Containers CLI as an oracle: the `docker run` that it makes of the fixtures, as what stands for docker sees it."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from lintainer.model import Container, Unknown
from lintainer.parsers.docker_run import parse_argv
from tests.clients import require
from tests.parsers.front_ends import DEVCONTAINER, Fixture, fixtures

_DOCKER = r"""#!/bin/sh
case "$1" in
  -v) echo "Docker version 28.0.0" ;;
  version) echo 28.0.0 ;;
  inspect) echo '[{"Id":"sha256:a","Architecture":"amd64","Os":"linux","Config":{"Env":[],"Labels":{},"Cmd":["sh"]}}]' ;;
  info) echo nvidia-container-runtime ;;
  run) for word; do printf '%s\0' "$word"; done > "$RUN_LOG"; exit 1 ;;
esac
"""
STARTED = [
    pytest.param(one, id=one.path.stem)
    for one in fixtures()
    if one.front_end is DEVCONTAINER and '"image"' in one.text and not re.search("customizations|initializeCommand", one.text)
]
# What the tool adds of its own: labels, and a command that keeps the container alive.
_OWN = frozenset(("labels", "entrypoint", "cmd", "name"))


def started(fixture: Fixture, folder: Path) -> list[str]:
    """Return the words of the command that the CLI runs."""
    project = folder / "project"
    (project / ".devcontainer").mkdir(parents=True)
    text = fixture.text.replace("--env-file", "--label-file").replace(".devcontainer/dev.env", "/dev/null")
    (project / ".devcontainer" / "devcontainer.json").write_text(text, encoding="utf-8")
    docker = folder / "docker"
    docker.write_text(_DOCKER, encoding="utf-8")
    docker.chmod(0o755)
    log = folder / "log"
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder / "home"), "RUN_LOG": str(log)}
    command = [require("devcontainer"), "up", "--workspace-folder", str(project), "--docker-path", str(docker)]
    command += ["--update-remote-user-uid-default", "off", "--gpu-availability", "all"]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=120)
    assert log.exists(), done.stdout + done.stderr
    return ["docker", *log.read_text().split("\0")[:-1]]


def shown(container: Container, folder: Path) -> dict[str, Any]:
    """Return what a container holds, paths of the project and of home as they are in `folder`."""
    found: dict[str, Any] = {name: getattr(container, name) for name in (*container.isolation(), "ports", "init", "sysctls")}
    homes = {"project": str(folder / "project"), "home": str(folder / "home")}
    found["mounts"] = [
        (one.type, os.path.normpath(os.path.join(homes.get(str(one.base), "/"), str(one.source))), one.target, one.read_only)
        for one in container.mounts
        if not isinstance(one.source, Unknown)
    ]
    found["env"] = [(one.name, one.value) for one in container.env if not isinstance(one.value, Unknown)]
    return {name: value for name, value in found.items() if name not in _OWN}


@pytest.mark.slow
@pytest.mark.parametrize("fixture", STARTED)
def test_the_container_is_the_one_that_the_tool_starts(fixture: Fixture, tmp_path: Path) -> None:
    argv = started(fixture, tmp_path)
    own = next(one for one in DEVCONTAINER.containers(fixture.text) if one.role == "main")
    (theirs,) = parse_argv(argv).workloads[0].containers
    ours, wanted = shown(own, tmp_path), shown(theirs, tmp_path)
    # The mount of the project that is not written down, and variables that nobody has set.
    project = str(tmp_path / "project")
    wanted["mounts"] = [one for one in wanted["mounts"] if "workspaceMount" in fixture.text or one[1] != project]
    wanted["env"] = [one for one in wanted["env"] if one[1]]
    assert ours == wanted
