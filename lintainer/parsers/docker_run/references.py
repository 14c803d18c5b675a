"""What the client accepts as an image and as a platform.

Sources: distribution/reference v0.6, regexp.go and normalize.go (ParseAnyReference); containerd/platforms v1.0, platforms.go.
"""

from __future__ import annotations

import re

from lintainer.parsers.docker_run.go import Refused, go_quote

_COMPONENT = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_HOST_PART = r"(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
_DOMAIN = rf"(?:{_HOST_PART}(?:\.{_HOST_PART})*|\[(?:[a-fA-F0-9:]+)\])(?::[0-9]+)?"
_REFERENCE = re.compile(
    rf"(?P<name>(?:{_DOMAIN}/)?{_COMPONENT}(?:/{_COMPONENT})*)(?::(?P<tag>[\w][\w.-]{{0,127}}))?"
    r"(?:@(?P<digest>[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?\Z",
    re.ASCII,
)
_IDENTIFIER = re.compile(r"[a-f0-9]{64}\Z")
_DIGEST = re.compile(r"[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+\Z")
_LENGTHS = {"sha256": 64, "sha384": 96, "sha512": 128}


def check_image(text: str) -> None:
    """Check an image as the client does before it creates a container. Raises `Refused`."""
    if _IDENTIFIER.match(text):
        return
    algorithm, _, encoded = text.partition(":")
    if _DIGEST.match(text) and len(encoded) == _LENGTHS.get(algorithm) and re.match(r"[a-f0-9]+\Z", encoded):
        return
    domain, remainder = split_domain(text)
    path = remainder.partition("@")[0]
    colon = path.find(":")
    name = path[:colon] if colon >= 0 else path
    if name.lower() != name:
        raise Refused(f"invalid reference format: repository name ({name}) must be lowercase")
    found = _REFERENCE.match(f"{domain}/{remainder}")
    if found is None:
        raise Refused("invalid reference format")
    if len(remainder.partition(":")[0].partition("@")[0]) > 255:
        raise Refused("repository name must not be more than 255 characters")
    digest = found["digest"]
    if digest:
        algorithm, _, encoded = digest.partition(":")
        if algorithm not in _LENGTHS:
            raise Refused("unsupported digest algorithm")
        if len(encoded) != _LENGTHS[algorithm]:
            raise Refused("invalid checksum digest length")
        if not re.match(r"[a-f0-9]+\Z", encoded):
            raise Refused("invalid checksum digest format")


def split_domain(text: str) -> tuple[str, str]:
    """Return the registry of an image, Docker Hub where none is written, and the rest of the name."""
    first, slash, rest = text.partition("/")
    if not slash or ("." not in first and ":" not in first and first != "localhost" and first.lower() == first):
        domain, remainder = "docker.io", text
    else:
        domain, remainder = ("docker.io" if first == "index.docker.io" else first), rest
    if domain == "docker.io" and "/" not in remainder:
        remainder = f"library/{remainder}"
    return domain, remainder


_SPECIFIER = re.compile(r"[A-Za-z0-9_.-]+\Z")
_SYSTEMS = frozenset(
    """aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos""".split()
)
_ARCHITECTURES = frozenset(
    """386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc
    riscv riscv64 s390 s390x sparc sparc64 wasm i386 x86_64 x86-64 aarch64 armhf armel""".split()
)
_OS_VERSION = re.compile(r"([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.-]*)\))?\Z")


_ARCHITECTURE_NAMES = {"i386": "386", "x86_64": "amd64", "x86-64": "amd64", "aarch64": "arm64"}
_VARIANTS = {"armhf": ("arm", ""), "armel": ("arm", "v6")}


def normal_platform(text: str) -> str:
    """Return a platform as the client sends it. An operating system alone stays: the client adds its own architecture."""
    parts = text.lower().split("/")
    if len(parts) == 1:
        if parts[0] in _SYSTEMS or parts[0] == "macos" or "(" in parts[0]:
            return text
        parts.insert(0, "linux")
    system, architecture, variant = parts[0], parts[1], parts[2] if len(parts) > 2 else ""
    system = {"macos": "darwin"}.get(system, system)
    architecture = _ARCHITECTURE_NAMES.get(architecture, architecture)
    if architecture in _VARIANTS:
        architecture, default = _VARIANTS[architecture]
        variant = variant or default
    if architecture in ("arm", "arm64") and variant.isdigit():
        variant = f"v{variant}"
    if (architecture, variant) == ("amd64", "v1"):
        variant = ""
    return "/".join(part for part in (system, architecture, variant) if part)


def check_platform(text: str) -> None:
    """Check a `--platform` value. Raises `Refused`."""
    parts = text.split("/")
    shown = go_quote(text)
    if "*" in text:
        raise Refused(f"error parsing specified platform: {shown}: wildcards not yet supported: invalid argument")
    for index, part in enumerate(parts):
        pattern = _OS_VERSION if index == 0 and "(" in part else _SPECIFIER
        if not pattern.match(part):
            raise Refused(
                f"error parsing specified platform: {go_quote(part)} is an invalid component of {shown}: platform specifier "
                'component must match "^[A-Za-z0-9_.-]+$": invalid argument'
            )
    if len(parts) == 1:
        name = parts[0].partition("(")[0].lower()
        if name not in _SYSTEMS and name not in _ARCHITECTURES and name != "macos":
            raise Refused(
                f"error parsing specified platform: {shown}: unknown operating system or architecture: invalid argument"
            )
    elif len(parts) > 3:
        raise Refused(f"error parsing specified platform: {shown}: cannot parse platform specifier: invalid argument")
