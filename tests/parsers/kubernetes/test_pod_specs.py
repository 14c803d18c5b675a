"""What a pod spec becomes in the model, with the place of each value."""

from __future__ import annotations

import pytest

from lintainer.model import Container, Unknown, effective
from tests.parsers.kubernetes import container, shown, workload


def pod(spec: str, head: str = "metadata: {name: web}") -> str:
    indented = "".join(f"  {line}\n" for line in spec.strip("\n").split("\n"))
    return f"apiVersion: v1\nkind: Pod\n{head}\nspec:\n{indented}"


def one(fields: str, spec: str = "") -> Container:
    """Return the container with `fields`, lines of YAML, in a pod with the lines `spec`."""
    inner = "".join(f"\n  {line}" for line in fields.strip("\n").split("\n"))
    return container(pod(f"{spec}\ncontainers:\n- name: app{inner}"))


def test_a_container_stands_at_its_name() -> None:
    assert shown(one("image: nginx:1.25").at()) == (6, "app")


def test_names_follow_docker() -> None:
    found = one(
        """
image: registry.example.com:5000/team/app:1.2@sha256:abc
command: [sh, -c, "exec ${APP}"]
args: ["--port=$(PORT)"]
workingDir: /srv
tty: true
stdin: on
imagePullPolicy: Never
securityContext:
  privileged: true
  runAsUser: 0
  runAsGroup: 10
  runAsNonRoot: false
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  procMount: Unmasked
  capabilities: {add: [cap_sys_admin, NET_ADMIN], drop: [all]}
resources:
  limits: {memory: 1Gi, cpu: 500m, ephemeral-storage: 2Gi}
  requests: {memory: 512Mi, cpu: "0.25"}
"""
    )
    assert found.image is not None
    assert (found.image.registry, found.image.repository, found.image.tag) == ("registry.example.com:5000", "team/app", "1.2")
    assert found.image.at("tag").text == "1.2"
    assert [word.value for word in found.entrypoint or ()] == ["sh", "-c", "exec ${APP}"]
    assert [word.value for word in found.cmd or ()] == ["--port=$(PORT)"]
    assert (found.working_dir, found.tty, found.open_stdin, found.image_pull_policy) == ("/srv", True, True, "Never")
    assert (found.privileged, found.user, found.group, found.run_as_non_root) == (True, 0, 10, False)
    assert (found.no_new_privileges, found.readonly_rootfs, found.unmasked_paths) == (True, True, ("ALL",))
    assert [(entry.name, entry.written) for entry in found.cap_add] == [
        ("SYS_ADMIN", "cap_sys_admin"),
        ("NET_ADMIN", "NET_ADMIN"),
    ]
    assert [entry.at().text for entry in found.cap_drop] == ["all"]
    assert (found.memory, found.nano_cpus, found.ephemeral_storage) == (1 << 30, 5 * 10**8, 2 << 30)
    assert (found.memory_request, found.cpu_request) == (512 << 20, 25 * 10**7)
    places = {
        "privileged": "true",
        "user": "0",
        "no_new_privileges": "false",
        "readonly_rootfs": "true",
        "proc_mount": "Unmasked",
        "memory": "1Gi",
        "nano_cpus": "500m",
        "cpu_request": '"0.25"',
        "image_pull_policy": "Never",
    }
    assert {field: found.at(field).text for field in places} == places


def test_what_is_absent_stands_at_the_name() -> None:
    found = one("image: nginx")
    assert [found.at(field).text for field in ("privileged", "memory", "seccomp")] == ["app", "app", "app"]


@pytest.mark.parametrize(
    ("written", "value"),
    [("true", True), ("yes", True), ("on", True), ("Y", True), ("no", False), ("off", False), ("null", None), ("", None)],
)
def test_booleans_are_those_of_kubectl(written: str, value: bool | None) -> None:
    assert one(f"image: a\nsecurityContext:\n  privileged: {written}").privileged is value


