"""Seccomp profiles and kernel parameters of pods, host processes of Windows."""

from __future__ import annotations

import pytest

from tests.policies.manifests import pod, said, texts_of


def profile(kind: str) -> str:
    return f"securityContext: {{seccompProfile: {{type: {kind}}}}}"


@pytest.mark.parametrize(
    ("on_pod", "on_container", "texts"),
    [
        pytest.param("", "", ["app"], id="none"),
        pytest.param("RuntimeDefault", "", [], id="the pod's"),
        pytest.param("", "Localhost", [], id="its own"),
        pytest.param("RuntimeDefault", "Unconfined", ["Unconfined"], id="its own counts"),
        pytest.param("Unconfined", "RuntimeDefault", [], id="in both directions"),
        pytest.param("Unconfined", "", ["Unconfined"], id="unconfined by the pod"),
        pytest.param("", "Default", ["Default"], id="one that there is not"),
    ],
)
def test_seccomp(on_pod: str, on_container: str, texts: list[str]) -> None:
    text = pod(profile(on_pod) if on_pod else "", container=profile(on_container) if on_container else "")
    assert texts_of("missing-seccomp-profile", text) == texts


def test_windows_has_no_seccomp() -> None:
    assert said("missing-seccomp-profile", pod("os: {name: windows}")) == []


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        pytest.param("net.ipv4.tcp_syncookies", [], id="safe"),
        pytest.param("net/ipv4/tcp_syncookies", [], id="safe, with slashes"),
        pytest.param("net.ipv4.tcp_slow_start_after_idle", [], id="safe since 1.37"),
        pytest.param("net.ipv4.ip_forward", ["net.ipv4.ip_forward"], id="of a namespace, but not safe"),
        pytest.param("kernel.core_pattern", ["kernel.core_pattern"], id="of the node"),
    ],
)
def test_sysctls(name: str, texts: list[str]) -> None:
    assert texts_of("unsafe-sysctl", pod(f"securityContext: {{sysctls: [{{name: {name}, value: '1'}}]}}")) == texts


@pytest.mark.parametrize(
    ("on_pod", "on_container", "texts"),
    [
        pytest.param("true", "", ["true"], id="the pod's"),
        pytest.param("", "true", ["true"], id="its own"),
        pytest.param("false", "true", ["true"], id="its own counts"),
        pytest.param("true", "false", [], id="in both directions"),
        pytest.param("", "", [], id="none"),
    ],
)
def test_host_processes(on_pod: str, on_container: str, texts: list[str]) -> None:
    def options(value: str) -> str:
        return f"securityContext: {{windowsOptions: {{hostProcess: {value}}}}}" if value else ""

    assert texts_of("windows-host-process", pod(options(on_pod), container=options(on_container))) == texts


def test_a_pod_without_containers_is_judged_by_its_own_values() -> None:
    text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {securityContext: {windowsOptions: {hostProcess: true}}}\n"
    assert texts_of("windows-host-process", text) == ["true"]
