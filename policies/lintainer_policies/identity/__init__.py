"""The policies of the group identity."""
