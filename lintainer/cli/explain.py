"""`lintainer explain`: a policy's page, readable in a terminal."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import textwrap
from collections.abc import Sequence

from lintainer.cli.options import add_color_option, add_config_options, add_plugin_options, settings_of
from lintainer.cli.outputs import wants_color, write
from lintainer.pages import page_text
from lintainer.policy import Listing, Policy
from lintainer.settings import SettingsError, hint

_BOLD, _DIM, _UNDERLINE, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[4m", "\x1b[0m"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.usage = "lintainer explain [OPTIONS] POLICY"
    parser.add_argument("policy", metavar="POLICY", help="the policy's id")
    parser.add_argument("--raw", action="store_true", help="print the page as Markdown")
    add_color_option(parser)
    add_plugin_options(parser)
    add_config_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the page; exit code 2 where there is no such policy."""
    from lintainer.plugins import PluginError
    from lintainer.run import load_all

    try:
        settings = settings_of(arguments)
        policy = find(arguments.policy, load_all(settings).listings)
    except (PluginError, SettingsError) as error:
        print(f"lintainer: error: {error}", file=sys.stderr)
        return 2
    text = page_text(policy)
    if text is None:
        text = f"# {policy.id}\n\n{policy.summary}.\n\nThis policy comes without a page ({policy.module}).\n"
    if arguments.raw:
        write(text)
    else:
        width = min(shutil.get_terminal_size((100, 24)).columns, 100)
        write(header(policy) + rendered(text, width, color=wants_color(settings.color)))
    return 0


def find(name: str, listings: Sequence[Listing]) -> Policy:
    """Return the policy that is called `name`. Raises `SettingsError`."""
    found = next((listing for listing in listings if listing.id == name), None)
    if found is None:
        raise SettingsError(f"no policy {name!r}{hint(name, {listing.id for listing in listings})}")
    return found.load()


def header(policy: Policy) -> str:
    """Return the line of facts above the page."""
    facts = [f"severity {policy.severity}", f"group {policy.group}", f"profiles {', '.join(policy.profiles)}"]
    lines = [" · ".join(facts), f"reads {', '.join(policy.syntaxes)}"]
    if policy.supersedes:
        lines.append(f"supersedes {', '.join(policy.supersedes)}")
    if policy.standards:
        lines.append(f"standards: {'; '.join(policy.standards)}")
    return "\n".join(lines) + "\n\n"


def rendered(page: str, width: int, *, color: bool) -> str:
    """Return Markdown as text for a terminal: wrapped, headings marked, fences indented, inline marks removed."""
    out: list[str] = []
    paragraph: list[str] = []
    fence: str | None = None

    def flush() -> None:
        if paragraph:
            out.extend(_wrapped(" ".join(paragraph), width, color=color))
            paragraph.clear()

    for line in page.splitlines():
        mark = re.match(r"^(`{3,}|~{3,})(.*)$", line)
        if fence is not None:
            if mark and mark.group(1) == fence and not mark.group(2).strip():
                fence = None
            else:
                out.append(f"    {_DIM}{line}{_RESET}" if color and line else f"    {line}".rstrip())
            continue
        if mark:
            flush()
            fence = mark.group(1)
            continue
        heading = re.match(r"^(#+) +(.*)$", line)
        if heading:
            flush()
            title = _plain(heading.group(2))
            out.append(f"{_BOLD}{title}{_RESET}" if color else title.upper() if len(heading.group(1)) == 1 else title)
            if not color:
                out.append(("=" if len(heading.group(1)) == 1 else "-") * len(title))
        elif not line.strip():
            flush()
            out.append("")
        elif re.match(r"^\s*(?:[-*+]|\d+\.) ", line) or line.startswith("|"):
            flush()
            paragraph.append(line.rstrip())
            if line.startswith("|"):
                flush()
        else:
            paragraph.append(line.strip())
    flush()
    text = "\n".join(out)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def _wrapped(text: str, width: int, *, color: bool) -> list[str]:
    if text.startswith("|"):
        if re.fullmatch(r"\|[\s:|-]+\|?", text):
            return []
        return ["  ".join(_plain(cell.strip()) for cell in text.strip("|").split("|"))]
    item = re.match(r"^(\s*(?:[-*+]|\d+\.) )", text)
    indent = " " * len(item.group(1)) if item else ""
    plain = _styled(text) if color else _plain(text)
    return textwrap.wrap(plain, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [""]


def _plain(text: str) -> str:
    """Return `text` without the marks of links, emphasis and code."""
    text = re.sub(r"<(https?://[^>]+)>", r"\1", text)
    text = re.sub(r"\[([^\]]+)\]\(([^)\s]+)\)", r"\1 <\2>", text)
    text = re.sub(r"(\*\*|__)(.+?)\1", r"\2", text)
    return re.sub(r"`([^`]+)`", r"\1", text)


def _styled(text: str) -> str:
    text = re.sub(r"\[([^\]]+)\]\(([^)\s]+)\)", r"\1 <\2>", text)
    text = re.sub(r"(\*\*|__)(.+?)\1", rf"{_BOLD}\2{_RESET}", text)
    return re.sub(r"`([^`]+)`", rf"{_UNDERLINE}\1{_RESET}", text)
