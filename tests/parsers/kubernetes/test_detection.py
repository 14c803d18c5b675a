"""Which files are read, and what is done with templates and broken documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from lintainer.files import Files
from lintainer.parsers import Context, Parsed
from lintainer.source import Source
from tests.parsers.kubernetes import PARSER, read, workload

POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: b}]}\n"


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        pytest.param(POD, True, id="yaml"),
        pytest.param("# comment\n---\n" + POD, True, id="comment first"),
        pytest.param("kind: Pod\nspec: {}\n", True, id="without apiVersion"),
        pytest.param('{"kind": "Pod", "apiVersion": "v1"}', True, id="json"),
        pytest.param('[\n {"kind" : "Pod"}]', True, id="json list"),
        pytest.param("services:\n  web:\n    image: a\n    x-kind: b\n", False, id="compose"),
        pytest.param("apiVersion: v2\nname: chart\nversion: 1.0.0\n", False, id="Chart.yaml"),
        pytest.param("on: push\njobs: {a: {steps: []}}\n", False, id="workflow"),
        pytest.param('{"name": "x", "version": "1"}', False, id="package.json"),
        pytest.param("text about kind: and apiVersion: things\n", False, id="prose"),
    ],
)
def test_claims_by_content(text: str, claimed: bool) -> None:
    assert PARSER.claims(Source("x.yaml", text), Context(files=Files())) is claimed


@pytest.mark.parametrize("name", ["kustomization.yaml", "kustomization.yml", "Kustomization"])
def test_kustomizations_are_claimed_by_name(name: str) -> None:
    assert PARSER.claims(Source(f"app/{name}", "resources: [a.yaml]\n"), Context(files=Files()))


def chart(folder: Path, template: str) -> Path:
    (folder / "web" / "templates" / "sub").mkdir(parents=True)
    (folder / "web" / "Chart.yaml").write_text("apiVersion: v2\nname: web\nversion: 0.1.0\n")
    path = folder / "web" / "templates" / "sub" / "deploy.yaml"
    path.write_text(template)
    return path


def parse(path: Path, *, named: bool) -> Parsed:
    files = Files()
    return PARSER.parse(files.read(str(path)), Context(files=files, path=str(path), named=named))


@pytest.mark.parametrize("named", [True, False])
def test_a_template_of_a_chart_is_skipped_with_one_reason(tmp_path: Path, named: bool) -> None:
    text = POD + "---\n{{- if .Values.x }}\nkind: Pod\n{{ end }}\n" * 5
    parsed = parse(chart(tmp_path, text), named=named)
    assert parsed.workloads == ()
    said = [problem.message for problem in parsed.problems] if named else [skip.reason for skip in parsed.skipped]
    assert [reason.partition(":")[0] for reason in said] == ["a template of a Helm chart"]
    assert len(parsed.problems) + len(parsed.skipped) == 1


def test_a_file_of_a_chart_that_is_no_template_is_read(tmp_path: Path) -> None:
    assert [one.name for one in parse(chart(tmp_path, POD), named=False).workloads] == ["a"]


BROKEN = "apiVersion: v1\nkind: Pod\nmetadata:\n  {{ .Name }}: {{- x\n"


def test_a_template_that_was_found_is_skipped_and_the_rest_is_read() -> None:
    parsed = read(f"{BROKEN}---\n{BROKEN}---\n{POD}", named=False)
    assert len(parsed.skipped) == 1
    assert parsed.problems == ()
    assert [one.name for one in parsed.workloads] == ["a"]


def test_a_template_that_was_named_is_a_problem() -> None:
    parsed = read(BROKEN, named=True)
    assert [problem.kind for problem in parsed.problems] == ["syntax"]
    assert parsed.problems[0].location is not None


def test_a_broken_document_is_one_problem_and_the_others_are_read() -> None:
    parsed = read(f"{POD}---\nkind: Pod\napiVersion: [v1\n---\n{POD}")
    assert [problem.kind for problem in parsed.problems] == ["syntax"]
    assert len(parsed.workloads) == 2


def test_expressions_in_quotes_are_values_that_are_not_known() -> None:
    found = workload(POD.replace("image: b", 'image: "{{ image }}"'))
    image = found.containers[0].image
    assert image is not None
    assert not isinstance(image.repository, str)


def test_comments_for_lintainer_cover_what_starts_on_their_line() -> None:
    text = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n"
        "  # lintainer: ignore[host-network] agent\n  hostNetwork: true\n"
        "  containers:\n  - name: a  # lintainer: ignore[privileged] whole container\n    image: '# lintainer: x'\n"
        "    securityContext: {privileged: true}\n"
    )
    parsed = read(text)
    scopes = [text[remark.scope.start : remark.scope.end] for remark in parsed.remarks]
    assert [text[remark.span.start : remark.span.end][:23] for remark in parsed.remarks] == [
        "# lintainer: ignore[hos",
        "# lintainer: ignore[pri",
    ]
    assert scopes[0].endswith("hostNetwork: true")
    assert "securityContext: {privileged: true}" in scopes[1]


def test_objects_know_their_extent_and_annotations() -> None:
    text = f"{POD}---\nkind: ServiceAccount\napiVersion: v1\nmetadata:\n  name: b\n  annotations: {{lintainer.io/ignore: x}}\n"
    parsed = read(text)
    assert parsed.workloads[0].extent is not None
    assert text[slice(*parsed.workloads[0].extent)].strip() == POD.strip()
    (account,) = parsed.resources
    assert [(one.name, one.value) for one in account.annotations] == [("lintainer.io/ignore", "x")]


def test_values_of_secrets_are_kept_out_of_excerpts() -> None:
    text = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  a: hunter2\ndata: {b: aHVudGVyMg==}\n"
    parsed = read(text)
    assert sorted(text[slice(*span)] for span in parsed.source.secrets) == ["aHVudGVyMg==", "hunter2"]


def test_resources_have_the_place_of_every_value() -> None:
    text = (
        "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec:\n"
        "  ports:\n  - port: 80\n    nodePort: 30000\n  externalIPs: [1.2.3.4]\n"
    )
    (service,) = read(text).resources
    assert service.body["spec"]["externalIPs"] == ["1.2.3.4"]
    assert service.at("spec.externalIPs.0").text == "1.2.3.4"
    assert service.at("spec.ports.0").text == "port: 80"
    assert service.at("spec.ports.0.nodePort").text == "30000"
    assert service.at("spec.type").text == "spec"
    assert service.at().text == "s"
