"""What a device file and a rule of the device cgroup give."""

from __future__ import annotations

import pytest

from lintainer.engine import Report
from lintainer.model import Unknown
from lintainer.run import check_text
from lintainer.settings import Settings
from lintainer_policies.devices._nodes import is_open, node_of
from tests.policies.asking import found_in


def check(policy: str, options: str) -> Report:
    report = check_text(f"docker run {options} app:1\n", Settings(select=(policy,), installed_plugins=False), "a.sh")
    assert not report.problems
    return report


@pytest.mark.parametrize(
    ("path", "severity"),
    [
        ("/dev/sda", "high"),
        ("/dev/sda1", "high"),
        ("/dev//./sdb", "high"),
        ("/dev/nvme0", "high"),
        ("/dev/nvme0n1p2", "high"),
        ("/dev/vda", "high"),
        ("/dev/xvdf", "high"),
        ("/dev/hda", "high"),
        ("/dev/mmcblk0p1", "high"),
        ("/dev/dm-0", "high"),
        ("/dev/md0", "high"),
        ("/dev/md/raid1", "high"),
        ("/dev/mapper/vg-root", "high"),
        ("/dev/disk/by-id/x", "high"),
        ("/dev/loop0", "high"),
        ("/dev/loop-control", "high"),
        ("/dev/sg0", "high"),
        ("/dev/mem", "high"),
        ("/dev/kmem", "high"),
        ("/dev/port", "high"),
        ("/dev/kmsg", "high"),
        ("/dev/cpu/0/msr", "high"),
        ("/dev", "high"),
        ("/dev/kvm", "medium"),
        ("/dev/fuse", "medium"),
        ("/dev/net/tun", "medium"),
        ("/dev/vfio/12", "medium"),
        ("/dev/bus/usb", "medium"),
        ("/dev/input/event0", "medium"),
        ("/dev/tty1", "medium"),
        ("/dev/snd", None),
        ("/dev/dri/renderD128", None),
        ("/dev/ttyUSB0", None),
        ("/dev/video0", None),
        ("/dev/null", None),
        ("/dev/sound", None),
        ("/dev/memory_of_mine", None),
        ("/devs/sda", None),
    ],
)
def test_node(path: str, severity: str | None) -> None:
    node = node_of(path)
    assert (str(node.severity) if node else None) == severity


@pytest.mark.parametrize(
    ("options", "severity"),
    [
        ("--device /dev/mem", "medium"),
        ("--device /dev/port", "medium"),
        ("--device /dev/cpu/0/msr", "medium"),
        ("--device /dev/cpu/0/cpuid", "high"),
        ("--device /dev/mem --cap-add SYS_RAWIO", "high"),
        ("--device /dev/mem --cap-add ALL", "high"),
        ("--device /dev/mem --cap-add ALL --cap-drop SYS_RAWIO", "medium"),
        ("--device /dev/mem $MORE", "high"),
    ],
)
def test_memory_is_opened_with_a_capability(options: str, severity: str) -> None:
    (finding,) = check("host-device", options).findings
    assert str(finding.severity) == severity
    assert ("only with SYS_RAWIO" in finding.message) == (severity == "medium")


def test_what_is_known_of_a_device_decides() -> None:
    disk = node_of(Unknown(prefix="/dev/sd"))
    assert disk is not None
    assert "disk" in disk.what
    assert node_of(Unknown(prefix="/dev/dri/")) is None
    assert not is_open(Unknown(prefix="/dev/dri/"))
    assert is_open(Unknown(prefix="/dev/"))
    assert is_open(Unknown())


@pytest.mark.parametrize(
    ("permissions", "said"),
    [
        ("", "read and write"),
        (":/dev/x:r", "read"),
        (":/dev/x:w", "write"),
        (":/dev/x:wm", "write"),
        (":/dev/x:m", None),
        (":r", "read"),
    ],
)
def test_permissions(permissions: str, said: str | None) -> None:
    messages = [finding.message for finding in check("host-device", f"--device /dev/sda{permissions}").findings]
    assert messages == ([f"may {said} `/dev/sda`: a disk or partition of the host"] if said else [])


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("a *:* rwm", "read and write all devices"),
        ("a *:* r", "read all devices"),
        ("c *:* w", "write all character devices"),
        ("b *:* rwm", "read and write all disks"),
        ("b 8:0 r", "read disks"),
        ("b 8:* m", None),
        ("c 1:1 rw", "read and write the memory"),
        ("c 1:* rw", "read and write the memory"),
        ("c 1:3 rw", None),
        ("c 188:* rwm", None),
    ],
)
def test_device_cgroup_rule(rule: str, said: str | None) -> None:
    messages = [finding.message for finding in check("device-cgroup-rule", f"--device-cgroup-rule '{rule}'").findings]
    assert [message.partition(" of the host")[0] for message in messages] == ([f"may {said}"] if said else [])


def test_one_device_is_said_once() -> None:
    settings = Settings(select=("devices",), installed_plugins=False)
    report = check_text("docker run --device /dev/sda --device /dev/snd --gpus all app:1\n", settings, "a.sh")
    assert [(finding.policy.id, finding.location.text) for finding in report.findings] == [
        ("host-device", "/dev/sda"),
        ("other-host-device", "/dev/snd"),
        ("other-host-device", "all"),
    ]


def test_devices_that_every_container_has_are_none_of_the_hosts() -> None:
    text = "docker run --device /dev/null --device=/dev/zero:/dev/zero:rw --device /dev/snd a:1"
    assert found_in(text, "other-host-device", name="run.sh") == [("other-host-device", "/dev/snd")]
