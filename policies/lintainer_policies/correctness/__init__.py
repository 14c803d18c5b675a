"""The policies of the group correctness."""
