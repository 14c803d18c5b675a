"""The policies of the group privilege."""
