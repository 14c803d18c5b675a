"""The policies of the group operations."""
