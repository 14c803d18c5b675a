"""The policies of the group network."""
