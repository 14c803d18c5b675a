"""The keys of a create request. Source: moby v28, api/types/container/{config,hostconfig}.go, api/types/mount/mount.go."""

from __future__ import annotations

CONFIG = tuple(
    """Hostname Domainname User AttachStdin AttachStdout AttachStderr ExposedPorts Tty OpenStdin StdinOnce Env Cmd Healthcheck
    ArgsEscaped Image Volumes WorkingDir Entrypoint NetworkDisabled MacAddress OnBuild Labels StopSignal StopTimeout
    Shell""".split()
)
HOST_CONFIG = tuple(
    """Binds ContainerIDFile LogConfig NetworkMode PortBindings RestartPolicy AutoRemove VolumeDriver VolumesFrom ConsoleSize
    Annotations CapAdd CapDrop CgroupnsMode Dns DnsOptions DnsSearch ExtraHosts GroupAdd IpcMode Cgroup Links OomScoreAdj
    PidMode Privileged PublishAllPorts ReadonlyRootfs SecurityOpt StorageOpt Tmpfs UTSMode UsernsMode ShmSize Sysctls Runtime
    Isolation CpuShares Memory NanoCpus CgroupParent BlkioWeight BlkioWeightDevice BlkioDeviceReadBps BlkioDeviceWriteBps
    BlkioDeviceReadIOps BlkioDeviceWriteIOps CpuPeriod CpuQuota CpuRealtimePeriod CpuRealtimeRuntime CpusetCpus CpusetMems
    Devices DeviceCgroupRules DeviceRequests KernelMemory KernelMemoryTCP MemoryReservation MemorySwap MemorySwappiness
    OomKillDisable PidsLimit Ulimits CpuCount CpuPercent IOMaximumIOps IOMaximumBandwidth Mounts MaskedPaths ReadonlyPaths
    Init""".split()
)
# `name` and `platform` are parameters of the request's address; gates are often handed them with the body.
BODY = (*CONFIG, "HostConfig", "NetworkingConfig", "name", "platform")
# Engines before 27.0 read the keys of `HostConfig` outside of it, too (moby, pull request 48007).
BODY_AND_HOST = (*BODY, *HOST_CONFIG)
STRAY = frozenset(HOST_CONFIG)
MOUNT = tuple(
    "Type Source Target ReadOnly Consistency BindOptions VolumeOptions ImageOptions TmpfsOptions ClusterOptions".split()
)
BIND_OPTIONS = ("Propagation", "NonRecursive", "CreateMountpoint", "ReadOnlyNonRecursive", "ReadOnlyForceRecursive")
VOLUME_OPTIONS = ("NoCopy", "Labels", "DriverConfig", "Subpath")
TMPFS_OPTIONS = ("SizeBytes", "Mode", "Options")
