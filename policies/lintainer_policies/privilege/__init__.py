"""The policies of the group privilege, in the order of the catalogue."""

from lintainer.policy import Policy
from lintainer_policies.privilege.docker_group import docker_group
from lintainer_policies.privilege.low_user_id import low_user_id
from lintainer_policies.privilege.missing_no_new_privileges import missing_no_new_privileges
from lintainer_policies.privilege.missing_non_root_user import missing_non_root_user
from lintainer_policies.privilege.privilege_escalation import privilege_escalation
from lintainer_policies.privilege.privileged import privileged
from lintainer_policies.privilege.privileged_build import privileged_build
from lintainer_policies.privilege.privileged_exec import privileged_exec
from lintainer_policies.privilege.privileged_hook import privileged_hook
from lintainer_policies.privilege.root_group import root_group
from lintainer_policies.privilege.root_user import root_user

POLICIES: tuple[Policy, ...] = (
    privileged,
    privileged_hook,
    privileged_exec,
    privileged_build,
    privilege_escalation,
    missing_no_new_privileges,
    root_user,
    missing_non_root_user,
    root_group,
    docker_group,
    low_user_id,
)
