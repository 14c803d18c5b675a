"""Fixes: what each change of the model becomes in each syntax, that it takes the finding away, and when there is none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintainer.engine import Report
from lintainer.finding import Finding
from lintainer.fixes import Fix, fixes_of, together
from lintainer.fixes.edit import Edit, applied
from lintainer.plugins import builtin_policies
from lintainer.run import check_text, check_texts
from lintainer.settings import Settings
from lintainer.source import Source, Span

NAMES = {"compose": "compose.yaml", "kubernetes": "pod.yaml", "docker-run": "run.sh"}
LESSER = {policy.id: frozenset(policy.supersedes) for policy in builtin_policies()}


def lint(text: str, name: str, *also: str) -> Report:
    report = check_text(text, Settings(extend=also, installed_plugins=False), name)
    assert not report.problems
    return report


def fixes(text: str, name: str, *also: str) -> list[tuple[Finding, Fix]]:
    findings = lint(text, name, *also).findings
    return [(findings[number], fix) for number, fix in sorted(fixes_of(findings).items())]


def changing(text: str, name: str) -> list[tuple[Finding, Fix]]:
    """The fixes of what stands there, without those that add what is missing."""
    return [(finding, fix) for finding, fix in fixes(text, name) if not finding.policy.id.startswith("missing-pids")]


def said(report: Report) -> list[tuple[str, str, str]]:
    return sorted((one.policy.id, one.who, one.message) for one in report.findings)


def compose(*lines: str) -> str:
    """A service that has what every one should, and these lines."""
    body = "\n".join(f"    {line}" for line in lines)
    return f"services:\n  web:\n    image: nginx:1.27\n{body}\n    mem_limit: 64m\n"


def pod(spec: str = "", container: str = "", volumes: str = "") -> str:
    """A pod with these lines in its spec, its container and its volumes."""
    lines = ["apiVersion: v1", "kind: Pod", "metadata:", "  name: web", "spec:"]
    lines += [f"  {line}" for line in spec.splitlines()]
    lines += ["  containers:", "    - name: app", "      image: nginx:1.27"]
    lines += [f"      {line}" for line in container.splitlines()]
    lines += ["  volumes:", *(f"    {line}" for line in volumes.splitlines())] if volumes else []
    return "\n".join(lines) + "\n"


HOST = "- name: host\n  hostPath:\n    path: /mnt"
MOUNT = "volumeMounts:\n  - name: host\n    mountPath: /m"

CASES = [
    # docker run
    ("docker-run", "privileged", "docker run --privileged nginx\n", "docker run nginx\n"),
    ("docker-run", "privileged", "docker run --privileged=true -d nginx\n", "docker run -d nginx\n"),
    ("docker-run", "privileged", "docker run \\\n  --privileged \\\n  nginx\n", "docker run \\\n  nginx\n"),
    ("docker-run", "privileged-exec", "docker exec --privileged web id\n", "docker exec web id\n"),
    ("docker-run", "host-pid", "docker run --pid host nginx\n", "docker run nginx\n"),
    ("docker-run", "host-ipc", "docker run --ipc=host nginx\n", "docker run nginx\n"),
    ("docker-run", "host-uts", "docker run --uts=host nginx\n", "docker run nginx\n"),
    ("docker-run", "host-user-namespace", "docker run --userns host nginx\n", "docker run nginx\n"),
    ("docker-run", "host-cgroup-namespace", "docker run --cgroupns host nginx\n", "docker run nginx\n"),
    ("docker-run", "host-network", "docker run -d --net host nginx\n", "docker run -d nginx\n"),
    ("docker-run", "port-with-host-network", "docker run --net host -p 80:80 nginx\n", "docker run --net host nginx\n"),
    ("docker-run", "added-capability", "docker run --cap-add NET_RAW nginx\n", "docker run nginx\n"),
    ("docker-run", "docker-group", "docker run --group-add docker nginx\n", "docker run nginx\n"),
    ("docker-run", "seccomp-unconfined", "docker run --security-opt seccomp=unconfined nginx\n", "docker run nginx\n"),
    ("docker-run", "apparmor-unconfined", "docker run --security-opt apparmor=unconfined nginx\n", "docker run nginx\n"),
    ("docker-run", "selinux-disabled", "docker run --security-opt label=disable nginx\n", "docker run nginx\n"),
    ("docker-run", "unmasked-proc", "docker run --security-opt systempaths=unconfined nginx\n", "docker run nginx\n"),
    ("docker-run", "writable-cgroups", "docker run --security-opt writable-cgroups=true nginx\n", "docker run nginx\n"),
    (
        "docker-run",
        "privilege-escalation",
        "docker run --security-opt no-new-privileges:false nginx\n",
        "docker run --security-opt no-new-privileges=true nginx\n",
    ),
    ("docker-run", "oom-killer-disabled", "docker run --oom-kill-disable -m 9m nginx\n", "docker run -m 9m nginx\n"),
    ("docker-run", "oom-killer-disabled", "docker run --oom-score-adj=-500 nginx\n", "docker run nginx\n"),
    ("docker-run", "writable-host-mount", "docker run -v /srv:/srv nginx\n", "docker run -v /srv:/srv:ro nginx\n"),
    ("docker-run", "writable-host-mount", 'docker run -v "/srv:/srv" nginx\n', 'docker run -v "/srv:/srv:ro" nginx\n'),
    ("docker-run", "writable-host-mount", "docker run -v /srv:/srv:z nginx\n", "docker run -v /srv:/srv:z,ro nginx\n"),
    ("docker-run", "writable-host-mount", "docker run -v /srv:/srv:rw,z nginx\n", "docker run -v /srv:/srv:ro,z nginx\n"),
    (
        "docker-run",
        "writable-host-mount",
        "docker run --mount type=bind,src=/srv,dst=/srv nginx\n",
        "docker run --mount type=bind,src=/srv,dst=/srv,readonly nginx\n",
    ),
    (
        "docker-run",
        "writable-host-mount",
        "docker run --mount 'type=bind,src=/srv,readonly=false,dst=/srv' nginx\n",
        "docker run --mount 'type=bind,src=/srv,readonly,dst=/srv' nginx\n",
    ),
    ("docker-run", "writable-host-root", "docker run -v /:/host nginx\n", "docker run -v /:/host:ro nginx\n"),
    ("docker-run", "missing-rslave", "docker run -v /mnt:/m:ro nginx\n", "docker run -v /mnt:/m:ro,rslave nginx\n"),
    (
        "docker-run",
        "missing-rslave",
        "docker run --mount type=bind,src=/mnt,dst=/m,ro nginx\n",
        "docker run --mount type=bind,src=/mnt,dst=/m,ro,bind-propagation=rslave nginx\n",
    ),
    (
        "docker-run",
        "shared-mount-propagation",
        "docker run --mount type=bind,src=/mnt,dst=/m,ro,bind-propagation=rshared nginx\n",
        "docker run --mount type=bind,src=/mnt,dst=/m,ro,bind-propagation=rslave nginx\n",
    ),
    (
        "docker-run",
        "shared-mount-propagation",
        "docker run -v /mnt:/m:ro,shared nginx\n",
        "docker run -v /mnt:/m:ro,rslave nginx\n",
    ),
    ("docker-run", "published-port-all-interfaces", "docker run -p 8080:80 x\n", "docker run -p 127.0.0.1:8080:80 x\n"),
    ("docker-run", "published-port-all-interfaces", "docker run -p 80 x\n", "docker run -p 127.0.0.1::80 x\n"),
    ("docker-run", "published-port-all-interfaces", "docker run -p :81:80 x\n", "docker run -p 127.0.0.1:81:80 x\n"),
    ("docker-run", "published-port-all-interfaces", "docker run -p 0.0.0.0:1:80 x\n", "docker run -p 127.0.0.1:1:80 x\n"),
    ("docker-run", "published-port-all-interfaces", "docker run -p [::]:1:80 x\n", "docker run -p 127.0.0.1:1:80 x\n"),
    ("docker-run", "published-database-port", "docker run -p 5432:5432 x\n", "docker run -p 127.0.0.1:5432:5432 x\n"),
    # Compose
    ("compose", "privileged", compose("privileged: true"), compose("privileged: false")),
    ("compose", "privileged", compose('privileged: "yes" # why'), compose("privileged: false # why")),
    ("compose", "host-network", compose("network_mode: host"), compose().replace("\n\n", "\n")),
    ("compose", "host-pid", compose("pid: host"), compose().replace("\n\n", "\n")),
    ("compose", "host-ipc", compose("ipc: host"), compose().replace("\n\n", "\n")),
    ("compose", "host-uts", compose("uts: host"), compose().replace("\n\n", "\n")),
    ("compose", "host-user-namespace", compose("userns_mode: host"), compose().replace("\n\n", "\n")),
    ("compose", "host-cgroup-namespace", compose("cgroup: host  # why"), compose().replace("\n\n", "\n")),
    ("compose", "oom-killer-disabled", compose("oom_kill_disable: true"), compose().replace("\n\n", "\n")),
    ("compose", "oom-killer-disabled", compose("oom_score_adj: -1"), compose().replace("\n\n", "\n")),
    ("compose", "writable-root-filesystem", compose("read_only: false"), compose("read_only: true")),
    (
        "compose",
        "privileged-hook",
        compose("post_start:", "  - command: id", "    privileged: true"),
        compose("post_start:", "  - command: id", "    privileged: false"),
    ),
    ("compose", "added-capability", compose("cap_add: [NET_RAW, CHOWN]"), compose("cap_add: [CHOWN]")),
    ("compose", "added-capability", compose("cap_add: [CHOWN, NET_RAW]"), compose("cap_add: [CHOWN]")),
    (
        "compose",
        "added-capability",
        compose("cap_add:", "  - NET_RAW  # why", "  - CHOWN"),
        compose("cap_add:", "  - CHOWN"),
    ),
    ("compose", "added-capability", compose("cap_add:", "  - NET_RAW"), compose().replace("\n\n", "\n")),
    ("compose", "docker-group", compose("group_add: [docker]"), compose().replace("\n\n", "\n")),
    ("compose", "seccomp-unconfined", compose("security_opt: ['seccomp:unconfined']"), compose().replace("\n\n", "\n")),
    ("compose", "apparmor-unconfined", compose("security_opt: [apparmor=unconfined]"), compose().replace("\n\n", "\n")),
    ("compose", "selinux-disabled", compose("security_opt: ['label:disable']"), compose().replace("\n\n", "\n")),
    ("compose", "unmasked-proc", compose("security_opt: [systempaths=unconfined]"), compose().replace("\n\n", "\n")),
    ("compose", "writable-cgroups", compose("security_opt: [writable-cgroups=true]"), compose().replace("\n\n", "\n")),
    (
        "compose",
        "privilege-escalation",
        compose("security_opt:", "  - no-new-privileges:false"),
        compose("security_opt:", "  - no-new-privileges:true"),
    ),
    ("compose", "writable-host-mount", compose("volumes:", "  - /srv:/srv"), compose("volumes:", "  - /srv:/srv:ro")),
    ("compose", "writable-host-mount", compose("volumes:", "  - '/srv:/srv:z'"), compose("volumes:", "  - '/srv:/srv:z,ro'")),
    ("compose", "writable-host-mount", compose("volumes: [/srv:/srv:rw]"), compose("volumes: [/srv:/srv:ro]")),
    ("compose", "writable-project-mount", compose("volumes: ['./x:/x']"), compose("volumes: ['./x:/x:ro']")),
    (
        "compose",
        "writable-host-root",
        compose("volumes:", "  - type: bind", "    source: /", "    target: /host"),
        compose("volumes:", "  - type: bind", "    source: /", "    target: /host", "    read_only: true"),
    ),
    (
        "compose",
        "writable-host-root",
        compose("volumes:", "  - {type: bind, source: /, target: /host, read_only: false}"),
        compose("volumes:", "  - {type: bind, source: /, target: /host, read_only: true}"),
    ),
    (
        "compose",
        "writable-host-root",
        compose("volumes:", "  - {type: bind, source: /, target: /host}"),
        compose("volumes:", "  - {read_only: true, type: bind, source: /, target: /host}"),
    ),
    (
        "compose",
        "missing-rslave",
        compose("volumes:", "  - type: bind", "    source: /mnt", "    target: /m", "    read_only: true  # kept"),
        compose(
            "volumes:",
            "  - type: bind",
            "    source: /mnt",
            "    target: /m",
            "    read_only: true  # kept",
            "    bind:",
            "      propagation: rslave",
        ),
    ),
    (
        "compose",
        "missing-rslave",
        compose("volumes:", "  - type: bind", "    source: /mnt", "    target: /m", "    bind:", "      selinux: z"),
        compose(
            "volumes:",
            "  - type: bind",
            "    source: /mnt",
            "    target: /m",
            "    bind:",
            "      selinux: z",
            "      propagation: rslave",
        ),
    ),
    (
        "compose",
        "missing-rslave",
        compose("volumes:", "  - {type: bind, source: /mnt, target: /m}"),
        compose("volumes:", "  - {bind: {propagation: rslave}, type: bind, source: /mnt, target: /m}"),
    ),
    ("compose", "missing-rslave", compose("volumes: ['/mnt:/m:ro']"), compose("volumes: ['/mnt:/m:ro,rslave']")),
    (
        "compose",
        "shared-mount-propagation",
        compose("volumes: ['/srv:/m:ro,rshared']"),
        compose("volumes: ['/srv:/m:ro,rslave']"),
    ),
    ("compose", "published-port-all-interfaces", compose("ports: ['80']"), compose("ports: ['127.0.0.1::80']")),
    ("compose", "published-port-all-interfaces", compose("ports:", "  - 8:80"), compose("ports:", "  - 127.0.0.1:8:80")),
    ("compose", "published-port-all-interfaces", compose("ports:", "  - 80"), compose("ports:", "  - 127.0.0.1::80")),
    (
        "compose",
        "published-port-all-interfaces",
        compose("ports:", '  - "0.0.0.0:8:80/udp"'),
        compose("ports:", '  - "127.0.0.1:8:80/udp"'),
    ),
    (
        "compose",
        "published-port-all-interfaces",
        compose("ports:", "  - target: 80", "    published: 8"),
        compose("ports:", "  - target: 80", "    published: 8", "    host_ip: 127.0.0.1"),
    ),
    (
        "compose",
        "published-port-all-interfaces",
        compose("ports:", "  - target: 80", "    published: 8", "    host_ip: 0.0.0.0"),
        compose("ports:", "  - target: 80", "    published: 8", "    host_ip: 127.0.0.1"),
    ),
    ("compose", "published-database-port", compose("ports: ['6379:6379']"), compose("ports: ['127.0.0.1:6379:6379']")),
    (
        "compose",
        "port-with-host-network",
        compose("network_mode: host", "ports:", "  - 8:80"),
        compose("network_mode: host"),
    ),
    # What is missing
    ("docker-run", "missing-pids-limit", "docker run -d nginx\n", "docker run --pids-limit 512 -d nginx\n"),
    (
        "docker-run",
        "missing-no-new-privileges",
        "sudo docker container run nginx\n",
        "sudo docker container run --security-opt no-new-privileges nginx\n",
    ),
    ("docker-run", "writable-root-filesystem", "docker create nginx\n", "docker create --read-only nginx\n"),
    ("docker-run", "missing-capability-drop", "docker run nginx\n", "docker run --cap-drop ALL nginx\n"),
    ("compose", "missing-pids-limit", compose(), f"{compose()}    pids_limit: 512\n"),
    ("compose", "missing-no-new-privileges", compose(), f'{compose()}    security_opt: ["no-new-privileges=true"]\n'),
    ("compose", "writable-root-filesystem", compose(), f"{compose()}    read_only: true\n"),
    ("compose", "missing-capability-drop", compose(), f"{compose()}    cap_drop: [ALL]\n"),
    (
        "compose",
        "missing-pids-limit",
        compose("deploy:", "  resources:", "    limits:", "      cpus: '1'").replace("    mem_limit: 64m\n", ""),
        compose("deploy:", "  resources:", "    limits:", "      cpus: '1'", "      pids: 512").replace(
            "    mem_limit: 64m\n", ""
        ),
    ),
    (
        "compose",
        "missing-pids-limit",
        "services: {web: {image: nginx}}\n",
        "services: {web: {pids_limit: 512, image: nginx}}\n",
    ),
    (
        "compose",
        "missing-pids-limit",
        '{"services": {"web": {"image": "nginx:1.27"}}}\n',
        '{"services": {"web": {"pids_limit": 512, "image": "nginx:1.27"}}}\n',
    ),
    (
        "kubernetes",
        "missing-no-new-privileges",
        pod(),
        pod(container="securityContext:\n  allowPrivilegeEscalation: false"),
    ),
    (
        "kubernetes",
        "missing-no-new-privileges",
        pod(container="securityContext:\n  runAsNonRoot: true"),
        pod(container="securityContext:\n  runAsNonRoot: true\n  allowPrivilegeEscalation: false"),
    ),
    (
        "kubernetes",
        "writable-root-filesystem",
        pod(container="securityContext: {runAsNonRoot: true}"),
        pod(container="securityContext: {readOnlyRootFilesystem: true, runAsNonRoot: true}"),
    ),
    (
        "kubernetes",
        "missing-capability-drop",
        pod(),
        pod(container="securityContext:\n  capabilities: {drop: [ALL]}"),
    ),
    (
        "kubernetes",
        "missing-seccomp-profile",
        pod(),
        pod(container="securityContext:\n  seccompProfile: {type: RuntimeDefault}"),
    ),
    # Kubernetes
    (
        "kubernetes",
        "privileged",
        pod(container="securityContext:\n  privileged: true"),
        pod(container="securityContext:\n  privileged: false"),
    ),
    (
        "kubernetes",
        "privileged",
        pod(container='securityContext: {"privileged": true}'),
        pod(container='securityContext: {"privileged": false}'),
    ),
    ("kubernetes", "host-network", pod("hostNetwork: true"), pod("hostNetwork: false")),
    ("kubernetes", "host-pid", pod("hostPID: true"), pod("hostPID: false")),
    ("kubernetes", "host-ipc", pod("hostIPC: true"), pod("hostIPC: false")),
    (
        "kubernetes",
        "service-account-token",
        pod("automountServiceAccountToken: true"),
        pod("automountServiceAccountToken: false"),
    ),
    (
        "kubernetes",
        "privilege-escalation",
        pod(container="securityContext: {allowPrivilegeEscalation: true}"),
        pod(container="securityContext: {allowPrivilegeEscalation: false}"),
    ),
    (
        "kubernetes",
        "writable-root-filesystem",
        pod(container="securityContext:\n  readOnlyRootFilesystem: false"),
        pod(container="securityContext:\n  readOnlyRootFilesystem: true"),
    ),
    (
        "kubernetes",
        "windows-host-process",
        pod("hostNetwork: true", "securityContext: {windowsOptions: {hostProcess: true}}"),
        pod("hostNetwork: true", "securityContext: {windowsOptions: {hostProcess: false}}"),
    ),
    (
        "kubernetes",
        "added-capability",
        pod(container="securityContext:\n  capabilities:\n    add:\n      - NET_RAW\n      - CHOWN"),
        pod(container="securityContext:\n  capabilities:\n    add:\n      - CHOWN"),
    ),
    (
        "kubernetes",
        "added-capability",
        pod(container="securityContext:\n  capabilities:\n    add:\n      - NET_RAW"),
        pod(container="securityContext:\n  capabilities:\n    add: []"),
    ),
    (
        "kubernetes",
        "added-capability",
        pod(container="securityContext: {capabilities: {add: [NET_RAW], drop: [ALL]}}"),
        pod(container="securityContext: {capabilities: {drop: [ALL]}}"),
    ),
    (
        "kubernetes",
        "seccomp-unconfined",
        pod("securityContext:\n  seccompProfile:\n    type: Unconfined"),
        pod("securityContext:\n  seccompProfile:\n    type: RuntimeDefault"),
    ),
    (
        "kubernetes",
        "apparmor-unconfined",
        pod(container="securityContext: {appArmorProfile: {type: Unconfined}}"),
        pod(container="securityContext: {appArmorProfile: {type: RuntimeDefault}}"),
    ),
    (
        "kubernetes",
        "selinux-disabled",
        pod("securityContext:\n  seLinuxOptions:\n    type: spc_t\n    level: s0"),
        pod("securityContext:\n  seLinuxOptions:\n    level: s0"),
    ),
    (
        "kubernetes",
        "unmasked-proc",
        pod(container="securityContext:\n  procMount: Unmasked"),
        pod(container="securityContext:\n  procMount: Default"),
    ),
    (
        "kubernetes",
        "writable-host-mount",
        pod(container=MOUNT, volumes=HOST),
        pod(container=f"{MOUNT}\n    readOnly: true", volumes=HOST),
    ),
    (
        "kubernetes",
        "writable-host-mount",
        pod(container=f"{MOUNT}\n    readOnly: false", volumes=HOST),
        pod(container=f"{MOUNT}\n    readOnly: true", volumes=HOST),
    ),
    (
        "kubernetes",
        "writable-host-root",
        pod(container=MOUNT, volumes="- {name: host, hostPath: {path: /}}"),
        pod(container=f"{MOUNT}\n    readOnly: true", volumes="- {name: host, hostPath: {path: /}}"),
    ),
    (
        "kubernetes",
        "missing-rslave",
        pod(container=MOUNT, volumes=HOST),
        pod(container=f"{MOUNT}\n    mountPropagation: HostToContainer", volumes=HOST),
    ),
    (
        "kubernetes",
        "shared-mount-propagation",
        pod(container=f"{MOUNT}\n    mountPropagation: Bidirectional", volumes=HOST),
        pod(container=f"{MOUNT}\n    mountPropagation: HostToContainer", volumes=HOST),
    ),
]


@pytest.mark.parametrize(
    ("syntax", "policy", "before", "after"),
    [pytest.param(*case, id=f"{case[0]}-{case[1]}-{at}") for at, case in enumerate(CASES)],
)
def test_a_fix_takes_its_finding_away_and_brings_no_other(syntax: str, policy: str, before: str, after: str) -> None:
    name = NAMES[syntax]
    (found,) = [(finding, fix) for finding, fix in fixes(before, name, policy) if finding.policy.id == policy]
    finding, fix = found
    assert applied(before, fix.edits) == after
    then, now = said(lint(before, name, policy)), said(lint(after, name, policy))
    assert (policy, finding.who, finding.message) not in now
    # What a policy supersedes says less of the same thing, and comes to light where the worst of it is gone.
    assert {one[0] for one in now if one not in then} <= LESSER[policy]
    assert fix.safe == (finding.policy.fix == "safe")


def test_every_policy_that_offers_a_fix_says_so() -> None:
    fixed = {case[1] for case in CASES}
    known = {policy.id: policy.fix for policy in builtin_policies()}
    assert {known[name] for name in fixed} == {"safe", "unsafe"}


def test_every_kind_of_change_is_tried_in_every_syntax_that_has_it() -> None:
    by_policy: dict[str, set[str]] = {}
    for syntax, policy, _, _ in CASES:
        by_policy.setdefault(policy, set()).add(syntax)
    reads = {policy.id: set(policy.syntaxes) for policy in builtin_policies()}
    # A NodePort has no address to change.
    excepted = {"published-database-port": {"kubernetes"}, "writable-project-mount": {"docker-run"}}
    for policy, tried in by_policy.items():
        assert tried == reads[policy] - excepted.get(policy, set()), policy


NONE = [
    # What stands elsewhere, or for several.
    ("compose", "x: &b\n  privileged: true\nservices:\n  web:\n    <<: *b\n    image: a:1\n"),
    ("compose", "services:\n  a: &a\n    image: a:1\n    privileged: true\n  b: *a\n"),
    ("compose", "services:\n  a:\n    image: a:1\n    privileged: &t true\n  b: {image: 'b:1', init: *t}\n"),
    ("compose", "services:\n  web:\n    image: a:1\n    privileged: ${P:-true}\n"),
    ("compose", "services:\n  web:\n    image: a:1\n    volumes: ['${D:-/srv}:/srv']\n"),
    ("compose", "services:\n  web:\n    image: a:1\n    ports: ['${P:-80}:80']\n"),
    ("compose", "services:\n  web:\n    image: a:1\n    security_opt: ['seccomp:unconfined', 'seccomp=unconfined']\n"),
    ("compose", "services:\n  web:\n    image: a:1\n    security_opt: ['label:disable', 'label:level:s0']\n"),
    ("compose", 'services:\n  web:\n    image: a:1\n    volumes: ["/\\x73rv:/srv"]\n'),
    ("docker-run", "OPTS=--privileged\ndocker run $OPTS nginx\n"),
    ("docker-run", "docker run -dP --privileged --privileged nginx\n"),
    ("docker-run", "docker run --net host --network=host nginx\n"),
    ("docker-run", "podman run --cap-add NET_RAW,SYSLOG nginx\n"),
    ("docker-run", "docker run --security-opt seccomp=x.json --security-opt seccomp=unconfined nginx\n"),
    ("docker-run", 'docker run -v "$D:/srv" -p $P:80 nginx\n'),
    ("docker-run", "docker run -p published=80,target=80 nginx\n"),
    ("docker-run", 'docker run -v /srv:"/srv" nginx\n'),
    ("docker-run", "docker run -p 80:'80' nginx\n"),
    ("kubernetes", pod(container="securityContext: &c {privileged: true}")),
    ("kubernetes", pod(container="securityContext: {privileged: !!bool true}")),
]


@pytest.mark.parametrize(("syntax", "text"), [pytest.param(*case, id=f"{case[0]}-{at}") for at, case in enumerate(NONE)])
def test_where_the_value_is_not_plainly_here_there_is_no_fix(syntax: str, text: str) -> None:
    findings = lint(text, NAMES[syntax]).findings
    assert any(one.changes for one in findings if one.policy.id != "missing-pids-limit")
    assert changing(text, NAMES[syntax]) == []


def test_what_comes_from_another_file_is_no_fix_here() -> None:
    texts = {
        "base.yaml": "services:\n  base:\n    image: a:1\n    privileged: true\n",
        "compose.yaml": "services:\n  web:\n    extends: {file: base.yaml, service: base}\n    mem_limit: 9m\n",
    }
    findings = [
        one
        for one in check_texts(texts, Settings(installed_plugins=False)).findings
        if one.location.source.name == "compose.yaml"
    ]
    assert "privileged" in {one.policy.id for one in findings}
    assert fixes_of(findings) == {}


def test_what_the_api_would_refuse_is_no_fix() -> None:
    """Kubernetes takes no `allowPrivilegeEscalation: false` beside `privileged: true` or SYS_ADMIN."""
    for grant in ("privileged: true", "capabilities: {add: [SYS_ADMIN]}"):
        text = pod(container=f"securityContext: {{{grant}, allowPrivilegeEscalation: true}}")
        found = {finding.policy.id for finding, _ in fixes(text, "pod.yaml")}
        assert "privilege-escalation" in {one.policy.id for one in lint(text, "pod.yaml").findings}
        assert "privilege-escalation" not in found
        text = pod(container=f"securityContext: {{{grant}}}")
        found = {finding.policy.id for finding, _ in fixes(text, "pod.yaml", "missing-no-new-privileges")}
        assert "missing-no-new-privileges" not in found


MISSING_NONE = [
    ("compose", "services: {web: {image: 'a:1', deploy: {replicas: 2}}}\n"),
    ("compose", "services: {web: {image: 'a:1', deploy: {resources: &r {limits: {cpus: '1'}}}}}\n"),
    ("compose", "x: &b {image: 'a:1'}\nservices:\n  web: *b\n"),
    ("compose", "services:\n  web: &w\n    image: a:1\n"),
    ("compose", "x: &b {image: 'a:1'}\nservices:\n  web:\n    <<: *b\n"),
    ("compose", "services: {web: {image: 'a:1', security_opt: [label=user:a]}}\n"),
    ("docker-run", "alias d='docker run'\ndocker compose run web id\n"),
    ("docker-run", "docker --context x run nginx\n"),
    ("docker-run", "docker run $OPTS nginx\n"),
    ("kubernetes", '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": {"containers": [{"name": "b"}]}}'),
]


@pytest.mark.parametrize(("syntax", "text"), MISSING_NONE)
def test_nothing_is_added_where_the_object_is_not_plainly_here(syntax: str, text: str) -> None:
    also = "missing-pids-limit" if "deploy" in text else "missing-no-new-privileges"
    also = "missing-capability-drop" if syntax == "kubernetes" else also
    settings = Settings(select=(also,), installed_plugins=False)
    assert fixes_of(check_text(text, settings, NAMES[syntax]).findings) == {}


def test_containers_that_share_a_place_are_mended_together() -> None:
    text = pod(
        container=f"{MOUNT}\n- name: two\n  image: nginx:1.27\n  volumeMounts: [{{name: host, mountPath: /n}}]", volumes=HOST
    )
    text = text.replace("      - name: two", "    - name: two").replace(
        "        image: nginx:1.27\n", "      image: nginx:1.27\n"
    )
    text = text.replace("        volumeMounts: [", "      volumeMounts: [")
    found = [(finding, fix) for finding, fix in fixes(text, "pod.yaml") if finding.policy.id == "writable-host-mount"]
    edits = [edit for _, fix in found for edit in fix.edits]
    after = applied(text, edits)
    assert "    readOnly: true\n" in after
    assert "{readOnly: true, name: host, mountPath: /n}" in after
    assert "writable-host-mount" not in {one[0] for one in said(lint(after, "pod.yaml"))}


def test_crlf_and_a_last_line_without_a_break() -> None:
    lines = ["services:", "  web:", "    image: a:1", "    volumes:", "      - type: bind", "        source: /srv"]
    text = "\r\n".join([*lines, "        target: /x"])
    (fix,) = [fix for finding, fix in fixes(text, "compose.yaml") if finding.policy.id == "writable-host-mount"]
    assert applied(text, fix.edits) == f"{text}\r\n        read_only: true"


def test_fixes_that_touch_each_other_are_not_made_at_once() -> None:
    text = "docker run -v /mnt:/m nginx\n"
    found = [fix for _, fix in changing(text, "run.sh")]
    assert len(found) == 2
    assert len(together(found)) == 1


def test_edits_are_said_in_words() -> None:
    source = Source("x", "a: true\n")
    assert Fix(source, (Edit(Span(3, 7), "false"),), True).description == "Replace `true` by `false`."
    assert Fix(source, (Edit(Span(0, 8), ""),), True).description == "Remove `a: true`."
    assert Fix(source, (Edit(Span(7, 7), ":ro"),), True).description == "Add `:ro`."


FLAGS = [
    "--privileged",
    "--pid host",
    "--net=host",
    "-v /srv:/srv",
    "-v '/mnt:/m:rw'",
    "--mount type=bind,src=/etc,dst=/e",
    "-p 8080:80",
    '-p "0.0.0.0:81:81"',
    "--cap-add=NET_RAW",
    "--security-opt no-new-privileges=false",
    "--security-opt seccomp=unconfined",
    "-e A=b",
]
LINES = [
    "privileged: true",
    "network_mode: host  # why",
    "pid: 'host'",
    "cap_add: [NET_RAW, CHOWN]",
    "security_opt:\n      - seccomp:unconfined\n      # why\n      - no-new-privileges:false",
    "volumes:\n      - /srv:/srv\n      - {type: bind, source: /a, target: /e}",
    "tmpfs: [/t]\n    volumes:\n      - type: bind\n        source: /mnt\n        target: /m",
    "ports:\n      - 8080:80\n      - target: 90\n        published: '90'",
    "group_add:\n    - docker",
    "environment: {A: b}",
]


def rounds(text: str, name: str) -> str:
    """Make all fixes, in as many rounds as it takes, and hold each round to a text that can be read and says less."""
    for _ in range(6):
        found = [fix for _, fix in fixes(text, name)]
        if not found:
            return text
        text = applied(text, [edit for fix in together(found) for edit in fix.edits])
        report = lint(text, name)
        assert not any(one.policy.id in ("invalid-value", "unknown-field", "duplicate-key") for one in report.findings)
    raise AssertionError("fixes do not end")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(FLAGS), unique=True), st.sampled_from([" ", " \\\n  ", " \\\r\n\t"]))
def test_any_command_is_still_a_command(flags: list[str], space: str) -> None:
    text = rounds(space.join(["docker run", *flags, "nginx:1.27 serve"]) + "\n", "run.sh")
    report = lint(text, "run.sh")
    assert report.containers == 1
    image = report.projects[0].workloads[0].containers[0].image
    assert image is not None
    assert image.written == "nginx:1.27"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(LINES), unique_by=lambda line: "volumes:" in line or line),
    st.booleans(),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_compose_file_is_still_one(lines: list[str], above: bool, newline: str) -> None:
    image = ["image: nginx:1.27"]
    body = "".join(f"    {line}\n" for line in ([*image, *lines] if above else [*lines, *image]))
    text = rounds(f"services:\n  web:\n{body}".replace("\n", newline), "compose.yaml")
    report = lint(text, "compose.yaml")
    assert report.containers == 1
    assert ("environment: {A: b}" in lines) == bool(report.projects[0].workloads[0].containers[0].env)
