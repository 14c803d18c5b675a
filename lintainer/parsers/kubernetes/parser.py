"""The Kubernetes front end: manifests, kustomizations, and what Helm and Kustomize render."""

from __future__ import annotations

from collections.abc import Sequence

from lintainer.model import Project, Resource, Workload
from lintainer.parsers import Context, Parsed, Problem, Remark, Skipped
from lintainer.parsers._yaml import Document, documents, want_all
from lintainer.parsers.kubernetes.detect import chart_of, is_kustomization, looks_like_objects, wanted
from lintainer.source import Location, Source


class KubernetesParser:
    """Reads manifests in YAML and JSON: every built-in kind that holds a pod, lists, and custom resources by shape."""

    syntax = "kubernetes"

    def claims(self, source: Source, context: Context) -> bool:
        """Tell whether the text writes Kubernetes objects."""
        return is_kustomization(context.path or source.name) or looks_like_objects(source.text)

    def parse(self, source: Source, context: Context) -> Parsed:
        """Return the workloads and the resources of one file.

        A template of a Helm chart is skipped with a reason, as a whole (a problem where the file was named). A document that
        cannot be read is a problem, or skipped where it is a template and the file was found; the others are read.
        """
        rendered = context.options.get(RENDERED) is True
        if not rendered and "{{" in source.text and chart_of(context.path, context.files) is not None:
            # A file that was named and cannot be linted is never silently a pass.
            if context.named:
                return Parsed(syntax=self.syntax, source=source, problems=(Problem("syntax", _CHART, source.name),))
            return Parsed(syntax=self.syntax, source=source, skipped=(Skipped(source.name, _CHART),))
        from lintainer.parsers.kubernetes.kustomize import is_patch
        from lintainer.parsers.kubernetes.reading import Reading, read_document, read_kustomization

        reading = Reading(partial=is_patch(source, context), rendered=rendered)
        workloads: list[Workload] = []
        resources: list[Resource] = []
        problems: list[Problem] = []
        skipped: list[Skipped] = []
        read: list[Document] = []
        kustomization = not rendered and is_kustomization(context.path or source.name)
        for document in documents(source, want_all if kustomization else wanted):
            if document.error is not None:
                _report(source, document, context, problems, skipped)
            elif document.root is not None:
                read.append(document)
                found = read_kustomization(source, document) if kustomization else read_document(source, document, reading)
                workloads.extend(found.workloads)
                resources.extend(found.resources)
        return Parsed(
            syntax=self.syntax,
            source=source,
            workloads=tuple(workloads),
            resources=tuple(resources),
            problems=tuple(problems),
            skipped=tuple(skipped),
            remarks=_remarks(source, read),
        )

    def assemble(self, parsed: Sequence[Parsed], *, complete: bool) -> Sequence[Project]:
        """Group files into projects: a kustomization, a chart, or a folder."""
        from lintainer.parsers.kubernetes.projects import projects

        return projects(parsed, complete=complete)


# The option of the context that says that a tool has rendered the text.
RENDERED = "kubernetes.rendered"
_CHART = "a template of a Helm chart: render it with --helm, or pipe `helm template` into `lintainer check -`"
_TEMPLATE = "a template: render it first"


def _report(source: Source, document: Document, context: Context, problems: list[Problem], skipped: list[Skipped]) -> None:
    error = document.error
    if error is None:
        return
    if error.template and error.kind == "syntax":
        if not context.named:
            if not skipped:
                skipped.append(Skipped(source.name, _TEMPLATE))
            return
        problems.append(Problem("syntax", f"{error.message} ({_TEMPLATE})", source.name, Location(source, error.span)))
        return
    problems.append(Problem(error.kind, error.message, source.name, Location(source, error.span)))


def _remarks(source: Source, read: list[Document]) -> tuple[Remark, ...]:
    if "lintainer:" not in source.text:
        return ()
    from lintainer.parsers._yaml.remarks import remarks

    return remarks(source, read)
