"""Containers that are started by a runtime that nobody has vouched for."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Unknown
from lintainer.policy import RUNNING_OR_POD, Container, Hit, Outcome, Record, Severity, Undecided, policy


class Options(Record):
    """Options of unconfined-runtime."""

    # Names of runtimes and RuntimeClasses that containers may ask for. `*` stands for any text.
    runtimes: tuple[str, ...] = (
        "runc",
        "crun",
        "youki",
        "runsc*",
        "gvisor*",
        "kata*",
        "sysbox-runc",
        "nvidia",
        "io.containerd.runc.v2",
        "io.containerd.runsc.v1",
        "io.containerd.kata*",
        # Shims that run WebAssembly in its own sandbox (containerd/runwasi).
        "io.containerd.wasm*",
        "io.containerd.spin*",
        "io.containerd.slight*",
        "io.containerd.wws*",
        "io.containerd.lunatic*",
    )


@policy(
    group="confinement",
    severity=Severity.MEDIUM,
    profiles=("hardening",),
    roles=RUNNING_OR_POD,
    options=Options,
    advice="use a runtime whose confinement is known, or allow this one by the option runtimes",
)
def unconfined_runtime(container: Container, options: Options) -> Iterator[Outcome]:
    """A container asks for a runtime that is not on the list of those known to confine."""
    runtime = container.runtime
    if runtime is None:
        return
    place = container.at("runtime")
    if isinstance(runtime, Unknown):
        yield Undecided(place, "runtime", runtime.why)
        return
    from fnmatch import fnmatchcase

    if not any(fnmatchcase(runtime, pattern) for pattern in options.runtimes):
        yield Hit(f"is started by the runtime {quoted(runtime)}, whose confinement is its own", place)
