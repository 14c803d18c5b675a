"""The policies of the group devices."""
