"""Registries, and those that are gone."""

from __future__ import annotations

from lintainer.model import Image, Unknown
from lintainer.tuples import NamedTuple

# Where an image without a registry comes from, under all of its names (github.com/distribution/reference v0.6 normalize.go).
DOCKER_HUB = "docker.io"
_HUB_NAMES = frozenset({"docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"})


class Retired(NamedTuple):
    """A registry, or a part of one, that is no longer served: since when or why, and what took its place, if anything did."""

    name: str
    why: str
    successor: str | None
    # True where `latest` is still served.
    versions_only: bool = False
    # True where the successor has the same images under the same names.
    same_names: bool = False


_FORMER = "the former name of k8s.gcr.io, frozen since 2023-04-03"

# Longest names first: the first match counts.
RETIRED = (
    # kubernetes.io/blog/2023/03/10/image-registry-redirect; frozen on 2023-04-03.
    Retired("k8s.gcr.io", "frozen since 2023-04-03", "registry.k8s.io", same_names=True),
    Retired("gcr.io/google_containers", _FORMER, "registry.k8s.io", same_names=True),
    Retired("gcr.io/google-containers", _FORMER, "registry.k8s.io", same_names=True),
    Retired("us.gcr.io/k8s-artifacts-prod", "frozen since 2023-04-03", "registry.k8s.io", same_names=True),
    Retired("eu.gcr.io/k8s-artifacts-prod", "frozen since 2023-04-03", "registry.k8s.io", same_names=True),
    Retired("asia.gcr.io/k8s-artifacts-prod", "frozen since 2023-04-03", "registry.k8s.io", same_names=True),
    # JFrog closed Bintray on 2021-05-01.
    Retired("docker.bintray.io", "closed since 2021-05-01", "releases-docker.jfrog.io"),
    Retired("bintray.io", "closed since 2021-05-01", None),
    # GitHub's Docker registry became the Container registry.
    Retired("docker.pkg.github.com", "replaced by the Container registry", "ghcr.io"),
    # github.com/bitnami/containers/issues/83267: versioned images left docker.io/bitnami in 2025; updates ended.
    Retired("docker.io/bitnami", "without versioned images since 2025-09-29", "docker.io/bitnamilegacy", versions_only=True),
    Retired("registry.svc.ci.openshift.org", "closed", "registry.ci.openshift.org"),
)


def full_name(image: Image) -> str | None:
    """Return registry and repository as one name: `docker.io/library/nginx`. None where one of them is not known."""
    if isinstance(image.registry, Unknown) or isinstance(image.repository, Unknown):
        return None
    registry = (image.registry or DOCKER_HUB).lower()
    if registry not in _HUB_NAMES:
        return f"{registry}/{image.repository}"
    library = "" if "/" in image.repository else "library/"
    return f"{DOCKER_HUB}/{library}{image.repository}"


def known_registry(image: Image) -> str | None:
    """Return the registry that certainly serves the image, None where it is not known."""
    if isinstance(image.registry, Unknown):
        return None
    registry = (image.registry or DOCKER_HUB).lower()
    return DOCKER_HUB if registry in _HUB_NAMES else registry


def is_within(name: str, prefix: str) -> bool:
    """Tell whether an image's full name lies in a registry, or in a folder of one.

    `*.` stands for any subdomain. An entry without a port holds the registry's every port.
    """
    host, _, path = name.partition("/")
    wanted, _, folder = prefix.lower().rstrip("/").partition("/")
    if ":" not in wanted:
        host = host.partition(":")[0]
    if host != wanted and not (wanted.startswith("*.") and host.endswith(wanted[1:])):
        return False
    return not folder or path == folder or path.startswith(folder + "/")


def moved(image: Image, entry: Retired) -> str | None:
    """Return the image's reference at the successor of its registry, where that is certain to hold it."""
    prefix = f"{entry.name}/"
    if not entry.same_names or not image.written.startswith(prefix):
        return None
    return f"{entry.successor}/{image.written.removeprefix(prefix)}"


def retired(name: str) -> Retired | None:
    """Return what is known of the end of the registry that serves the image of this full name, None where it lives."""
    for entry in RETIRED:
        if is_within(name, entry.name) or (entry.name == "bintray.io" and name.partition("/")[0].endswith(".bintray.io")):
            return entry
    return None
