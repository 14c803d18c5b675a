"""bench/agreement.py: what other linters print is read, put to an object, and compared with what lintainer says there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import agreement
import peers
import pytest
from agreement import Compared, Ours, Outcome, Part, Place, Tables
from peers import Finding

MANIFEST = """\
# the shop
apiVersion: v1
kind: Service
metadata: {name: web}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      initContainers:
      - name: first
        image: a:1
      containers:
      - image: nginx:1.27
        name: app
"""
COMPOSE = """\
services:
  web:
    image: nginx
  db: {image: postgres}
"""


def finding(check: str = "C1", line: int | None = None, *, kind: str | None = None, name: str | None = None) -> Finding:
    return Finding(check, "a.yaml", line, kind, name, None, "said")


@pytest.fixture
def manifest(tmp_path: Path) -> list[Part]:
    path = tmp_path / "a.yaml"
    path.write_text(MANIFEST, encoding="utf-8")
    return list(agreement.parts(path))


def _trivy(status: str, message: str, **cause: int) -> dict[str, Any]:
    return {"ID": "KSV-0001", "Message": message, "Status": status, "CauseMetadata": {"Provider": "Kubernetes", **cause}}


def test_trivy_gives_lines_or_names_what_it_is_about() -> None:
    found = [
        _trivy("FAIL", "Container 'app' of Deployment 'web' should …", StartLine=14, EndLine=15),
        _trivy("FAIL", "container app of pod web in shop namespace should not …"),
        _trivy("FAIL", "Container app in pod web (namespace: shop) uses …", StartLine=14),
        _trivy("FAIL", "container web in shop namespace is using …", StartLine=14),
        _trivy("FAIL", "ConfigMap 'web' in 'shop' namespace stores …"),
        _trivy("FAIL", "should be greater than 0"),
        _trivy("PASS", "fine", StartLine=1),
    ]
    report = {"SchemaVersion": 2, "Results": [{"Target": "a.yaml", "Misconfigurations": found}, {"Target": "b.yaml"}]}
    assert [one[2:6] for one in peers.read_trivy(report)] == [
        (14, "Deployment", "web", "app"),
        (None, "pod", "web", "app"),
        (14, "pod", "web", "app"),
        (14, None, None, None),
        (None, "ConfigMap", "web", None),
        (None, None, None, None),
    ]
    assert list(peers.read_trivy({"SchemaVersion": 2})) == []


def test_checkov_gives_lines() -> None:
    failed = {
        "check_id": "CKV2_K8S_6",
        "check_name": "a policy",
        "file_path": "/k8s/a.yaml",
        "file_line_range": [5, 17],
        "resource": "Pod.default.web.app-web",
    }
    report = {"check_type": "kubernetes", "results": {"failed_checks": [failed]}}
    assert list(peers.read_checkov(report)) == [Finding("CKV2_K8S_6", "k8s/a.yaml", 5, None, None, None, "a policy")]
    assert list(peers.read_checkov({"passed": 0, "failed": 0})) == []


def test_kube_score_names_object_and_container_of_what_is_not_fine() -> None:
    def check(grade: int, comments: list[dict[str, str]] | None, *, skipped: bool = False) -> dict[str, Any]:
        return {"check": {"id": f"grade-{grade}", "name": "Name"}, "grade": grade, "skipped": skipped, "comments": comments}

    comments = [{"path": "app", "summary": "no limit"}, {"path": "", "summary": "no probe"}]
    checks = [check(1, comments), check(5, None), check(7, comments), check(10, None), check(1, comments, skipped=True)]
    told = {"type_meta": {"kind": "Deployment"}, "object_meta": {"name": "web"}, "file_name": "/k8s/a.yaml", "file_row": 6}
    assert list(peers.read_kube_score([told | {"checks": checks}], Path("/k8s"))) == [
        Finding("grade-1", "a.yaml", 6, "Deployment", "web", "app", "no limit"),
        Finding("grade-1", "a.yaml", 6, "Deployment", "web", None, "no probe"),
        Finding("grade-5", "a.yaml", 6, "Deployment", "web", None, "Name"),
    ]
    assert next(peers.read_kube_score([told | {"checks": checks}], Path("/k8s"), "b.yaml")).path == "b.yaml"
    assert list(peers.read_kube_score(None, Path("/k8s"))) == []


def test_compose_lint_names_the_service_of_what_is_not_suppressed() -> None:
    entry = {"file": "compose.yaml", "line": 2, "rule_id": "CL-0002", "service": "web", "message": "m", "suppressed": False}
    report = {"version": "2", "findings": [entry, entry | {"suppressed": True}]}
    assert list(peers.read_compose_lint(report)) == [Finding("CL-0002", "compose.yaml", 2, "service", "web", None, "m")]


def test_dclint_names_the_service_where_it_is_about_one() -> None:
    messages = [
        {"rule": "no-unbound-port-interfaces", "line": 6, "message": "m", "data": {"serviceName": "web"}},
        {"rule": "invalid-schema", "line": 1, "message": "n", "data": {}},
    ]
    assert list(peers.read_dclint([{"filePath": "compose.yaml", "messages": messages}])) == [
        Finding("no-unbound-port-interfaces", "compose.yaml", 6, "service", "web", None, "m"),
        Finding("invalid-schema", "compose.yaml", 1, None, None, None, "n"),
    ]


def test_files_are_chosen_by_their_looks(tmp_path: Path) -> None:
    texts = {"a.yaml": MANIFEST, "c.yml": COMPOSE, "d.json": '{"apiVersion": "v1"}', "e.yaml": "a: 1\n", "f.txt": COMPOSE}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert peers.files(tmp_path, peers.is_manifest) == ["a.yaml", "d.json"]
    assert peers.files(tmp_path, peers.is_compose) == ["c.yml"]
    assert [len(batch) for batch in peers.batches(["a"] * 250)] == [100, 100, 50]


def test_a_manifest_has_objects_and_containers(manifest: list[Part]) -> None:
    assert manifest == [
        Part("service", "web", None, 2, 4),
        Part("deployment", "web", None, 6, 17),
        Part("deployment", "web", "first", 13, 14),
        Part("deployment", "web", "app", 16, 17),
    ]


def test_a_list_has_its_items(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"kind": "List", "items": [{"kind": "Pod", "metadata": {"generateName": "w-"}}]}', encoding="utf-8")
    assert list(agreement.parts(path)) == [Part("pod", "w-", None, 1, 1)]


def test_a_compose_file_has_services(tmp_path: Path) -> None:
    path = tmp_path / "compose.yaml"
    path.write_text(COMPOSE, encoding="utf-8")
    assert list(agreement.parts(path)) == [Part("service", "web", None, 2, 3), Part("service", "db", None, 4, 4)]


@pytest.mark.parametrize("content", [b"a: [", b"\0", b"- 1\n"], ids=["no YAML", "no text", "no mapping"])
def test_a_file_that_cannot_be_read_has_no_parts(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    assert list(agreement.parts(path)) == []


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(finding(line=17), ("deployment", "web", "app"), id="a line of a container"),
        pytest.param(finding(line=10), ("deployment", "web", None), id="a line of the pod"),
        pytest.param(finding(line=5), ("deployment", "web", None), id="the separator above"),
        pytest.param(finding(line=99), (None, None, None), id="a line that is not there"),
        pytest.param(finding(kind="Pod", name="x"), ("pod", "x", None), id="a name alone"),
        pytest.param(finding(line=6, kind="Deployment", name="web"), ("deployment", "web", None), id="a name and a line"),
        pytest.param(finding(), (None, None, None), id="nothing"),
    ],
)
def test_a_finding_is_put_to_what_it_is_about(
    manifest: list[Part], found: Finding, expected: tuple[str | None, str | None, str | None]
) -> None:
    assert agreement.place(found, manifest) == Place("a.yaml", *expected)


def test_one_line_does_not_tell_containers_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    text = '{"kind": "Pod", "metadata": {"name": "w"}, "spec": {"containers": [{"name": "a"}, {"name": "b"}]}}'
    path.write_text(text, encoding="utf-8")
    assert agreement.place(finding(line=1), list(agreement.parts(path))) == Place("a.yaml", "pod", "w", None)


@pytest.mark.parametrize(
    ("other", "meets"),
    [
        pytest.param(Place("a.yaml", "pod", "web", "app"), True, id="the same container"),
        pytest.param(Place("a.yaml", "pod", "web", None), True, id="the pod"),
        pytest.param(Place("a.yaml", None, None, None), True, id="somewhere in the file"),
        pytest.param(Place("a.yaml", "pod", "web", "first"), False, id="another container"),
        pytest.param(Place("b.yaml", "pod", "web", "app"), False, id="another file"),
    ],
)
def test_what_is_not_said_may_be_any(other: Place, meets: bool) -> None:
    assert Place("a.yaml", "pod", "web", "app").meets(other) is meets


def at(container: str | None = None, path: str = "a.yaml") -> Place:
    return Place(path, "pod", "web", container)


def said(check: str, *places: Place) -> list[tuple[Place, Finding]]:
    return [(one, Finding(check, one.path, 1, "Pod", "web", one.container, "said")) for one in places]


def known(**supersedes: Sequence[str]) -> Tables:
    rows = [
        {"peers": {"Trivy": "T1, T2"}, "policies": ["weak"]},
        {"peers": {"Trivy": "T1", "Checkov": "T1"}, "policies": ["weak", "other"], "options": {"other": {"allow": []}}},
        {"peers": {"Trivy": "T9"}, "policies": []},
    ]
    names = ("weak", "strong", "strongest", "other")
    return agreement.tables(rows, [{"id": name, "supersedes": supersedes.get(name, ())} for name in names])


def ours(*found: tuple[Place, Finding], unknown: Sequence[Place] = ()) -> Ours:
    result: dict[tuple[str, str], list[tuple[Place, Finding]]] = {}
    for entry in found:
        result.setdefault((entry[1].check, entry[0].path), []).append(entry)
    return Ours(result, {("weak", one.path): [one] for one in unknown}, {"skipped.yaml": "a template"})


def test_tables_join_rows_and_follow_what_supersedes() -> None:
    tables = known(strongest=["strong"], strong=["weak"])
    assert tables.policies["Trivy", "T1"] == ["weak", "other"]
    assert tables.policies["Checkov", "T1"] == ["weak", "other"]
    assert tables.counts["weak"] == {"weak", "strong", "strongest"}
    assert tables.counts["strong"] == {"strong", "strongest"}
    assert tables.options == {"other": {"allow": []}}


def test_a_check_is_counted_by_what_is_said_at_the_same_place() -> None:
    entries = said("T2", at("a"), at("a"), at("b"), at("c"), at(None, "skipped.yaml"))
    mine = ours(*said("strong", at("a")), *said("other", at("b")), unknown=[at("c")])
    rows = agreement.theirs([*entries, *said("T9", at())], known(strong=["weak"]), "Trivy", mine)
    assert set(rows) == {"T2"}
    assert rows["T2"][:3] == (1, 1, 1)
    assert [one.container for one in rows["T2"].alone] == ["b"]


def test_a_policy_is_counted_where_the_peer_has_read_the_object() -> None:
    entries = [*said("T1", at("a")), *said("T9", at(None))]
    mine = ours(*said("weak", at("a"), at("b"), at(None, "unread.yaml")), *said("other", at("a")))
    rows = agreement.mine(entries, known(), "Trivy", mine)
    assert (rows["weak"].same, [one.container for one in rows["weak"].alone]) == (1, ["b"])
    assert (rows["other"].same, rows["other"].alone) == (1, [])
    assert set(rows) == {"weak", "other"}


def test_lintainers_own_report_is_read(manifest: list[Part]) -> None:
    def entry(kind: str, name: str, *containers: str) -> dict[str, Any]:
        told = {"kind": kind, "name": name, "namespace": None}
        return {"policy": "p", "path": "a.yaml", "line": 1, "message": "m", "object": told, "containers": list(containers)}

    report = {
        "findings": [entry("Deployment", "web", "app", "first"), entry("Service", "web"), entry("service", "db", "db")],
        "unknown": [{"policy": "p", "path": "a.yaml", "line": 17, "why": "w"}],
        "errors": [{"path": "c.yaml", "message": "no YAML"}, {"path": None, "message": "bad"}],
        "summary": {"skipped": [{"path": "b.yaml", "reason": "a template"}]},
    }
    read = agreement.read_lintainer(report, {"a.yaml": manifest})
    places = [place for place, _ in read.found["p", "a.yaml"]]
    assert places == [
        Place("a.yaml", "deployment", "web", "app"),
        Place("a.yaml", "deployment", "web", "first"),
        Place("a.yaml", "service", "web", None),
        Place("a.yaml", "service", "db", None),
    ]
    assert read.unknown == {("p", "a.yaml"): [Place("a.yaml", "deployment", "web", "app")]}
    assert read.skipped == {"b.yaml": "a template", "c.yaml": "no YAML"}


def test_the_report_sums_folders_and_lists_what_one_side_says() -> None:
    one = Compared(2, 1, 0, [finding(line=3)])
    outcome = Outcome("Trivy", 7, {"T1": one}, {"weak": Compared(2, 0, 0, [])})
    lines = list(agreement.table([outcome, outcome], known()))
    assert lines[0] == "Trivy: 14 findings, 8 of checks that have a policy here"
    assert lines[2].split() == ["T1", "4", "2", "0", "2", "weak,", "other"]
    assert lines[3].split() == ["all", "4", "2", "0", "2"]
    assert lines[5].split() == ["weak", "4", "0"]
    assert list(agreement.listing([(Path("k8s"), outcome)], "T1", None)) == ["k8s/a.yaml:3: Trivy : said"]
    many = Outcome("Trivy", 7, {"T1": Compared(0, 0, 0, [finding(line=line) for line in range(9)])}, {})
    drawn = list(agreement.listing([(Path("k8s"), many)], "T1", 4))
    assert len(set(drawn)) == 4
    assert drawn == list(agreement.listing([(Path("k8s"), many)], "T1", 4))


def test_a_peer_without_findings_is_reported() -> None:
    assert next(agreement.table([Outcome("Trivy", 0, {}, {})], known())).startswith("Trivy: 0 findings")


def test_every_peer_that_is_run_has_checks_in_the_tables() -> None:
    text = "".join(path.read_text("utf-8") for path in (agreement.ROOT / "docs" / "peers").glob("*.yaml"))
    assert [peer for peer in peers.READERS if f"{peer}: " not in text] == []
