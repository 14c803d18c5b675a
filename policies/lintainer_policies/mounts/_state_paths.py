"""Rules of what services of the host keep below /var and /run.

Sources: Filesystem Hierarchy Standard 3.0; Docker documentation, data-root; Kubernetes documentation, device plugins and node
logs; documentation of etcd, podman, LXD, k3s and k0s on where they keep their state.
"""

from __future__ import annotations

from lintainer.policy import Severity
from lintainer_policies.mounts._rules import Rule, Table

CRITICAL, HIGH, MEDIUM = Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM

STATE: Table = (
    (
        Rule(
            HIGH,
            HIGH,
            False,
            "the sockets and the run-time state of every service",
            "services of the host take commands and state from there",
        ),
        "/run",
    ),
    (
        Rule(HIGH, HIGH, True, "the sockets and credentials of a user's session", "the session takes commands from there"),
        "/run/user",
    ),
    (
        Rule(HIGH, HIGH, True, "credentials of services", "services of the host take credentials from there"),
        "/run/secrets /run/credentials /run/flannel/secrets /var/run/secrets",
    ),
    (
        Rule(
            HIGH, HIGH, False, "the state of every service, and the logs", "`/var/spool/cron` and the daemons' data lie there"
        ),
        "/var",
    ),
    (
        Rule(
            HIGH,
            HIGH,
            False,
            "the data of every service, the container runtimes and the kubelet among them,",
            "the container runtimes and the kubelet keep their state there",
        ),
        "/var/lib",
    ),
    (Rule(CRITICAL, None, True, "", "the jobs written there run as root"), "/var/spool/cron /var/spool/anacron /var/spool/at"),
    (Rule(HIGH, None, False, "", "the jobs of cron lie there"), "/var/spool"),
    (
        Rule(
            CRITICAL,
            HIGH,
            True,
            "the layers, volumes and settings of every container, with their environment",
            "the files and settings of every container can be replaced, of privileged ones too",
        ),
        """/var/lib/docker /var/lib/containerd /var/lib/containers /var/lib/rancher /var/lib/cri-o /var/lib/crio
        /var/lib/k0s /var/snap/docker /var/snap/microk8s /var/lib/lxd /var/lib/lxc /var/lib/incus /var/snap/lxd
        /var/lib/buildkit /var/lib/nerdctl""",
    ),
    (
        Rule(MEDIUM, None, True, "the data of one volume", ""),
        """/var/lib/docker/volumes/* /var/lib/containers/storage/volumes/*
        /var/snap/docker/common/var-lib-docker/volumes/*""",
    ),
    (
        Rule(
            HIGH,
            HIGH,
            True,
            "the logs, the settings and the environment of every container",
            "the engine starts containers from the settings there",
        ),
        "/var/lib/docker/containers",
    ),
    (
        Rule(
            CRITICAL,
            HIGH,
            True,
            "the tokens, secrets and volumes of every pod of the node",
            "the kubelet runs and trusts what it finds there",
        ),
        "/var/lib/kubelet",
    ),
    (Rule(HIGH, None, True, "", "the kubelet talks to the plugin whose socket lies there"), "/var/lib/kubelet/plugins/*"),
    (
        Rule(CRITICAL, None, True, "", "the kubelet trusts the plugins that register there"),
        "/var/lib/kubelet/plugins_registry /var/lib/kubelet/device-plugins /var/lib/kubelet/plugins",
    ),
    (
        Rule(
            CRITICAL,
            HIGH,
            True,
            "everything that the cluster stores, secrets included",
            "who writes it writes the state of the cluster",
        ),
        "/var/lib/etcd",
    ),
    (Rule(HIGH, HIGH, True, "instance data with credentials", "the instance is set up from it at boot"), "/var/lib/cloud"),
    (
        Rule(HIGH, HIGH, True, "keys and passwords of a service", "the service takes its keys from there"),
        """/var/lib/NetworkManager /var/lib/sss /var/lib/samba/private /var/lib/tailscale /var/lib/waagent
        /var/lib/google /var/lib/amazon""",
    ),
    (
        Rule(CRITICAL, None, True, "", "services of the system are started by it"),
        "/var/lib/systemd /var/lib/dpkg /var/lib/apt /var/lib/rpm /var/lib/snapd",
    ),
    (
        Rule(
            HIGH,
            HIGH,
            False,
            "the logs of every service",
            "what happened can be erased, and a kubelet serves whatever file a link there points to",
        ),
        "/var/log",
    ),
    (
        Rule(
            HIGH,
            HIGH,
            True,
            "the logs of every pod or service of the host",
            "what happened can be erased, and a kubelet serves whatever file a link there points to",
        ),
        "/var/log/pods /var/log/containers",
    ),
    (
        Rule(HIGH, HIGH, True, "logs in which commands, addresses and secrets are recorded", "what happened can be erased"),
        """/var/log/journal /run/log /run/log/journal /var/log/audit /var/log/auth.log /var/log/secure /var/log/syslog
        /var/log/messages /var/log/sudo-io /var/log/kubernetes /var/log/kube-apiserver /var/log/installer""",
    ),
    (
        Rule(CRITICAL, None, True, "", "the kubelet runs the volume plugins there as root"),
        "/usr/libexec/kubernetes /var/lib/kubelet/volumeplugins",
    ),
)
