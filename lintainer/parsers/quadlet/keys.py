"""The keys of each section, and the options of podman that they are.

Source: podman v5.7, podman-systemd.unit(5) and pkg/systemd/quadlet/quadlet.go (SupportedKeys, ConvertContainer, ConvertPod).
"""

from __future__ import annotations

# The last value counts; an empty one is none.
CONTAINER_TEXTS = {
    "Timezone": "tz", "PidsLimit": "pids-limit", "ShmSize": "shm-size", "WorkingDir": "workdir", "IP": "ip", "IP6": "ip6",
    "HostName": "hostname", "StopSignal": "stop-signal", "StopTimeout": "stop-timeout", "Pull": "pull", "Memory": "memory",
    "Retry": "retry", "RetryDelay": "retry-delay",
}  # fmt: skip
POD_TEXTS = {"IP": "ip", "IP6": "ip6", "ShmSize": "shm-size", "StopTimeout": "stop-timeout"}

# Every value counts, as it stands.
CONTAINER_LISTS = {
    "NetworkAlias": "network-alias", "Ulimit": "ulimit", "DNS": "dns", "DNSOption": "dns-option", "DNSSearch": "dns-search",
    "GroupAdd": "group-add", "AddHost": "add-host", "Tmpfs": "tmpfs",
}  # fmt: skip
POD_LISTS = {
    "NetworkAlias": "network-alias", "DNS": "dns", "DNSOption": "dns-option", "DNSSearch": "dns-search",
    "AddHost": "add-host", "HostName": "hostname",
}  # fmt: skip

FLAGS = {
    "RunInit": "init", "EnvironmentHost": "env-host", "ReadOnlyTmpfs": "read-only-tmpfs", "HttpProxy": "http-proxy",
}  # fmt: skip
PAIRS = {"Environment": "env", "Label": "label", "Annotation": "annotation"}
SECURITY_FLAGS = {
    "NoNewPrivileges": "--security-opt=no-new-privileges",
    "SecurityLabelDisable": "--security-opt label=disable",
    "SecurityLabelNested": "--security-opt label=nested",
}
SECURITY_TEXTS = {
    "SecurityLabelType": "label=type:", "SecurityLabelFileType": "label=filetype:", "SecurityLabelLevel": "label=level:",
    "AppArmor": "apparmor=", "SeccompProfile": "seccomp=",
}  # fmt: skip
HEALTH = {
    "HealthCmd": "cmd", "HealthInterval": "interval", "HealthOnFailure": "on-failure",
    "HealthLogDestination": "log-destination", "HealthMaxLogCount": "max-log-count", "HealthMaxLogSize": "max-log-size",
    "HealthRetries": "retries", "HealthStartPeriod": "start-period", "HealthTimeout": "timeout",
    "HealthStartupCmd": "startup-cmd", "HealthStartupInterval": "startup-interval", "HealthStartupRetries": "startup-retries",
    "HealthStartupSuccess": "startup-success", "HealthStartupTimeout": "startup-timeout",
}  # fmt: skip

_COMMON = "ContainersConfModule GlobalArgs PodmanArgs Root ServiceName"
_MAPPING = "RemapGid RemapUid RemapUidSize RemapUsers UserNS UIDMap GIDMap SubUIDMap SubGIDMap"
KNOWN = {
    "Container": f"""{_COMMON} {_MAPPING} AddCapability AddDevice AutoUpdate CgroupsMode ContainerName DropCapability Entrypoint
        EnvironmentFile Exec ExposeHostPort Group Image LogDriver LogOpt Mask Mount Network Notify Pod PublishPort ReadOnly
        ReloadCmd ReloadSignal Rootfs Secret StartWithPod Sysctl Unmask User VolatileTmp Volume
        {" ".join((*CONTAINER_TEXTS, *CONTAINER_LISTS, *FLAGS, *PAIRS, *SECURITY_FLAGS, *SECURITY_TEXTS, *HEALTH))}""",
    "Pod": f"{_COMMON} {_MAPPING} ExitPolicy Label Network PodName PublishPort Volume {' '.join((*POD_TEXTS, *POD_LISTS))}",
    "Volume": f"{_COMMON} Copy Device Driver Group Image Label Options Type User VolumeName",
    "Network": f"""{_COMMON} DNS DisableDNS Driver Gateway IPAMDriver IPRange IPv6 InterfaceName Internal Label
        NetworkDeleteOnStop NetworkName Options Subnet""",
    "Kube": f"""{_COMMON} AutoUpdate ConfigMap ExitCodePropagation KubeDownForce LogDriver LogOpt Network PublishPort RemapGid
        RemapUid RemapUidSize RemapUsers SetWorkingDirectory UserNS Yaml""",
    "Image": f"""{_COMMON} AllTags Arch AuthFile CertDir Creds DecryptionKey Image ImageTag OS Policy Retry RetryDelay TLSVerify
        Variant""",
    "Build": f"""{_COMMON} Annotation Arch AuthFile BuildArg DNS DNSOption DNSSearch Environment File ForceRM GroupAdd
        IgnoreFile ImageTag Label Network Pull Retry RetryDelay Secret SetWorkingDirectory TLSVerify Target Variant Volume""",
    "Artifact": f"{_COMMON} Artifact AuthFile CertDir Creds DecryptionKey Quiet Retry RetryDelay TLSVerify",
    "Quadlet": "DefaultDependencies",
}
