"""The syntax tree of a shell text: where commands begin and which variables it sets.

tree-sitter-bash reads what it can of a text with errors in it. What it could not make sense of is searched for clients, so
that a line it stumbles over is still read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping

from lintainer.hints import TYPE_CHECKING
from lintainer.parsers._shell import CLIENTS, SHELLS, Command, Script
from lintainer.parsers._shell.lexer import Lexer
from lintainer.parsers._shell.variables import Assignment, Scope, Variables
from lintainer.parsers.words import HOLE, Hole, Segment, Word
from lintainer.source import Fragment, Span, StandIn
from lintainer.tuples import NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

# A script inside a script inside a script: nobody writes more levels by hand.
_MAX_DEPTH = 4
_BRANCHES = frozenset(
    """if_statement elif_clause else_clause case_item while_statement for_statement c_style_for_statement
    select_statement""".split()
)
# Programs that start another one, or a script. Commands of all others are not worth reading.
STARTERS = SHELLS | frozenset(
    """sudo doas env exec command builtin time nohup nice ionice timeout stdbuf setsid chronic xargs retry lima winpty strace
    unbuffer dotenv cross-env cross-env-shell env-cmd concurrently su eval ssh alias""".split()
)
_PREFIXED = re.compile(r"(?:^|[\s;&|(`{!])((?:sudo\s+(?:-\w+\s+)*)?(?:docker|podman|nerdctl)\s)", re.MULTILINE)
_parser: list[Parser] = []


def _load() -> Parser:
    if not _parser:
        import tree_sitter
        import tree_sitter_bash

        _parser.append(tree_sitter.Parser(tree_sitter.Language(tree_sitter_bash.language())))
    return _parser[0]


class _Offsets:
    """From tree-sitter's byte offsets to the code points of a text."""

    def __init__(self, text: str, data: bytes) -> None:
        self._ascii = len(text) == len(data)
        if not self._ascii:
            # The byte offset of every code point that is longer than one byte, and how far the two counts have drifted.
            self._bytes: list[int] = []
            self._drift: list[int] = []
            at = drift = 0
            for character in text:
                width = len(character.encode("utf-8", "surrogatepass"))
                if width > 1:
                    drift += width - 1
                    self._bytes.append(at + width)
                    self._drift.append(drift)
                at += width

    def at(self, offset: int) -> int:
        if self._ascii:
            return offset
        index = bisect_left(self._bytes, offset + 1)
        return offset - (self._drift[index - 1] if index else 0)


class _Visit(NamedTuple):
    node: Node
    scope: Scope
    limit: int


def read_tree(fragment: Fragment, *, comments: bool = False, depth: int = 0, given: Mapping[str, Word] | None = None) -> Script:
    """Return the commands of a shell text."""
    return _Reader(fragment, comments=comments, depth=depth, given=given or {}).read()


