"""The policies of the group rbac."""
