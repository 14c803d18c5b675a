"""The policies of the group capabilities."""