class _Reader:
    def __init__(self, fragment: Fragment, *, comments: bool, depth: int, given: Mapping[str, Word]) -> None:
        data = fragment.text.encode("utf-8", "surrogatepass")
        self.fragment = fragment
        self.offsets = _Offsets(fragment.text, data)
        self.root = _load().parse(data).root_node
        self.wants_comments = comments
        self.depth = depth
        self.variables = Variables(fragment, given)
        self.starts: list[tuple[int, Scope, int]] = []
        self.comments: list[Span] = []
        self.heredocs: list[tuple[int, int, int]] = []
        self.errors: list[tuple[int, int]] = []
        self.dead: list[tuple[int, int]] = []

    def read(self) -> Script:
        """Walk the tree, then read each command, since variables may be set anywhere."""
        end = len(self.fragment.text)
        pending = [_Visit(self.root, Scope((), False), end)]
        while pending:
            pending += self._visit(pending.pop())
        self.variables.defaults()
        script = Script([], self.comments)
        ends: list[tuple[int, int]] = []
        for at, scope, limit in sorted(self.starts):
            lexer = Lexer(self.fragment, at, limit, self.variables.lookup(scope))
            words = lexer.command()
            ends.append((at, lexer.at))
            if words:
                self._add(script, words, at, lexer.at)
        self._search_errors(script, ends)
        return script

    def _add(self, script: Script, words: list[Word], start: int, end: int) -> None:
        if any(CLIENTS.search(word.text) for word in words):
            if self.depth < _MAX_DEPTH:
                for inner in inner_scripts(words):
                    script.commands.extend(read_tree(inner, depth=self.depth + 1).commands)
            script.commands.append(Command(words, self.fragment.use(start, end)))
        for at, body, limit in self.heredocs:
            if start <= at < end and self.depth < _MAX_DEPTH and _runs_input(words):
                inner = self.fragment.sub(body, limit)
                if CLIENTS.search(inner.text):
                    script.commands.extend(read_tree(inner, depth=self.depth + 1).commands)

    def _visit(self, visit: _Visit) -> list[_Visit]:
        node, scope, limit = visit
        kind = node.type
        if kind == "command":
            self._command(node, scope, limit)
        elif kind == "variable_assignment":
            self._assignment(node, scope)
        elif kind == "comment":
            self._comment(node)
            return []
        elif kind in ("for_statement", "select_statement"):
            variable = node.child_by_field_name("variable")
            if variable is not None:
                self.variables.spoil(self._text(variable))
        elif kind == "heredoc_redirect":
            self._heredoc(node)
        elif kind == "ERROR":
            self.errors.append((self.offsets.at(node.start_byte), self.offsets.at(node.end_byte)))
        elif kind in ("raw_string", "heredoc_body") and not node.children:
            return []
        if kind == "function_definition":
            scope = Scope(scope.branches, True)
        elif kind in _BRANCHES:
            scope = Scope((*scope.branches, node.id), scope.in_function)
        elif kind == "command_substitution":
            limit = self.offsets.at(node.end_byte) - 1
        return self._below(node, scope, limit)

    def _below(self, node: Node, scope: Scope, limit: int) -> list[_Visit]:
        """Return the children to visit; what stands right of `&&` or `||` may not run."""
        below, conditional = [], False
        is_list = node.type == "list"
        for child in node.children:
            if is_list and child.type in ("&&", "||"):
                conditional = True
            if child.is_named or child.child_count:
                inner = Scope((*scope.branches, child.id), scope.in_function) if conditional else scope
                below.append(_Visit(child, inner, limit))
        return below

    def _text(self, node: Node) -> str:
        return self.fragment.text[self.offsets.at(node.start_byte) : self.offsets.at(node.end_byte)]

    def _command(self, node: Node, scope: Scope, limit: int) -> None:
        name = node.child_by_field_name("name")
        if name is None:
            return
        text = self._text(name)
        if _may_start(text):
            self.starts.append((self.offsets.at(name.start_byte), scope, limit))
        if text in ("read", "mapfile", "readarray", "getopts"):
            for argument in node.children_by_field_name("argument"):
                self.variables.spoil(self._text(argument).partition("[")[0])
        elif text == "printf":
            arguments = [self._text(argument) for argument in node.children_by_field_name("argument")]
            if arguments[:1] == ["-v"] and len(arguments) > 1:
                self.variables.spoil(arguments[1])

    def _assignment(self, node: Node, scope: Scope) -> None:
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        parent = node.parent
        # `A=b command`: only for that command, whose own words do not see it.
        if name is None or (parent is not None and parent.type == "command"):
            return
        start = self.offsets.at(name.end_byte)
        text = self._text(name).partition("[")[0]
        appends = self.fragment.text.startswith("+=", start)
        element = name.type == "subscript"
        begin = self.offsets.at(node.end_byte) if value is None else self.offsets.at(value.start_byte)
        self.variables.add(
            text,
            Assignment(
                at=self.offsets.at(node.start_byte),
                value=begin,
                end=self.offsets.at(node.end_byte),
                array=value is not None and value.type == "array",
                plain=not appends and not element,
                scope=scope,
            ),
        )

    def _comment(self, node: Node) -> None:
        if self.wants_comments:
            start, end = self.offsets.at(node.start_byte), self.offsets.at(node.end_byte)
            # A carriage return belongs to the line break.
            self.comments.append(self.fragment.span(start, start + len(self.fragment.text[start:end].rstrip("\r"))))

    def _heredoc(self, node: Node) -> None:
        for child in node.children:
            if child.type == "heredoc_body":
                begin, end = self.offsets.at(child.start_byte), self.offsets.at(child.end_byte)
                self.heredocs.append((self.offsets.at(node.start_byte), begin, end))
                self.dead.append((begin, end))

    def _search_errors(self, script: Script, ends: list[tuple[int, int]]) -> None:
        """Read the commands in what could not be parsed."""
        scope = Scope((), True)
        for start, end in self.errors:
            line = self.fragment.text.rfind("\n", 0, start) + 1
            for found in _PREFIXED.finditer(self.fragment.text, line, end):
                at = found.start(1)
                if any(first <= at < last for first, last in ends) or any(first <= at < last for first, last in self.dead):
                    continue
                if "#" in self.fragment.text[self.fragment.text.rfind("\n", 0, at) + 1 : at]:
                    continue
                lexer = Lexer(self.fragment, at, len(self.fragment.text), self.variables.lookup(scope))
                words = lexer.command()
                ends.append((at, lexer.at))
                if words:
                    self._add(script, words, at, lexer.at)


