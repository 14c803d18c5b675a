"""API versions that Kubernetes no longer serves."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Record
from lintainer.policy import KUBERNETES, Hit, Outcome, Severity, Workload, policy
from lintainer_policies.correctness._removals import OLDEST_SUPPORTED, REMOVALS


class RetiredApiVersionOptions(Record):
    """`kubernetes_version`: the version of the cluster, `1.N` or `v1.N`; the oldest one still supported where none is given."""

    kubernetes_version: str = OLDEST_SUPPORTED

    def __init__(self, **fields: str) -> None:
        """Raises `ValueError` where the version is none."""
        super().__init__(**fields)
        minor_version(self.kubernetes_version)


@policy(
    group="correctness",
    severity=Severity.MEDIUM,
    profiles=("default",),
    syntaxes=(KUBERNETES,),
    fix="safe",
    options=RetiredApiVersionOptions,
    resources=True,
)
def retired_api_version(workload: Workload, options: RetiredApiVersionOptions) -> Iterator[Outcome]:
    """An object has an apiVersion that the cluster no longer serves."""
    removal = REMOVALS.get((workload.api_version or "", workload.kind))
    if removal is None or removal.minor > minor_version(options.kubernetes_version):
        return
    if removal.successor is None:
        advice = "remove it: nothing took its place" if workload.kind != "PodSecurityPolicy" else "use Pod Security admission"
    elif removal.same:
        advice = f"write {removal.successor}, whose fields are the same"
    else:
        advice = f"write {removal.successor}, and adapt the fields that changed"
    version = quoted(workload.api_version or "")
    yield Hit(
        f"is of {version}, which Kubernetes has not served for {workload.kind} since 1.{removal.minor}",
        workload.at("api_version"),
        advice=advice,
    )


def minor_version(text: str) -> int:
    """Return N of the Kubernetes version `1.N`, `v1.N` or `1.N.P`. Raises `ValueError` for anything else."""
    major, _, rest = str(text).removeprefix("v").partition(".")
    minor = rest.partition(".")[0]
    if major != "1" or not minor.isascii() or not minor.isdigit():
        raise ValueError(f"no version of Kubernetes: {text!r}; write 1.35 or v1.35")
    return int(minor)
