"""The policies of the group mounts."""
