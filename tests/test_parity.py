"""The same container, written three times, is the same container: equal declared isolation values, and the same policies.

What a syntax cannot say is left out of a triple. Triples are written by hand where spelling matters, else generated.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintainer.engine import Report
from lintainer.model import Container
from lintainer.run import check_texts, read_command
from lintainer.settings import Settings

SEED = (
    "docker run --rm -it --mount 'type=bind,source=/,target=/host,readonly,bind-propagation=rslave' "
    "veinmind/python3:1.0.2-stretch python3"
)


class Triple(NamedTuple):
    """A command line, the keys of a Compose service, and those of a container and of its pod."""

    run: str
    service: str
    container: str
    pod: str = "{}"


def only_container(report: Report) -> Container:
    assert not report.problems, report.problems
    (container,) = (
        container
        for project in report.projects
        for workload in project.workloads
        for container in workload.containers
        if container.role == "main"
    )
    return container


def compose_text(service: str) -> str:
    return f"services:\n  web: {service}\n"


def pod_text(container: str, pod: str) -> str:
    spec = f"{{containers: [{container}], {pod.strip()[1:-1]}}}"
    return f"apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec: {spec}\n"


def three(triple: Triple, **options: object) -> list[Report]:
    chosen = Settings(installed_plugins=False, **options)
    return [
        read_command(shlex.split(triple.run), chosen) if not options else _checked(triple, chosen),
        check_texts({"compose.yaml": compose_text(triple.service)}, chosen),
        check_texts({"pod.yaml": pod_text(triple.container, triple.pod)}, chosen),
    ]


def _checked(triple: Triple, chosen: Settings) -> Report:
    from lintainer.run import check_command

    return check_command(shlex.split(triple.run), chosen)


TRIPLES = [
    pytest.param(
        Triple(
            SEED,
            "{image: 'veinmind/python3:1.0.2-stretch', command: [python3], volumes: [{type: bind, source: /, target: /host, "
            "read_only: true, bind: {propagation: rslave}}]}",
            "{name: web, image: 'veinmind/python3:1.0.2-stretch', args: [python3], volumeMounts: [{name: host, "
            "mountPath: /host, readOnly: true, mountPropagation: HostToContainer}]}",
            "{volumes: [{name: host, hostPath: {path: /}}]}",
        ),
        id="the host root, read-only and rslave",
    ),
    pytest.param(
        Triple(
            "docker run --privileged nginx:1.27",
            "{image: 'nginx:1.27', privileged: 'yes'}",
            "{name: web, image: 'nginx:1.27', securityContext: {privileged: true}}",
        ),
        id="privileged",
    ),
    pytest.param(
        Triple(
            "docker run --net=host --pid host --ipc=host nginx:1.27",
            "{image: 'nginx:1.27', network_mode: host, pid: host, ipc: host}",
            "{name: web, image: 'nginx:1.27'}",
            "{hostNetwork: true, hostPID: true, hostIPC: true}",
        ),
        id="host namespaces",
    ),
    pytest.param(
        Triple(
            "docker run --cap-drop all --cap-add=net_admin --cap-add CAP_SYS_TIME nginx:1.27",
            "{image: 'nginx:1.27', cap_drop: [ALL], cap_add: [CAP_NET_ADMIN, sys_time]}",
            "{name: web, image: 'nginx:1.27', securityContext: {capabilities: {drop: [ALL], add: [NET_ADMIN, SYS_TIME]}}}",
        ),
        id="capabilities",
    ),
    pytest.param(
        Triple(
            "docker run --security-opt no-new-privileges --read-only -u 1000:1001 nginx:1.27",
            "{image: 'nginx:1.27', security_opt: ['no-new-privileges:true'], read_only: true, user: '1000:1001'}",
            "{name: web, image: 'nginx:1.27', securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, "
            "runAsUser: 1000, runAsGroup: 1001}}",
        ),
        id="privileges and user",
    ),
    pytest.param(
        Triple(
            "docker run -m 64m --cpus 0.5 nginx:1.27",
            "{image: 'nginx:1.27', deploy: {resources: {limits: {memory: 64M, cpus: '0.5'}}}}",
            "{name: web, image: 'nginx:1.27', resources: {limits: {memory: 64Mi, cpu: 500m}}}",
        ),
        id="limits",
    ),
    pytest.param(
        Triple(
            "docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined nginx:1.27",
            "{image: 'nginx:1.27', security_opt: ['seccomp:unconfined', 'apparmor=unconfined']}",
            "{name: web, image: 'nginx:1.27', securityContext: {seccompProfile: {type: Unconfined}, "
            "appArmorProfile: {type: Unconfined}}}",
        ),
        id="profiles switched off",
    ),
    pytest.param(
        Triple(
            "docker run --security-opt label=type:spc_t --security-opt systempaths=unconfined nginx:1.27",
            "{image: 'nginx:1.27', security_opt: ['label:type:spc_t', 'systempaths=unconfined']}",
            "{name: web, image: 'nginx:1.27', securityContext: {seLinuxOptions: {type: spc_t}, procMount: Unmasked}}",
        ),
        id="SELinux type and unmasked paths",
    ),
    pytest.param(
        Triple(
            "docker run --mount type=bind,src=//etc/./,dst=/host/etc,bind-propagation=rshared -e A=1 nginx:1.27",
            "{image: 'nginx:1.27', environment: {A: '1'}, volumes: [{type: bind, source: /etc, target: /host/etc, "
            "bind: {propagation: rshared, create_host_path: false}}]}",
            "{name: web, image: 'nginx:1.27', env: [{name: A, value: '1'}], volumeMounts: [{name: e, mountPath: /host/etc, "
            "mountPropagation: Bidirectional}]}",
            "{volumes: [{name: e, hostPath: {path: /etc/}}]}",
        ),
        id="a shared mount and a variable",
    ),
]


def differences(containers: Iterable[Container]) -> dict[str, list[object]]:
    """The isolation values that are not equal, by field."""
    first, *others = [container.isolation() for container in containers]
    return {name: [first[name], *(o[name] for o in others)] for name in first if any(o[name] != first[name] for o in others)}


@pytest.mark.parametrize("triple", TRIPLES)
def test_isolation_values_are_equal(triple: Triple) -> None:
    assert differences(only_container(report) for report in three(triple)) == {}


def judged(report: Report) -> list[tuple[str, str]]:
    """What the policies that all three syntaxes have say, and how severely."""
    shared = [finding for finding in report.findings if len(finding.policy.syntaxes) == 3]
    # dockerd sets rslave by itself where a mount holds its data root, kubelets do not: the catalogue tells them apart.
    return sorted(
        (finding.policy.id, "" if finding.policy.id == "missing-rslave" else str(finding.severity)) for finding in shared
    )


@pytest.mark.parametrize("triple", TRIPLES)
def test_the_same_policies_speak_each_at_its_own_place(triple: Triple) -> None:
    """Policies that all three syntaxes have say the same thing of the same container."""
    said = []
    for report in three(triple, profile="default"):
        assert not report.problems
        shared = [finding for finding in report.findings if len(finding.policy.syntaxes) == 3]
        for finding in shared:
            assert finding.location.text, finding.policy.id
        said.append(judged(report))
    assert said[0] == said[1] == said[2]


CAPABILITIES = st.lists(
    st.sampled_from(["SYS_ADMIN", "NET_ADMIN", "NET_RAW", "CHOWN", "SYS_PTRACE", "ALL"]), unique=True, max_size=3
)
PATHS = st.sampled_from(["/", "/etc", "/var/run/docker.sock", "/srv/data", "/proc", "/home"])
HOST = (("network", "network_mode", "hostNetwork"), ("pid", "pid", "hostPID"), ("ipc", "ipc", "hostIPC"))
PROPAGATION = {"rslave": "HostToContainer", "rshared": "Bidirectional"}


@st.composite
def triples(draw: st.DrawFn) -> Triple:
    """A container with values that every syntax can say."""
    run, service, context = ["docker", "run"], {"image": "nginx:1.27"}, {}
    container: dict[str, object] = {"name": "web", "image": "nginx:1.27"}
    pod: dict[str, object] = {}
    service: dict[str, object]
    context: dict[str, object]
    for option, key, place in (("privileged", "privileged", context), ("read-only", "read_only", context)):
        if draw(st.booleans()):
            value = draw(st.booleans())
            run.append(f"--{option}={'true' if value else 'false'}")
            service[key] = value
            place["privileged" if key == "privileged" else "readOnlyRootFilesystem"] = value
    for option, key, field in (
        ("network", "network_mode", "hostNetwork"),
        ("pid", "pid", "hostPID"),
        ("ipc", "ipc", "hostIPC"),
    ):
        if draw(st.booleans()):
            run += [f"--{option}", "host"]
            service[key] = "host"
            pod[field] = True
    added = draw(CAPABILITIES)
    # A name in both lists ends added with Docker and dropped with Kubernetes: the platforms differ there, not the parsers.
    dropped = [name for name in draw(CAPABILITIES) if name not in added]
    for option, key, field, names in (("cap-add", "cap_add", "add", added), ("cap-drop", "cap_drop", "drop", dropped)):
        if names:
            run += [word for name in names for word in (f"--{option}", name)]
            service[key] = list(names)
            capabilities = context.setdefault("capabilities", {})
            assert isinstance(capabilities, dict)
            capabilities[field] = list(names)
    volumes, mounts, hosts = [], [], []
    for number, path in enumerate(draw(st.lists(PATHS, unique=True, max_size=3))):
        read_only, propagation = draw(st.booleans()), draw(st.sampled_from([None, *PROPAGATION]))
        words = [f"type=bind,source={path},target=/host{number}"]
        long: dict[str, object] = {"type": "bind", "source": path, "target": f"/host{number}"}
        mount: dict[str, object] = {"name": f"v{number}", "mountPath": f"/host{number}"}
        long["bind"] = {"create_host_path": False}
        if read_only:
            words.append("readonly")
            long["read_only"] = mount["readOnly"] = True
        if propagation is not None:
            words.append(f"bind-propagation={propagation}")
            long["bind"] = {"create_host_path": False, "propagation": propagation}
            mount["mountPropagation"] = PROPAGATION[propagation]
        run += ["--mount", ",".join(words)]
        volumes.append(long)
        mounts.append(mount)
        hosts.append({"name": f"v{number}", "hostPath": {"path": path}})
    if volumes:
        service["volumes"], container["volumeMounts"], pod["volumes"] = volumes, mounts, hosts
    if draw(st.booleans()):
        user = draw(st.integers(0, 70_000))
        run += ["--user", str(user)]
        service["user"] = str(user)
        context["runAsUser"] = user
    if draw(st.booleans()):
        size = draw(st.integers(6, 4096))
        run += ["--memory", f"{size}m"]
        service["mem_limit"] = f"{size}m"
        container["resources"] = {"limits": {"memory": f"{size}Mi"}}
    if context:
        container["securityContext"] = context
    return Triple(shlex.join([*run, "nginx:1.27"]), json.dumps(service), json.dumps(container), json.dumps(pod))


@settings(max_examples=40, deadline=None)
@given(triples())
def test_generated_containers_are_equal(triple: Triple) -> None:
    assert differences(only_container(report) for report in three(triple)) == {}


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(triples())
def test_many_generated_containers_are_equal_and_judged_alike(triple: Triple) -> None:
    assert differences(only_container(report) for report in three(triple)) == {}
    said = [judged(report) for report in three(triple, profile="default")]
    assert said[0] == said[1] == said[2]
