"""Texts before and after a fix, by syntax and policy."""

from __future__ import annotations


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
