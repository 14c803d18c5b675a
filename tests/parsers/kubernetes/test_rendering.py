"""Charts and kustomizations that are rendered first."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from lintainer.changed_lines import Changed
from lintainer.engine import Report
from lintainer.parsers.kubernetes.rendering import split_by_template
from lintainer.reporters import REPORTERS, View
from lintainer.run import check_paths
from lintainer.settings import Settings
from tests.clients import require

POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  hostNetwork: true\n  containers: [{name: app, image: a:1}]\n"
SELECT = ("host-network", "unpinned-image", "missing-memory-limit")


def settings(**fields: object) -> Settings:
    return Settings(select=SELECT, installed_plugins=False, **fields)  # type: ignore[arg-type]


def found(report: Report) -> list[tuple[str, str, bool]]:
    return [(one.location.source.name, one.policy.id, one.rendered) for one in report.findings]


def tool(folder: Path, name: str, script: str) -> None:
    """Put a program into `folder` that answers as the tool would."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.fixture
def chart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "web" / "templates").mkdir(parents=True)
    (tmp_path / "web" / "Chart.yaml").write_text("apiVersion: v2\nname: named\nversion: 0.1.0\n")
    (tmp_path / "web" / "templates" / "pod.yaml").write_text("kind: Pod\napiVersion: v1\nmetadata: {{ toYaml .x }}\n")
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}/bin{os.pathsep}/usr/bin")
    return tmp_path


def test_a_chart_is_read_as_rendered_and_its_findings_name_the_template(chart: Path) -> None:
    output = f"---\n# Source: named/templates/pod.yaml\n{POD}---\n# Source: named/charts/sub/templates/pod.yaml\n{POD}"
    tool(chart / "bin", "helm", f'echo "$@" > args\ncat <<"END"\n{output}END')
    report = check_paths(["web"], settings(helm=True, values=("a.yaml", "b.yaml")))
    assert not report.problems
    assert sorted(set(found(report))) == [
        ("web/charts/sub/templates/pod.yaml", "host-network", True),
        ("web/charts/sub/templates/pod.yaml", "missing-memory-limit", True),
        ("web/templates/pod.yaml", "host-network", True),
        ("web/templates/pod.yaml", "missing-memory-limit", True),
    ]
    assert (chart / "args").read_text().split() == "template release web --values a.yaml --values b.yaml".split()
    assert [project.name for project in report.projects] == ["web"]
    assert not [skip for skip in report.skipped if "template" in skip.reason]


def test_subcharts_can_be_left_out(chart: Path) -> None:
    tool(chart / "bin", "helm", f'cat <<"END"\n---\n# Source: named/charts/sub/templates/pod.yaml\n{POD}END')
    report = check_paths(["web"], settings(helm=True, exclude=("charts/",)))
    assert found(report) == []


def test_a_chart_that_helm_refuses_is_a_problem(chart: Path) -> None:
    tool(chart / "bin", "helm", "echo 'Error: values do not meet the schema' >&2; exit 1")
    report = check_paths(["web"], settings(helm=True))
    assert [(one.kind, one.name, one.message) for one in report.problems] == [
        ("read", "web", "helm failed: values do not meet the schema")
    ]


@pytest.mark.parametrize("allow", [False, True])
def test_without_a_tool_there_is_one_clear_note(chart: Path, allow: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(chart / "bin"))
    (chart / "k").mkdir()
    (chart / "k" / "kustomization.yaml").write_text("resources: [pod.yaml]\n")
    (chart / "k" / "pod.yaml").write_text(POD)
    report = check_paths(["k"], settings(kustomize=True, allow_skipped=allow))
    said = [one.message for one in report.problems] + [one.reason for one in report.skipped if "PATH" in one.reason]
    assert len(said) == 1
    assert said[0].startswith("cannot be built: neither kustomize nor kubectl is on the PATH")
    assert bool(report.problems) is not allow
    # What can be read without the tool is read.
    assert ("k/pod.yaml", "host-network", False) in found(report)


def test_the_output_of_helm_is_split_by_its_marks() -> None:
    output = (
        "---\n# Source: c/templates/a.yaml\nkind: A\n---\n# Source: c/templates/b.yaml\nkind: B\n"
        "---\n# Source: c/templates/a.yaml\nkind: C\n"
    )
    sources = split_by_template(output, "charts/c")
    assert [(one.name, [line for line in one.text.split("\n") if line.startswith("kind")]) for one in sources] == [
        ("charts/c/templates/a.yaml", ["kind: A", "kind: C"]),
        ("charts/c/templates/b.yaml", ["kind: B"]),
    ]


