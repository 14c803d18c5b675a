"""What lintainer shows for a Compose project, in the form in which the oracle's answer is compared."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import Any, NamedTuple

from lintainer.cli.show import refusals
from lintainer.files import Files
from lintainer.model import Container
from lintainer.parsers import Context
from lintainer.parsers.compose.discovery import find_project
from lintainer.parsers.compose.environment import Variables, default_env_file
from lintainer.parsers.compose.parser import ComposeParser
from lintainer.request import create_request
from tests.oracle.compose_client import normal


class Shown(NamedTuple):
    """The requests by service, the reasons for a refusal, and the containers that the requests were made of."""

    requests: dict[str, dict[str, Any]]
    reasons: list[str]
    containers: dict[str, Container]


def show(folder: Path, arguments: tuple[str, ...] = ()) -> Shown:
    """Read the project in `folder` as `docker compose ARGUMENTS` would, and return what lintainer shows of it."""
    files = Files()
    named = [argument for flag, argument in itertools.pairwise(arguments) if flag == "-f"]
    env_files = [argument for flag, argument in itertools.pairwise(arguments) if flag == "--env-file"]
    paths = [os.path.join(folder, name) for name in named]
    if not paths:
        variables = Variables({}, open_world=False).extended(files, default_env_file(files, str(folder)), [])
        paths = find_project(files, str(folder), variables)
    options = {"show": True, "compose.files": paths}
    context = Context(
        files=files, path=paths[0], env_files=tuple(os.path.join(folder, name) for name in env_files), options=options
    )
    parsed = ComposeParser().parse(files.read(paths[0]), context)
    reasons = [problem.message for problem in (*parsed.problems, *refusals(parsed.projects))]
    containers = {
        workload.name or "": container
        for workload in parsed.workloads
        for container in workload.containers
        if container.role == "main"
    }
    requests = {}
    for name, container in containers.items():
        request = create_request(container, str(folder))
        requests[name] = normal({**request["Config"], "HostConfig": request["HostConfig"]})
    return Shown(requests, reasons, containers)
