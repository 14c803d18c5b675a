"""Image references, taken apart (github.com/distribution/reference, version 0.6: reference.go and normalize.go)."""

from __future__ import annotations

from lintainer.model.parts import Image
from lintainer.model.record import Origin
from lintainer.model.unknown import Unknown
from lintainer.patterns import pattern
from lintainer.source import Span

_TAG = pattern(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\Z")


def parse_image(text: str | Unknown, origin: Origin, *, exact: bool = False) -> Image:
    """Take the reference `text` apart.

    `origin` is where it was written; with `exact` its span holds the text to the letter, so that tag and digest get spans
    of their own. A reference that does not follow the grammar is taken apart all the same.
    """
    if isinstance(text, Unknown):
        return _partly_known(text, origin)
    rest, digest, tag = text, None, None
    written: dict[str, Span] = {}
    at = rest.find("@")
    if at >= 0:
        rest, digest = rest[:at], rest[at + 1 :]
        written["digest"] = Span(origin.span.start + at + 1, origin.span.end)
    colon = rest.rfind(":")
    if colon > rest.rfind("/"):
        rest, tag = rest[:colon], rest[colon + 1 :]
        written["tag"] = Span(origin.span.start + colon + 1, origin.span.start + colon + 1 + len(tag))
    registry, repository = _split_registry(rest)
    place = Origin(origin.source, origin.span, written, origin.related) if exact else origin
    return Image(origin=place, written=text, registry=registry, repository=repository, tag=tag, digest=digest)


def _split_registry(name: str) -> tuple[str | None, str]:
    first, slash, rest = name.partition("/")
    # The first component is a registry only where it cannot be part of a name on Docker Hub.
    if slash and ("." in first or ":" in first or first == "localhost" or first.lower() != first):
        return first, rest
    return None, name


def _partly_known(text: Unknown, origin: Origin) -> Image:
    """Keep what certainly stands in a reference with a variable: `nginx:${TAG}` has a repository and an unknown tag."""
    prefix, suffix = text.prefix, text.suffix
    registry: str | Unknown | None = text
    repository: str | Unknown = text
    tag: str | Unknown | None = text
    digest: str | Unknown | None = text
    if "@" in prefix or (colon := prefix.rfind(":")) > prefix.rfind("/"):
        name = prefix.partition("@")[0] if "@" in prefix else prefix[:colon]
        if name.rfind(":") > name.rfind("/"):
            tag = name[name.rfind(":") + 1 :]
            name = name[: name.rfind(":")]
        elif "@" in prefix:
            tag = None
        registry, repository = _split_registry(name)
    elif "/" in prefix and (found := _split_registry(prefix)[0]):
        registry = found
    if "@sha256:" in suffix:
        digest = suffix[suffix.index("@") + 1 :]
    elif ":" in suffix and "@" not in suffix and "/" not in suffix[suffix.rindex(":") :]:
        candidate = suffix[suffix.rindex(":") + 1 :]
        if _TAG.match(candidate):
            tag, digest = candidate, None
    return Image(origin=origin, written=text.written, registry=registry, repository=repository, tag=tag, digest=digest)
