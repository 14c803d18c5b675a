"""Create requests of the Docker Engine API, and what `docker inspect` and `podman inspect` print: JSON in, workloads out.

`lintainer.request` is the way back. Facts are those of Engine API 1.51 (moby v28: api/types/container, daemon/container.go).
"""
