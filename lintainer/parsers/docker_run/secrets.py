"""podman's `--secret`: what of its own store a container sees, as a file or as a variable.

Source: podman v5.5, podman-run(1), --secret; cmd/podman/common/specgen.go (parseSecrets).
"""

from __future__ import annotations

from lintainer.model import EnvVar, Mount, Unknown
from lintainer.parsers.docker_run.draft import Draft
from lintainer.parsers.words import Value

_FOLDER = "/run/secrets/"


def read_secrets(draft: Draft) -> None:
    """Read the secrets: a file below /run/secrets where nothing else is said, a variable with `type=env`."""
    given = list(draft.all("secret"))
    mounts: list[Mount] = []
    variables: list[EnvVar] = []
    for one in given:
        assert one.value is not None
        parts = one.value.split(",")
        options = {key.text: content for key, content in (part.cut("=") for part in parts) if content is not None}
        # A name alone is one whatever it holds; of several parts the first, unless it is an option.
        name = parts[0] if len(parts) == 1 or "=" not in parts[0].text else options.get("source", one.value)
        target = options.get("target", name)
        spans = {"source": name.span, "target": target.span}
        kind = options.get("type")
        if kind is not None and kind.text == "env":
            origin = draft.origin(one.value, one, {"name": target.span, "value_from": name.span})
            written = name.text if name.known else None
            variables.append(EnvVar(origin=origin, name=target.value, value_from="secret", object_ref=written))
            continue
        mounts.append(
            Mount(
                origin=draft.origin(one.value, one, spans),
                type="volume",
                source=name.value,
                target=_inside(target),
                read_only=True,
                via="secret",
                volume_kind="secret",
                volume_name=name.text if name.known else None,
            )
        )
    first = given[0] if given else None
    if mounts:
        draft.entries("mounts", mounts, first)
    if variables:
        draft.entries("env", variables, first)


def _inside(target: Value) -> str | Unknown:
    path = target.value
    if isinstance(path, Unknown):
        prefix = path.prefix if path.prefix.startswith("/") or not path.prefix else _FOLDER + path.prefix
        return Unknown(path.why, prefix=prefix, suffix=path.suffix, written=path.written)
    return path if path.startswith("/") else _FOLDER + path
