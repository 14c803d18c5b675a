"""The shell text of a code block: prompts, the output between commands, placeholders, and continuations of three shells."""

from __future__ import annotations

import re
from functools import cache

from lintainer.parsers.examples.block import Block
from lintainer.parsers.examples.windows import CMD, CONTINUED, POWERSHELL, is_comment, write
from lintainer.parsers.weaving import Weaver
from lintainer.source import Fragment, Source

_POSIX = "posix"
_SCRIPTS = frozenset(("", "sh", "bash", "shell", "zsh", "dash", "ksh", "shellscript", "bash-session", "code"))
_CONSOLES = frozenset(
    ("console", "shell-session", "shellsession", "sh-session", "terminal", "text", "txt", "bash-session", "none")
)
_WINDOWS = {
    **dict.fromkeys(("powershell", "pwsh", "ps1", "ps", "posh", "ps1con", "pwsh-session"), POWERSHELL),
    **dict.fromkeys(("cmd", "bat", "batch", "dos", "batchfile", "doscon"), CMD),
}


@cache
def _prompts() -> dict[re.Pattern[str], str]:
    """Return the prompts that cannot be anything else, with the shell that each belongs to."""
    return {
        re.compile(r"[ \t]*(?:\([\w.-]+\)[ \t]*)?(?:[\w.-]+@[\w.-]+[^$#%>\n]{0,40}|~|[\w.-]*)\$[ \t]+"): _POSIX,
        re.compile(
            r"[ \t]*(?:\([\w.-]+\)[ \t]*)?(?:\[[\w.-]+@[\w.-]+[^\]\n]{0,40}\]|[\w.-]+@[\w.-]+[^$#%>\n]{0,40})[$#%>][ \t]*"
        ): _POSIX,
        re.compile(r"[ \t]*[\u276f\u279c\u03bb\u25b6][ \t]+(?:~[ \t]+)?"): _POSIX,
        re.compile(r"[ \t]*PS(?:[ \t][^>\n]*)?>[ \t]*"): POWERSHELL,
        re.compile(r"[ \t]*[A-Za-z]:(?:\\[^>\n]*)?>[ \t]*"): CMD,
    }


@cache
def _root_prompt() -> re.Pattern[str]:
    # A comment, where the block is no transcript.
    return re.compile(r"[ \t]*#[ \t]+")


@cache
def _quoted_prompt() -> re.Pattern[str]:
    return re.compile(r"[ \t]*[>%][ \t]+(?=(?:sudo[ \t]+)?(?:docker|podman|nerdctl)\b)")


@cache
def _continuation() -> re.Pattern[str]:
    return re.compile(r"[ \t]*>{1,2}(?:[ \t]|$)|[ \t]*More\?[ \t]")


@cache
def placeholders() -> re.Pattern[str]:
    """Return what stands in a document for what a reader puts there: `<name>`, `[OPTIONS]`, `...`, `{{ name }}`."""
    return re.compile(
        r"<[A-Za-z](?:[\w .:/|-]{0,60}[\w.)])?>"
        r"|(?<!\S)\[[A-Za-z-][^\[\]\n\"'$]{0,60}\](?:\.\.\.|…)?(?!\S)|\[[:@][A-Z][^\[\]\n]{0,40}\]"
        r"|(?<!\S)(?:\.\.\.|…)(?!\S)"
        r"|\{\{(?!\.|json\b|range\b|if\b)[^{}\n]{0,60}\}\}"
    )


def shell_text(source: Source, block: Block) -> Fragment | None:
    """Return the commands of a block as one text; None where its language is no shell's."""
    language = block.language
    console = language in _CONSOLES
    if not console and language not in _SCRIPTS and language not in _WINDOWS:
        return None
    prompts = _used(source, block, console=console)
    weaver = Weaver(source)
    dialect, goes_on = _WINDOWS.get(language, _POSIX), False
    for start, end in block.lines:
        line = source.text[start:end]
        if not goes_on:
            shell = _WINDOWS.get(language) or _guess(line)
            if prompts:
                found, own = next(((match, own) for one, own in prompts.items() if (match := one.match(line))), (None, ""))
                if found is None:
                    # What a command printed.
                    continue
                start += found.end()
                shell = own if own != _POSIX else shell
            dialect = shell
        elif (found := _continuation().match(line)) is not None:
            start += found.end()
        if block.markup:
            _write_marked(weaver, source.text, start, end)
        else:
            _write(weaver, source.text, start, end, dialect)
        weaver.put("\n", end, end + 1 if end < len(source.text) else end)
        goes_on = line.rstrip(" \t").endswith(CONTINUED.get(dialect, "\\"))
    return weaver.fragment()


def _write(weaver: Weaver, text: str, start: int, end: int, dialect: str) -> None:
    if is_comment(dialect, text[start:end]):
        return
    if dialect != _POSIX:
        write(weaver, text, start, start + len(text[start:end].rstrip(" \t")), dialect, placeholders())
        return
    at = start
    for found in placeholders().finditer(text, start, end):
        weaver.copy(at, found.start())
        weaver.unknown(f"`{found.group()}` is a placeholder", None, *found.span())
        at = found.end()
    weaver.copy(at, end)


@cache
def _markup() -> re.Pattern[str]:
    return re.compile(
        r"\\(?P<escaped>.)|\*\*(?P<strong>[^*\s](?:[^*\n]*[^*\s])?)\*\*|\*(?P<emphasis>[^*\s](?:[^*\n]*[^*\s])?)\*"
        r"|(?P<open>(?:(?<!\S)|(?<=[:=/,\"']))\|[^\s|](?:[^|\n]*[^\s|])?\|_{0,2}|:[\w:-]+:`[^`\n]+`)"
        r"|`(?P<link>[^`\n]+)`_{1,2}"
    )


def _write_marked(weaver: Weaver, text: str, start: int, end: int) -> None:
    """Add a line of a `parsed-literal`: its marks are not shown, and what a substitution stands for is not known."""
    at = start
    for found in _markup().finditer(text, start, end):
        _write(weaver, text, at, found.start(), _POSIX)
        at = found.end()
        if found["open"]:
            weaver.unknown(f"`{found['open']}` is set elsewhere", None, *found.span())
        elif found["escaped"]:
            weaver.copy(*found.span("escaped"))
        else:
            _write(weaver, text, *found.span(found.lastgroup or "strong"), _POSIX)
    _write(weaver, text, at, end, _POSIX)


def _guess(line: str) -> str:
    """Tell by how a line goes on which shell it is for, where the block does not say."""
    text = line.rstrip(" \t")
    if text.endswith(" `") and text.count("`") % 2:
        return POWERSHELL
    return CMD if text.endswith(" ^") else _POSIX


def _used(source: Source, block: Block, *, console: bool) -> dict[re.Pattern[str], str]:
    """Return the prompts behind which the commands of a block stand; none where each line is a command."""
    lines = [source.text[start:end] for start, end in block.lines]
    if any(prompt.match(line) for line in lines for prompt in _prompts()):
        return _prompts() | ({_root_prompt(): _POSIX} if console else {})
    for prompt, fits in ((_root_prompt(), console), (_quoted_prompt(), True)):
        if fits and any(prompt.match(line) for line in lines):
            return {prompt: _POSIX}
    return {}
