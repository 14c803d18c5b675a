"""The policies of the group images."""
