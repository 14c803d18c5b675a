"""The policies of the group paths."""
