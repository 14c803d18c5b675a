"""Podman Quadlet: `.container` units, from which a generator of systemd makes `podman run` commands.

Sources: podman v5.5, podman-systemd.unit(5) and pkg/systemd/quadlet/quadlet.go; systemd.syntax(7) for the text of units.
"""
