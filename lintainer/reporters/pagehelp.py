"""The page of a policy as help of a rule: Markdown without its title, and plain text."""

from __future__ import annotations

import re

from lintainer.pages import page_text, sections
from lintainer.policy import Policy
from lintainer.reporters.wording import capital
from lintainer.tuples import NamedTuple


class RuleHelp(NamedTuple):
    """What a rule says about itself. `why` is the paragraph of the page that says what is at stake."""

    text: str
    markdown: str
    why: str


def rule_help(policy: Policy) -> RuleHelp:
    """Return the policy's help, from its page, or from its summary and advice where a plugin brings no page."""
    page = page_text(policy)
    short = "\n\n".join(part for part in (capital(policy.summary), capital(policy.advice)) if part)
    if page is None:
        return RuleHelp(short, short, capital(policy.summary))
    parts = dict(sections(page))
    why = " ".join(parts.get("Why it matters", "").strip().partition("\n\n")[0].split())
    chosen = [short]
    for heading in ("Why it matters", "How to fix", "What it does not see", "References"):
        body = plain(parts.get(heading, ""))
        if body:
            chosen.append(f"{heading}\n\n{body}")
    return RuleHelp("\n\n".join(chosen), _without_title(page), plain(why) or capital(policy.summary))


def _without_title(page: str) -> str:
    return re.sub(r"\A\s*# [^\n]*\n+", "", page).strip() + "\n"


def plain(markdown: str) -> str:
    """Return Markdown without fences as plain text: links as their text and target, no marks of code or emphasis."""
    text = re.sub(r"\[([^\]]+)\]\(([^)\s]+)\)", r"\1 (\2)", markdown)
    text = re.sub(r"`([^`\n]+)`", r"\1", text)
    text = re.sub(r"\*\*([^*\n]+)\*\*", r"\1", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def clipped(text: str, limit: int) -> str:
    """Return the text cut at a word so that it is no longer than `limit` characters."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rpartition(" ")[0].rstrip(" ,;:") + "…"
