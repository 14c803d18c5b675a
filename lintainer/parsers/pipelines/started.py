"""Containers that a runner starts for a job: what the pipeline says of one, as the words of `docker create`."""

from __future__ import annotations

import re

from lintainer.model import Workload
from lintainer.parsers import Context
from lintainer.parsers._shell.lexer import Constant, Lexer
from lintainer.parsers._yaml import Mapping, Node, Scalar, deref, merged
from lintainer.parsers.docker_run.assemble import parse_command
from lintainer.parsers.mappings import items
from lintainer.parsers.pipelines.weave import NONE, Values, woven
from lintainer.parsers.weaving import word
from lintainer.parsers.words import Word
from lintainer.source import Fragment, Source, Span


class Definition:
    """Reads what a pipeline says of one container. `key` is the key that it stands under."""

    def __init__(self, source: Source, key: Span, expression: re.Pattern[str], values: Values = NONE) -> None:
        self._source = source
        self._expression = expression
        self._values = values
        self._behind: list[Word] = []
        self._key = key
        self._words = [Word("docker", source, key), Word("create", source, key)]

    def options(self, node: Node | None) -> None:
        """Add the text of `options:`, which is taken apart at blanks and quotes."""
        fragment = self._fragment(node)
        if fragment is not None:
            self._words += Lexer(fragment, 0, len(fragment.text), _nothing).command()

    def option(self, flag: str, node: Node | None) -> None:
        """Add an option whose value is a scalar."""
        fragment = self._fragment(node)
        if fragment is not None:
            value = word(fragment)
            self._words += [Word(flag, self._source, value.span), value]

    def entrypoint(self, node: Node | None) -> None:
        """Add the program to start, a text or a list; of a list the further entries are the first arguments."""
        first, *rest = [*_each(node), None] if node is not None else [None]
        self.option("--entrypoint", first)
        self._behind += [word(fragment) for one in rest if (fragment := self._fragment(one)) is not None]

    def arguments(self, node: Node | None) -> None:
        """Add what stands behind the image: the entries of a list, or a text that is taken apart as a shell does."""
        fragment = self._fragment(node)
        if fragment is not None:
            self._behind += Lexer(fragment, 0, len(fragment.text), _nothing).command()
        else:
            self._behind += [word(found) for one in _each(node) if (found := self._fragment(one)) is not None]

    def listed(self, flag: str, node: Node | None) -> None:
        """Add an option for each entry of a list."""
        for entry in items(node):
            self.option(flag, entry)

    def variables(self, node: Node | None) -> None:
        """Add the variables of `env:`."""
        entries = deref(node) if node is not None else None
        if not isinstance(entries, Mapping):
            return
        for name, pair in merged(entries).items():
            value = deref(pair.value)
            if isinstance(value, Scalar):
                key = Span(pair.key.start, pair.key.end)
                fragment = self._fragment(value)
                self._words += [Word("--env", self._source, key), _variable(name, key, value, fragment)]

    def started(self, image: Fragment | None, name: str, extent: Span, syntax: str, context: Context) -> Workload | None:
        """Return the container as a workload; None without an image."""
        if image is None or not image.text.strip():
            return None
        result = parse_command([*self._words, word(image), *self._behind], files=context.files, syntax=syntax)
        if result is None:
            return None
        containers = tuple(container.replace(name=name) for container in result.workload.containers)
        return result.workload.replace(name=name, containers=containers, extent=extent)

    def _fragment(self, node: Node | None) -> Fragment | None:
        scalar = deref(node) if node is not None else None
        return woven([scalar], self._expression, self._values) if isinstance(scalar, Scalar) else None


def _each(node: Node | None) -> list[Node]:
    """Return the entries of a list, or the only one."""
    return items(node) or ([] if node is None else [node])


def _nothing(name: str, at: int) -> Constant | None:  # noqa: ARG001
    return None


def _variable(name: str, key: Span, value: Scalar, fragment: Fragment | None) -> Word:
    """Return `NAME=value`, of which each half was written for itself."""
    from lintainer.parsers.words import HOLE, Hole, Segment

    head = f"{name}="
    segments = [Segment(0, key, exact=False)]
    whole = Span(key.start, max(key.end, value.end))
    if fragment is None:
        segments.append(Segment(len(head), value.span, exact=False))
        return Word(head + HOLE, value.source, whole, segments, (Hole(len(head), "not known", None, value.span),))
    made = word(fragment)
    segments += [segment._replace(start=segment.start + len(head)) for segment in made.segments if made.text]
    holes = tuple(hole._replace(at=hole.at + len(head)) for hole in made.holes)
    return Word(head + made.text, value.source, whole, segments, holes)
