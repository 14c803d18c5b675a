"""Keys and values of built-in kinds held against what the API has: unknown, misplaced and repeated keys, refused values."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model.notes import DuplicateKey, InvalidValue, MisplacedKey, Note, UnknownKey
from lintainer.parsers._yaml import Mapping, Node, Scalar, Sequence, deref, is_merge, key_name, scalar_value, walk
from lintainer.parsers.kubernetes.misplaced import belongs
from lintainer.parsers.kubernetes.quantity import parse_quantity
from lintainer.parsers.kubernetes.values import is_null, placeholder
from lintainer.parsers.kubernetes.view import View
from lintainer.schemas.kubernetes import ENUMS, fields
from lintainer.schemas.nearest import nearest
from lintainer.source import Location

# The names of types by kind, where they differ.
_TYPE_OF_KIND = {"DeploymentConfig": ""}


def check_object(view: View, kind: str) -> list[Note]:
    """Return what is wrong with the keys and values of an object of a built-in kind."""
    if view.node is None:
        return []
    type_name = _TYPE_OF_KIND.get(kind, kind)
    if fields(type_name):
        walk = _Walk()
        walk.mapping(view.node, type_name, "")
        return walk.notes
    # OpenShift's own kinds: the pod spec in them is the API's.
    walk = _Walk(repeated=False)
    spec = view.sub("spec").sub("template")
    if spec.node is not None:
        walk.mapping(spec.node, "PodTemplateSpec", "spec.template")
    return [*duplicate_keys(view.node), *walk.notes]


def duplicate_keys(root: Node) -> Iterator[Note]:
    """Yield the keys that are written twice in one mapping, anywhere below `root`."""
    for node in walk(root):
        if type(node) is Mapping:
            yield from _duplicates(node, "")


def _duplicates(node: Mapping, path: str) -> Iterator[Note]:
    repeated = node.duplicates()
    if not repeated:
        return
    first: dict[str, Node] = {}
    for name, key, _ in node.items():
        first.setdefault(name, key)
    for key in repeated:
        name = key_name(key) or ""
        if not is_merge(key):
            yield DuplicateKey(location=key.location, path=path, key=name, first=first[name].location)


class _Walk:
    """One walk over an object. A node that several aliases stand for is looked at once for each type that it has to be.

    What is wrong is added to `notes`: nearly always there is nothing, and generators in generators would cost more than
    what they look at.
    """

    def __init__(self, *, repeated: bool = True) -> None:
        self.notes: list[Note] = []
        self._seen: set[tuple[int, str]] = set()
        self._repeated = repeated

    def mapping(self, node: Mapping, type_name: str, path: str) -> None:
        """Note what is wrong in a mapping that has to be of the type."""
        if (id(node), type_name) in self._seen:
            return
        self._seen.add((id(node), type_name))
        if self._repeated:
            self.notes.extend(_duplicates(node, path))
        known = fields(type_name)
        if type_name == "ContainerPort" and _lacks_port(node, known):
            self.notes.append(_invalid(node, path, "a port without `containerPort`, which the API requires"))
        for key, value in node.pairs:
            name = key_name(key)
            if name is None:
                continue
            kind = known.get(name)
            if kind is not None:
                self._value(value, kind, f"{path}.{name}" if path else name, (type_name, name))
            elif is_merge(key):
                self._merge(value, type_name, path)
            else:
                self.notes.extend(_unknown(key, name, type_name, known, path))

    def _merge(self, value: Node, type_name: str, path: str) -> None:
        content = deref(value)
        for part in content.items if type(content) is Sequence else [value]:
            inner = deref(part)
            if type(inner) is Mapping:
                self.mapping(inner, type_name, path)

    def _value(self, node: Node, kind: str, path: str, owner: tuple[str, str]) -> None:
        content = deref(node)
        # `{{value}}` of a template is a mapping of a mapping to YAML.
        if kind == "any" or is_null(content) or content.source.text.startswith("{{", content.start):
            return
        if kind[0] == "[":
            if type(content) is Sequence:
                for number, entry in enumerate(content.items):
                    self._value(entry, kind[1:-1], f"{path}[{number}]", owner)
            else:
                self.notes.append(_invalid(node, path, "a list is expected here"))
        elif kind[0] == "{":
            if type(content) is not Mapping:
                self.notes.append(_invalid(node, path, "a mapping is expected here"))
                return
            if self._repeated:
                self.notes.extend(_duplicates(content, path))
            for name, _, value in content.items():
                self._value(value, kind[1:-1], f"{path}.{name}", owner)
        elif kind[0].isupper():
            if type(content) is Mapping:
                self.mapping(content, kind, path)
            else:
                self.notes.append(_invalid(node, path, "a mapping is expected here"))
        elif type(content) is not Scalar:
            self.notes.append(_invalid(node, path, "a single value is expected here"))
        elif (reason := _refusal(content, kind, owner)) is not None:
            # A variable may hold a secret: its value is not repeated.
            self.notes.append(_invalid(node, path, reason, shown=owner != ("EnvVar", "value")))


def _lacks_port(node: Mapping, known: dict[str, str]) -> bool:
    """Tell whether an entry of `ports` lacks its number. What else than fields is in it (`<<`, `$patch`) may bring one."""
    names = {key_name(key) for key, _ in node.pairs}
    return "containerPort" not in names and all(name in known for name in names)


def _invalid(node: Node, path: str, reason: str, *, shown: bool = True) -> Note:
    content = deref(node)
    text = f"{quoted(content.text, 60)}: " if shown and type(content) is Scalar else ""
    location = node.location if type(content) is Scalar else _start(node)
    return InvalidValue(location=location, path=path, reason=f"{text}{reason}")


def _start(node: Node) -> Location:
    """Return the first line of a collection."""
    text = node.source.text
    end = text.find("\n", node.start, node.end)
    location = node.location
    return location._replace(span=location.span._replace(end=node.end if end < 0 else end))


def _unknown(key: Node, name: str, type_name: str, known: dict[str, str], path: str) -> Iterator[Note]:
    if name.startswith("x-") or placeholder(name) is not None:
        return
    home = belongs(name, type_name)
    if home is not None:
        yield MisplacedKey(location=key.location, path=path, key=name, belongs=home)
    else:
        yield UnknownKey(location=key.location, path=path, key=name, nearest=nearest(name, known))


_WORDS = {"bool": "a boolean", "int": "a whole number", "num": "a number"}


def _refusal(scalar: Scalar, kind: str, owner: tuple[str, str]) -> str | None:
    """Return why the API refuses the scalar where a value of `kind` has to be; None where it does not."""
    value = scalar_value(scalar, "yaml11")
    if isinstance(value, str) and placeholder(value) is not None:
        return None
    if kind == "str":
        if not isinstance(value, str):
            what = "a boolean" if isinstance(value, bool) else "a number"
            return f"{what} to the API, which wants text here: quote it"
        allowed = ENUMS.get(owner)
        if allowed is not None and value not in allowed and (value or owner in _NEVER_EMPTY):
            near = nearest(value, allowed)
            hint = f", probably {near}" if near else f": {', '.join(one for one in allowed if one)}"
            return f"none of the values that the API takes{hint}"
        return None
    if kind == "bool":
        if isinstance(value, bool):
            return None
        quote = " without quotes" if isinstance(value, str) and value.lower() in ("true", "false") else ""
        return f"the API wants a boolean{quote} here"
    if kind in ("int", "num"):
        fits = isinstance(value, int) and not isinstance(value, bool)
        fits = fits or (isinstance(value, float) and (kind == "num" or value.is_integer()))
        if not fits:
            return f"the API wants {_WORDS[kind]}{' without quotes' if _is_number(value) else ''} here"
        return _range(value, owner)
    if kind == "quantity":
        if isinstance(value, bool) or parse_quantity(scalar.value.strip()) is None:
            return "no quantity: a number with one of the suffixes m k M G T P E Ki Mi Gi Ti Pi Ei"
        return None
    if kind == "port" and isinstance(value, bool):
        return "the API wants a number or a name here"
    return None


_IDS = frozenset(("runAsUser", "runAsGroup", "fsGroup", "supplementalGroups"))
_NEVER_EMPTY = frozenset((("SeccompProfile", "type"), ("AppArmorProfile", "type")))
_PORTS = frozenset((("ContainerPort", "containerPort"), ("ContainerPort", "hostPort")))


def _is_number(value: object) -> bool:
    return isinstance(value, str) and value.removeprefix("-").isdecimal()


def _range(value: object, owner: tuple[str, str]) -> str | None:
    if owner in _PORTS and isinstance(value, int) and not (1 <= value <= 65535 or (value == 0 and owner[1] == "hostPort")):
        return "no port: 1 to 65535"
    if owner[1] in _IDS and isinstance(value, int) and not 0 <= value <= 2**31 - 1:
        return "no id: 0 to 2147483647"
    return None
