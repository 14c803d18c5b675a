"""What a Kubernetes pod declares for all of its containers."""

from __future__ import annotations

from lintainer.hints import ClassVar
from lintainer.model.parts import AppArmorProfile, Label, SeccompProfile, SelinuxOptions, Sysctl, Text
from lintainer.model.record import Node
from lintainer.model.unknown import Unknown


class PodVolume(Node, aside=("mounted_by",)):
    """A volume of a pod. `kind` is the name of its source: hostPath, emptyDir, configMap, persistentVolumeClaim …

    `path` is the host's path of a hostPath, or of the hostPath or local PersistentVolume that a claim is bound to.
    `mounted_by` names the containers that mount it.
    """

    name: str | None = None
    kind: str | None = None
    path: str | Unknown | None = None
    host_path_type: str | None = None
    # emptyDir: its medium and its size limit in bytes.
    medium: str | None = None
    size_limit: int | Unknown | None = None
    # The ConfigMap, Secret or claim that it names; several for a projected volume, as (kind, name, optional).
    references: tuple[tuple[str, str, bool], ...] = ()
    # True where a projected volume holds a service account token.
    service_account_token: bool = False
    mounted_by: tuple[str, ...] = ()


class Pod(Node, aside=("labels", "annotations", "controller")):
    """The pod-level declarations of a pod spec: None where nothing was declared.

    Values that exist on both levels are combined by `lintainer.model.effective`. Values that only the pod has are also held
    by each container under Docker's name (`hostNetwork: true` is `network_mode` "host"), with the pod's place.
    """

    whole: ClassVar[bool] = True

    # The kind of the object that makes pods of it: Deployment, Job …; Pod where it stands for itself.
    controller: str | None = None
    host_network: bool | Unknown | None = None
    host_pid: bool | Unknown | None = None
    host_ipc: bool | Unknown | None = None
    host_users: bool | Unknown | None = None
    share_process_namespace: bool | Unknown | None = None
    # linux or windows, from spec.os.name.
    os: str | Unknown | None = None
    run_as_user: int | Unknown | None = None
    run_as_group: int | Unknown | None = None
    run_as_non_root: bool | Unknown | None = None
    supplemental_groups: tuple[Text, ...] = ()
    fs_group: int | Unknown | None = None
    seccomp: SeccompProfile | None = None
    apparmor: AppArmorProfile | None = None
    selinux: SelinuxOptions | None = None
    windows_host_process: bool | Unknown | None = None
    sysctls: tuple[Sysctl, ...] = ()
    service_account_name: str | Unknown | None = None
    automount_service_account_token: bool | Unknown | None = None
    host_aliases: tuple[Text, ...] = ()
    runtime_class_name: str | Unknown | None = None
    restart_policy: str | Unknown | None = None
    volumes: tuple[PodVolume, ...] = ()
    # Pod-level resources (KEP-2837), in the units of Container.
    memory: int | Unknown | None = None
    nano_cpus: int | Unknown | None = None
    memory_request: int | Unknown | None = None
    cpu_request: int | Unknown | None = None
    labels: tuple[Label, ...] = ()
    annotations: tuple[Label, ...] = ()
