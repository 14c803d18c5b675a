"""What front ends note becomes findings, once and with its container."""

from __future__ import annotations

import pytest

from lintainer.run import check_texts
from lintainer.settings import Settings
from tests.policies.asking import found_in

CORRECTNESS = ("misplaced-security-field", "unknown-field", "invalid-value", "duplicate-key")


def test_a_key_in_the_wrong_place_is_not_called_unknown_too() -> None:
    text = "services:\n  web:\n    image: nginx:1.27\n    deploy: {privileged: true}\n    nonsense: 1\n"
    assert found_in(text, *CORRECTNESS) == [("misplaced-security-field", "privileged"), ("unknown-field", "nonsense")]


def test_what_lies_outside_of_services_is_judged() -> None:
    text = (
        "servces: {}\nservices:\n  web: {image: 'nginx:1.27'}\n"
        "networks:\n  a: {driver: bridge, driver: bridge}\nvolumes: {v: 5}\n"
    )
    found = found_in(text, *CORRECTNESS)
    assert found == [("unknown-field", "servces"), ("duplicate-key", "driver"), ("invalid-value", "5")]


def test_a_refused_value_is_said_of_the_containers_that_it_is_about() -> None:
    text = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostNetwork: 'no'\n"
        "  initContainers: [{name: i, image: x}]\n"
        "  containers: [{name: a, image: x}, {name: b, image: x, imagePullPolicy: Often}]\n"
    )
    report = check_texts({"pod.yaml": text}, Settings(select=("invalid-value",), installed_plugins=False))
    assert [(f.location.text, sorted(f.containers)) for f in report.findings] == [("'no'", ["a", "b", "i"]), ("Often", ["b"])]


def test_a_placeholder_of_a_template_is_no_refused_value() -> None:
    text = (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n"
        "spec:\n  replicas: {{replicas}}\n  template: {spec: {containers: []}}\n"
    )
    assert found_in(text, "invalid-value", name="a.yaml") == []


def test_only_variables_that_decide_isolation_are_named() -> None:
    text = (
        'services:\n  web:\n    image: "nginx:${TAG}"\n    user: "${WHO}"\n    environment: {A: "${B}"}\n'
        '    volumes: ["${DATA}:/data"]\n'
    )
    assert [place for _, place in found_in(text, "unresolved-variable")] == ['"${WHO}"', '"${DATA}:/data"']


@pytest.mark.parametrize(
    ("command", "found"),
    [
        pytest.param("docker run --cap-add=SYS_ADMIN ...", [], id="the image and the rest"),
        pytest.param("docker run --mount type=image,... a", [], id="the rest of a value"),
        pytest.param("docker run ...a", ["...a"], id="an image that begins with dots"),
        pytest.param("docker run a/B", ["a/B"], id="an image that is refused"),
    ],
)
def test_what_a_document_leaves_out_is_not_refused(command: str, found: list[str]) -> None:
    report = check_texts({"a.sh": f"{command}\n"}, Settings(select=("invalid-value",), installed_plugins=False))
    assert [finding.location.text for finding in report.findings] == found
    assert bool(report.undecided) is (not found)
