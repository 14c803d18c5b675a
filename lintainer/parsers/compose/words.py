"""Commands written as one text, split as Compose splits them (mattn/go-shellwords 1.0.15, nothing expanded)."""

from __future__ import annotations

_SPACES = " \t\r\n"


class WordsError(ValueError):
    """A command that Compose refuses: a quote or a bracket that does not end."""


def split_command(text: str) -> list[str]:
    """Return the words of `text`: up to the first `;`, `&`, `|`, `<` or `>` outside quotes. Raises `WordsError`."""
    words: list[str] = []
    buffer: list[str] = []
    # Whether a word has begun: 0 no, 1 by a character, 2 by a quote (which makes an empty word count).
    got = 0
    escaped = single = double = back = dollar = False
    for character in text:
        if escaped:
            escaped = False
            if back or dollar:
                buffer.append("\\" + character)
            else:
                buffer.append({"t": "\t", "n": "\n"}.get(character, character))
            got = 1
            continue
        if character == "\\":
            if single:
                buffer.append(character)
            else:
                escaped = True
            continue
        quoted = single or double or back or dollar
        if character in _SPACES:
            if quoted:
                buffer.append(character)
            else:
                if got == 2 or (got and buffer):
                    words.append("".join(buffer))
                buffer, got = [], 0
            continue
        if character == "`" and not (single or double or dollar):
            back = not back
        elif character == ")" and not (single or double or back):
            if not dollar:
                raise WordsError("a bracket that was not opened")
            dollar = False
        elif character == "(" and not (single or double or back):
            if dollar or not "".join(buffer).endswith("$") or "".join(buffer).endswith("\\$"):
                raise WordsError("a bracket outside quotes")
            dollar = True
            buffer.append(character)
            continue
        elif character == '"' and not (single or dollar or back):
            got = 2 if double else got
            double = not double
            continue
        elif character == "'" and not (double or dollar or back):
            got = 2 if single else got
            single = not single
            continue
        elif character in ";&|<>" and not quoted:
            if character == ">" and buffer and all(digit in "0123456789" for digit in buffer):
                got = 0
            break
        got = 1
        buffer.append(character)
    if got == 2 or (got and buffer):
        words.append("".join(buffer))
    if escaped or single or double or back or dollar:
        raise WordsError("a quote or a bracket that does not end")
    return words
