"""Which policy answers which recommendation of a standard, or why none does: the tables behind `policies --standard`.

Sources: CIS Docker Benchmark 1.6.0 and CIS Kubernetes Benchmark 1.12.0 (their numbers, checked against docker-bench-security
1.6.0 and the `cis-1.12` files of kube-bench); Pod Security Standards of Kubernetes 1.37. The titles are our own words.
"""

from __future__ import annotations

from lintainer.tuples import NamedTuple


class Recommendation(NamedTuple):
    """A recommendation: its number, what it asks for, and who looks after it.

    `policies` are in the standard's profile. `further` look at the same thing beyond what the standard asks, or from another
    side, and run in other profiles. `note` says why there is no policy, or what the policies leave open.
    """

    number: str
    title: str
    policies: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    note: str = ""


class Standard(NamedTuple):
    """A standard: its name on the command line, how a policy cites it, the profiles that hold its policies, and its table."""

    id: str
    title: str
    # `Policy.standards` has an entry "<cited> <number>" for each recommendation that names the policy.
    cited: str
    profiles: tuple[str, ...]
    about: str
    recommendations: tuple[Recommendation, ...]

    def citation(self, recommendation: Recommendation) -> str:
        """Return how a policy cites the recommendation."""
        return f"{self.cited} {recommendation.number}"


_ASKED_OF_DAEMON = "decided when the daemon is set up (`docker swarm init`), not by what a container is created with"
_CLUSTER = "a matter of the cluster: no manifest of a workload says it"

CIS_DOCKER = Standard(
    id="cis-docker",
    title="CIS Docker Benchmark 1.6.0, section 5: Container runtime",
    cited="CIS Docker 1.6.0",
    profiles=("cis-docker",),
    about=(
        "Section 5 as far as a command line, a Compose file or a create request decides it, and 4.1, which the user of a "
        "container decides as well. Sections 1 to 3, 6 and 7 are about the host, the daemon and swarms."
    ),
    recommendations=(
        Recommendation(
            "4.1",
            "the program has a user of its own",
            ("root-user", "missing-non-root-user"),
            note="what the image declares as its USER is not in the files",
        ),
        Recommendation("5.1", "swarm mode is off where no swarm is wanted", note=_ASKED_OF_DAEMON),
        Recommendation("5.2", "an AppArmor profile confines it", ("apparmor-unconfined", "missing-lsm-profile")),
        Recommendation("5.3", "SELinux confines it", ("selinux-disabled", "missing-lsm-profile")),
        Recommendation(
            "5.4",
            "it has only the capabilities that it needs",
            ("dangerous-capability", "added-capability", "missing-capability-drop"),
        ),
        Recommendation("5.5", "it is not privileged", ("privileged",), ("privileged-hook",)),
        Recommendation(
            "5.6",
            "no folder of the host's system is mounted",
            ("writable-host-root", "writable-host-mount", "sensitive-host-mount"),
            ("host-root",),
        ),
        Recommendation(
            "5.7",
            "no SSH server runs in it",
            ("ssh-server",),
            note="told by the image, the command and the port: what else an image starts is unseen",
        ),
        Recommendation("5.8", "no port of the host below 1024 is taken", ("privileged-host-port",)),
        Recommendation(
            "5.9",
            "only the ports that it needs are open",
            ("publish-all-ports",),
            note="which ports a program needs is written nowhere; publishing whatever the image exposes is decided",
        ),
        Recommendation("5.10", "it has a network of its own", ("host-network",)),
        Recommendation("5.11", "its memory is limited", ("missing-memory-limit",)),
        Recommendation(
            "5.12",
            "its share of the CPU is set",
            ("missing-cpu-limit",),
            note="the benchmark is content with shares (`--cpu-shares`); these are no limit, and the policy asks for one",
        ),
        Recommendation("5.13", "its root file system is read-only", ("writable-root-filesystem",)),
        Recommendation(
            "5.14",
            "published ports are bound to one address of the host",
            ("published-port-all-interfaces", "published-database-port", "publish-all-ports"),
        ),
        Recommendation("5.15", "it is restarted on failure, and five times at most", ("unbounded-restart",)),
        Recommendation("5.16", "it does not share the host's processes", ("host-pid",)),
        Recommendation("5.17", "it does not share the host's IPC", ("host-ipc",)),
        Recommendation("5.18", "it uses no device of the host", ("host-device", "other-host-device"), ("device-cgroup-rule",)),
        Recommendation("5.19", "ulimits are set where the default does not fit", ("missing-ulimit",), ("unlimited-resource",)),
        Recommendation("5.20", "mounts made in it do not reach the host", ("shared-mount-propagation",)),
        Recommendation("5.21", "it has a host name of its own", ("host-uts",)),
        Recommendation("5.22", "the default seccomp profile is not switched off", ("seccomp-unconfined",)),
        Recommendation("5.23", "commands in it are not started privileged", ("privileged-exec",)),
        Recommendation("5.24", "commands in it are not started as root", ("privileged-exec",)),
        Recommendation("5.25", "it stays in the cgroup that the daemon gives it", ("custom-cgroup-parent",)),
        Recommendation("5.26", "its processes gain no privileges", ("privilege-escalation", "missing-no-new-privileges")),
        Recommendation(
            "5.27", "its health is checked", ("missing-healthcheck",), note="a HEALTHCHECK of the image is not in the files"
        ),
        Recommendation(
            "5.28",
            "the image is the one that is meant, not an old one of the same name",
            ("unpinned-image",),
            note="how old a pulled image is, is not in the files; a name that moves is",
        ),
        Recommendation("5.29", "the number of its processes is limited", ("missing-pids-limit",)),
        Recommendation("5.30", "it is not on the default bridge", ("default-bridge",)),
        Recommendation("5.31", "it does not share the host's user namespace", ("host-user-namespace",)),
        Recommendation(
            "5.32",
            "the socket of the daemon is not mounted",
            ("container-runtime-socket",),
            ("inherited-runtime-socket",),
        ),
    ),
)

