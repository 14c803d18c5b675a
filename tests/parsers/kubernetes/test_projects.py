"""What belongs together: folders, kustomizations, claims and their volumes."""

from __future__ import annotations

import pytest

from lintainer.files import Files
from lintainer.model import Project
from lintainer.parsers import Context
from lintainer.source import Source
from tests.parsers.kubernetes import PARSER, project, shown

POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: b}]}\n"


def assemble(files: dict[str, str], *, complete: bool = True) -> dict[str, Project]:
    overlay = Files(files)
    parsed = [PARSER.parse(Source(name, text), Context(files=overlay, path=name, named=False)) for name, text in files.items()]
    assert not [one.problems for one in parsed if one.problems]
    return {one.name: one for one in PARSER.assemble(parsed, complete=complete)}


def test_each_folder_is_a_project() -> None:
    found = assemble({"a/x.yaml": POD, "a/y.yaml": POD, "b/x.yaml": POD, "x.yaml": POD})
    assert {name: len(one.workloads) for name, one in found.items()} == {"a": 2, "b": 1, ".": 1}
    assert all(one.complete for one in found.values())


def test_a_run_over_named_files_is_not_complete() -> None:
    assert not assemble({"a/x.yaml": POD}, complete=False)["a"].complete


def test_files_that_a_kustomization_names_belong_to_it_and_lie_in_its_namespace() -> None:
    found = assemble({"app/kustomization.yaml": "namespace: prod\nresources: [deploy/pod.yaml]\n", "app/deploy/pod.yaml": POD})
    (only,) = found.values()
    assert (only.name, only.complete, only.workloads[0].namespace) == ("app", True, "prod")
    assert shown(only.workloads[0].at("namespace")) == (1, "prod")


SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n"


@pytest.mark.parametrize(
    ("kustomization", "namespace"),
    [
        pytest.param("resources: [a.yaml]\n", "prod", id="a resource"),
        pytest.param("resources: [./x/../a.yaml]\n", "prod", id="a resource by a detour"),
        pytest.param("patches: [{path: a.yaml}]\n", "prod", id="a patch"),
        pytest.param("patchesStrategicMerge: [a.yaml]\n", "prod", id="a patch of old"),
        pytest.param("resources: [other.yaml]\n", None, id="a file that lies there"),
        pytest.param("", None, id="no list at all"),
    ],
)
def test_a_file_beside_a_kustomization_is_in_its_namespace_only_if_it_is_named(
    kustomization: str, namespace: str | None
) -> None:
    (only,) = assemble({"k/kustomization.yaml": f"namespace: prod\n{kustomization}", "k/a.yaml": SERVICE}).values()
    (service,) = only.of_kind("Service")
    assert service.namespace == namespace


def test_a_file_of_a_base_that_an_overlay_names_by_itself_is_in_the_overlays_namespace() -> None:
    files = {
        "base/kustomization.yaml": "namespace: base\n",
        "base/a.yaml": SERVICE,
        "prod/kustomization.yaml": "namespace: prod\nresources: [../base/a.yaml]\n",
    }
    (service,) = assemble(files)["base"].of_kind("Service")
    assert service.namespace == "prod"


def test_a_base_and_its_overlay_are_two_projects_and_neither_is_complete() -> None:
    found = assemble(
        {
            "base/kustomization.yaml": "resources: [pod.yaml]\n",
            "base/pod.yaml": POD,
            "prod/kustomization.yaml": "namespace: prod\nresources: [../base, extra.yaml]\n",
            "prod/extra.yaml": POD,
        }
    )
    assert {name: (len(one.workloads), one.complete) for name, one in found.items()} == {"base": (1, False), "prod": (1, False)}
    assert found["base"].workloads[0].namespace == "prod"


