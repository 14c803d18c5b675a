"""The built-in policies: an explicit list, nothing registers itself."""

from lintainer.policy import Policy
from lintainer_policies.capabilities import POLICIES as _CAPABILITIES
from lintainer_policies.confinement import POLICIES as _CONFINEMENT
from lintainer_policies.correctness import POLICIES as _CORRECTNESS
from lintainer_policies.devices import POLICIES as _DEVICES
from lintainer_policies.housekeeping import POLICIES as _HOUSEKEEPING
from lintainer_policies.identity import POLICIES as _IDENTITY
from lintainer_policies.images import POLICIES as _IMAGES
from lintainer_policies.mounts import POLICIES as _MOUNTS
from lintainer_policies.namespaces import POLICIES as _NAMESPACES
from lintainer_policies.network import POLICIES as _NETWORK
from lintainer_policies.operations import POLICIES as _OPERATIONS
from lintainer_policies.paths import POLICIES as _PATHS
from lintainer_policies.pod_security import POLICIES as _POD_SECURITY
from lintainer_policies.privilege import POLICIES as _PRIVILEGE
from lintainer_policies.rbac import POLICIES as _RBAC
from lintainer_policies.resources import POLICIES as _RESOURCES
from lintainer_policies.secrets import POLICIES as _SECRETS

POLICIES: tuple[Policy, ...] = (
    *_PRIVILEGE,
    *_NAMESPACES,
    *_MOUNTS,
    *_DEVICES,
    *_CAPABILITIES,
    *_CONFINEMENT,
    *_NETWORK,
    *_RESOURCES,
    *_SECRETS,
    *_IDENTITY,
    *_RBAC,
    *_IMAGES,
    *_OPERATIONS,
    *_CORRECTNESS,
    *_PATHS,
    *_POD_SECURITY,
    *_HOUSEKEEPING,
)
