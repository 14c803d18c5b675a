"""The Kubernetes front end."""

from lintainer.parsers.kubernetes.parser import KubernetesParser

__all__ = ["KubernetesParser"]
