"""Pods of quadlet, and the YAML that its `.kube` units play: what they declare, and what they share."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

from lintainer.model import Unknown
from lintainer.model.notes import InvalidValue, UnreadFile
from lintainer.run import check_paths, check_texts
from lintainer.settings import Settings
from tests.parsers.quadlet_folder import CONTAINER, YAML, only, read, workload

POD = """[Pod]
PublishPort=8080:80
Volume=/srv/shared:/shared
UserNS=auto
PodmanArgs=--memory 1g --device /dev/kvm --security-opt label=disable
"""


class TestPods:
    """`.pod` units: what they declare holds for each container that names them."""

    texts: ClassVar = {
        "web.container": f"{CONTAINER}Pod=shop.pod\nVolume=/srv/own:/own\n",
        "db.container": f"{CONTAINER}Pod=shop.pod\nMemory=2g\nVolume=/srv/db:/shared\n",
        "alone.container": CONTAINER,
        "shop.pod": POD,
    }

    def test_containers_of_a_pod_are_one_workload(self) -> None:
        alone, pod = read(self.texts).workloads
        assert (alone.kind, alone.name) == ("container", "systemd-alone")
        assert (pod.kind, pod.name, [one.name for one in pod.containers]) == (
            "pod",
            "systemd-shop",
            ["systemd-web", "systemd-db"],
        )

    def test_values_of_the_pod_are_those_of_its_containers(self) -> None:
        web, db = read(self.texts).workloads[1].containers
        for one in (web, db):
            assert [(port.host_port, port.at().source.name, port.at().text) for port in one.ports] == [
                (8080, "shop.pod", "8080:80")
            ]
            assert (one.userns_mode, one.at("userns_mode").text) == ("auto", "UserNS=auto")
            assert [device.path_on_host for device in one.devices] == ["/dev/kvm"]
            assert one.selinux is not None
            assert one.selinux.disable is True
        assert (web.memory, db.memory) == (1 << 30, 2 << 30)
        assert (web.at("memory").source.name, db.at("memory").source.name) == ("shop.pod", "db.container")
        # A container's own mount at a place takes that of the pod's.
        assert [mount.source for mount in web.mounts] == ["/srv/own", "/srv/shared"]
        assert [mount.source for mount in db.mounts] == ["/srv/db"]

    @pytest.mark.parametrize("name", ["web.container", "shop.pod"])
    def test_one_unit_of_a_pod_is_judged_with_the_pod(self, name: str) -> None:
        (one,) = workload(self.texts, name).containers
        assert (one.name, one.role) == (("systemd-web", "main") if name == "web.container" else ("systemd-shop", "pod"))
        assert one.ports[0].host_port == 8080

    @pytest.mark.parametrize(
        ("line", "text", "reason"),
        [
            pytest.param("PublishPort=1:1", "PublishPort=1:1", "network cannot be configured", id="ports"),
            pytest.param("Network=host", "Network=host", "network cannot be configured", id="a network"),
            pytest.param("AddHost=a:1.2.3.4", "AddHost=a:1.2.3.4", "network cannot be configured", id="names of hosts"),
            pytest.param("HostName=a", "HostName=a", "cannot set hostname", id="the name of the host"),
            pytest.param("UserNS=auto", "UserNS=auto", "--userns and --pod cannot be set together", id="a user namespace"),
        ],
    )
    def test_what_belongs_to_the_pod_is_refused_of_its_containers(self, line: str, text: str, reason: str) -> None:
        found = only({"a.container": f"{CONTAINER}Pod=p.pod\n{line}\n", "p.pod": "[Pod]\n"}, "a.container")
        notes = [note for note in found.notes if isinstance(note, InvalidValue)]
        assert [(note.location.text, note.reason.startswith(reason)) for note in notes] == [(text, True)]

    @pytest.mark.parametrize(
        ("share", "shared"),
        [
            pytest.param("", True, id="by default"),
            pytest.param("--share +pid", True, id="one more"),
            pytest.param("--share=ipc", False, id="others only"),
            pytest.param("--share none", False, id="nothing"),
        ],
    )
    def test_the_network_of_a_pod_is_shared_unless_it_says_otherwise(self, share: str, shared: bool) -> None:
        texts: ClassVar = {
            "a.container": f"{CONTAINER}Pod=p.pod\n",
            "p.pod": f"[Pod]\nNetwork=host\nPublishPort=1:1\nPodmanArgs={share} --pid host\n",
        }
        found = only(texts, "a.container")
        assert (found.network_mode == "host", bool(found.ports)) == (shared, shared)
        assert found.pid_mode == ("host" if "pid" in share else None)

    def test_unknown_values_of_a_pod_are_unknown_in_its_containers(self) -> None:
        texts = {
            "a.container": f"{CONTAINER}Pod=p.pod\n",
            "p.pod": "[Pod]\nUserNS=${MODE}\nNetwork=${B}\nPodmanArgs=--memory ${MEMORY}\n",
        }
        found = only(texts, "a.container")
        for name in ("userns_mode", "network_mode", "memory"):
            assert isinstance(getattr(found, name), Unknown)
            assert found.at(name).source.name == "p.pod"

    def test_a_pod_that_is_elsewhere_is_noted(self) -> None:
        found = only({"a.container": f"{CONTAINER}Pod=p.pod\n"})
        assert [note.location.text for note in found.notes if isinstance(note, UnreadFile)] == ["p.pod"]


class TestKube:
    """`.kube` units: the YAML that they play, with what they add to it."""

    def findings(self, texts: dict[str, str]) -> set[tuple[str, str, str]]:
        report = check_texts(texts, Settings(installed_plugins=False))
        assert report.problems == ()
        return {(one.policy.id, one.location.source.name, one.location.text) for one in report.findings}

    def test_the_yaml_is_judged_with_the_network_of_the_unit(self, tmp_path: Path) -> None:
        (tmp_path / "play.kube").write_text("[Kube]\nYaml=deploy/pod.yaml\nNetwork=host\n")
        (tmp_path / "deploy").mkdir()
        (tmp_path / "deploy" / "pod.yaml").write_text(YAML)
        report = check_paths([str(tmp_path / "play.kube")], Settings(installed_plugins=False))
        found = {(one.policy.id, Path(one.location.source.name).name, one.location.text) for one in report.findings}
        assert ("host-network", "play.kube", "Network=host") in found
        assert ("privileged", "pod.yaml", "true") in found

    def test_what_the_yaml_gives_its_pod_is_its_own(self) -> None:
        yaml = YAML.replace("spec:", "spec:\n  hostNetwork: true").replace("'a:1'", "'a:1', ports: [{containerPort: 80}]")
        found = self.findings({"play.kube": "[Kube]\nYaml=pod.yaml\nPublishPort=8080:80\n", "pod.yaml": yaml})
        assert ("host-network", "pod.yaml", "true") in found
        assert not [one for one in found if one[0] == "invalid-value"]

    def test_both_named_say_it_once(self) -> None:
        found = check_texts({"play.kube": "[Kube]\nYaml=pod.yaml\n", "pod.yaml": YAML}, Settings(installed_plugins=False))
        assert [one.policy.id for one in found.findings].count("privileged") == 1

    def test_without_the_yaml_the_unit_is_judged_alone(self) -> None:
        found = self.findings({"play.kube": "[Kube]\nYaml=/etc/elsewhere.yaml\nNetwork=host\n"})
        assert ("host-network", "play.kube", "Network=host") in found

    def test_yaml_that_is_not_here_is_named(self) -> None:
        report = check_texts({"play.kube": "[Kube]\nYaml=/etc/elsewhere.yaml\n"}, Settings(installed_plugins=False))
        assert [one.reason.partition(":")[0] for one in report.skipped] == ["the YAML that it plays, /etc/elsewhere.yaml"]

    def test_comments_in_the_yaml_count(self, tmp_path: Path) -> None:
        yaml = YAML.replace("spec:", "spec:\n  # lintainer: ignore[host-pid] the agent\n  hostPID: true")
        (tmp_path / "pod.yaml").write_text(yaml)
        (tmp_path / "play.kube").write_text("[Kube]\nYaml=pod.yaml\n")
        report = check_paths([str(tmp_path / "play.kube")], Settings(installed_plugins=False))
        (found,) = [one for one in report.findings if one.policy.id == "host-pid"]
        assert found.suppressed is not None

    def test_a_unit_without_yaml_is_refused(self) -> None:
        found = self.findings({"play.kube": "[Kube]\n"})
        assert ("invalid-value", "play.kube", "[Kube]") in found