@pytest.mark.parametrize("written", ["${PRIV}", "'{{ .Values.privileged }}'", "<true or false>"])
def test_a_placeholder_is_unknown(written: str) -> None:
    assert isinstance(one(f"image: a\nsecurityContext:\n  privileged: {written}").privileged, Unknown)


def test_an_expression_without_quotes_is_unknown_too() -> None:
    # A mapping whose key is a mapping, to YAML.
    found = one(
        "image: {{ .Values.image }}\nargs: [{{ .Values.mode }}]\n"
        "securityContext:\n  privileged: {{ .Values.privileged }}\n  runAsUser: {{ .Values.uid }}"
    )
    assert found.image is not None
    assert (found.image.written, found.at("image").text) == ("{{ .Values.image }}", "{{ .Values.image }}")
    assert isinstance(found.image.tag, Unknown)
    assert isinstance(found.privileged, Unknown)
    assert found.at("privileged").text == "{{ .Values.privileged }}"
    assert isinstance(found.user, Unknown)
    assert found.cmd is not None
    assert [isinstance(word.value, Unknown) for word in found.cmd] == [True]


def test_a_section_that_is_filled_in_later_is_unknown_as_a_whole() -> None:
    found = one("image: a\nresources: {{ .Values.resources }}\nsecurityContext: {{ .Values.context }}")
    for field in ("privileged", "user", "no_new_privileges", "readonly_rootfs", "memory", "nano_cpus", "cpu_request"):
        assert isinstance(getattr(found, field), Unknown), field
    assert found.at("memory").text == "{{ .Values.resources }}"
    assert found.at("privileged").text == "{{ .Values.context }}"
    assert not found.is_complete("cap_drop")
    assert found.seccomp is not None
    assert isinstance(found.seccomp.type, Unknown)
    pod_level = one("image: a", spec="securityContext: {{ .Values.context }}")
    assert pod_level.pod is not None
    assert isinstance(pod_level.pod.run_as_user, Unknown)
    assert not pod_level.pod.is_complete("sysctls")


def test_an_image_is_known_in_part() -> None:
    image = one("image: nginx:${TAG}").image
    assert image is not None
    assert (image.repository, isinstance(image.tag, Unknown)) == ("nginx", True)


@pytest.mark.parametrize(("key", "field"), [("hostNetwork", "network_mode"), ("hostPID", "pid_mode"), ("hostIPC", "ipc_mode")])
def test_host_namespaces_are_each_containers_with_the_pods_place(key: str, field: str) -> None:
    found = one("image: a", f"{key}: true")
    assert getattr(found, field) == "host"
    assert shown(found.at(field)) == (5, "true")
    assert getattr(one("image: a", f"{key}: false"), field) is None
    assert isinstance(getattr(one("image: a", f"{key}: ${{X}}"), field), Unknown)


def test_pod_values_are_inherited_and_container_values_win() -> None:
    spec = "securityContext: {runAsUser: 5, runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}"
    inherited = one("image: a", spec)
    assert effective.user(inherited).value == 5
    assert effective.user(inherited).location.text == "5"
    assert effective.run_as_non_root(inherited).value is True
    assert effective.seccomp(inherited).value.type == "RuntimeDefault"  # type: ignore[union-attr]
    own = one("image: a\nsecurityContext: {runAsUser: 0, seccompProfile: {type: Unconfined}}", spec)
    assert effective.user(own).value == 0
    assert effective.seccomp(own).value.type == "Unconfined"  # type: ignore[union-attr]
    assert effective.seccomp(own).location.text == "Unconfined"


@pytest.mark.parametrize("field", ["privileged", "allowPrivilegeEscalation", "readOnlyRootFilesystem"])
def test_fields_that_only_containers_have_are_not_inherited(field: str) -> None:
    found = one("image: a", f"securityContext: {{{field}: true}}")
    assert (found.privileged, found.no_new_privileges, found.readonly_rootfs) == (None, None, None)


