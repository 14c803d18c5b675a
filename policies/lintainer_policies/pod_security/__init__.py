"""The policies of the group pod-security."""
