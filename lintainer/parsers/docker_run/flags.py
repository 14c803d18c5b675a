"""A command's words taken apart as pflag does for the clients: options, then what follows them.

Source: spf13/pflag v1.0.6, flag.go (parseArgs, parseLongArg, parseSingleShortArg), with SetInterspersed(false): the first
word that is no option ends the options. Messages are pflag's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lintainer.parsers.docker_run.go import Refused, go_quote
from lintainer.parsers.docker_run.options import Option, Table
from lintainer.parsers.words import HOLE, Value, Word
from lintainer.source import Source, Span
from lintainer.tuples import NamedTuple

# Names of variables that hold options, and of those that hold an image: they only decide what an unknown word in the place
# of an option is taken for, and the container stays incomplete either way.
_OPTION_NAMES = re.compile(r"opt|arg|flag|param|extra|vol|mount|port|env|cap|cmd_?line|run", re.IGNORECASE)
_IMAGE_NAMES = re.compile(r"image|img|repo|tag|container", re.IGNORECASE)
# An expression that has an option in it, such as `${DEBUG:+--privileged}`. The output of a command may be anything.
_OPTION_IN_TEXT = re.compile(r"(?!`|\$\().*?(?<![\w-])--?[A-Za-z]", re.DOTALL)


class Given(NamedTuple):
    """An option as given: `value` is None for a boolean without one; `flag` is all that was written of it.

    `parsed` is what the option's kind made of a known value: None where the value is unknown or was refused (`refused`).
    """

    option: Option
    spelled: str
    value: Value | None
    flag: Span
    parsed: object = None
    refused: bool = False

    @property
    def place(self) -> Span:
        """The whole flag, or its value alone where the two stand on different lines."""
        if self.value is not None and _crosses_lines(self.value.word.source, self.flag):
            return self.value.span
        return self.flag


class Refusal(NamedTuple):
    """Why the client refuses the command, and where. `phase` orders the checks as the client makes them."""

    phase: int
    reason: str
    span: Span
    option: str = ""


class Line(NamedTuple):
    """The options of a command and the words behind them."""

    given: list[Given]
    words: list[Word]
    refusals: list[Refusal]
    # Unknown words stood among the options: more may have been given.
    open_words: list[Word]
    help: bool


Reader = Callable[[Option, Value], object]


def _crosses_lines(source: Source, span: Span) -> bool:
    return "\n" in source.text[span.start : span.end]


def parse(
    words: Sequence[Word], tables: tuple[Table, Table], read: Reader, *, interspersed: bool = False, closed: bool = True
) -> Line:
    """Take `words` apart. `read` makes something of a known value or raises `Refused`.

    With `interspersed` options may also follow other words. `closed`: the tables hold every option of the client, so that
    others are refused; otherwise an unknown option only leaves the command incomplete.
    """
    long, short = tables
    line = Line([], [], [], [], False)
    found_help, at = False, 0
    while at < len(words):
        word = words[at]
        text = word.text
        if word.is_hole:
            options, image = _taken_for(word, words[at + 1 :])
            if options:
                line.open_words.append(word)
            if not image:
                at += 1
                continue
        if len(text) < 2 or text[0] != "-":
            if not interspersed:
                line.words.extend(words[at:])
                break
            line.words.append(word)
            at += 1
            continue
        at += 1
        if text == "--":
            line.words.extend(words[at:])
            break
        if text[1] == HOLE or (text.startswith("--") and HOLE in text.partition("=")[0]):
            line.open_words.append(word)
            continue
        step = _long if text[1] == "-" else _short
        at, helps = step(word, words, at, long if step is _long else short, line, read, closed)
        found_help = found_help or helps
    return line._replace(help=found_help)


def _taken_for(word: Word, rest: Sequence[Word]) -> tuple[bool, bool]:
    """Say of an unknown word where an option or the image may stand whether it may hold options, and the image.

    A guess at what it is for, never at what it holds: where it may hold options the container is incomplete.
    """
    names = " ".join(hole.name or "" for hole in word.holes)
    if word.splits and any(hole.name in ("@", "*") or (hole.name or "").endswith("]") for hole in word.holes):
        return True, not rest
    if _IMAGE_NAMES.search(names):
        return False, True
    if _OPTION_NAMES.search(names) or (word.splits and _OPTION_IN_TEXT.match(word.source.text, *word.use)):
        return True, not rest
    if not rest:
        return False, True
    if rest[0].text[:1] in ("-", HOLE):
        return True, False
    return word.splits, True


def _add(line: Line, option: Option, spelled: str, value: Value | None, flag: Span, read: Reader) -> None:
    if value is not None and not value.known:
        line.given.append(Given(option, spelled, value, flag))
        return
    try:
        parsed = True if value is None else read(option, value)
    except Refused as refused:
        text = value.text if value is not None else ""
        secret = option.name in ("env", "label")
        shown = '"…"' if secret else go_quote(text)
        reason = "the name is empty or holds blanks" if secret else refused.reason
        line.refusals.append(
            Refusal(
                0,
                f'invalid argument {shown} for "{option.shown(spelled)}" flag: {reason}',
                (refused.part or value).span if value is not None else flag,
                f"--{option.name}",
            )
        )
        line.given.append(Given(option, spelled, value, flag, refused=True))
        return
    line.given.append(Given(option, spelled, value, flag, parsed))


def _long(word: Word, words: Sequence[Word], at: int, table: Table, line: Line, read: Reader, closed: bool) -> tuple[int, bool]:
    text = word.text
    if text[2] in "-=":
        line.refusals.append(Refusal(0, f"bad flag syntax: {word.all.shown}", word.span))
        return at, False
    name, glued, _ = text[2:].partition("=")
    option = table.get(name)
    if option is None:
        _unknown(line, f"unknown flag: --{name}", word, closed)
        return at, False
    if glued:
        _add(line, option, name, word.all.part(len(name) + 3), word.span, read)
    elif option.kind == "bool":
        _add(line, option, name, None, word.span, read)
        return at, option.name == "help"
    elif at < len(words):
        _add(line, option, name, words[at].all, word.to(words[at]), read)
        at += 1
    else:
        line.refusals.append(Refusal(0, f"flag needs an argument: {text}", word.span, text))
    return at, False


def _short(
    word: Word, words: Sequence[Word], at: int, table: Table, line: Line, read: Reader, closed: bool
) -> tuple[int, bool]:
    text, index = word.text, 1
    while index < len(text):
        if text[index] == HOLE:
            line.open_words.append(word)
            return at, False
        option = table.get(text[index])
        if option is None:
            _unknown(line, f"unknown shorthand flag: '{text[index]}' in -{word.all.part(index).shown}", word, closed)
            return at, False
        # A word that holds this option alone is the whole flag; in a cluster the letter with its value is.
        alone = index == 1
        if len(text) > index + 2 and text[index + 1] == "=":
            flag = word.span if alone else word.place(index, len(text))
            _add(line, option, option.name, word.all.part(index + 2), flag, read)
            return at, False
        if option.kind == "bool":
            flag = word.span if len(text) == 2 else word.place(index, index + 1)
            _add(line, option, option.name, None, flag, read)
            index += 1
            continue
        if len(text) > index + 1:
            flag = word.span if alone else word.place(index, len(text))
            _add(line, option, option.name, word.all.part(index + 1), flag, read)
        elif at < len(words):
            flag = word.to(words[at])
            if not alone and word.use == word.span:
                flag = Span(word.place(index, index + 1).start, flag.end)
            _add(line, option, option.name, words[at].all, flag, read)
            at += 1
        else:
            line.refusals.append(Refusal(0, f"flag needs an argument: '{text[index]}' in -{text[index:]}", word.span))
        return at, False
    return at, False


def _unknown(line: Line, reason: str, word: Word, closed: bool) -> None:
    line.open_words.append(word)
    if closed:
        line.refusals.append(Refusal(0, reason, word.span, word.all.cut("=")[0].shown))
