"""Parser events folded into nodes, iteratively: native composing crashes the interpreter on deep nesting.

The C parser comes first. It embeds an old libyaml that refuses some valid YAML (`[8080:80]`), so a document that it
refuses is given to ruamel's pure parser before an error is reported. Importing this module costs what ruamel costs; it is
imported when the first document is parsed.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from lintainer.hints import Any, Literal
from lintainer.parsers._yaml.clib import (
    AliasEvent,
    CParser,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from lintainer.parsers._yaml.expansion import check_expansion
from lintainer.parsers._yaml.limits import Budget, Limits, Refused, YamlError
from lintainer.parsers._yaml.nodes import Alias, Content, Mapping, Node, Scalar, Sequence, paired, walk
from lintainer.source import Source, Span
from lintainer.tuples import NamedTuple

# Below this many characters a collection of garbage is not worth the calls that avoid it.
_GC_WORTH = 100_000
_BLANKS = " \t\r\n\x85\u2028\u2029"
_YAML_TAGS = "tag:yaml.org,2002:"
_LONGEST_MESSAGE = 200
# What the C parser says of valid YAML. Any other refusal of a text with template expressions is hardly ever a mistake, and
# the pure parser would only take its time to agree.
_REFUSED_WRONGLY = ("found unexpected ':'", "found invalid Unicode character escape code")


class Parsed(NamedTuple):
    """One document out of a text: its root, None where it failed, and where it ends."""

    root: Node | None
    end: int
    error: YamlError | None = None


def parse(source: Source, start: int, end: int, limits: Limits, budget: Budget) -> list[Parsed]:
    """Parse `source.text[start:end]`; every document before one that fails is whole, and the failed one is the last.

    What is given to the slow parser is taken from `budget`.
    """
    text = source.text[start:end]
    if text.startswith("\ufeff"):
        # A byte order mark inside a file, where files were joined. The C parser does not count it.
        text, start = text[1:], start + 1
    found, problem = _attempt(CParser, source, text, start, limits)
    if problem is None:
        return found
    template = "{{" in text or "{%" in text
    doubtful = problem.kind == "syntax" and (not template or _refused_wrongly(problem, source.text))
    if doubtful and len(text) <= budget.left:
        budget.left -= len(text)
        again, second = _attempt(_PureParser, source, text, start, limits)
        # The pure parser may refuse what the C parser reads (a tab behind a colon): whoever got further is right.
        if second is None or (len(again), second.span) > (len(found), problem.span):
            found, problem = again, second
            for parsed in found:
                _join_surrogates(parsed.root)
    if problem is not None:
        found.append(Parsed(None, end, problem._replace(template=template)))
    return found


def _refused_wrongly(problem: YamlError, text: str) -> bool:
    """Tell whether what the C parser refuses may be valid YAML."""
    # `{{ $name := … }}` stands for no text itself: something follows that makes it no YAML.
    return problem.message.startswith(_REFUSED_WRONGLY) and not text.startswith(":=", problem.span.start)


def _attempt(
    parser: Callable[[str], Any], source: Source, text: str, base: int, limits: Limits
) -> tuple[list[Parsed], YamlError | None]:
    """Return the documents of `text` that one parser could read, and what stopped it."""
    found: list[Parsed] = []
    pause = len(text) > _GC_WORTH and gc.isenabled()
    if pause:
        gc.disable()
    try:
        _fold(parser(text).get_event, source, base, limits, found)
    except Refused as refused:
        return found, refused.error
    except Exception as error:
        # Whatever goes wrong in ruamel (its errors have no common base, and it fails some of its own assertions) is a
        # refusal of this document; it must not end the run.
        return found, _explain(error, text, base)
    finally:
        if pause:
            gc.enable()
    return found, None


def _join_surrogates(root: Node | None) -> None:
    """Put together what JSON writes as two escapes (`\\ud83d\\ude00`): the C parser refuses it, the pure one keeps halves."""
    for node in walk(root):
        if type(node) is Scalar and node.indicator == '"' and not node.value.isascii():
            node.value = node.value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class _PureParser:
    """Stands in for the C parser, with the events of ruamel's pure one."""

    def __init__(self, text: str) -> None:
        from ruamel.yaml import YAML

        # "safe": the round-trip parser puts control characters into folded values.
        self.get_event = YAML(typ="safe", pure=True).parse(text).__next__