@pytest.mark.parametrize(
    "kustomization",
    [
        "patches: [{path: patch.yaml}]\n",
        "patchesStrategicMerge:\n- patch.yaml\n",
        "patches:\n- target: {kind: Deployment}\n  patch: |-\n    - op: add\n- path: ./patch.yaml\n",
    ],
)
def test_a_patch_is_not_judged_for_what_it_lacks(kustomization: str) -> None:
    found = assemble({"o/kustomization.yaml": kustomization, "o/patch.yaml": POD})["o"]
    (patch,) = found.workloads
    assert patch.partial
    assert not patch.containers[0].is_complete("memory")
    assert patch.pod is not None
    assert not patch.pod.is_complete("service_account_name")


def test_generators_make_objects() -> None:
    text = "namespace: prod\nconfigMapGenerator: [{name: cm, literals: [A=1]}]\nsecretGenerator: [{name: s, envs: [x.env]}]\n"
    found = assemble({"o/kustomization.yaml": text})["o"]
    config, secret = found.of_kind("ConfigMap", "Secret")
    assert config.namespace == "prod"
    assert (config.name, config.body["data"], config.at("data.A").text) == ("cm", {"A": "1"}, "A=1")
    assert (secret.kind, secret.name) == ("Secret", "s")


def volume(kind: str = "hostPath", extra: str = "", name: str = "disk", size: str = "1Gi") -> str:
    return (
        f"apiVersion: v1\nkind: PersistentVolume\nmetadata: {{name: {name}, labels: {{tier: a}}}}\nspec:\n"
        f"  capacity: {{storage: {size}}}\n  accessModes: [ReadWriteOnce]\n  {kind}: {{path: /srv/../etc}}\n{extra}"
    )


def claim(extra: str = "") -> str:
    return (
        "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec:\n"
        f"  accessModes: [ReadWriteOnce]\n  resources: {{requests: {{storage: 1Gi}}}}\n{extra}"
    )


USER = (
    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n"
    "  volumes:\n  - name: v\n    persistentVolumeClaim: {claimName: data}\n"
    "  containers: [{name: a, image: b, volumeMounts: [{name: v, mountPath: /data, readOnly: true}]}]\n"
)


@pytest.mark.parametrize(
    ("objects", "bound"),
    [
        pytest.param((volume(), claim("  volumeName: disk\n")), True, id="the claim names it"),
        pytest.param((volume("local"), claim("  volumeName: disk\n")), True, id="local"),
        pytest.param((volume(extra="  claimRef: {name: data}\n"), claim()), True, id="it names the claim"),
        pytest.param(
            (volume(extra="  storageClassName: manual\n"), claim("  storageClassName: manual\n")), True, id="the same class"
        ),
        pytest.param((volume(), claim("  storageClassName: ''\n")), True, id="no class on both"),
        pytest.param((volume(), claim()), False, id="the cluster's default class"),
        pytest.param((volume(), claim("  storageClassName: fast\n")), False, id="another class"),
        pytest.param((volume(size="1Mi"), claim("  storageClassName: ''\n")), False, id="too small"),
        pytest.param(
            (volume(), claim("  storageClassName: ''\n  selector: {matchLabels: {tier: b}}\n")), False, id="other labels"
        ),
        pytest.param((volume(extra="  claimRef: {name: other}\n"), claim("  storageClassName: ''\n")), False, id="taken"),
    ],
)
def test_a_claim_bound_to_a_path_of_the_host_is_a_bind(objects: tuple[str, str], bound: bool) -> None:
    found = project(*objects, USER)
    (mount,) = found.workloads[0].containers[0].mounts
    if not bound:
        assert (mount.type, mount.source) == ("volume", "data")
        return
    assert (mount.type, mount.source, mount.read_only, mount.via) == ("bind", "/etc", True, "claim")
    assert shown(mount.at("source")) == (7, "/srv/../etc")
    assert mount.at("source").source.name == "k8s/0.yaml"
    assert found.workloads[0].pod is not None
    assert found.workloads[0].pod.volumes[0].path == "/etc"