def test_roles() -> None:
    found = workload(
        pod(
            """
initContainers:
- {name: setup, image: a}
- {name: proxy, image: a, restartPolicy: Always}
containers:
- {name: app, image: a}
ephemeralContainers:
- {name: debug, image: a, securityContext: {privileged: true}}
"""
        )
    )
    assert [(one.name, one.role) for one in found.containers] == [
        ("setup", "init"),
        ("proxy", "sidecar"),
        ("app", "main"),
        ("debug", "ephemeral"),
    ]
    assert found.containers[3].privileged is True


def test_a_host_path_joins_two_places() -> None:
    found = one(
        "image: a\nvolumeMounts:\n- {name: root, mountPath: /host, readOnly: true, mountPropagation: HostToContainer}",
        "volumes:\n- name: root\n  hostPath: {path: //var/./lib/, type: Directory}",
    )
    (mount,) = found.mounts
    assert (mount.type, mount.source, mount.target, mount.read_only) == ("bind", "/var/lib", "/host", True)
    assert (mount.propagation, mount.host_path_type, mount.via) == ("rslave", "Directory", "hostPath")
    assert shown(mount.at("source")) == (7, "//var/./lib/")
    assert shown(mount.at("read_only")) == (12, "true")
    assert shown(mount.at("propagation")) == (12, "HostToContainer")


@pytest.mark.parametrize(
    ("written", "docker"), [("None", "rprivate"), ("HostToContainer", "rslave"), ("Bidirectional", "rshared")]
)
def test_propagation_has_dockers_names(written: str, docker: str) -> None:
    found = one(
        f"image: a\nvolumeMounts: [{{name: v, mountPath: /v, mountPropagation: {written}}}]",
        "volumes: [{name: v, hostPath: {path: /v}}]",
    )
    assert found.mounts[0].propagation == docker


def test_a_mount_says_more_where_more_is_written() -> None:
    spec = """
volumes:
- {name: v, hostPath: {path: /v}}
- {name: m, emptyDir: {medium: Memory, sizeLimit: 1Mi}}
- {name: i, image: {reference: x}}"""
    found = one(
        """
image: a
volumeMounts:
- {name: v, mountPath: /v, readOnly: true, recursiveReadOnly: Enabled, subPath: logs}
- {name: m, mountPath: /m}
- {name: i, mountPath: /i}
- {name: gone, mountPath: /gone}
volumeDevices: [{name: disk, devicePath: /dev/xvda}]
""",
        spec,
    )
    assert [(one.type, one.recursive, one.subpath, one.size) for one in found.mounts] == [
        ("bind", "readonly", "logs", None),
        ("tmpfs", None, None, 1 << 20),
        ("image", None, None, None),
        ("volume", None, None, None),
    ]
    assert [one.value for one in found.volume_devices] == ["/dev/xvda"]


def test_a_windows_pipe_is_a_pipe() -> None:
    found = one(
        "image: a\nvolumeMounts: [{name: p, mountPath: '\\\\.\\pipe\\docker_engine'}]",
        "os: {name: windows}\nvolumes: [{name: p, hostPath: {path: '\\\\.\\pipe\\docker_engine'}}]",
    )
    assert (found.os, found.mounts[0].type, found.mounts[0].source) == ("windows", "npipe", "//./pipe/docker_engine")


def test_what_nobody_mounts_and_a_pod_without_containers_have_a_stand_in() -> None:
    found = workload(pod("volumes:\n- name: unused\n  hostPath: {path: /etc}\ncontainers:\n- {name: app, image: a}"))
    stand_in = found.containers[1]
    assert (stand_in.role, stand_in.mounts[0].source, stand_in.mounts[0].target) == ("pod", "/etc", None)
    assert stand_in.mounts[0].at("source").text == "/etc"
    bare = workload(pod("hostPID: true"))
    assert [(one.role, one.pid_mode) for one in bare.containers] == [("pod", "host")]