def _fold(get_event: Callable[[], Any], source: Source, base: int, limits: Limits, found: list[Parsed]) -> None:
    """Build the documents of an event stream into `found`.

    Raises Refused where a limit is passed or an alias stands for nothing, and whatever the parser raises.
    """
    text = source.text
    depth = limits.depth
    roots: list[Node] = []
    current = roots  # the children of the innermost open collection; a mapping's keys and values alternate
    append = current.append
    opened: list[tuple[Mapping | Sequence, list[Node]]] = []
    anchors: dict[str, Content] = {}
    aliases = 0
    while True:
        event = get_event()
        kind = event.__class__
        if kind is ScalarEvent:
            start = event.start_mark.index + base
            end = event.end_mark.index + base
            indicator = event.style or ""
            anchor = event.anchor
            tag = event.ctag
            if anchor is not None or tag is not None:
                tag = _short(tag)
                start = _skip_properties(text, start, end, anchor, tag)
            if indicator and indicator in "|>":
                end = _block_end(text, start, end)
            scalar = Scalar(source, start, end, event.value, tag, indicator, anchor)
            if anchor is not None:
                anchors[anchor] = scalar
            append(scalar)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            start = event.start_mark.index + base
            if len(opened) >= depth:
                raise _refused("limit", f"nested deeper than {depth} levels", start, start + 1)
            anchor = event.anchor
            tag = event.ctag
            if anchor is not None or tag is not None:
                tag = _short(tag)
                start = _skip_properties(text, start, len(text), anchor, tag)
            node: Mapping | Sequence = (Mapping if kind is MappingStartEvent else Sequence)(source, start, tag, anchor)
            if anchor is not None:
                anchors[anchor] = node
            append(node)
            opened.append((node, current))
            current = []
            append = current.append
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            node, outer = opened.pop()
            end = event.end_mark.index
            # A bracket has a width. Any other end is a mark without one, at the next token.
            node.end = current[-1].end if current and end == event.start_mark.index else end + base
            if isinstance(node, Mapping):
                node.pairs = paired(current)
            else:
                node.items = current
            current = outer
            append = current.append
        elif kind is AliasEvent:
            start = event.start_mark.index + base
            end = event.end_mark.index + base
            aliases += 1
            append(_alias(source, start, end, event.anchor, anchors, opened))
        elif kind is DocumentEndEvent:
            root = roots[-1]
            if aliases:
                check_expansion(root, limits.expansion)
            found.append(Parsed(root, event.end_mark.index + base))
        elif kind is DocumentStartEvent:
            anchors = {}
            aliases = 0
        elif kind is StreamEndEvent:
            return


def _alias(
    source: Source,
    start: int,
    end: int,
    name: str,
    anchors: dict[str, Content],
    opened: list[tuple[Mapping | Sequence, list[Node]]],
) -> Alias:
    target = anchors.get(name)
    if target is None:
        raise _refused("syntax", f"alias of an unknown anchor {_one_line(name)}", start, end)
    if any(node is target for node, _ in opened):
        raise _refused("syntax", f"anchor {_one_line(name)} contains itself", start, end)
    return Alias(source, start, end, name, target)


def _short(tag: object) -> str | None:
    """Return a tag as nodes carry it. The C parser and the pure one both resolve its handle."""
    if tag is None:
        return None
    text = str(tag)
    return "!!" + text[len(_YAML_TAGS) :] if text.startswith(_YAML_TAGS) else text


def _skip_properties(text: str, start: int, end: int, anchor: str | None, tag: str | None) -> int:
    """Return where the content of a node begins whose event starts with its anchor, its tag or both.

    They are counted: in `&map\n&key a: b` only the first anchor is the mapping's. An empty scalar has nothing behind them.
    """
    left = (anchor is not None) + (tag is not None)
    at = start
    while at < end:
        character = text[at]
        if character in _BLANKS or character == "\ufeff":
            at += 1
        elif character == "#":
            at = _end_of_line(text, at, end)
        elif left and character in "&!":
            left -= 1
            verbatim = text.startswith("!<", at)
            while at < end and (text[at] not in (">" if verbatim else _BLANKS)) and (verbatim or text[at] not in ",[]{}"):
                at += 1
            at += verbatim
        else:
            return at
    return end


def _block_end(text: str, start: int, end: int) -> int:
    """Return where a block scalar ends whose mark is at the next token: behind its last line that is not blank."""
    last = len(text[start:end].rstrip(_BLANKS)) + start
    return _end_of_line(text, last, end)


def _end_of_line(text: str, at: int, end: int) -> int:
    newline = text.find("\n", at, end)
    if newline < 0:
        return end
    return newline - 1 if newline > at and text[newline - 1] == "\r" else newline


def _refused(kind: Literal["syntax", "limit"], message: str, start: int, end: int) -> Refused:
    return Refused(YamlError(kind, message, Span(start, end)))


def _explain(error: Exception, text: str, base: int) -> YamlError:
    """Return one line for what a parser raised, and its place. Nothing of the file's text is repeated."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        at = min(mark.index, len(text))
        problem = getattr(error, "problem", None) or "not valid YAML"
        context = getattr(error, "context", None)
        message = f"{problem} {context}" if context else str(problem)
    elif (at := _first_unreadable(text)) >= 0:
        message = f"a character that YAML does not allow: U+{ord(text[at]):04X}"
    else:
        at, message = 0, "not valid YAML"
    at += base
    end = at + 1 if at < base + len(text) and text[at - base] not in "\r\n" else at
    return YamlError("syntax", _one_line(message), Span(at, end))


def _first_unreadable(text: str) -> int:
    """Return the offset of the first character that YAML does not allow; -1 where there is none."""
    import re

    match = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    return -1 if match is None else match.start()


def _one_line(message: str) -> str:
    """Return `message` on one line of bounded length, control characters escaped."""
    words = " ".join(message.split())
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in words)
    return shown if len(shown) <= _LONGEST_MESSAGE else shown[: _LONGEST_MESSAGE - 1] + "…"
