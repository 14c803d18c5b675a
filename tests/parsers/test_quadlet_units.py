"""Units of quadlet together: the commands that are generated, and what units say of each other.

`quadlet_units` holds units, and beside each NAME.args: the generated command from its options of podman itself on, a line for
each word, with `\\n`, `\\t` and `\\\\` for what a line cannot hold.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

from lintainer.files import Files
from lintainer.model import Unknown
from lintainer.model.effective import shares_host
from lintainer.model.notes import UnreadFile
from lintainer.parsers.quadlet.commands import pod_of, run_of
from lintainer.parsers.quadlet.units import Units
from lintainer.parsers.units import drop_in_folders
from lintainer.run import check_paths, check_texts
from lintainer.settings import Settings
from tests.parsers.quadlet_folder import CONTAINER, YAML, only, read

FOLDER = Path(__file__).parent / "quadlet_units"
UNITS = sorted([*FOLDER.glob("*.container"), *FOLDER.glob("*.pod")])


def written(word: str) -> str:
    return word.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in UNITS])
def test_the_generated_command(path: Path) -> None:
    files = Files()
    units = Units(files, str(path.parent))
    unit = units.given(path.name, files.read(str(path)))
    assert unit.head is not None
    command = (run_of if path.suffix == ".container" else pod_of)(unit, units, unit.head)
    expected = path.with_name(path.name + ".args").read_text().splitlines()
    assert [written(one.text) for one in (*command.general, *command.words)] == expected


def test_there_are_enough_of_them() -> None:
    assert len(UNITS) > 20


class TestVolumes:
    """`.volume` units: what their driver binds is a path of the host."""

    @pytest.mark.parametrize(
        ("unit", "source", "place"),
        [
            pytest.param("Device=/srv/d\nType=none\nOptions=bind", "/srv/d", "/srv/d", id="the keys"),
            pytest.param("Device=/srv/d\nType=bind", "/srv/d", "/srv/d", id="the type"),
            pytest.param("Device=/srv//d/\nOptions=rw,rbind", "/srv/d", "/srv//d/", id="recursively, and not tidy"),
            pytest.param("PodmanArgs=--opt device=/srv/d -o o=bind", "/srv/d", "/srv/d", id="PodmanArgs"),
            pytest.param("PodmanArgs=--opt=device=/srv/d --opt=o=bind", "/srv/d", "/srv/d", id="PodmanArgs in one word"),
            pytest.param("VolumeName=given\nDevice=/srv/d\nOptions=bind", "/srv/d", "/srv/d", id="another name"),
        ],
    )
    @pytest.mark.parametrize(
        "key",
        ["Volume=data.volume:/d", "Mount=type=volume,source=data.volume,dst=/d", "Mount=type=volume,src=data.volume,dst=/d"],
    )
    def test_a_bound_path(self, unit: str, source: str, place: str, key: str) -> None:
        texts = {"a.container": f"{CONTAINER}{key}\n", "data.volume": f"[Volume]\n{unit}\n"}
        (mount,) = only(texts, "a.container").mounts
        assert (mount.type, mount.source, mount.target, mount.read_only) == ("bind", source, "/d", False)
        assert (mount.at("source").source.name, mount.at("source").text) == ("data.volume", place)
        assert mount.at("target").text == "/d"

    def test_a_bound_path_can_be_read_only_by_either(self) -> None:
        unit = {"data.volume": "[Volume]\nDevice=/srv\nOptions=bind,ro\n"}
        assert only({"a.container": f"{CONTAINER}Volume=data.volume:/d\n"} | unit, "a.container").mounts[0].read_only is True

    @pytest.mark.parametrize(
        "unit",
        [
            pytest.param("", id="nothing"),
            pytest.param("Device=tmpfs\nType=tmpfs", id="tmpfs"),
            pytest.param("Device=server:/x\nType=nfs\nOptions=ro", id="another machine's"),
            pytest.param("Driver=other\nDevice=/srv\nOptions=bind", id="another driver"),
        ],
    )
    def test_other_volumes_stay_volumes(self, unit: str) -> None:
        texts = {"a.container": f"{CONTAINER}Volume=data.volume:/d\n", "data.volume": f"[Volume]\n{unit}\n"}
        (mount,) = only(texts, "a.container").mounts
        assert (mount.type, mount.source) == ("volume", "systemd-data")

    def test_a_unit_that_is_elsewhere_is_noted(self) -> None:
        found = only({"a.container": f"{CONTAINER}Volume=data.volume:/d\n"})
        assert [(one.type, one.source) for one in found.mounts] == [("volume", "systemd-data")]
        assert [(note.location.text, note.path) for note in found.notes if isinstance(note, UnreadFile)] == [
            ("data.volume", "Volume")
        ]


class TestNames:
    """What other units make is known by the names that they give it."""

    def test_networks(self) -> None:
        texts: ClassVar = {
            "a.container": f"{CONTAINER}Network=own.network:alias=x\n",
            "own.network": "[Network]\nNetworkName=shop\nInternal=true\n",
        }
        found = only(texts, "a.container")
        assert [(one.name, one.aliases, one.at("name").text) for one in found.networks] == [("shop", ("x",), "own.network")]
        (resource,) = read(texts).of_kind("network")
        assert (resource.name, resource.body["Internal"]) == ("shop", "true")

    def test_the_network_of_another_container(self) -> None:
        texts: ClassVar = {
            "a.container": f"{CONTAINER}Network=b.container\n",
            "b.container": f"{CONTAINER}ContainerName=bee\nNetwork=host\n",
        }
        project = read(texts)
        found = {one.name: one for workload in project.workloads for one in workload.containers}
        assert found["systemd-a"].network_mode == "container:bee"
        assert found["systemd-a"].at("network_mode").text == "Network=b.container"
        assert shares_host(found["bee"], "network").value is True

    def test_images(self) -> None:
        texts = {"a.container": "[Container]\nImage=app.image\n", "app.image": "[Image]\nImage=registry.example/app:7\n"}
        image = only(texts, "a.container").image
        assert image is not None
        assert (image.registry, image.repository, image.tag) == ("registry.example", "app", "7")
        assert image.at().text == "app.image"

    def test_built_images(self) -> None:
        texts: ClassVar = {
            "a.container": "[Container]\nImage=app.build\n",
            "app.build": "[Build]\nImageTag=localhost/app:2\nNetwork=host\n",
        }
        found = only(texts, "a.container")
        assert found.image is not None
        assert found.build is not None
        assert (found.image.tag, found.image.built, found.build.network) == ("2", True, "host")
        assert (found.build.at("network").source.name, found.build.at("network").text) == ("app.build", "Network=host")

    def test_an_image_that_is_elsewhere_is_unknown(self) -> None:
        image = only({"a.container": "[Container]\nImage=app.image\n"}).image
        assert image is not None
        assert isinstance(image.repository, Unknown)


class TestDropIns:
    """Drop-ins: merged by name, the nearest folder's of one name, with their own places."""

    texts: ClassVar = {
        "a-b.container": f"{CONTAINER}Network=none\n",
        "container.d/10.conf": "[Container]\nAddCapability=SYS_ADMIN\n",
        "a-.container.d/10.conf": "[Container]\nAddCapability=NET_ADMIN\nPodmanArgs=--privileged\n",
        "a-b.container.d/20.conf": "[Container]\nNetwork=\nNetwork=host\nImage=other:2\n",
        "a-b.container.d/30.txt": "[Container]\nMemory=1g\n",
    }

    def test_they_are_merged(self) -> None:
        found = only(self.texts, "a-b.container")
        assert [(one.name, one.at().source.name) for one in found.cap_add] == [("NET_ADMIN", "a-.container.d/10.conf")]
        assert (found.privileged, found.at("privileged").source.name, found.at("privileged").text) == (
            True,
            "a-.container.d/10.conf",
            "--privileged",
        )
        assert (found.network_mode, found.at("network_mode").source.name) == ("host", "a-b.container.d/20.conf")
        assert found.at("network_mode").region.line == 3
        assert found.image is not None
        assert (found.image.written, found.image.at().text) == ("other:2", "other:2")
        assert found.memory is None

    def test_one_that_is_named_stands_for_its_unit(self) -> None:
        assert only(self.texts, "a-b.container.d/20.conf") == only(self.texts, "a-b.container")

    def test_those_of_nobody_are_problems_when_they_are_named(self) -> None:
        report = check_texts({"x.container.d/1.conf": "[Container]\nMemory=1g\n"}, Settings(installed_plugins=False))
        assert [one.kind for one in report.problems] == ["config"]

    def test_lines_that_spoil_one_are_problems_in_it(self) -> None:
        texts = {"a.container": CONTAINER, "a.container.d/1.conf": "[Container]\nwhat\n"}
        report = check_texts(texts, Settings(installed_plugins=False))
        places = {(one.location.source.name, one.location.text) for one in report.problems if one.location is not None}
        assert places == {("a.container.d/1.conf", "what")}

    def test_links_to_a_template_are_instances_with_their_own(self, tmp_path: Path) -> None:
        (tmp_path / "job@.container").write_text("[Container]\nImage=example/job:%i\nNetwork=host\n")
        (tmp_path / "job@blue.container").symlink_to("job@.container")
        (tmp_path / "job@blue.container.d").mkdir()
        (tmp_path / "job@blue.container.d" / "1.conf").write_text("[Container]\nPodmanArgs=--privileged\n")
        report = check_paths([str(tmp_path)], Settings(installed_plugins=False))
        found = {one.policy.id: (Path(one.location.source.name).name, one.containers) for one in report.findings}
        assert found["privileged"] == ("1.conf", ("systemd-job_blue",))
        assert found["host-network"] == ("job@.container", ("systemd-job_%i", "systemd-job_blue"))

    def test_folders(self) -> None:
        assert drop_in_folders("a-b-c.container") == [
            "a-b-c.container.d",
            "a-b-.container.d",
            "a-.container.d",
            "container.d",
        ]
        assert drop_in_folders("a-b@x.container") == [
            "a-b@x.container.d",
            "a-b@.container.d",
            "a-@.container.d",
            "a-.container.d",
            "container.d",
        ]


