"""Where lintainer knowingly differs from docker 28.2.2. Each line must still differ, so that the list stays true."""

from __future__ import annotations

KNOWN = (
    ("docker run --platform linux image", "the client adds the architecture of the machine that it runs on"),
    ("docker run --use-api-socket image", "the client mounts its own DOCKER_HOST, lintainer the engine's usual socket"),
)

# Refusals whose reason holds a value that lintainer never shows.
MASKED = ('"-e, --env" flag', '"-l, --label" flag', "no variable name on line")
# Refusals that agree in the part that is here, and differ in details of Go's own errors.
UNSTABLE = ("compacting json for seccomp profile",)
