"""Env files: the project's `.env`, `--env-file`, `env_file` and `label_file`, as Compose reads them.

compose-go 2.16.1, `dotenv/parser.go`: `KEY=value` and `KEY: value`, `export`, comments, quotes over several lines, variables in
all values but those in single quotes, and names alone, whose value comes from the environment.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from lintainer.model.unknown import Unknown
from lintainer.parsers.compose.partial import Text
from lintainer.parsers.compose.template import Lookup, TemplateError, substitute

# Blanks that are no line break, by the parser's own list.
_BLANKS = "\t\v\f\r \x85\xa0"
_SIMPLE_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", '"': '"', "\\": "\\"}


class DotenvError(Exception):
    """An env file that Compose refuses. The message is one line and holds no value."""


@cache
def _escape() -> re.Pattern[str]:
    return re.compile(r"\\(?:[abcfnrtv$\"\\]|0[0-9]{0,3})")


def parse_dotenv(
    text: str, lookup: Lookup, found: dict[str, Text] | None = None, *, open_world: bool = False
) -> dict[str, Text]:
    """Return the variables of an env file, added to those `found` in earlier files.

    `lookup` is asked before what the files themselves set, both for variables in values and for names without a value.
    Raises `DotenvError`.
    """
    found = {} if found is None else found

    def known(name: str) -> Text | None:
        value = lookup(name)
        return found.get(name) if value is None else value

    rest = text
    while rest := _statement(rest):
        line = text.count("\n", 0, len(text) - len(rest)) + 1
        name, rest, alone = _name(rest, line)
        if alone:
            value = lookup(name)
            if value is not None:
                found[name] = value
            elif open_world and name:
                found.setdefault(name, Unknown(f"${{{name}}} has no value in the files", written="${" + name + "}"))
            continue
        try:
            found[name], rest = _value(rest, lambda raw: substitute(raw, known, open_world=open_world), line)
        except TemplateError as error:
            raise DotenvError(f"line {line}: {error}") from None
    return found


def _statement(text: str) -> str:
    """Return what is left from the first character that is neither blank nor part of a comment."""
    text = text.lstrip()
    while text.startswith("#"):
        text = text[text.find("\n") :].lstrip() if "\n" in text else ""
    return text


def _name(text: str, line: int) -> tuple[str, str, bool]:
    """Return a name, what follows it, and whether it stands alone on its line."""
    if text.startswith("export") and text[6:7].isspace():
        text = text[6:].lstrip(_BLANKS)
    for at, character in enumerate(text):
        if character in "=:\n":
            name = text[:at].rstrip()
            if " " in name:
                raise DotenvError(f"line {line}: a key cannot contain a space")
            return name, text[at + 1 :].lstrip(_BLANKS), character == "\n"
        if not (character in _BLANKS or character in "_.-[]" or character.isalpha() or character.isnumeric()):
            raise DotenvError(f"line {line}: unexpected character {character!r} in a variable's name")
    # The end of the text ends no name: Compose reads what stands there as a value of the empty name.
    return "", text.lstrip(_BLANKS), False


def _value(text: str, expand: Callable[[str], Text], line: int) -> tuple[Text, str]:
    quote = text[:1]
    if quote not in ('"', "'"):
        value, _, rest = text.partition("\n")
        return expand(value.partition(" #")[0].rstrip()), rest
    characters: list[str] = []
    escaped = False
    for at in range(1, len(text)):
        character = text[at]
        if character == quote:
            if not escaped:
                raw = "".join(characters)
                return (expand(_unescape(raw)) if quote == '"' else raw), text[at + 1 :]
        elif character == "\\" and not escaped:
            escaped = True
            continue
        elif escaped:
            characters.append("\\")
        escaped = False
        characters.append(character)
    raise DotenvError(f"line {line}: a quoted value does not end")


def _unescape(text: str) -> str:
    def replaced(match: re.Match[str]) -> str:
        code = match[0][1:]
        if code == "$":
            return "$$"
        if code in _SIMPLE_ESCAPES:
            return _SIMPLE_ESCAPES[code]
        if code[0] == "0" and len(code) == 4 and all(digit in "01234567" for digit in code) and int(code, 8) < 256:
            return chr(int(code, 8))
        return match[0]

    return _escape().sub(replaced, text)