def test_files_of_variables_lie_beside_the_unit() -> None:
    texts = {"a.container": f"{CONTAINER}EnvironmentFile=app.env\nEnvironmentFile=-gone.env\n", "app.env": "MODE=edge\n"}
    found = only(texts, "a.container")
    assert [(one.name, one.value, one.at("value").source.name) for one in found.env] == [("MODE", "edge", "app.env")]
    assert not found.is_complete("env")


@pytest.mark.parametrize("name", ["a.container", "a.pod", "a.volume", "a.kube"])
def test_commands_of_the_service_are_read_too(name: str) -> None:
    head = {"a.container": CONTAINER, "a.pod": "[Pod]\n", "a.volume": "[Volume]\n", "a.kube": "[Kube]\nYaml=a.yaml\n"}[name]
    texts = {
        name: f"{head}\n[Service]\nExecStartPre=/usr/bin/podman run --privileged example/init:%N\n",
        f"{name}.d/1.conf": "[Service]\nExecStopPost=-podman run --pid host example/clean:1\n",
        "a.yaml": YAML,
    }
    report = check_texts(texts, Settings(installed_plugins=False))
    assert report.problems == ()
    found = {(one.policy.id, one.location.source.name, one.syntax) for one in report.findings}
    assert found >= {("privileged", name, "systemd"), ("host-pid", f"{name}.d/1.conf", "systemd")}