def test_volumes_of_the_pod() -> None:
    found = workload(
        pod(
            """
containers:
- {name: app, image: a, volumeMounts: [{name: cfg, mountPath: /cfg}]}
volumes:
- {name: cfg, configMap: {name: settings, optional: true}}
- {name: tmp, emptyDir: {sizeLimit: 10Mi}}
- {name: bare}
- name: token
  projected:
    sources:
    - serviceAccountToken: {path: token}
    - secret: {name: s}
"""
        )
    )
    assert found.pod is not None
    cfg, tmp, bare, token = found.pod.volumes
    assert (cfg.kind, cfg.references, cfg.mounted_by) == ("configMap", (("ConfigMap", "settings", True),), ("app",))
    assert (tmp.kind, tmp.size_limit, tmp.at("size_limit").text) == ("emptyDir", 10 << 20, "10Mi")
    assert bare.kind == "emptyDir"
    assert (token.kind, token.service_account_token, token.references) == ("projected", True, (("Secret", "s", False),))
    assert shown(cfg.at()) == (8, "cfg")


def test_environment() -> None:
    found = one(
        """
image: a
env:
- {name: PLAIN, value: x}
- {name: EMPTY}
- {name: URL, value: "http://$(HOST)/"}
- name: PASSWORD
  valueFrom: {secretKeyRef: {name: db, key: password, optional: true}}
envFrom:
- {prefix: APP_, secretRef: {name: all}}
- configMapRef: {name: cm}
"""
    )
    assert [
        (one.name, "?" if isinstance(one.value, Unknown) else one.value, one.value_from, one.object_ref) for one in found.env
    ] == [
        ("PLAIN", "x", None, None),
        ("EMPTY", "", None, None),
        ("URL", "?", None, None),
        ("PASSWORD", None, "secret", "db"),
        ("APP_*", None, "secret", "all"),
        ("*", None, "config_map", "cm"),
    ]
    assert found.env[3].optional is True
    assert found.env[3].at("object_ref").text == "db"


def test_ports_and_host_port_zero() -> None:
    found = one(
        "image: a\nports:\n- {containerPort: 80, hostPort: 0}\n"
        "- {containerPort: 53, hostPort: 5353, protocol: UDP, hostIP: 127.0.0.1}"
    )
    assert [(one.host_port, one.published, one.protocol, one.host_ip) for one in found.ports] == [
        (None, False, "tcp", None),
        (5353, True, "udp", "127.0.0.1"),
    ]
    assert found.ports[1].at("host_port").text == "5353"


def test_probes_and_hooks() -> None:
    found = one(
        """
image: a
livenessProbe: {httpGet: {host: 10.0.0.1, port: 80}}
readinessProbe: {exec: {command: [sudo, check]}}
lifecycle: {preStop: {tcpSocket: {port: http}}}
"""
    )
    assert [(one.purpose, one.action, one.host, one.port) for one in found.handlers] == [
        ("livenessProbe", "httpGet", "10.0.0.1", 80),
        ("readinessProbe", "exec", None, None),
        ("preStop", "tcpSocket", None, "http"),
    ]
    assert found.handlers[0].at("host").text == "10.0.0.1"
    assert found.handlers[1].command == ("sudo", "check")


def test_annotations_of_old() -> None:
    head = """metadata:
  name: web
  annotations:
    container.apparmor.security.beta.kubernetes.io/app: unconfined
    container.seccomp.security.alpha.kubernetes.io/app: unconfined
    seccomp.security.alpha.kubernetes.io/pod: runtime/default"""
    found = container(pod("containers:\n- {name: app, image: a}", head))
    assert found.apparmor is not None
    assert (found.apparmor.type, found.apparmor.annotation, shown(found.at("apparmor"))) == (
        "Unconfined",
        True,
        (6, "unconfined"),
    )
    assert found.seccomp is not None
    assert (found.seccomp.type, shown(found.at("seccomp"))) == ("Unconfined", (7, "unconfined"))
    # Nobody reads `runtime/default` any more, so it gives no profile.
    assert found.pod is not None
    assert found.pod.seccomp is None


