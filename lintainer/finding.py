"""Findings: what a policy found, where, in what, and whether it counts."""

from __future__ import annotations

from lintainer.hints import Literal
from lintainer.messages import shorten
from lintainer.model.project import Workload
from lintainer.model.record import Origin, Record
from lintainer.policy import Change, Policy, Severity
from lintainer.source import Location, Related
from lintainer.tuples import NamedTuple


class Subject(NamedTuple):
    """The object that a finding is about: a Deployment, a Compose service, a command's container."""

    kind: str | None
    name: str | None
    namespace: str | None = None

    def __str__(self) -> str:
        return f"{self.kind}/{self.name}" if self.kind and self.name else self.name or self.kind or ""


def image_of(workload: Workload) -> str:
    """Return the image of a workload's first container as it is written, without its digest."""
    image = next((container.image for container in workload.containers if container.image is not None), None)
    return "" if image is None else shorten(image.written.partition("@")[0], 60)


class Suppression(NamedTuple):
    """Why a finding does not count: a comment, an annotation, an entry of the config, or the baseline."""

    kind: Literal["comment", "annotation", "config", "baseline"]
    reason: str


class Finding(Record, aside=("changes", "home")):
    """One thing found at one place, in one object, for the containers that share it."""

    policy: Policy
    severity: Severity
    message: str
    location: Location
    syntax: str
    subject: Subject
    containers: tuple[str, ...] = ()
    # The image that an object without a name runs: what it is called then.
    image: str = ""
    related: tuple[Related, ...] = ()
    advice: str = ""
    field: str = ""
    suppressed: Suppression | None = None
    # True where the text was rendered by a tool (Helm, Kustomize): the place lies in its output.
    rendered: bool = False
    # What stands for the workload itself: names repeat from file to file, and this does not.
    home: Origin | None = None
    # The changes of the model that take it away: one for each of the containers, none where none is certain to.
    changes: tuple[Change, ...] = ()

    @property
    def who(self) -> str:
        """The object and its containers in a few words, as they stand before the message."""
        subject = str(self.subject) if self.syntax == "kubernetes" else self.subject.name or self.image
        names = ", ".join(name for name in self.containers if name != subject)
        return f"{subject}: {names}" if subject and names else subject or names

    @property
    def template(self) -> str | None:
        """The template that the text was rendered from: of a chart that lintainer rendered, or as helm says it in the text.

        A chart's own template is a path as those of other findings; what helm says begins with the chart's name.
        """
        if self.syntax != "kubernetes":
            return None
        source = self.location.source
        if self.rendered:
            return source.name if "/templates/" in f"/{source.name}" else None
        if not source.holds("# Source: "):
            return None
        from lintainer.parsers.kubernetes.templates import template_at

        return template_at(source, self.location.span.start)

    @property
    def note(self) -> str:
        """What has to be known of a place in rendered text, in a few words; nothing of others."""
        template = self.template
        if self.rendered:
            what = "this template" if template else "this"
            return f"line {self.location.region.line} of what {what} renders to"
        return f"rendered from `{template}`" if template else ""