def _may_start(name: str) -> bool:
    """Tell by its first word whether a command may start a container."""
    if CLIENTS.search(name) or name.rpartition("/")[2] in STARTERS:
        return True
    # A name in a variable, or in quotes; one that is the output of a command is not known anyway.
    return name[:1] in "$\"'\\" and not name.startswith("$(")


def _runs_input(words: list[Word]) -> bool:
    """Tell whether a command takes what it reads for a script: `bash <<EOF`, `ssh host <<EOF`, `sudo -u x sh -s`."""
    names = [word.text.rpartition("/")[2] for word in words]
    if "ssh" in names[:1]:
        return True
    at = next((index for index, name in enumerate(names[:6]) if name in SHELLS), None)
    return at is not None and "-c" not in names and all(name.startswith("-") for name in names[at + 1 :])


def inner_scripts(words: list[Word]) -> list[Fragment]:
    """Return the words that are scripts of their own: of `sh -c`, `eval`, `su -c`, `ssh host`, `concurrently`, `alias`."""
    if words[0].text == "alias":
        return [_alias(word) for word in words[1:] if "=" in word.text]
    names = [word.text.rpartition("/")[2] for word in words]
    found: list[Word] = []
    # A container's own command is not started by this shell.
    if any(name in ("docker", "podman", "nerdctl") for name in names):
        return []
    for index, name in enumerate(names):
        if name in SHELLS or name == "su":
            for at in range(index + 1, len(words) - 1):
                if re.match(r"-[a-z]*c\Z", words[at].text):
                    found.append(words[at + 1])
                    break
            break
        if name == "concurrently":
            # Each word of this program of npm's is a command line.
            found = [word for word in words[index + 1 :] if not word.text.startswith("-")]
            break
        if name == "eval" and index == 0:
            found = words[1:] if len(words) == 2 else []
            break
        if name == "ssh":
            found = words[-1:] if len(words) > 2 else []
            break
    return [_fragment(word) for word in found if " " in word.text]


def _alias(word: Word) -> Fragment:
    """Return the command that `name=command` stands for, with what it is called with behind it."""
    at = word.text.index("=") + 1
    command = word.part(at, len(word.text))
    hole = Hole(len(command.text) + 1, "what the alias is called with", "@", Span(command.span.end, command.span.end))
    behind = Segment(len(command.text), hole.span, exact=False)
    return _fragment(
        Word(f"{command.text} {HOLE}", word.source, command.span, [*command.segments, behind], (*command.holes, hole))
    )


def _fragment(word: Word) -> Fragment:
    """Return the text of a word; each character of what other text stands for (an escape, a variable) lies where that does."""
    pieces: list[tuple[int, int]] = []
    stand_ins: dict[int, StandIn] = {}
    for index, segment in enumerate(word.segments):
        end = word.segments[index + 1].start if index + 1 < len(word.segments) else len(word.text)
        if segment.use is not None:
            for at in range(segment.start, end):
                pieces.append((at, segment.use.start))
                written = segment.span.start + at - segment.start if segment.exact else None
                stand_ins[at] = StandIn(segment.use.end, written)
            continue
        pieces.append((segment.start, segment.span.start))
        if not segment.exact:
            pieces += [(at, segment.span.start) for at in range(segment.start + 1, end)]
            stand_ins |= {at: StandIn(segment.span.end) for at in range(segment.start, end)}
    for hole in word.holes:
        brought = stand_ins.get(hole.at)
        if brought is not None and brought.end != hole.span.end:
            width = hole.span.end - hole.span.start
            stand_ins[hole.at] = StandIn(brought.end, hole.span.start, hole.why, hole.name, width)
        else:
            stand_ins[hole.at] = StandIn(hole.span.end, why=hole.why, name=hole.name)
    return Fragment(word.source, word.text, pieces, stand_ins)
