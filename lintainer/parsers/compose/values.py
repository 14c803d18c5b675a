"""A Compose file as values: variables replaced, texts cast, and every value with the place where it is written."""

from __future__ import annotations

from collections.abc import Callable

from lintainer.hints import Any
from lintainer.messages import quoted
from lintainer.model.notes import DuplicateKey, InvalidValue, Note, UnresolvedVariable
from lintainer.model.unknown import Unknown
from lintainer.parsers._yaml import Alias, Mapping, Node, Scalar, Sequence, key_name, merged, plain_value, scalar_value
from lintainer.parsers.compose.template import Lookup, TemplateError, substitute
from lintainer.source import Location, Related

Path = tuple[str, ...]


class Value:
    """A value of a Compose project.

    `data` is None, a boolean, a number, a text, an Unknown, a list of values or a dict of them. `node` is where it is written,
    `key` its key in a mapping. `via` is the entry through which it came to this service: an alias, a merge key's value, what
    `extends` names; None where it is written in the service itself.
    """

    __slots__ = ("data", "key", "node", "via")

    def __init__(self, data: Any, node: Node, key: Node | None = None, via: Node | None = None) -> None:  # noqa: ANN401
        self.data = data
        self.node = node
        self.key = key
        self.via = via

    @property
    def location(self) -> Location:
        """Where a user would change the value for this service, related to where it is defined."""
        return placed(self.node, self.via)

    @property
    def key_location(self) -> Location:
        """Where its key is written, or itself where it has none."""
        if self.key is None:
            return self.location
        # The key of an aliased value is written here, unlike one that a merge key brought.
        here = type(self.via) is Alias and self.via.target is self.node
        return self.key.location if here else placed(self.key, self.via)

    def get(self, key: str) -> Value | None:
        """Return the entry `key` of a mapping; None where there is none, or no mapping."""
        data = self.data
        return data.get(key) if type(data) is dict else None

    def entries(self) -> dict[str, Value]:
        """Return the entries of a mapping, none of anything else."""
        data = self.data
        return data if type(data) is dict else {}

    def under(self, key: str) -> dict[str, Value]:
        """Return the entries of the mapping under `key`, none where there is no such mapping."""
        held = self.get(key)
        return {} if held is None else held.entries()

    def items(self) -> list[Value]:
        """Return the entries of a list, none of anything else."""
        data = self.data
        return data if type(data) is list else []

    def replaced(self, data: Any) -> Value:  # noqa: ANN401
        """Return other data at the same place."""
        return Value(data, self.node, self.key, self.via)

    def __repr__(self) -> str:
        return f"Value({self.data!r})"


def placed(node: Node, via: Node | None) -> Location:
    """Return the place of `node`, or that of the entry it came through, related to its own."""
    if via is None:
        return node.location
    return Location(via.source, via.span, (Related(Location(node.source, node.span), "defined here", defines=True),))


def plain(value: Value | None) -> Any:  # noqa: ANN401
    """Return a value without its places."""
    if value is None:
        return None
    data = value.data
    if type(data) is dict:
        return {key: plain(entry) for key, entry in data.items()}
    if type(data) is list:
        return [plain(entry) for entry in data]
    return data


def clone(value: Value, via: Node | None = None) -> Value:
    """Return a copy that shares nothing that changes; with `via`, of a value that came through it."""
    data = value.data
    if type(data) is dict:
        data = {key: clone(entry, via) for key, entry in data.items()}
    elif type(data) is list:
        data = [clone(entry, via) for entry in data]
    return Value(data, value.node, value.key, via or value.via)


