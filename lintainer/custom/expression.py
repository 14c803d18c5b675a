"""CEL expressions over a container, in three values: true, false, or open where the files do not say.

The logic (`&&`, `||`, `!`, `?:`, `exists`, `all`) is followed here, by Kleene's tables, so that what is unknown never becomes
true or false and still does not matter where the rest decides. Paths into the model are resolved here too. Everything between
(comparisons, functions, arithmetic, literals) is evaluated by cel-python, which is given known values only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lintainer.custom.vocabulary import CONTAINER, Kind, fields
from lintainer.hints import Any
from lintainer.model import Container, Node, Text, Unknown
from lintainer.settings import SettingsError, hint
from lintainer.source import Location
from lintainer.tuples import NamedTuple

EXTRA = "policies with `when` need the extra `cel`: pip install 'lintainer[cel]'"
# Levels of the grammar that hold one thing of the next level.
_LEVELS = frozenset(
    "expr conditionalor conditionaland relation addition multiplication unary member primary paren_expr".split()
)
_MACROS = frozenset({"exists", "all", "exists_one", "map", "filter"})


class ExpressionError(ValueError):
    """The expression cannot be used: it is no CEL, or names what is not there. The message is one line for people."""


class Open(NamedTuple):
    """Neither true nor false: what is missing, where it stands in the container, and in which field."""

    why: str
    location: Location | None = None
    field: str = ""


class Found(NamedTuple):
    """A value of the model, and the node and the field that hold it."""

    value: Any
    owner: Node | None = None
    field: str = ""


Values = Mapping[str, Found]
Truth = bool | Open
# Entries of the container's lists for which an `exists` over the list holds, by the list's field.
Witnesses = dict[str, list[Any]]
Step = Callable[[Values, Witnesses], Truth]


class Expression:
    """An expression that was checked against the vocabulary.

    Raises `ExpressionError` where it cannot be used, and `SettingsError` without the extra.
    """

    def __init__(self, text: str) -> None:
        self._cel = _Cel()
        try:
            self._step = _Compiler(self._cel).truth(self._cel.parse(text), {"container": CONTAINER})
        except RecursionError:
            raise ExpressionError("the expression is nested too deeply") from None

    def decide(self, container: Container) -> tuple[Truth, Witnesses]:
        """Return whether it holds of the container, and the entries that made it hold."""
        witnesses: Witnesses = {}
        return self._step({"container": Found(container)}, witnesses), witnesses


class _Cel:
    """What is used of cel-python."""

    def __init__(self) -> None:
        try:
            import celpy
            import lark
            from celpy import celtypes, evaluation
        except ImportError:
            raise SettingsError(EXTRA) from None
        self._celpy, self._evaluation, self._types = celpy, evaluation, celtypes
        self.tree, self.token = lark.Tree, lark.Token
        self.functions = frozenset(name for name in evaluation.base_functions if name.isidentifier()) | {"dyn"}

    def parse(self, text: str) -> Any:  # noqa: ANN401 - a tree of lark
        try:
            return self._celpy.Environment().compile(text)
        except self._celpy.CELParseError as error:
            where = f" at line {error.line}, column {error.column}" if error.line else ""
            raise ExpressionError(f"no CEL expression: syntax error{where} of it") from None

    def evaluate(self, tree: Any, values: Mapping[str, Any]) -> Any:  # noqa: ANN401
        activation = self._evaluation.Activation(functions=self._evaluation.base_functions, vars=values)
        return self._evaluation.Evaluator(tree, activation=activation).evaluate()

    def is_error(self, error: Exception) -> bool:
        """Tell whether an evaluation ended as CEL says it does where values do not fit."""
        return isinstance(error, self._evaluation.CELEvalError)

    def value(self, value: Any) -> Any:  # noqa: ANN401
        """Return a known value as CEL has it. Raises `_Missing` where a part of it is unknown."""
        types = self._types
        if isinstance(value, Unknown):
            raise _Missing(Open(value.why))
        if value is None:
            return None
        if isinstance(value, bool):
            return types.BoolType(value)
        if isinstance(value, int):
            return types.IntType(value)
        if isinstance(value, str):
            return types.StringType(value)
        if isinstance(value, Text):
            return self.value(value.value)
        if isinstance(value, dict):
            return types.MapType({types.StringType(key): self.value(one) for key, one in value.items()})
        if isinstance(value, tuple):
            return types.ListType([self.value(one) for one in value])
        assert isinstance(value, Node)
        members = {name: _member(value, name) for name in fields(type(value))}
        return types.MapType({types.StringType(name): self.value(found.value) for name, found in members.items()})


class _Missing(Exception):
    """A value is not known."""

    def __init__(self, why: Open) -> None:
        super().__init__(why.why)
        self.why = why


def _member(node: Node, name: str) -> Found:
    """Return the value of a field; of a list, only where all of it could be read."""
    value = getattr(node, name)
    kind = fields(type(node))[name]
    if name == "written":
        value = next((part for part in node.__dict__.values() if isinstance(part, Unknown)), value)
    if (kind.item is not None or kind.entry is not None) and not node.is_complete(name):
        value = Unknown("not all of it could be read")
    elif value is None and not node.is_complete(name):
        value = Unknown("more may have been given than could be read")
    elif kind.entry is not None:
        value = dict(value)
    return Found(value, node, name)


def _resolve(path: tuple[str, ...], values: Values) -> Found:
    """Return what stands at a path. A field of what is not declared is not declared either."""
    found = values[path[0]]
    for name in path[1:]:
        if isinstance(found.value, Unknown):
            return found
        if found.value is None:
            return Found(None, found.owner, found.field)
        found = _member(found.value, name)
    return found


def _open(found: Found, why: str) -> Open:
    if found.owner is None:
        return Open(why)
    return Open(why, found.owner.at(found.field), found.field)


def _entry(item: Any, of: Found) -> Found:  # noqa: ANN401
    """Return an entry of a list as a value: fields of its own have places of their own."""
    return Found(item.value, item, "value") if isinstance(item, Text) else Found(item, of.owner, of.field)


def _unfit(paths: Mapping[str, tuple[str, ...]], given: Mapping[str, Any], values: Values) -> Open:
    """Return what to say where values do not fit an operation: CEL has no order of null and 1."""
    for name, value in given.items():
        if value is None:
            why = f"`{'.'.join(paths[name])}` is not declared here: the expression does not ask `!= null` first"
            return _open(_resolve(paths[name], values), why)
    first = next((_open(_resolve(path, values), "") for path in paths.values()), Open(""))
    return first._replace(why="the expression does not fit the values here")


class _Compiler:
    """Makes a function of a tree: what is wrong with it is said before the first container is read."""

    def __init__(self, cel: _Cel) -> None:
        self._cel = cel
        # Names that macros within an atom bind: cel-python keeps their values.
        self._local: frozenset[str] = frozenset()

    def truth(self, tree: Any, scope: dict[str, Kind]) -> Step:  # noqa: ANN401
        """Return what decides the tree as a boolean."""
        inner = self._inner(tree)
        parts = inner.children
        if inner.data == "expr" and len(parts) == 3:
            return _choose(*(self.truth(part, scope) for part in parts))
        if inner.data == "conditionalor":
            return _either(self.truth(parts[0], scope), self.truth(parts[1], scope), settles=True)
        if inner.data == "conditionaland":
            return _either(self.truth(parts[0], scope), self.truth(parts[1], scope), settles=False)
        if inner.data == "unary" and parts[0].data == "unary_not":
            return _negation(self.truth(parts[1], scope))
        if inner.data == "relation" and parts[0].data in ("relation_eq", "relation_ne"):
            for one, other in ((parts[0].children[0], parts[1]), (parts[1], parts[0].children[0])):
                path = self._path(one, scope)
                if path is not None and self._is_null(other):
                    self._kind(path, scope)
                    return _declared(path, wanted=parts[0].data == "relation_ne")
        if inner.data == "member_dot_arg" and parts[1] in ("exists", "all"):
            path = self._path(parts[0], scope)
            if path is not None:
                return self._quantified(path, parts, scope)
        path = self._path(inner, scope)
        if path is not None:
            kind = self._kind(path, scope)
            if "boolean" not in kind.names:
                raise ExpressionError(f"`{'.'.join(path)}` is no boolean, but {kind}")
        return self._atom(tree, scope)

    def _quantified(self, path: tuple[str, ...], parts: Any, scope: dict[str, Kind]) -> Step:  # noqa: ANN401
        kind = self._kind(path, scope)
        if kind.item is None:
            raise ExpressionError(f"`{'.'.join(path)}` is no list, but {kind}")
        bound = self._bound(parts)
        body = self.truth(parts[2].children[1], {**scope, bound: kind.item})
        some = parts[1] == "exists"

        def step(values: Values, witnesses: Witnesses) -> Truth:
            found = _resolve(path[:-1], values) if len(path) > 1 else values[path[0]]
            holder = found.value
            answer: Truth = not some
            if len(path) > 1 and isinstance(holder, Node):
                found = Found(getattr(holder, path[-1]), holder, path[-1])
                if not holder.is_complete(path[-1]):
                    # An entry that could be read is there all the same, and may be enough.
                    answer = _open(found, "not all of it could be read")
            if isinstance(found.value, Unknown):
                return _open(found, found.value.why)
            for item in found.value or ():
                given = _entry(item, found)
                value = given.value
                one = _open(given, value.why) if isinstance(value, Unknown) else body({**values, bound: given}, witnesses)
                if one is some:
                    if some and isinstance(holder, Container):
                        witnesses.setdefault(found.field, []).append(item)
                    answer = some
                elif isinstance(one, Open) and answer is not some:
                    answer = one
            return answer

        return step

    def _atom(self, tree: Any, scope: dict[str, Kind]) -> Step:  # noqa: ANN401
        paths: dict[str, tuple[str, ...]] = {}
        ready = self._rewritten(tree, scope, paths)
        cel = self._cel

        def step(values: Values, witnesses: Witnesses) -> Truth:  # noqa: ARG001
            given: dict[str, Any] = {}
            for name, path in paths.items():
                found = _resolve(path, values)
                try:
                    given[name] = cel.value(found.value)
                except _Missing as missing:
                    return _open(found, missing.why.why)
            try:
                answer = cel.evaluate(ready, given)
            except Exception as error:
                if not cel.is_error(error):
                    raise
                return _unfit(paths, given, values)
            # What is not declared counts as false where a boolean is wanted.
            if answer is None:
                return False
            if type(answer).__name__ not in ("BoolType", "bool"):
                return _unfit(paths, given, values)
            return bool(answer)

        return step

    def _rewritten(self, node: Any, scope: dict[str, Kind], paths: dict[str, tuple[str, ...]]) -> Any:  # noqa: ANN401
        """Return the tree with a name of its own in place of each path into the model; what it names is checked."""
        tree, token = self._cel.tree, self._cel.token
        if not isinstance(node, tree):
            return node
        if node.data == "member":
            path = self._path(node, scope)
            if path is not None:
                self._kind(path, scope)
                name = next((name for name, known in paths.items() if known == path), f"p{len(paths)}_")
                paths[name] = path
                ident = tree("ident", [token("IDENT", name)], node.meta)
                return tree("member", [tree("primary", [ident], node.meta)], node.meta)
        if node.data == "ident" and node.children[0] not in self._local and node.children[0] not in self._cel.functions:
            name = str(node.children[0])
            raise ExpressionError(f"no name `{name}`{hint(name, {*scope, *self._local})}")
        if node.data in ("dot_ident", "dot_ident_arg"):
            raise ExpressionError(f"no name `.{node.children[0]}`: names begin without a dot")
        if node.data == "ident_arg":
            self._function(str(node.children[0]))
        if node.data == "member_dot_arg":
            called = str(node.children[1])
            if called in _MACROS:
                return self._macro(node, scope, paths)
            self._function(called)
        return tree(node.data, [self._rewritten(child, scope, paths) for child in node.children], node.meta)

    def _macro(self, node: Any, scope: dict[str, Kind], paths: dict[str, tuple[str, ...]]) -> Any:  # noqa: ANN401
        bound = self._bound(node.children)
        receiver = self._rewritten(node.children[0], scope, paths)
        before, self._local = self._local, self._local | {bound}
        visible = {name: kind for name, kind in scope.items() if name != bound}
        arguments = node.children[2]
        body = [arguments.children[0], *(self._rewritten(one, visible, paths) for one in arguments.children[1:])]
        self._local = before
        tree = self._cel.tree
        return tree(node.data, [receiver, node.children[1], tree(arguments.data, body, arguments.meta)], node.meta)

    def _function(self, name: str) -> None:
        if name == "has":
            raise ExpressionError("`has` is not there: what is not declared is null, write `container.memory != null`")
        if name not in self._cel.functions:
            raise ExpressionError(f"no function `{name}`{hint(name, self._cel.functions | _MACROS)}")

    def _bound(self, parts: Any) -> str:  # noqa: ANN401
        """Return the name that a macro binds."""
        arguments = parts[2].children if len(parts) > 2 else []
        name = self._inner(arguments[0]) if len(arguments) >= 2 else None
        if name is None or name.data != "ident":
            raise ExpressionError(f"`{parts[1]}` takes a name and an expression: `container.mounts.{parts[1]}(m, …)`")
        return str(name.children[0])

    def _inner(self, tree: Any) -> Any:  # noqa: ANN401
        while tree.data in _LEVELS and len(tree.children) == 1 and isinstance(tree.children[0], self._cel.tree):
            tree = tree.children[0]
        return tree

    def _is_null(self, tree: Any) -> bool:  # noqa: ANN401
        inner = self._inner(tree)
        return bool(inner.data == "literal" and inner.children[0].type == "NULL_LIT")

    def _path(self, tree: Any, scope: dict[str, Kind]) -> tuple[str, ...] | None:  # noqa: ANN401
        inner = self._inner(tree)
        if inner.data == "ident":
            name = str(inner.children[0])
            return (name,) if name in scope else None
        if inner.data == "member_dot":
            before = self._path(inner.children[0], scope)
            return None if before is None else (*before, str(inner.children[1]))
        return None

    def _kind(self, path: tuple[str, ...], scope: dict[str, Kind]) -> Kind:
        return kind_of(path, scope[path[0]])


def kind_of(path: tuple[str, ...], kind: Kind) -> Kind:
    """Return the kind of what stands at a path. Raises `ExpressionError` for a field that is not there."""
    for number, name in enumerate(path[1:], 1):
        whole = ".".join(path[:number])
        if kind.record is None:
            if kind.entry is not None:
                raise ExpressionError(f'`{whole}` is a map: write `{whole}["{name}"]`')
            raise ExpressionError(f"`{whole}` has no fields: it is {kind}")
        known = fields(kind.record)
        if name not in known:
            raise ExpressionError(f"`{whole}` has no field `{name}`{hint(name, set(known))}")
        kind = known[name]
    return kind


def _declared(path: tuple[str, ...], *, wanted: bool) -> Step:
    """Compare with null: what is there is there, whether or not all of its parts are known."""

    def step(values: Values, witnesses: Witnesses) -> Truth:  # noqa: ARG001
        found = _resolve(path, values)
        if isinstance(found.value, Unknown):
            return _open(found, found.value.why)
        return (found.value is not None) is wanted

    return step


def _choose(condition: Step, then: Step, otherwise: Step) -> Step:
    def step(values: Values, witnesses: Witnesses) -> Truth:
        which = condition(values, witnesses)
        if isinstance(which, Open):
            return which
        return then(values, witnesses) if which else otherwise(values, witnesses)

    return step


def _either(left: Step, right: Step, *, settles: bool) -> Step:
    """Or, and: one side that is `settles` settles it, whatever the other one is."""

    def step(values: Values, witnesses: Witnesses) -> Truth:
        first = left(values, witnesses)
        if first is settles:
            return settles
        second = right(values, witnesses)
        if second is settles:
            return settles
        return first if isinstance(first, Open) else second

    return step


def _negation(of: Step) -> Step:
    def step(values: Values, witnesses: Witnesses) -> Truth:
        answer = of(values, witnesses)
        return answer if isinstance(answer, Open) else not answer

    return step