CIS_KUBERNETES = Standard(
    id="cis-kubernetes",
    title="CIS Kubernetes Benchmark 1.12.0, section 5: Policies",
    cited="CIS Kubernetes 1.12.0",
    profiles=("cis-kubernetes",),
    about=(
        "Section 5 as far as manifests decide it; sections 1 to 4 are about the control plane and the nodes. In 5.2 the "
        "benchmark asks each namespace to refuse such pods; the policies look at the pods. Numbers moved between versions: "
        "1.8.0 had one more, 5.2.9 (added capabilities), hence 5.2.10 to 5.2.13 for what is 5.2.9 to 5.2.12 here, and 5.7.1 to "
        "5.7.4 for 5.6.1 to 5.6.4."
    ),
    recommendations=(
        Recommendation("5.1.1", "cluster-admin is given to few", ("cluster-admin-binding",)),
        Recommendation("5.1.2", "few may read Secrets", ("secret-reading-rbac",)),
        Recommendation("5.1.3", "roles name what they allow, without wildcards", ("wildcard-rbac",)),
        Recommendation("5.1.4", "few may create pods", ("escalating-rbac",)),
        Recommendation("5.1.5", "default service accounts are not used", ("default-service-account",)),
        Recommendation("5.1.6", "tokens are mounted only where they are needed", ("service-account-token",)),
        Recommendation(
            "5.1.7",
            "nobody is in the group system:masters",
            note="who is in a group is written in certificates and in the API server's authenticators, not in manifests",
        ),
        Recommendation("5.1.8", "few may bind, impersonate and escalate", ("escalating-rbac",)),
        Recommendation("5.1.9", "few may create persistent volumes", ("escalating-rbac",)),
        Recommendation("5.1.10", "few may use the proxy of nodes", ("escalating-rbac",)),
        Recommendation("5.1.11", "few may approve certificates", ("escalating-rbac",)),
        Recommendation("5.1.12", "few may change admission webhooks", ("escalating-rbac",)),
        Recommendation("5.1.13", "few may make tokens of service accounts", ("escalating-rbac",)),
        Recommendation(
            "5.2.1",
            "something decides which pods are admitted",
            further=("permissive-namespace",),
            note=f"{_CLUSTER}; what a Namespace asks of Pod Security admission is looked at in `hardening`",
        ),
        Recommendation("5.2.2", "no privileged containers", ("privileged",)),
        Recommendation("5.2.3", "no sharing of the host's processes", ("host-pid",)),
        Recommendation("5.2.4", "no sharing of the host's IPC", ("host-ipc",)),
        Recommendation("5.2.5", "no sharing of the host's network", ("host-network",)),
        Recommendation("5.2.6", "no gaining of privileges", ("privilege-escalation", "missing-no-new-privileges")),
        Recommendation("5.2.7", "no root", ("root-user", "missing-non-root-user")),
        Recommendation("5.2.8", "no NET_RAW", ("net-raw-capability",)),
        Recommendation(
            "5.2.9",
            "no capabilities at all where none are needed",
            ("missing-capability-drop", "dangerous-capability", "added-capability"),
        ),
        Recommendation("5.2.10", "no Windows containers that are processes of the host", ("windows-host-process",)),
        Recommendation("5.2.11", "no hostPath volumes", ("host-path",)),
        Recommendation("5.2.12", "no ports of the host", ("host-port",)),
        Recommendation("5.3.1", "the network plugin enforces NetworkPolicies", note=_CLUSTER),
        Recommendation("5.3.2", "each namespace has a NetworkPolicy", ("missing-network-policy",)),
        Recommendation("5.4.1", "Secrets are files, not variables", ("secret-in-environment",)),
        Recommendation(
            "5.4.2",
            "secrets are kept outside of the cluster",
            note="a choice of where secrets live; a manifest without a Secret does not tell whether there are any",
        ),
        Recommendation(
            "5.5.1",
            "an admission webhook decides which images may run",
            note="an option of the API server; `disallowed-registry` holds manifests to a list of registries",
        ),
        Recommendation(
            "5.6.1",
            "namespaces separate those who administer",
            note="how work is divided is not in the manifests; 5.6.4 is what they decide of it",
        ),
        Recommendation("5.6.2", "a seccomp profile is set", ("missing-seccomp-profile",), ("seccomp-unconfined",)),
        Recommendation(
            "5.6.3",
            "pods and containers have a security context",
            note="no one value: the fields are those of 5.2.2 to 5.2.10 and 5.6.2; `hardening` looks at the rest",
        ),
        Recommendation("5.6.4", "the namespace `default` is not used", ("default-namespace",)),
    ),
)

