"""The policies of the group confinement."""
