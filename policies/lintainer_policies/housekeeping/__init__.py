"""The policies of the group housekeeping."""
