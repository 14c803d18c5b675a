"""The policies of the group resources."""