PSS = Standard(
    id="pss",
    title="Pod Security Standards of Kubernetes 1.37",
    cited="PSS",
    profiles=("pss-baseline", "pss-restricted"),
    about=(
        "The checks of the group pod-security give the verdict of the admission plugin for the version that `--pss-version` "
        "names. The policies beside them look at the same values in every syntax, and say more about what they grant."
    ),
    recommendations=(
        Recommendation(
            "baseline HostProcess",
            "no Windows containers that are processes of the host",
            ("pss-windows-host-process",),
            ("windows-host-process",),
        ),
        Recommendation(
            "baseline Host Namespaces",
            "no network, processes or IPC of the host",
            ("pss-host-namespaces",),
            ("host-network", "host-pid", "host-ipc"),
        ),
        Recommendation("baseline Privileged Containers", "no privileged containers", ("pss-privileged",), ("privileged",)),
        Recommendation(
            "baseline Capabilities",
            "no capabilities beyond the default set",
            ("pss-capabilities-baseline",),
            ("dangerous-capability", "added-capability"),
        ),
        Recommendation(
            "baseline HostPath Volumes",
            "no paths of the node",
            ("pss-host-path-volumes",),
            ("host-path", "writable-host-root", "host-root"),
        ),
        Recommendation("baseline Host Ports", "no ports of the node", ("pss-host-ports",), ("host-port",)),
        Recommendation(
            "baseline Host Probes / Lifecycle Hooks",
            "probes and hooks name no host",
            ("pss-host-probes-and-lifecycle",),
        ),
        Recommendation(
            "baseline AppArmor", "AppArmor is not switched off", ("pss-app-armor-profile",), ("apparmor-unconfined",)
        ),
        Recommendation(
            "baseline SELinux", "no SELinux type, user or role of one's own", ("pss-selinux-options",), ("selinux-disabled",)
        ),
        Recommendation("baseline /proc Mount Type", "/proc stays masked", ("pss-proc-mount",), ("unmasked-proc",)),
        Recommendation(
            "baseline Seccomp", "seccomp is not switched off", ("pss-seccomp-profile-baseline",), ("seccomp-unconfined",)
        ),
        Recommendation(
            "baseline Sysctls", "only namespaced sysctls that are known to be safe", ("pss-sysctls",), ("unsafe-sysctl",)
        ),
        Recommendation("restricted Volume Types", "only volumes that Kubernetes makes itself", ("pss-restricted-volumes",)),
        Recommendation(
            "restricted Privilege Escalation",
            "no gaining of privileges",
            ("pss-allow-privilege-escalation",),
            ("privilege-escalation", "missing-no-new-privileges"),
        ),
        Recommendation(
            "restricted Running as Non-root", "runAsNonRoot is true", ("pss-run-as-non-root",), ("missing-non-root-user",)
        ),
        Recommendation("restricted Running as Non-root user", "no user 0", ("pss-run-as-user",), ("root-user",)),
        Recommendation(
            "restricted Seccomp", "a seccomp profile is set", ("pss-seccomp-profile-restricted",), ("missing-seccomp-profile",)
        ),
        Recommendation(
            "restricted Capabilities",
            "all capabilities are dropped, NET_BIND_SERVICE may come back",
            ("pss-capabilities-restricted",),
            ("missing-capability-drop",),
        ),
        Recommendation(
            "restricted /proc Mount Type", "/proc stays masked in a user namespace, too", ("pss-proc-mount-restricted",)
        ),
    ),
)

STANDARDS = (CIS_DOCKER, CIS_KUBERNETES, PSS)


def find(name: str) -> Standard | None:
    """Return the standard that is called `name` on the command line."""
    return next((standard for standard in STANDARDS if standard.id == name), None)
