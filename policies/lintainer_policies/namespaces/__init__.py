"""The policies of the group namespaces."""