def test_pod_level_resources_count_for_each_container() -> None:
    found = one("image: a", "resources: {limits: {memory: 1Gi, cpu: 1}}")
    assert effective.memory_limit(found).value == 1 << 30
    assert effective.cpu_limit(found).value == 10**9
    assert effective.memory_limit(found).location.text == "1Gi"


def test_requests_default_to_limits() -> None:
    found = one("image: a\nresources: {limits: {memory: 1Gi}}")
    assert effective.memory_request(found).value == 1 << 30
    assert effective.cpu_request(found).value is None


def test_user_namespaces_and_the_rest_of_the_pod() -> None:
    found = workload(
        pod(
            """
hostUsers: false
shareProcessNamespace: true
serviceAccount: old
automountServiceAccountToken: no
runtimeClassName: gvisor
hostAliases: [{ip: 169.254.169.254, hostnames: [meta, m2]}]
securityContext: {supplementalGroups: [0, 5], fsGroup: 0, sysctls: [{name: net.core.somaxconn, value: "1"}]}
containers: [{name: app, image: a}]
"""
        )
    )
    inner = found.pod
    assert inner is not None
    assert (inner.host_users, inner.share_process_namespace, inner.service_account_name) == (False, True, "old")
    assert (inner.automount_service_account_token, inner.runtime_class_name, inner.fs_group) == (False, "gvisor", 0)
    assert [one.value for one in inner.host_aliases] == ["meta:169.254.169.254", "m2:169.254.169.254"]
    assert [one.name for one in inner.sysctls] == ["net.core.somaxconn"]
    assert [one.value for one in found.containers[0].group_add] == ["0", "5"]
    assert found.containers[0].runtime == "gvisor"
    assert inner.at("automount_service_account_token").text == "no"


def test_an_alias_is_where_the_user_changes_it() -> None:
    text = pod(
        """
containers:
- name: a
  image: x
  securityContext: &sc {privileged: true}
- name: b
  image: x
  securityContext: *sc
- name: c
  image: x
  securityContext:
    <<: *sc
    runAsUser: 0
"""
    )
    first, second, third = workload(text).containers
    assert shown(first.at("privileged")) == (8, "true")
    assert shown(second.at("privileged")) == (11, "*sc")
    assert [shown(related.location) for related in second.at("privileged").related] == [(8, "true")]
    assert (third.privileged, third.user, shown(third.at("privileged"))) == (True, 0, (15, "*sc"))


def test_a_stateful_sets_claims_are_volumes() -> None:
    found = workload(
        "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec:\n  template:\n    spec:\n      containers:\n"
        "      - {name: db, image: a, volumeMounts: [{name: data, mountPath: /data}]}\n"
        "  volumeClaimTemplates: [{metadata: {name: data}}]\n"
    )
    assert found.containers[0].mounts[0].volume_kind == "persistentVolumeClaim"


def test_what_the_workload_itself_says() -> None:
    found = workload(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: prod, labels: {a: b}}\nspec:\n"
        "  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}, annotations: {x: y}}\n"
        "    spec: {containers: [{name: a, image: a}]}\n"
    )
    assert (found.namespace, found.labels, found.selector) == ("prod", (("a", "b"),), (("app", "web"),))
    assert found.pod is not None
    assert [(one.name, one.value) for one in found.pod.labels] == [("app", "web")]
    assert shown(found.at()) == (3, "web")
    assert found.at("namespace").text == "prod"


@pytest.mark.parametrize(
    ("env", "noted"),
    [
        pytest.param("env: [{name: A, value: '1'}, {name: B}, {name: A, value: '2'}]", ["A"], id="set again"),
        pytest.param("env: [{name: A, value: '1'}, {name: A, value: '$(A):2'}]", [], id="made of the earlier value"),
        pytest.param("envFrom: [{configMapRef: {name: a}}, {configMapRef: {name: b}}]", [], id="whole objects"),
    ],
)
def test_a_variable_that_is_set_again_is_noted(env: str, noted: list[str]) -> None:
    assert [note.location.text for note in one(env).notes] == noted