class Reader:
    """Turns nodes into values. What Compose refuses becomes a note and an unknown value."""

    def __init__(self, lookup: Lookup, note: Callable[[Path, Note], None], *, open_world: bool) -> None:
        self._lookup = lookup
        self._note = note
        self._open_world = open_world
        # The paths under `!reset` and `!override`: what earlier files and extended services say there is taken away.
        self.resets: list[Path] = []

    def read(self, node: Node, casts: Any, path: Path = (), key: Node | None = None, via: Node | None = None) -> Value:  # noqa: ANN401
        """Return the value at `node`, whose texts are cast as the table `casts` says."""
        kind = type(node)
        if kind is Alias:
            assert isinstance(node, Alias)
            return self.read(node.target, casts, path, key, via or node)
        if node.tag == "!override":
            self.resets.append(path)
        if isinstance(node, Scalar):
            return Value(self._scalar(node, casts, path, via), node, key, via)
        if type(casts) is tuple:
            casts = casts[1]
        if isinstance(node, Mapping):
            return Value(self._entries(node, casts, path, via), node, key, via)
        assert isinstance(node, Sequence)
        inner = casts.get("[]") if type(casts) is dict else None
        items = [
            self.read(item, inner, (*path, str(index)), None, via)
            for index, item in enumerate(node.items)
            if item.tag != "!reset"
        ]
        return Value(items, node, key, via)

    def _entries(self, node: Mapping, casts: Any, path: Path, via: Node | None) -> dict[str, Value]:  # noqa: ANN401
        table = casts if type(casts) is dict else {}
        anything = table.get("*")
        entries = {}
        found = merged(node)
        if len(found) != len(node.pairs):
            self._repeated(node, path, via)
        for name, pair in found.items():
            value = pair.value
            if value.tag == "!reset" or (type(value) is Alias and value.target.tag == "!reset"):
                self.resets.append((*path, name))
                continue
            if not name[:1].isalpha():
                self._check_key(pair.key, path, via)
            inner = table.get(name, anything)
            source = via
            if source is None and pair.via is not None and not pair.via.start <= value.start < pair.via.end:
                source = pair.via
            entries[name] = self.read(value, inner, (*path, name), pair.key, source)
        return entries

    def _repeated(self, node: Mapping, path: Path, via: Node | None) -> None:
        for key in node.duplicates():
            name = key_name(key) or ""
            first = next(earlier for known, earlier, _ in node.items() if known == name)
            note = DuplicateKey(location=placed(key, via), path=".".join(path), key=name, first=first.location)
            self._note((*path, name), note)
        for key, _ in node.pairs:
            if key_name(key) is None:
                self._note(
                    path, InvalidValue(location=placed(key, via), path=".".join(path), reason="a key that is not a text")
                )

    def _check_key(self, key: Node, path: Path, via: Node | None) -> None:
        if isinstance(key, Scalar) and type(scalar_value(key)) is not str and key.value != "<<":
            reason = f"the key `{key.value}` is not a text: it needs quotes"
            self._note(path, InvalidValue(location=placed(key, via), path=".".join(path), reason=reason))

    def _scalar(self, node: Scalar, casts: Any, path: Path, via: Node | None) -> Any:  # noqa: ANN401
        text = node.value
        if node.tag is None and not node.indicator:
            value = plain_value(text)
        elif node.tag == "!override":
            value = text if node.indicator else plain_value(text)
        else:
            value = scalar_value(node)
        if type(value) is not str:
            return value
        if "$" in text:
            try:
                replaced = substitute(text, self._lookup, open_world=self._open_world)
            except TemplateError as error:
                reason = str(error)
                self._note(path, InvalidValue(location=placed(node, via), path=".".join(path), reason=reason))
                return Unknown(reason, written=text)
            if isinstance(replaced, Unknown):
                name = replaced.why[2:].partition("}")[0]
                self._note(
                    path,
                    UnresolvedVariable(
                        location=placed(node, via),
                        path=".".join(path),
                        variable=name,
                        field=path[2] if len(path) > 2 else path[-1],
                    ),
                )
                return replaced
            value = replaced
        if casts is None or type(casts) is dict:
            return value
        cast = casts[0] if type(casts) is tuple else casts
        try:
            return cast(value)
        except ValueError as error:
            # As it is written: the value may come from an env file.
            reason = f"{path[-1]}: {quoted(text, 60)} is {error}"
            self._note(path, InvalidValue(location=placed(node, via), path=".".join(path), reason=reason))
            return Unknown(reason, written=text)
