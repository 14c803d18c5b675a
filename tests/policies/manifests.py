"""What policies say of manifests, for the cases that their pages do not show."""

from __future__ import annotations

from typing import NamedTuple

from lintainer.engine import Report
from lintainer.run import check_texts
from lintainer.settings import Settings


class Said(NamedTuple):
    """A finding: the line and the text that it points at, how bad it is, and what it says."""

    line: int
    text: str
    severity: str
    message: str


def report(policy: str, *texts: str, options: dict[str, object] | None = None) -> Report:
    """Lint manifests with one policy; several texts are all of a folder, one is a file that somebody named."""
    files = {f"k8s/{number}.yaml": text for number, text in enumerate(texts)}
    settings = Settings(select=(policy,), options={policy: options or {}}, installed_plugins=False)
    found = check_texts(files, settings)
    assert found.files == len(texts), "a file was not read"
    return found


def said(policy: str, *texts: str, options: dict[str, object] | None = None) -> list[Said]:
    """Return what the policy says, in the order of the files; it must not crash, and everything must have been read."""
    found = report(policy, *texts, options=options)
    assert not found.problems, found.problems
    return [Said(one.location.region.line, one.location.text, str(one.severity), one.message) for one in found.findings]


def texts_of(policy: str, *texts: str, options: dict[str, object] | None = None) -> list[str]:
    """Return the texts that the findings point at."""
    return [one.text for one in said(policy, *texts, options=options)]


def open_questions(policy: str, *texts: str) -> list[str]:
    """Return why the policy could not decide."""
    found = report(policy, *texts)
    assert not found.problems, found.problems
    assert not found.findings, found.findings
    return [one.undecided.why for one in found.undecided]


def pod(inside: str = "", *, name: str = "web", labels: str = "{app: web}", container: str = "", meta: str = "") -> str:
    """A pod: `inside` is YAML of its spec, `container` of its container, `meta` of its metadata, all in flow style."""
    comma = ", " if inside else ""
    return (
        f"apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}, labels: {labels}{', ' + meta if meta else ''}}}\n"
        f"spec: {{{inside}{comma}containers: [{{name: app, image: nginx:1.27{', ' + container if container else ''}}}]}}\n"
    )


def role(*rules: str, kind: str = "ClusterRole", name: str = "role", extra: str = "") -> str:
    """A role with the rules, each as YAML in flow style."""
    listed = "".join(f"  - {rule}\n" for rule in rules)
    return f"apiVersion: rbac.authorization.k8s.io/v1\nkind: {kind}\nmetadata: {{name: {name}{extra}}}\n" + (
        f"rules:\n{listed}" if rules else "rules: []\n"
    )


def binding(role_kind: str, role_name: str, *subjects: str, kind: str = "ClusterRoleBinding", meta: str = "") -> str:
    """A binding of the role to the subjects, each as YAML in flow style."""
    listed = "".join(f"  - {subject}\n" for subject in subjects)
    return (
        f"apiVersion: rbac.authorization.k8s.io/v1\nkind: {kind}\nmetadata: {{name: binding{meta}}}\n"
        f"roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: {role_kind}, name: {role_name}}}\n"
        + (f"subjects:\n{listed}" if subjects else "")
    )
