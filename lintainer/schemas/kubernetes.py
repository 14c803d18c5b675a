"""The fields of pod specs and of the built-in kinds that hold a pod template, with their types.

Facts of the Kubernetes API, version 1.37 (core/v1, apps/v1, batch/v1, meta/v1), fields behind feature gates included. Each type
is followed by its fields: a bare name is text, else `field=type` with the types `bool`, `int`, `num`, `quantity` (text or a
number), `port` (a number or a name), `any`, the name of another type, `[type]` for a list and `{type}` for a mapping with free
keys.
"""

from __future__ import annotations

from functools import cache

_TYPES = """
AWSElasticBlockStoreVolumeSource: fsType partition=int readOnly=bool volumeID
Affinity: nodeAffinity=NodeAffinity podAffinity=PodAffinity podAntiAffinity=PodAntiAffinity
AppArmorProfile: localhostProfile type
AzureDiskVolumeSource: cachingMode diskName diskURI fsType kind readOnly=bool
AzureFileVolumeSource: readOnly=bool secretName shareName
CSIVolumeSource: driver fsType nodePublishSecretRef=LocalObjectReference readOnly=bool volumeAttributes={str}
Capabilities: add=[str] drop=[str]
CephFSVolumeSource: monitors=[str] path readOnly=bool secretFile secretRef=LocalObjectReference user
CinderVolumeSource: fsType readOnly=bool secretRef=LocalObjectReference volumeID
ClusterTrustBundleProjection: labelSelector=LabelSelector name optional=bool path signerName user=int
ConfigMapEnvSource: name optional=bool
ConfigMapKeySelector: key name optional=bool
ConfigMapProjection: items=[KeyToPath] name optional=bool
ConfigMapVolumeSource: defaultMode=int defaultUser=int items=[KeyToPath] name optional=bool
Container: args=[str] command=[str] env=[EnvVar] envFrom=[EnvFromSource] image imagePullPolicy lifecycle=Lifecycle
  livenessProbe=Probe name ports=[ContainerPort] readinessProbe=Probe resizePolicy=[ContainerResizePolicy]
  resources=ResourceRequirements restartPolicy restartPolicyRules=[ContainerRestartRule]
  securityContext=SecurityContext startupProbe=Probe stdin=bool stdinOnce=bool terminationMessagePath
  terminationMessagePolicy tty=bool volumeDevices=[VolumeDevice] volumeMounts=[VolumeMount] workingDir
ContainerPort: containerPort=int hostIP hostPort=int name protocol
ContainerResizePolicy: resourceName restartPolicy
ContainerRestartRule: action exitCodes=ContainerRestartRuleOnExitCodes
ContainerRestartRuleOnExitCodes: operator values=[int]
CronJob: apiVersion kind metadata=ObjectMeta spec=CronJobSpec status=any
CronJobSpec: concurrencyPolicy failedJobsHistoryLimit=int jobTemplate=JobTemplateSpec schedule
  startingDeadlineSeconds=int successfulJobsHistoryLimit=int suspend=bool timeZone
DaemonSet: apiVersion kind metadata=ObjectMeta spec=DaemonSetSpec status=any
DaemonSetSpec: minReadySeconds=int revisionHistoryLimit=int selector=LabelSelector template=PodTemplateSpec
  updateStrategy=DaemonSetUpdateStrategy
DaemonSetUpdateStrategy: rollingUpdate=RollingUpdateDaemonSet type
Deployment: apiVersion kind metadata=ObjectMeta spec=DeploymentSpec status=any
DeploymentSpec: minReadySeconds=int paused=bool progressDeadlineSeconds=int replicas=int revisionHistoryLimit=int
  selector=LabelSelector strategy=DeploymentStrategy template=PodTemplateSpec
DeploymentStrategy: rollingUpdate=RollingUpdateDeployment type
DownwardAPIProjection: items=[DownwardAPIVolumeFile]
DownwardAPIVolumeFile: fieldRef=ObjectFieldSelector mode=int path resourceFieldRef=ResourceFieldSelector user=int
DownwardAPIVolumeSource: defaultMode=int defaultUser=int items=[DownwardAPIVolumeFile]
EmptyDirVolumeSource: medium mode=int sizeLimit=quantity
EnvFromSource: configMapRef=ConfigMapEnvSource prefix secretRef=SecretEnvSource
EnvVar: name value valueFrom=EnvVarSource
EnvVarSource: configMapKeyRef=ConfigMapKeySelector fieldRef=ObjectFieldSelector fileKeyRef=FileKeySelector
  resourceFieldRef=ResourceFieldSelector secretKeyRef=SecretKeySelector
EphemeralContainer: args=[str] command=[str] env=[EnvVar] envFrom=[EnvFromSource] image imagePullPolicy
  lifecycle=Lifecycle livenessProbe=Probe name ports=[ContainerPort] readinessProbe=Probe
  resizePolicy=[ContainerResizePolicy] resources=ResourceRequirements restartPolicy
  restartPolicyRules=[ContainerRestartRule] securityContext=SecurityContext startupProbe=Probe stdin=bool
  stdinOnce=bool targetContainerName terminationMessagePath terminationMessagePolicy tty=bool
  volumeDevices=[VolumeDevice] volumeMounts=[VolumeMount] workingDir
EphemeralVolumeSource: volumeClaimTemplate=PersistentVolumeClaimTemplate
EvictionResponder: name priority=int
ExecAction: command=[str]
FCVolumeSource: fsType lun=int readOnly=bool targetWWNs=[str] wwids=[str]
FileKeySelector: key optional=bool path volumeName
FlexVolumeSource: driver fsType options={str} readOnly=bool secretRef=LocalObjectReference
FlockerVolumeSource: datasetName datasetUUID
GCEPersistentDiskVolumeSource: fsType partition=int pdName readOnly=bool
GRPCAction: mode port=int service
GitRepoVolumeSource: directory repository revision
GlusterfsVolumeSource: endpoints path readOnly=bool
HTTPGetAction: host httpHeaders=[HTTPHeader] path port=port protocol scheme
HTTPHeader: name value
HostAlias: hostnames=[str] ip
HostPathVolumeSource: path type
ISCSIVolumeSource: chapAuthDiscovery=bool chapAuthSession=bool fsType initiatorName iqn iscsiInterface lun=int
  portals=[str] readOnly=bool secretRef=LocalObjectReference targetPortal
ImageVolumeSource: pullPolicy reference
Job: apiVersion kind metadata=ObjectMeta spec=JobSpec status=any
JobSchedulingConfiguration: disruptionMode=WorkloadPodGroupDisruptionMode
  resourceClaims=[WorkloadPodGroupResourceClaim] schedulingConstraints=WorkloadPodGroupSchedulingConstraints
  schedulingPolicy=WorkloadPodGroupSchedulingPolicy
JobSpec: activeDeadlineSeconds=int backoffLimit=int backoffLimitPerIndex=int completionMode completions=int managedBy
  manualSelector=bool maxFailedIndexes=int parallelism=int podFailurePolicy=PodFailurePolicy podReplacementPolicy
  scheduling=JobSchedulingConfiguration selector=LabelSelector successPolicy=SuccessPolicy suspend=bool
  template=PodTemplateSpec ttlSecondsAfterFinished=int
JobTemplateSpec: metadata=ObjectMeta spec=JobSpec
KeyToPath: key mode=int path user=int
LabelSelector: matchExpressions=[LabelSelectorRequirement] matchLabels={str}
LabelSelectorRequirement: key operator values=[str]
Lifecycle: postStart=LifecycleHandler preStop=LifecycleHandler stopSignal
LifecycleHandler: exec=ExecAction httpGet=HTTPGetAction sleep=SleepAction tcpSocket=TCPSocketAction
LocalObjectReference: name
ManagedFieldsEntry: apiVersion fieldsType fieldsV1=any manager operation subresource time
NFSVolumeSource: path readOnly=bool server
NodeAffinity: preferredDuringSchedulingIgnoredDuringExecution=[PreferredSchedulingTerm]
  requiredDuringSchedulingIgnoredDuringExecution=NodeSelector
NodeSelector: nodeSelectorTerms=[NodeSelectorTerm]
NodeSelectorRequirement: key operator values=[str]
NodeSelectorTerm: matchExpressions=[NodeSelectorRequirement] matchFields=[NodeSelectorRequirement]
ObjectFieldSelector: apiVersion fieldPath
ObjectMeta: annotations={str} creationTimestamp deletionGracePeriodSeconds=int deletionTimestamp finalizers=[str]
  generateName generation=int labels={str} managedFields=[ManagedFieldsEntry] name namespace
  ownerReferences=[OwnerReference] resourceVersion selfLink uid
OwnerReference: apiVersion blockOwnerDeletion=bool controller=bool kind name uid
PersistentVolumeClaim: apiVersion kind metadata=ObjectMeta spec=PersistentVolumeClaimSpec status=any
PersistentVolumeClaimSpec: accessModes=[str] dataSource=TypedLocalObjectReference dataSourceRef=TypedObjectReference
  resources=VolumeResourceRequirements selector=LabelSelector storageClassName volumeAttributesClassName volumeMode
  volumeName
PersistentVolumeClaimTemplate: metadata=ObjectMeta spec=PersistentVolumeClaimSpec
PersistentVolumeClaimVolumeSource: claimName readOnly=bool
PhotonPersistentDiskVolumeSource: fsType pdID
Pod: apiVersion kind metadata=ObjectMeta spec=PodSpec status=any
PodAffinity: preferredDuringSchedulingIgnoredDuringExecution=[WeightedPodAffinityTerm]
  requiredDuringSchedulingIgnoredDuringExecution=[PodAffinityTerm]
PodAffinityTerm: labelSelector=LabelSelector matchLabelKeys=[str] mismatchLabelKeys=[str]
  namespaceSelector=LabelSelector namespaces=[str] topologyKey
PodAntiAffinity: preferredDuringSchedulingIgnoredDuringExecution=[WeightedPodAffinityTerm]
  requiredDuringSchedulingIgnoredDuringExecution=[PodAffinityTerm]
PodCertificateProjection: certificateChainPath credentialBundlePath keyPath keyType maxExpirationSeconds=int
  signerName user=int userAnnotations={str}
PodDNSConfig: nameservers=[str] options=[PodDNSConfigOption] searches=[str]
PodDNSConfigOption: name value
PodFailurePolicy: rules=[PodFailurePolicyRule]
PodFailurePolicyOnExitCodesRequirement: containerName operator values=[int]
PodFailurePolicyOnPodConditionsPattern: status type
PodFailurePolicyRule: action onExitCodes=PodFailurePolicyOnExitCodesRequirement
  onPodConditions=[PodFailurePolicyOnPodConditionsPattern]
PodOS: name
PodReadinessGate: conditionType
PodResourceClaim: name resourceClaimName resourceClaimTemplateName
PodSchedulingGate: name
PodSchedulingGroup: podGroupName
PodSecurityContext: appArmorProfile=AppArmorProfile fsGroup=int fsGroupChangePolicy runAsGroup=int runAsNonRoot=bool
  runAsUser=int seLinuxChangePolicy seLinuxOptions=SELinuxOptions seccompProfile=SeccompProfile
  supplementalGroups=[int] supplementalGroupsPolicy sysctls=[Sysctl] windowsOptions=WindowsSecurityContextOptions
PodSpec: activeDeadlineSeconds=int affinity=Affinity automountServiceAccountToken=bool containers=[Container]
  dnsConfig=PodDNSConfig dnsPolicy enableServiceLinks=bool ephemeralContainers=[EphemeralContainer]
  evictionResponders=[EvictionResponder] hostAliases=[HostAlias] hostIPC=bool hostNetwork=bool hostPID=bool
  hostUsers=bool hostname hostnameOverride imagePullSecrets=[LocalObjectReference] initContainers=[Container] nodeName
  nodeSelector={str} os=PodOS overhead={quantity} preemptionPolicy priority=int priorityClassName
  readinessGates=[PodReadinessGate] resourceClaims=[PodResourceClaim] resources=ResourceRequirements restartPolicy
  runtimeClassName schedulerName schedulingGates=[PodSchedulingGate] schedulingGroup=PodSchedulingGroup
  securityContext=PodSecurityContext serviceAccount serviceAccountName setHostnameAsFQDN=bool
  shareProcessNamespace=bool subdomain terminationGracePeriodSeconds=int tolerations=[Toleration]
  topologySpreadConstraints=[TopologySpreadConstraint] volumes=[Volume]
PodTemplate: apiVersion kind metadata=ObjectMeta template=PodTemplateSpec
PodTemplateSpec: metadata=ObjectMeta spec=PodSpec
PortworxVolumeSource: fsType readOnly=bool volumeID
PreferredSchedulingTerm: preference=NodeSelectorTerm weight=int
Probe: exec=ExecAction failureThreshold=int grpc=GRPCAction httpGet=HTTPGetAction initialDelaySeconds=int
  periodSeconds=int successThreshold=int tcpSocket=TCPSocketAction terminationGracePeriodSeconds=int
  timeoutSeconds=int
ProjectedVolumeSource: defaultMode=int defaultUser=int sources=[VolumeProjection]
QuobyteVolumeSource: group readOnly=bool registry tenant user volume
RBDVolumeSource: fsType image keyring monitors=[str] pool readOnly=bool secretRef=LocalObjectReference user
ReplicaSet: apiVersion kind metadata=ObjectMeta spec=ReplicaSetSpec status=any
ReplicaSetSpec: minReadySeconds=int replicas=int selector=LabelSelector template=PodTemplateSpec
ReplicationController: apiVersion kind metadata=ObjectMeta spec=ReplicationControllerSpec status=any
ReplicationControllerSpec: minReadySeconds=int replicas=int selector={str} template=PodTemplateSpec
ResourceClaim: name request
ResourceFieldSelector: containerName divisor=quantity resource
ResourceRequirements: claims=[ResourceClaim] limits={quantity} requests={quantity}
RollingUpdateDaemonSet: maxSurge=port maxUnavailable=port
RollingUpdateDeployment: maxSurge=port maxUnavailable=port
RollingUpdateStatefulSetStrategy: maxUnavailable=port partition=int
SELinuxOptions: level role type user
ScaleIOVolumeSource: fsType gateway protectionDomain readOnly=bool secretRef=LocalObjectReference sslEnabled=bool
  storageMode storagePool system volumeName
SeccompProfile: localhostProfile type
SecretEnvSource: name optional=bool
SecretKeySelector: key name optional=bool
SecretProjection: items=[KeyToPath] name optional=bool
SecretVolumeSource: defaultMode=int defaultUser=int items=[KeyToPath] optional=bool secretName
SecurityContext: allowPrivilegeEscalation=bool appArmorProfile=AppArmorProfile capabilities=Capabilities
  privileged=bool procMount readOnlyRootFilesystem=bool runAsGroup=int runAsNonRoot=bool runAsUser=int
  seLinuxOptions=SELinuxOptions seccompProfile=SeccompProfile windowsOptions=WindowsSecurityContextOptions
ServiceAccountTokenProjection: audience expirationSeconds=int path user=int
SleepAction: seconds=int
StatefulSet: apiVersion kind metadata=ObjectMeta spec=StatefulSetSpec status=any
StatefulSetOrdinals: start=int
StatefulSetPersistentVolumeClaimRetentionPolicy: whenDeleted whenScaled
StatefulSetSpec: minReadySeconds=int ordinals=StatefulSetOrdinals
  persistentVolumeClaimRetentionPolicy=StatefulSetPersistentVolumeClaimRetentionPolicy podManagementPolicy
  replicas=int revisionHistoryLimit=int selector=LabelSelector serviceName template=PodTemplateSpec
  updateStrategy=StatefulSetUpdateStrategy volumeClaimTemplates=[PersistentVolumeClaim]
StatefulSetUpdateStrategy: rollingUpdate=RollingUpdateStatefulSetStrategy type
StorageOSVolumeSource: fsType readOnly=bool secretRef=LocalObjectReference volumeName volumeNamespace
SuccessPolicy: rules=[SuccessPolicyRule]
SuccessPolicyRule: succeededCount=int succeededIndexes
Sysctl: name value
TCPSocketAction: host port=port
Toleration: effect key operator tolerationSeconds=int value
TopologyConstraint: key
TopologySpreadConstraint: labelSelector=LabelSelector matchLabelKeys=[str] maxSkew=int minDomains=int
  nodeAffinityPolicy nodeTaintsPolicy topologyKey whenUnsatisfiable
TypedLocalObjectReference: apiGroup kind name
TypedObjectReference: apiGroup kind name namespace
Volume: awsElasticBlockStore=AWSElasticBlockStoreVolumeSource azureDisk=AzureDiskVolumeSource
  azureFile=AzureFileVolumeSource cephfs=CephFSVolumeSource cinder=CinderVolumeSource configMap=ConfigMapVolumeSource
  csi=CSIVolumeSource downwardAPI=DownwardAPIVolumeSource emptyDir=EmptyDirVolumeSource
  ephemeral=EphemeralVolumeSource fc=FCVolumeSource flexVolume=FlexVolumeSource flocker=FlockerVolumeSource
  gcePersistentDisk=GCEPersistentDiskVolumeSource gitRepo=GitRepoVolumeSource glusterfs=GlusterfsVolumeSource
  hostPath=HostPathVolumeSource image=ImageVolumeSource iscsi=ISCSIVolumeSource name nfs=NFSVolumeSource
  persistentVolumeClaim=PersistentVolumeClaimVolumeSource photonPersistentDisk=PhotonPersistentDiskVolumeSource
  portworxVolume=PortworxVolumeSource projected=ProjectedVolumeSource quobyte=QuobyteVolumeSource rbd=RBDVolumeSource
  scaleIO=ScaleIOVolumeSource secret=SecretVolumeSource storageos=StorageOSVolumeSource
  vsphereVolume=VsphereVirtualDiskVolumeSource
VolumeDevice: devicePath name
VolumeMount: bindMountOptions=[str] mountPath mountPropagation name readOnly=bool recursiveReadOnly subPath
  subPathExpr
VolumeProjection: clusterTrustBundle=ClusterTrustBundleProjection configMap=ConfigMapProjection
  downwardAPI=DownwardAPIProjection podCertificate=PodCertificateProjection secret=SecretProjection
  serviceAccountToken=ServiceAccountTokenProjection
VolumeResourceRequirements: limits={quantity} requests={quantity}
VsphereVirtualDiskVolumeSource: fsType storagePolicyID storagePolicyName volumePath
WeightedPodAffinityTerm: podAffinityTerm=PodAffinityTerm weight=int
WindowsSecurityContextOptions: gmsaCredentialSpec gmsaCredentialSpecName hostProcess=bool runAsUserName
WorkloadPodGroupDisruptionMode: all=any single=any
WorkloadPodGroupGangSchedulingPolicy: minCount=int
WorkloadPodGroupResourceClaim: name resourceClaimName resourceClaimTemplateName
WorkloadPodGroupSchedulingConstraints: topology=[TopologyConstraint]
WorkloadPodGroupSchedulingPolicy: basic=any gang=WorkloadPodGroupGangSchedulingPolicy
"""

