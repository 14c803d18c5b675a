"""Two policies never say the same thing about the same node: every pair that meets at one place is judged here.

The examples of all pages are linted with every policy. Where findings of two policies lie at the same text of the same
container, or one inside the other, the pair is in `BOTH` with the reason why both stay, or one supersedes the other, or one of
them is about something that is not written at all (`LACKING`): that is said of the container, where there is no better place.

With LINTAINER_CORPUS=FOLDER the files of a folder are held to the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

import pytest

from lintainer.engine import Report
from lintainer.finding import Finding
from lintainer.model import Node
from lintainer.pages import page_text
from lintainer.plugins import builtin_policies
from lintainer.run import check_paths, check_texts
from lintainer.settings import Settings
from tests.page_examples import examples

POLICIES = {policy.id: policy for policy in builtin_policies()}
PROFILES = ("all", "pss-baseline", "pss-restricted")

# What each policy wants to be there. Two of them at one place say the same only if they want the same.
LACKING = {
    "default-bridge": "a network of its own",
    "default-namespace": "a namespace",
    "default-service-account": "a service account of its own",
    "low-user-id": "a user id that no user of the host has",
    "missing-capability-drop": "cap_drop ALL",
    "missing-cpu-limit": "a CPU limit",
    "missing-cpu-request": "a CPU request",
    "missing-ephemeral-storage-limit": "a limit of what is written to disk",
    "missing-healthcheck": "a health check",
    "missing-liveness-probe": "a liveness probe",
    "missing-lsm-profile": "an AppArmor or SELinux profile",
    "missing-memory-limit": "a memory limit",
    "missing-memory-request": "a memory request",
    "missing-network-policy": "a NetworkPolicy",
    "missing-no-new-privileges": "no-new-privileges",
    "missing-non-root-user": "a user that is not root",
    "missing-pids-limit": "a pids limit",
    "missing-readiness-probe": "a readiness probe",
    "missing-required-mount": "the mounts that the image needs",
    "missing-seccomp-profile": "a seccomp profile",
    "missing-ulimit": "a ulimit",
    "missing-user-namespace": "a user namespace",
    "net-raw-capability": "cap_drop NET_RAW",
    "service-account-token": "automountServiceAccountToken: false",
    "writable-root-filesystem": "a read-only root file system",
    "pss-allow-privilege-escalation": "allowPrivilegeEscalation: false",
    "pss-capabilities-restricted": "capabilities.drop ALL",
    "pss-run-as-non-root": "runAsNonRoot: true",
    "pss-seccomp-profile-restricted": "seccompProfile",
}

# That a pod has a hostPath at all is what CIS Kubernetes 5.2.11 and the baseline level forbid, whatever its path gives away;
# the remedy is another kind of volume. The others are about what this path gives: they go away with `readOnly` or another path.
_ANY_PATH = "host-path: a volume of the node at all, as 5.2.11 forbids it; the other: what this path gives away"
_MADE = "implicit-host-directory: what happens where the path is missing; the other: what is given where it is there"
_PROPAGATION = "missing-rslave: later mounts are not seen; the other: what is seen"
_REFERENCE = "the one: where the image comes from; the other: which image the name stands for"
_PULL = "stale-image-pull: whether the node asks the registry again; the other: what the name stands for there"
_STEP = "host-takeover: what grants come to together; the other: one step of the way, which is mended by itself"
_VARIABLE = "unresolved-variable: the file does not say which value it is; the other: what holds whichever it is"
_REFUSED = "invalid-value: one runtime does not take it; the other: what it grants where one does (CRI-O, older clusters)"
_ADMISSION = (
    "invalid-value: the kubelet or the API refuses it; the other: what admission says of the value by itself, before that"
)

# Pairs that stay both, with the reason.
BOTH = {
    ("added-capability", "invalid-value"): _REFUSED,
    ("container-runtime-socket", "host-path"): _ANY_PATH,
    ("dangerous-capability", "invalid-value"): _REFUSED,
    ("disallowed-registry", "missing-image-digest"): _REFERENCE,
    ("disallowed-registry", "stale-image-pull"): _PULL,
    ("duplicate-host-port", "host-port"): "duplicate-host-port: one of the two does not start; host-port: a port of the node",
    ("duplicate-host-port", "published-port-all-interfaces"): "two take one port; who reaches it",
    ("duplicate-host-port", "privileged-host-port"): "two take one port; which port",
    ("host-device", "host-takeover"): _STEP,
    ("host-network", "published-database-port"): "the network of the host; the data store that is open on it",
    ("host-path", "host-root"): _ANY_PATH,
    ("host-path", "host-socket"): _ANY_PATH,
    ("host-path", "sensitive-host-mount"): _ANY_PATH,
    ("host-path", "unmasked-proc"): _ANY_PATH,
    ("host-path", "writable-host-mount"): _ANY_PATH,
    ("host-path", "writable-host-root"): _ANY_PATH,
    ("host-port", "invalid-value"): "host-port: a port of the node; the other: the port of the container is missing",
    ("host-pid", "host-takeover"): _STEP,
    ("host-root", "missing-rslave"): _PROPAGATION,
    ("host-socket", "implicit-host-directory"): _MADE,
    ("host-socket", "unresolved-variable"): _VARIABLE,
    ("implicit-host-directory", "missing-rslave"): _PROPAGATION,
    ("implicit-host-directory", "sensitive-host-mount"): _MADE,
    ("implicit-host-directory", "unresolved-variable"): _VARIABLE,
    ("implicit-host-directory", "writable-host-mount"): _MADE,
    ("implicit-host-directory", "writable-project-mount"): _MADE,
    ("inherited-runtime-socket", "invalid-value"): "the socket arrives; Compose drops the `:ro` that was to make it harmless",
    ("invalid-value", "low-user-id"): _ADMISSION,
    ("invalid-value", "missing-seccomp-profile"): _ADMISSION,
    ("invalid-value", "root-user"): _ADMISSION,
    ("invalid-value", "volumes-from"): "Compose drops `:ro`; whose volumes come along",
    ("low-user-id", "root-group"): "the user id and the group id, each a value of its own in `0:0`",
    ("low-user-id", "root-user"): "low-user-id: users of the host share the id; root-user: what root may do in the container",
    # CIS Kubernetes recommends each by itself, 5.2.8 and 5.2.9, and dropping NET_RAW alone is the smaller change.
    ("missing-capability-drop", "net-raw-capability"): "the default set as a whole; what its worst member lets one do",
    ("missing-image-digest", "missing-required-mount"): "the image; a mount that it needs",
    ("missing-image-digest", "retired-registry"): _REFERENCE,
    ("missing-image-digest", "ssh-server"): "which image it is; what it runs",
    ("missing-image-digest", "stale-image-pull"): _PULL,
    ("missing-required-mount", "missing-rslave"): "what the image needs; what any such mount misses",
    ("missing-required-mount", "sensitive-host-mount"): "what the image needs; what the path gives away",
    ("missing-required-mount", "writable-host-root"): "what the image needs; what the path gives away",
    ("missing-rslave", "sensitive-host-mount"): _PROPAGATION,
    ("missing-rslave", "writable-host-mount"): _PROPAGATION,
    ("missing-rslave", "writable-host-root"): _PROPAGATION,
    ("privileged-host-port", "published-port-all-interfaces"): "which port; on which addresses",
    ("pss-proc-mount", "pss-proc-mount-restricted"): "the check of the one level and of the other, each selected by name",
    ("retired-registry", "stale-image-pull"): _PULL,
    ("retired-registry", "unpinned-image"): _REFERENCE,
    ("sensitive-host-mount", "writable-host-mount"): "two mounts of one volume, one of them writable",
    ("stale-image-pull", "unpinned-image"): _PULL,
    ("unresolved-variable", "writable-host-mount"): _VARIABLE,
}

# What no page shows.
POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n"
FIXTURES = [
    {"compose.yaml": "services:\n  web:\n    image: k8s.gcr.io/busybox\n"},
    {"pod.yaml": POD + "  containers:\n  - {name: a, image: 'a:1', securityContext: {capabilities: {add: [CAP_NET_RAW]}}}\n"},
    {"pod.yaml": POD + "  containers:\n  - {name: a, image: 'a:1', securityContext: {seccompProfile: {type: custom}}}\n"},
    {"pod.yaml": POD + "  containers:\n  - {name: a, image: 'a:1', securityContext: {runAsUser: 0, runAsNonRoot: true}}\n"},
    {
        "pod.yaml": POD
        + "  volumes: [{name: logs, hostPath: {path: /var/log}}]\n"
        + "  containers:\n  - name: a\n    image: a:1\n    volumeMounts:\n"
        + "    - {name: logs, mountPath: /in, readOnly: true}\n    - {name: logs, mountPath: /out}\n"
    },
    {
        "pod.yaml": POD
        + "  containers:\n  - {name: db, image: 'postgres:16.4', ports: [{containerPort: 5432, hostPort: 5432}]}\n"
    },
    {"run.sh": "docker run --name web Nginx\n"},
    {"run.sh": "docker run --name web -u 1000:0 a:1\ndocker run --name logs -v /var/lib:/x:ro a:1\n"},
    {"run.sh": "docker run --name web -p 80:80 -p 80:81 -v /var/lib/containerd:/x a:1\n"},
    {"pod.yaml": POD + "  containers:\n  - {name: a, image: 'Nginx:1.27'}\n"},
    {
        "role.yaml": "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: all}\n"
        "rules: [{apiGroups: [''], resources: ['*'], verbs: ['*']}]\n"
    },
]


def linted() -> Iterator[tuple[dict[str, str], Report]]:
    """The examples of all pages and the fixtures, linted with every policy."""
    cases: list[tuple[dict[str, str], dict[str, dict[str, object]]]] = [(files, {}) for files in FIXTURES]
    for policy in POLICIES.values():
        for example in examples(page_text(policy) or ""):
            options: dict[str, dict[str, object]] = {}
            if example.options is not None:
                from ruamel.yaml import YAML

                options[policy.id] = YAML(typ="safe", pure=True).load(example.options)
            cases.append((example.files, options))
    for files, options in cases:
        for profile in PROFILES:
            settings = Settings(profile=profile, options=options, installed_plugins=False, ignore_comments=False)
            yield files, check_texts(files, settings)


@pytest.fixture(scope="module")
def reports() -> list[tuple[dict[str, str], Report]]:
    return list(linted())


def meetings(findings: Iterable[Finding]) -> Iterator[tuple[Finding, Finding]]:
    """Pairs of findings of two policies at one text of one container, or one inside the other."""
    by_file: dict[int, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(id(finding.location.source), []).append(finding)
    for found in by_file.values():
        found.sort(key=lambda finding: (finding.location.span.start, -finding.location.span.end))
        for number, first in enumerate(found):
            for second in found[number + 1 :]:
                if second.location.span.start >= first.location.span.end:
                    break
                together = not (first.containers and second.containers) or set(first.containers) & set(second.containers)
                if first.policy.id != second.policy.id and first.home is second.home and together:
                    yield first, second


def lacks(finding: Finding) -> bool:
    """Whether a finding is about something that is not written, and lies at the container or the workload itself."""
    owner = finding.location.owner
    return (
        finding.policy.id in LACKING and isinstance(owner, Node) and owner.whole and owner.origin.span == finding.location.span
    )


def unjudged(findings: Iterable[Finding]) -> Iterator[str]:
    for first, second in meetings(findings):
        a, b = sorted((first, second), key=lambda finding: finding.policy.id)
        if (a.policy.id, b.policy.id) not in BOTH and not lacks(a) and not lacks(b):
            yield f"{a.policy.id}: {a.message} / {b.policy.id}: {b.message} at {b.location.text!r}"


def test_what_policies_miss_is_not_the_same_twice() -> None:
    assert set(LACKING) <= set(POLICIES)
    assert len(set(LACKING.values())) == len(LACKING)


def test_every_pair_that_meets_is_judged(reports: list[tuple[dict[str, str], Report]]) -> None:
    assert {line for _, report in reports for line in unjudged(report.findings)} == set()


def test_every_judged_pair_meets(reports: list[tuple[dict[str, str], Report]]) -> None:
    met = {
        tuple(sorted((first.policy.id, second.policy.id)))
        for _, report in reports
        for first, second in meetings(report.findings)
    }
    assert set(BOTH) - met == set()
    superseded = {(a, b) for a in POLICIES for b in POLICIES[a].supersedes}
    assert not {pair for pair in BOTH if pair in superseded or pair[::-1] in superseded} - {
        # Superseded at one mount; these are two of one volume.
        ("sensitive-host-mount", "writable-host-mount"),
    }


# Where the lesser policy leaves the case to the greater one by itself, so that the two never meet.
LEFT_ALONE = {
    ("container-runtime-socket", "host-socket"): {"run.sh": "docker run -v /var/run/docker.sock:/x a:1\n"},
    ("host-device", "other-host-device"): {"run.sh": "docker run --device /dev/sda a:1\n"},
    ("misplaced-security-field", "unknown-field"): {
        "pod.yaml": POD + "  securityContext: {privileged: true}\n  containers: [{name: a, image: 'a:1'}]\n"
    },
    ("writable-cgroups", "sensitive-host-mount"): {"run.sh": "docker run -v /sys/fs/cgroup:/x a:1\n"},
}
SUPERSEDED = [(master.id, lesser) for master in POLICIES.values() for lesser in master.supersedes]


def found(files: dict[str, str], *select: str) -> list[Finding]:
    return list(check_texts(files, Settings(select=select, installed_plugins=False, ignore_comments=False)).findings)


@pytest.mark.parametrize(("master", "lesser"), SUPERSEDED)
def test_one_finding_for_one_thing(master: str, lesser: str, reports: list[tuple[dict[str, str], Report]]) -> None:
    if (master, lesser) in LEFT_ALONE:
        files = LEFT_ALONE[master, lesser]
        assert not found(files, lesser)
        assert found(files, master)
        return
    own = [example.files for name in (master, lesser) for example in examples(page_text(POLICIES[name]) or "")]
    others = [files for files, report in reports if any(finding.policy.id == master for finding in report.findings)]
    for files in (*own, *FIXTURES, *others):
        alone = {(f.location.span, f.message) for f in found(files, lesser)}
        together = found(files, lesser, master)
        if alone - {(f.location.span, f.message) for f in together if f.policy.id == lesser}:
            assert any(finding.policy.id == master for finding in together)
            return
    pytest.fail(f"no example in which {master} drops a finding of {lesser}")


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("LINTAINER_CORPUS"), reason="needs LINTAINER_CORPUS, a folder of real files")
@pytest.mark.parametrize("profile", PROFILES)
def test_pairs_of_real_files_are_judged(profile: str) -> None:
    settings = Settings(profile=profile, installed_plugins=False, ignore_comments=False, respect_gitignore=False)
    report = check_paths([os.environ["LINTAINER_CORPUS"]], settings)
    assert report.findings
    assert sorted(set(unjudged(report.findings))) == []
