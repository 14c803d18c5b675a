"""Files with policies: YAML, each policy an id, a severity, a message and the CEL expression that decides it.

policies:
  - id: no-privileged
    severity: critical
    message: runs privileged, and is not the agent
    when: container.privileged && container.name != "agent"
    at: privileged
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from lintainer.custom.expression import Expression, ExpressionError, Open, kind_of
from lintainer.custom.vocabulary import CONTAINER
from lintainer.files import Unreadable, display_path, read_source
from lintainer.hints import Any
from lintainer.model import Container, Node
from lintainer.patterns import pattern
from lintainer.policy import ALL_SYNTAXES, Hit, Outcome, Policy, Severity, Undecided
from lintainer.settings import SettingsError, hint
from lintainer.source import Location, Source
from lintainer.tuples import NamedTuple

KEYS = frozenset({"id", "severity", "message", "summary", "group", "syntaxes", "advice", "when", "at"})
NEEDED = ("id", "severity", "message", "when")
GROUP = "custom"
_ID = pattern(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


class _Value(NamedTuple):
    """A value of an entry, and the `file:line` that it is on."""

    value: Any
    place: str


def read_policies(paths: Sequence[str], taken: Mapping[str, str]) -> tuple[Policy, ...]:
    """Return the policies of the files, in their order. `taken` maps ids that are used to whose they are.

    Raises `SettingsError`, with file and line, for whatever is wrong in a file.
    """
    used = dict(taken)
    found: list[Policy] = []
    for path in paths:
        name = display_path(path)
        try:
            source = read_source(path)
        except Unreadable as error:
            raise SettingsError(f"{name}: {error.message}") from None
        for place, entry in _entries(source, name):
            policy = _policy(place, entry)
            if policy.id in used:
                raise SettingsError(f"{entry['id'].place}: policy {policy.id!r} is there already: {used[policy.id]}")
            used[policy.id] = entry["id"].place
            found.append(policy)
    return tuple(found)


def _entries(source: Source, name: str) -> Iterator[tuple[str, dict[str, _Value]]]:
    from lintainer.parsers._yaml import Mapping as Keys
    from lintainer.parsers._yaml import Sequence as Items
    from lintainer.parsers._yaml import deref, documents

    def place(offset: int) -> str:
        return f"{name}:{source.line_of(offset)}"

    for document in documents(source):
        if document.error is not None:
            raise SettingsError(f"{place(document.error.span.start)}: {document.error.message}")
        root = document.root
        if root is None or root.text == "":
            continue
        if not isinstance(root, Keys):
            raise SettingsError(f"{place(root.start)}: a mapping with the key `policies` is expected")
        for duplicate in root.duplicates():
            raise SettingsError(f"{place(duplicate.start)}: the key {duplicate.text!r} is there twice")
        for key, key_node, value in root.items():
            if key != "policies":
                raise SettingsError(f"{place(key_node.start)}: no key {key!r}{hint(key, {'policies'})}")
            listed = deref(value)
            if not isinstance(listed, Items):
                raise SettingsError(f"{place(key_node.start)}: policies: a list is expected")
            for item in listed.items:
                entry = deref(item)
                if not isinstance(entry, Keys):
                    raise SettingsError(f"{place(item.start)}: a policy is a mapping")
                for duplicate in entry.duplicates():
                    raise SettingsError(f"{place(duplicate.start)}: the key {duplicate.text!r} is there twice")
                for inner, inner_node, _ in entry.items():
                    if inner not in KEYS:
                        raise SettingsError(f"{place(inner_node.start)}: a policy has no key {inner!r}{hint(inner, KEYS)}")
                yield (
                    place(item.start),
                    {inner: _Value(_plain(one), place(inner_node.start)) for inner, inner_node, one in entry.items()},
                )


def _plain(node: Any) -> Any:  # noqa: ANN401 - what YAML makes of a text, or a list of texts; None for anything else
    from lintainer.parsers._yaml import Scalar, deref, scalar_value
    from lintainer.parsers._yaml import Sequence as Items

    content = deref(node)
    if isinstance(content, Scalar):
        return scalar_value(content)
    return [_plain(one) for one in content.items] if isinstance(content, Items) else None


def _policy(place: str, entry: Mapping[str, _Value]) -> Policy:
    for needed in NEEDED:
        if needed not in entry:
            raise SettingsError(f"{place}: a policy needs the key {needed!r}")
    ident = _text(entry, "id")
    if not _ID.match(ident):
        raise SettingsError(f"{entry['id'].place}: id: lower-case words with - between them are expected, not {ident!r}")
    try:
        severity = Severity.parse(_text(entry, "severity"))
    except ValueError as error:
        raise SettingsError(f"{entry['severity'].place}: severity: {error}") from None
    message = _text(entry, "message")
    at = _text(entry, "at", "")
    try:
        expression = Expression(_text(entry, "when"))
    except ExpressionError as error:
        raise SettingsError(f"{entry['when'].place}: when: {error}") from None
    if at:
        try:
            kind_of(("container", *_steps(at)), CONTAINER)
        except ExpressionError as error:
            raise SettingsError(f"{entry['at'].place}: at: {error}") from None
    return Policy(
        id=ident,
        summary=_text(entry, "summary", message),
        group=_text(entry, "group", GROUP),
        severity=severity,
        profiles=("default",),
        shape="container",
        syntaxes=_syntaxes(entry),
        check=_check(expression, message, _steps(at)),
        advice=_text(entry, "advice", ""),
        page=_page(entry, ident, message),
    )


def _page(entry: Mapping[str, _Value], ident: str, message: str) -> str:
    """Return the page of a policy: what its entry says, and where the entry is."""
    parts = [f"# {ident}", _text(entry, "summary", message), "## What it finds"]
    parts += [f"A container for which this holds ({entry['when'].place}):", f"```\n{_text(entry, 'when')}\n```"]
    advice = _text(entry, "advice", "")
    parts += ["## How to fix", advice] if advice else []
    return "\n\n".join(parts) + "\n"


def _text(entry: Mapping[str, _Value], key: str, default: str | None = None) -> str:
    if key not in entry and default is not None:
        return default
    value, place = entry[key]
    # An expression may be `true`, which YAML takes for a boolean.
    if isinstance(value, bool) and key == "when":
        return str(value).lower()
    if not isinstance(value, str) or not value.strip():
        raise SettingsError(f"{place}: {key}: a text is expected, not {value!r}")
    return value.strip()


def _syntaxes(entry: Mapping[str, _Value]) -> tuple[str, ...]:
    if "syntaxes" not in entry:
        return ALL_SYNTAXES
    value, place = entry["syntaxes"]
    if not isinstance(value, list) or not value:
        raise SettingsError(f"{place}: syntaxes: a list is expected, not {value!r}")
    for one in value:
        if one not in ALL_SYNTAXES:
            raise SettingsError(f"{place}: syntaxes: no syntax {one!r}{hint(str(one), set(ALL_SYNTAXES))}")
    return tuple(syntax for syntax in ALL_SYNTAXES if syntax in value)


def _steps(at: str) -> tuple[str, ...]:
    steps = tuple(at.split(".")) if at else ()
    return steps[1:] if steps[:1] == ("container",) else steps


def _check(expression: Expression, message: str, at: tuple[str, ...]) -> Callable[[Container], Iterator[Outcome]]:
    def check(container: Container) -> Iterator[Outcome]:
        answer, witnesses = expression.decide(container)
        if isinstance(answer, Open):
            yield Undecided(answer.location or container.at(), answer.field, answer.why)
        elif answer:
            entries = [item for item in witnesses.get(at[0], ()) if isinstance(item, Node)] if len(at) == 1 else []
            if entries:
                # Each entry that made `container.mounts.exists(…)` true is a finding of its own.
                seen = {entry.at()[:2]: entry for entry in entries}
                for entry in seen.values():
                    yield Hit(message, entry.at(), field=at[0])
            else:
                yield Hit(message, _place(container, at), field=at[-1] if at else None)

    return check


def _place(container: Container, at: tuple[str, ...]) -> Location:
    """Return where the field at the path was written, or the nearest thing that was."""
    node: Node = container
    for name in at[:-1]:
        inner = getattr(node, name)
        if not isinstance(inner, Node):
            return node.at(name)
        node = inner
    if not at:
        return container.at()
    # A part that is a node knows its place better than the field that holds it.
    held = getattr(node, at[-1])
    if isinstance(held, Node) and not node.wrote(at[-1]):
        return held.at()
    if isinstance(held, tuple) and held and isinstance(held[0], Node) and not node.wrote(at[-1]):
        return held[0].at()
    return node.at(at[-1])
