"""What lintainer shows for a Compose project, in the form in which the oracle's answer is compared."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

from lintainer.cli.show import refusals
from lintainer.files import Files
from lintainer.model import Container
from lintainer.parsers import Context
from lintainer.parsers.compose.command import parse_compose
from lintainer.request import create_request
from tests.oracle.compose_client import normal


class Shown(NamedTuple):
    """The requests by service, the reasons for a refusal, and the containers that the requests were made of."""

    requests: dict[str, dict[str, Any]]
    reasons: list[str]
    containers: dict[str, Container]


def show(folder: Path, arguments: tuple[str, ...] = ()) -> Shown:
    """Read the project in `folder` as `docker compose ARGUMENTS` would, and return what lintainer shows of it."""
    words = list(arguments)
    for at, flag in enumerate(arguments[:-1]):
        if flag in ("-f", "--env-file"):
            words[at + 1] = os.path.join(folder, arguments[at + 1])
    if "-f" not in words:
        words = ["--project-directory", str(folder), *words]
    context = Context(files=Files(), options={"show": True})
    parsed = parse_compose(["docker", "compose", *words, "create"], context)
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
