"""Each path of the host is judged by its own rule."""

from __future__ import annotations

import pytest

from lintainer.model import Mount, Origin, Unknown
from lintainer.model.hostpath import host_path
from lintainer.policy import Severity
from lintainer.source import Source, Span
from lintainer_policies.mounts._home_paths import HOME
from lintainer_policies.mounts._options import Paths, judged
from lintainer_policies.mounts._rules import is_open, rule_of
from lintainer_policies.mounts._state_paths import STATE
from lintainer_policies.mounts._system_paths import KERNEL, PROGRAMS, SETTINGS

C, H, M = Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM


def bind(source: str | Unknown) -> Mount:
    path = host_path(source)
    return Mount(
        origin=Origin(Source("x", ""), Span(0, 0)), type="bind", source=path.text, base=path.base, target="/x", read_only=False
    )


@pytest.mark.parametrize(
    ("source", "writable", "readable"),
    [
        ("/", C, H),
        ("//.", C, H),
        ("/etc/..", C, H),
        ("/proc/1/root", C, H),
        ("C:\\", C, H),
        ("/etc", C, H),
        ("/etc/", C, H),
        ("/etc/cron.d/job", C, None),
        ("/etc/./shadow", C, H),
        ("/etc/localtime", M, None),
        ("/etc/timezone", M, None),
        ("/etc/ssl/certs", H, None),
        ("/etc/ssl/private/key.pem", H, H),
        ("/etc/letsencrypt/live", H, H),
        ("/etc/kubernetes/pki/ca.key", C, H),
        ("/etc/cni/net.d", C, None),
        ("/etc/app/app.conf", H, None),
        ("/etcetera", M, None),
        ("/root", C, H),
        ("/root/.ssh/id_ed25519", C, H),
        ("/root/data", M, None),
        ("/boot/grub", C, H),
        ("/proc", C, H),
        ("/proc/sys/kernel", C, H),
        ("/proc/cpuinfo", None, None),
        ("/usr", C, None),
        ("/usr/bin/env", C, None),
        ("/usr/share/zoneinfo", M, None),
        ("/lib/modules", C, None),
        ("/lib64", C, None),
        ("/library", M, None),
        ("/opt/cni/bin", C, None),
        ("/opt/app", M, None),
        ("/var", H, H),
        ("/var/lib", H, H),
        ("/var/lib/docker/overlay2", C, H),
        ("/var/lib/docker/volumes/data/_data", M, None),
        ("/var/lib/docker/volumes", C, H),
        ("/var/lib/containerd", C, H),
        ("/var/lib/kubelet/pods", C, H),
        ("/var/lib/kubelet/plugins_registry", C, None),
        ("/var/lib/kubelet/plugins/csi.example.com", H, None),
        ("/var/lib/etcd", C, H),
        ("/var/lib/mysql", M, None),
        ("/var/lib/backup/data", M, None),
        ("/var/spool/cron/crontabs", C, None),
        ("/var/log", H, H),
        ("/var/log/nginx", M, None),
        ("/var/run", H, H),
        ("/run/udev", M, None),
        ("/run/user/1000", H, H),
        ("/dev", H, H),
        ("/dev/null", None, None),
        ("/dev/urandom", None, None),
        ("/dev/disk/by-id", H, None),
        ("/dev/ttyUSB0", M, None),
        ("/devops", M, None),
        ("/sys", H, H),
        ("/sys/class/thermal", M, None),
        ("/sys/fs/cgroup", H, None),
        ("/sys/kernel/debug", H, H),
        ("/home", H, H),
        ("/home/ci", H, H),
        ("/home/ci/.aws/credentials", H, H),
        ("/home/ci/work", M, None),
        ("/Users/me/.kube", H, H),
        ("~", H, H),
        ("~/.ssh", H, H),
        ("~/.ssh/known_hosts", M, None),
        ("~/.docker/config.json", H, H),
        ("~/.gitconfig", H, None),
        ("~/data", M, None),
        ("/srv/data", M, None),
        ("./etc", None, None),
        ("../assets", None, None),
        ("C:\\Users", H, H),
        ("D:\\Users\\me\\.ssh", H, H),
        ("C:\\data", M, None),
    ],
    ids=str,
)
def test_rule(source: str, writable: Severity | None, readable: Severity | None) -> None:
    rule = rule_of(bind(source))
    assert (rule.writable, rule.readable) == (writable, readable)


@pytest.mark.parametrize(
    ("prefix", "suffix", "writable", "readable"),
    [
        pytest.param("/etc/", "", H, None, id="some-file-of-etc"),
        pytest.param("/home/", "/.ssh", H, H, id="known-at-both-ends"),
        pytest.param("/home/", "", H, H, id="someones-home"),
        pytest.param("/var/lib/docker/", "", C, H, id="below-the-data-root"),
        pytest.param("/srv/", "/data", M, None, id="elsewhere"),
        pytest.param("", "", None, None, id="nothing-known"),
    ],
)
def test_what_is_known_of_a_source_decides(
    prefix: str, suffix: str, writable: Severity | None, readable: Severity | None
) -> None:
    rule = rule_of(bind(Unknown(prefix=prefix, suffix=suffix)))
    assert (rule.writable, rule.readable) == (writable, readable)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        pytest.param(Unknown(), True, id="a-variable"),
        pytest.param(Unknown(prefix="/etc/"), False, id="known-beginning"),
        pytest.param(Unknown(prefix="./"), False, id="in-the-project"),
        pytest.param("../../../../etc/shadow", True, id="climbs-to-a-folder-of-the-system"),
        pytest.param("../../../..", True, id="climbs-to-the-root-perhaps"),
        pytest.param("../../../../photos", False, id="climbs-to-nothing-special"),
        pytest.param("../etc", False, id="beside-the-project"),
    ],
)
def test_what_is_not_known_is_left_undecided(source: str | Unknown, wanted: bool) -> None:
    assert is_open(bind(source)) is wanted


def test_a_sub_path_is_what_is_mounted() -> None:
    assert rule_of(bind("/").replace(subpath="srv/data")) == rule_of(bind("/srv/data"))
    assert rule_of(bind("/").replace(subpath="etc/shadow")).readable is H
    assert rule_of(bind("/srv").replace(subpath=Unknown())).writable is M


def test_writing_is_never_worth_less_than_reading() -> None:
    for table in (SETTINGS, PROGRAMS, KERNEL, STATE, HOME):
        for rule, paths in table:
            if rule.readable is not None:
                assert rule.writable is not None, paths
                assert rule.writable >= rule.readable, paths
                assert rule.holds, paths


def test_no_path_has_two_rules() -> None:
    system = [path for table in (SETTINGS, PROGRAMS, KERNEL, STATE) for _, paths in table for path in paths.split()]
    assert len(system) == len(set(system)), sorted({path for path in system if system.count(path) > 1})
    home = [path for _, paths in HOME for path in paths.split()]
    assert len(home) == len(set(home))


def test_the_longest_path_of_the_option_decides() -> None:
    options = Paths(paths={"/srv": "allow", "/srv/keys": "critical", "~/work": "low"})
    assert judged(bind("/srv/data"), options).writable is None
    assert judged(bind("/srv/keys/app"), options).readable is C
    assert judged(bind("/srvx"), options).writable is M
    assert judged(bind("~/work/a"), options).writable is Severity.LOW


@pytest.mark.parametrize("paths", [{"srv": "low"}, {"/srv": "bad"}])
def test_bad_options_are_refused(paths: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"srv|severity"):
        Paths(paths=paths)
