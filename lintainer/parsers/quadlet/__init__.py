"""Podman Quadlet: units from which a generator of systemd makes `podman run` and `podman pod create` commands.

Read are `.container` and `.pod` units with their drop-ins, the `.volume`, `.network`, `.image` and `.build` units that they
name, and `.kube` units with the YAML that they play.

Sources: podman v5.7, podman-systemd.unit(5), pkg/systemd/quadlet and pkg/systemd/parser; systemd v257, systemd.syntax(7),
systemd.unit(5) and systemd.service(5).
"""
