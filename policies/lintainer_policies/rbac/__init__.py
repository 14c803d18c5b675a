"""The policies of the group rbac, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.rbac.cluster_admin_binding import cluster_admin_binding
from lintainer_policies.rbac.escalating_rbac import escalating_rbac
from lintainer_policies.rbac.secret_reading_rbac import secret_reading_rbac
from lintainer_policies.rbac.wildcard_rbac import wildcard_rbac

POLICIES: tuple[Policy, ...] = (
    cluster_admin_binding,
    wildcard_rbac,
    secret_reading_rbac,
    escalating_rbac,
)
