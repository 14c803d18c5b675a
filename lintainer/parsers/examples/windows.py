"""Lines for PowerShell and cmd, written as a POSIX shell would have them.

Sources: PowerShell 7.4, about_Quoting_Rules, about_Special_Characters; Windows commands reference, cmd (the caret, `%NAME%`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lintainer.parsers.weaving import Weaver

POWERSHELL, CMD = "powershell", "cmd"
CONTINUED = {POWERSHELL: "`", CMD: "^"}
_HOMES = frozenset(("home", "userprofile", "homepath"))
_FOLDERS = frozenset(("pwd", "pwd.path", "cd", "get-location"))
_TOKENS = {
    POWERSHELL: re.compile(
        r"(?P<escape>`.?)|(?P<quote>[\"'])|(?P<backslash>\\)"
        r"|\$(?:env:(?P<env>\w+)|\{(?:env:)?(?P<braced>\w+)\}|\((?P<command>pwd|get-location)\)|(?P<plain>(?:pwd|home)\b(?:\.path\b)?))",
        re.IGNORECASE | re.DOTALL,
    ),
    CMD: re.compile(
        r"(?P<escape>\^.?)|(?P<quote>\")|(?P<backslash>\\)|(?P<literal>['`$#~])|%(?:(?P<env>\w+)(?::[^%\n]*)?%|~?\w*[0-9*]|(?P<percent>%))",
        re.IGNORECASE | re.DOTALL,
    ),
}


def is_comment(dialect: str, line: str) -> bool:
    """Tell whether a line of cmd is a comment; those of PowerShell are those of a shell."""
    return dialect == CMD and re.match(r"\s*@?(?:rem\b|::)", line, re.IGNORECASE) is not None


def write(weaver: Weaver, text: str, start: int, end: int, dialect: str, placeholders: re.Pattern[str]) -> None:
    """Add the line at `[start:end]` of `text` to what `weaver` puts together."""
    at, quote, folder = start, "", False
    if dialect == CMD and text.startswith("@", at, end):
        at += 1
    for found in _found(text, at, end, dialect, placeholders):
        if found.start() < at:
            continue
        weaver.copy(at, found.start())
        folder = folder and not any(blank in text[at : found.start()] for blank in " \t:")
        at = found.end()
        if found.re is placeholders:
            weaver.unknown(f"`{found.group()}` is a placeholder", None, *found.span())
        elif found["quote"]:
            if quote in ("", found["quote"]):
                quote = "" if quote else found["quote"]
            weaver.copy(*found.span())
        elif quote == "'":
            weaver.copy(*found.span())
        elif folder and found["backslash"]:
            # Below a folder that is known by its variable, both separators are one.
            weaver.put("/", *found.span())
        else:
            folder = _put(weaver, found, dialect, quoted=bool(quote), last=found.end() == end)
    weaver.copy(at, end)


def _found(text: str, start: int, end: int, dialect: str, placeholders: re.Pattern[str]) -> Iterator[re.Match[str]]:
    yield from sorted(
        (*_TOKENS[dialect].finditer(text, start, end), *placeholders.finditer(text, start, end)), key=lambda one: one.start()
    )


def _put(weaver: Weaver, found: re.Match[str], dialect: str, *, quoted: bool, last: bool) -> bool:
    """Add one token; tell whether it names the home folder or the working directory."""
    start, end = found.span()
    groups = found.groupdict()
    if groups["backslash"]:
        weaver.put("\\\\", start, end)
    elif groups["escape"]:
        if quoted and dialect == CMD:
            weaver.copy(start, end)
        elif last and end == start + 1:
            weaver.put("\\", start, end)
        else:
            weaver.put("\\", start, start + 1)
            weaver.copy(start + 1, end)
    elif groups.get("literal"):
        if quoted and found.group() in "'#~":
            weaver.copy(start, end)
        else:
            weaver.put("\\", start, end)
            weaver.copy(start, end)
    elif groups.get("percent"):
        weaver.put("%", start, end)
    else:
        name = groups["env"] or groups.get("braced") or groups.get("command") or groups.get("plain") or ""
        return _variable(weaver, found, name)
    return False


def _variable(weaver: Weaver, found: re.Match[str], name: str) -> bool:
    known = name.lower()
    if known in _HOMES:
        weaver.unknown("the user's home folder", "HOME", *found.span())
    elif known in _FOLDERS:
        weaver.unknown("the working directory", "PWD", *found.span())
    else:
        weaver.unknown(f"`{found.group()}` is not known from this file", name or None, *found.span())
    return known in _HOMES or known in _FOLDERS