def test_comments_in_units_that_are_drawn_in_count() -> None:
    texts: ClassVar = {
        "a.container": f"{CONTAINER}Pod=p.pod\n",
        "p.pod": "[Pod]\n# lintainer: ignore[host-network] the edge\nNetwork=host\n",
        "a.container.d/1.conf": "[Container]\n# lintainer: ignore[privileged] a test\nPodmanArgs=--privileged\n",
    }
    for names in (texts, {name: texts[name] for name in ("a.container", "p.pod")}):
        report = check_texts(dict(names), Settings(installed_plugins=False))
        assert {one.policy.id for one in report.findings if one.suppressed is not None} >= {"host-network"}
        assert not [one for one in report.findings if one.policy.id == "unused-suppression"]


def test_other_kinds_of_units_say_what_is_wrong_with_them() -> None:
    report = check_texts({"data.volume": "[Volume]\nDevise=/srv\n"}, Settings(installed_plugins=False))
    assert [(one.policy.id, one.location.text) for one in report.findings] == [("invalid-value", "Devise")]


def test_files_of_networkd_are_not_units() -> None:
    report = check_texts({"en.network": "[Match]\nName=en*\n\n[Network]\nDHCP=yes\n"}, Settings(installed_plugins=False))
    assert report.files == 0


def test_a_unit_larger_than_any_is_refused() -> None:
    report = check_texts({"a.container": CONTAINER + "#" * 300_000}, Settings(installed_plugins=False))
    assert [one.kind for one in report.problems] == ["limit"]


def test_ports_of_several_units_collide() -> None:
    texts = {"a.container": f"{CONTAINER}PublishPort=80:80\n", "b.container": f"{CONTAINER}PublishPort=80:8080\n"}
    report = check_texts(texts, Settings(installed_plugins=False))
    assert "duplicate-host-port" in {one.policy.id for one in report.findings}
