"""Containers without the mounts that their image needs to work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lintainer.messages import quoted
from lintainer.model import Image, Mount, Record, Unknown
from lintainer.model.hostpath import canonical, host_path, normalise
from lintainer.policy import Container, Hit, Outcome, Severity, Undecided, policy
from lintainer_policies.mounts._rules import located

_KUBERNETES = {"rslave": "HostToContainer", "rshared": "Bidirectional", "rprivate": "None"}
_FIELDS = ("source", "target", "read_only", "propagation")


class Required(Record):
    """Mounts that images need.

    `required` maps a pattern of image names (`*` and `?`, as in a shell; without tag and digest) to a list of mounts: each has
    a `target`, and may have a `source` on the host, `read_only` (true or false) and a `propagation`.
    """

    required: Mapping[str, tuple[Mapping[str, object], ...]] = {}

    def __init__(self, **fields: object) -> None:
        required = fields.get("required", {})
        if not isinstance(required, Mapping):
            raise TypeError("required maps patterns of images to lists of mounts")
        for pattern, mounts in required.items():
            if not isinstance(mounts, list | tuple) or not all(isinstance(one, Mapping) for one in mounts):
                raise TypeError(f"required: {pattern}: a list of mounts is needed")
            for one in mounts:
                if "target" not in one or not set(one) <= set(_FIELDS):
                    raise ValueError(f"required: {pattern}: a mount has target and may have source, read_only, propagation")
        super().__init__(**fields)


@policy(
    group="mounts",
    severity=Severity.MEDIUM,
    profiles=("default",),
    advice="mount it as the image needs it",
    fix="unsafe",
    options=Required,
)
def missing_required_mount(container: Container, options: Required) -> Iterator[Outcome]:
    """A container lacks a mount that its image needs to work, or has it otherwise."""
    image = container.image
    if image is None or not options.required:
        return
    for pattern, mounts in options.required.items():
        if _matches(image, pattern):
            for need in mounts:
                yield from _check(container, image, need)


def _matches(image: Image, pattern: str) -> bool:
    if isinstance(image.repository, Unknown):
        return False
    from fnmatch import fnmatchcase

    short = image.repository.removeprefix("library/")
    names = {image.repository, short}
    if isinstance(image.registry, str):
        names.add(f"{image.registry}/{image.repository}")
    return any(fnmatchcase(name, pattern) for name in names)


def _check(container: Container, image: Image, need: Mapping[str, object]) -> Iterator[Outcome]:
    target = normalise(str(need["target"]))
    unknown = None
    for mount in container.mounts:
        if isinstance(mount.target, Unknown):
            unknown = mount
        elif mount.target is not None and normalise(mount.target) == target:
            yield from _compare(mount, image, need, kubernetes=container.platform == "kubernetes")
            return
    if unknown is not None or not container.is_complete("mounts"):
        yield Undecided(container.at("mounts"), "mounts", "not all mounts are known")
        return
    source = f"`{need['source']}` of the host" if "source" in need else "a mount"
    words = _wanted(need)
    yield Hit(f"lacks {source} at {quoted(target)}{words}, which {quoted(_name(image))} needs", image.at())


def _name(image: Image) -> str:
    return image.repository if isinstance(image.repository, str) else image.written


def _wanted(need: Mapping[str, object]) -> str:
    words = []
    if need.get("read_only") is True:
        words.append("read-only")
    if need.get("propagation") is not None:
        words.append(f"with propagation `{need['propagation']}`")
    return f" ({', '.join(words)})" if words else ""


def _compare(mount: Mount, image: Image, need: Mapping[str, object], *, kubernetes: bool) -> Iterator[Outcome]:
    name = quoted(_name(image))
    if "source" in need:
        wanted = host_path(str(need["source"]))
        path = located(mount) if mount.base == "absolute" else mount.source
        text = wanted.text if isinstance(wanted.text, str) else ""
        known = canonical(text) if wanted.base == "absolute" else text
        if isinstance(mount.source, Unknown):
            yield Undecided(mount.at("source"), "source", mount.source.why)
        elif mount.type != "bind" or path != known or mount.base != wanted.base:
            has = quoted(mount.source or mount.type)
            yield Hit(f"mounts {has} at {quoted(str(mount.target))}, where {name} needs `{text}` there", mount.at("source"))
            return
    for field in ("read_only", "propagation"):
        if field not in need:
            continue
        value = getattr(mount, field)
        if isinstance(value, Unknown):
            yield Undecided(mount.at(field), field, value.why)
        elif value != need[field]:
            has = _has(field, value, kubernetes=kubernetes)
            wants = _has(field, need[field], kubernetes=kubernetes)
            yield Hit(f"mounts {quoted(str(mount.target))} {has}, where {name} needs it {wants}", mount.at(field))


def _has(field: str, value: object, *, kubernetes: bool) -> str:
    if field == "read_only":
        return "read-only" if value else "writable"
    if value is None:
        return "without propagation"
    return f"with propagation `{_KUBERNETES.get(str(value), value) if kubernetes else value}`"
