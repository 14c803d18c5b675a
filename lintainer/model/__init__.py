"""One normalized container spec, whichever syntax it was written in.

Policies look at these records only. `None` means not declared; an `Unknown` means not known from the file; what the runtime
makes of a declaration is computed by `lintainer.model.effective`.
"""

from lintainer.model.container import ISOLATION, Container, Platform, Role
from lintainer.model.parts import (
    AppArmorProfile,
    Build,
    Capability,
    Device,
    DeviceRequest,
    EnvVar,
    Handler,
    Healthcheck,
    Image,
    Label,
    Link,
    LogConfig,
    Mount,
    NetworkAttachment,
    Port,
    RestartPolicy,
    SeccompProfile,
    SelinuxOptions,
    Sysctl,
    Text,
    Ulimit,
    VolumesFrom,
)
from lintainer.model.pod import Pod, PodVolume
from lintainer.model.project import Contents, Project, Resource, Workload
from lintainer.model.record import Node, Origin, Record
from lintainer.model.unknown import UNKNOWN, Unknown, known_prefix

__all__ = [
    "ISOLATION",
    "UNKNOWN",
    "AppArmorProfile",
    "Build",
    "Capability",
    "Container",
    "Contents",
    "Device",
    "DeviceRequest",
    "EnvVar",
    "Handler",
    "Healthcheck",
    "Image",
    "Label",
    "Link",
    "LogConfig",
    "Mount",
    "NetworkAttachment",
    "Node",
    "Origin",
    "Platform",
    "Pod",
    "PodVolume",
    "Port",
    "Project",
    "Record",
    "Resource",
    "RestartPolicy",
    "Role",
    "SeccompProfile",
    "SelinuxOptions",
    "Sysctl",
    "Text",
    "Ulimit",
    "Unknown",
    "VolumesFrom",
    "Workload",
    "known_prefix",
]
