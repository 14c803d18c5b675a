"""The policies of the group secrets."""