@pytest.fixture
def overlays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "base/kustomization.yaml": "resources: [pod.yaml]\n",
        "base/pod.yaml": POD.replace("a:1", "nginx"),
        "prod/kustomization.yaml": 'resources: [../base]\nimages: [{name: nginx, newTag: "1.27"}]\npatches: [{path: p.yaml}]\n',
        "prod/p.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {hostNetwork: false}\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize("path", ["prod", "."])
def test_a_kustomization_is_built_as_a_whole(overlays: Path, path: str) -> None:
    require("kubectl")
    report = check_paths([path], settings(kustomize=True))
    assert not report.problems
    assert found(report) == [("prod/kustomization.yaml", "missing-memory-limit", True)]


def test_without_building_a_patch_is_not_judged_for_what_it_lacks(overlays: Path) -> None:
    report = check_paths(["prod"], settings())
    assert found(report) == []


def test_helm_python_sdk_renders_where_there_is_no_helm(chart: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # An extra: not even CI has to have it.
    pytest.importorskip("helm_python", reason="the package helm-python-sdk is an extra")
    monkeypatch.setenv("PATH", str(chart / "bin"))
    (chart / "web" / "templates" / "pod.yaml").write_text(POD.replace("a:1", "{{ .Values.image }}"))
    (chart / "v.yaml").write_text("image: nginx\n")
    report = check_paths(["web"], settings(helm=True, values=("v.yaml",)))
    assert ("web/templates/pod.yaml", "unpinned-image", True) in found(report)


PRINTED = f"---\n# Source: named/templates/pod.yaml\n{POD}---\n# Source: named/templates/two.yaml\n{POD}---\n{POD}"


def test_what_helm_printed_names_its_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out.yaml").write_text(PRINTED)
    report = check_paths(["out.yaml"], settings(ignore=("missing-memory-limit",)))
    templates = [(one.location.region.line, one.template) for one in report.findings]
    assert templates == [(7, "named/templates/pod.yaml"), (15, "named/templates/two.yaml"), (22, None)]
    text = REPORTERS["text"](report, View())
    assert text.count("  = note: rendered from `named/templates/pod.yaml`\n") == 1
    log = json.loads(REPORTERS["sarif"](report, View()))
    first = log["runs"][0]["results"][0]
    assert "(rendered from `named/templates/pod.yaml`)" in first["message"]["text"]
    (place,) = first["locations"]
    assert place["physicalLocation"]["region"]["startLine"] == 7
    named = {"name": "pod.yaml", "fullyQualifiedName": "named/templates/pod.yaml", "kind": "resource"}
    assert named in place["logicalLocations"]
    found = json.loads(REPORTERS["json"](report, View()))["findings"]
    assert [one["template"] for one in found] == [template for _, template in templates]


@pytest.mark.parametrize(
    "above", ["# Source: https", "# Source:  ", "x: 1  # Source: a/b", "# Source: a/templates/b.yaml\nx: 1\n---"]
)
def test_other_comments_name_no_template(above: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out.yaml").write_text(f"---\n{above}\n{POD}")
    assert {one.template for one in check_paths(["out.yaml"], settings()).findings} <= {None}


def test_hosts_are_sent_to_the_template_and_told_the_line_of_what_it_renders_to(chart: Path) -> None:
    tool(chart / "bin", "helm", f'cat <<"END"\n---\n# Source: named/templates/pod.yaml\n{POD}END')
    report = check_paths(["web"], settings(helm=True, ignore=("missing-memory-limit",)))
    (finding,) = report.findings
    assert (finding.template, finding.location.region.line) == ("web/templates/pod.yaml", 6)
    (result,) = json.loads(REPORTERS["sarif"](report, View()))["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "web/templates/pod.yaml"
    assert place["region"] == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2}
    assert "(line 6 of what this template renders to)" in result["message"]["text"]
    assert "fixes" not in result
    assert ",line=1,endLine=1," in REPORTERS["github"](report, View())
    assert Changed({}, frozenset()).touches(finding)
