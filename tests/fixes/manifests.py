"""Texts before and after a fix: manifests of Kubernetes."""

from __future__ import annotations


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
    ("kubernetes", "stale-image-pull", pod(), pod(container="imagePullPolicy: Always")),
    (
        "kubernetes",
        "stale-image-pull",
        pod(container='imagePullPolicy: "Never"'),
        pod(container='imagePullPolicy: "Always"'),
    ),
    (
        "kubernetes",
        "retired-registry",
        pod().replace("nginx:1.27", "k8s.gcr.io/sub/pause:3.9"),
        pod().replace("nginx:1.27", "registry.k8s.io/sub/pause:3.9"),
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