# The values that the API takes (core/v1, validation.go, Kubernetes 1.37). An empty text means unset wherever it is listed.
ENUMS: dict[tuple[str, str], tuple[str, ...]] = {
    ("AppArmorProfile", "type"): ("Localhost", "RuntimeDefault", "Unconfined"),
    ("Container", "imagePullPolicy"): ("Always", "IfNotPresent", "Never"),
    ("Container", "terminationMessagePolicy"): ("File", "FallbackToLogsOnError"),
    ("ContainerPort", "protocol"): ("TCP", "UDP", "SCTP"),
    ("CronJobSpec", "concurrencyPolicy"): ("Allow", "Forbid", "Replace"),
    ("DeploymentStrategy", "type"): ("Recreate", "RollingUpdate"),
    ("EphemeralContainer", "imagePullPolicy"): ("Always", "IfNotPresent", "Never"),
    ("HTTPGetAction", "scheme"): ("HTTP", "HTTPS"),
    ("HostPathVolumeSource", "type"): (
        "",
        "BlockDevice",
        "CharDevice",
        "Directory",
        "DirectoryOrCreate",
        "File",
        "FileOrCreate",
        "Socket",
    ),
    ("PodOS", "name"): ("linux", "windows"),
    ("PodSecurityContext", "fsGroupChangePolicy"): ("Always", "OnRootMismatch"),
    ("PodSecurityContext", "supplementalGroupsPolicy"): ("Merge", "Strict"),
    ("PodSpec", "dnsPolicy"): ("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"),
    ("PodSpec", "preemptionPolicy"): ("Never", "PreemptLowerPriority"),
    ("PodSpec", "restartPolicy"): ("Always", "Never", "OnFailure"),
    ("SeccompProfile", "type"): ("Localhost", "RuntimeDefault", "Unconfined"),
    ("SecurityContext", "procMount"): ("Default", "Unmasked"),
    ("VolumeMount", "mountPropagation"): ("Bidirectional", "HostToContainer", "None"),
    ("VolumeMount", "recursiveReadOnly"): ("Disabled", "Enabled", "IfPossible"),
}


@cache
def _lines() -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in _TYPES.strip().split("\n"):
        if line[0] != " ":
            name, _, line = line.partition(":")
        found[name] = found.get(name, "") + line
    return found


@cache
def fields(name: str) -> dict[str, str]:
    """Return the fields of the type `name` with their types; nothing for a type that is not described here."""
    described = _lines().get(name, "")
    return {field: kind or "str" for field, _, kind in (word.partition("=") for word in described.split())}
