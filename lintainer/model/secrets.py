"""What a credential looks like: by the name it is given, and by its own shape.

Used to mask excerpts, whichever policies run, and by the policies over secrets. Shapes follow the providers' own documentation
of their key formats (AWS IAM identifiers, GitHub token prefixes, Slack token types, Stripe API keys, Google API keys, RFC 7519
for JSON Web Tokens, RFC 7468 for PEM).
"""

from __future__ import annotations

import re
from functools import cache

from lintainer.source import Span

# Words that make a name one of a credential; matched between word boundaries, with `_`, `-`, `.` and camel case as boundaries.
_NAME = (
    r"(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|credentials?|api_?key|access_?key|secret_?key|private_?key|"
    r"encryption_?key|signing_?key|auth_?key|master_?key|service_?key|client_?secret|bearer|salt|dsn|auth)"
)
# Names that end so hold something about a credential, not the credential.
_ABOUT = re.compile(
    r"(?:_?(?:file|path|dir|ttl|timeout|expir(?:y|es|ation|ed)?|expires_?in|lifetime|length|len|size|min|max|age|name|id|ids|url|"
    r"uri|host|port|type|method|mode|provider|issuer|audience|algorithm|alg|header|prefix|suffix|enabled|disabled|required|"
    r"policy|rotation|interval|count|limit|version|scope|scopes|realm|endpoint|server|service|plugin|backend|class|driver|"
    r"ref|store|manager|rounds|strength|hint|field|source|format|cache|retries|public|pub))$",
    re.IGNORECASE,
)
_VALUE_ENDS = re.compile(r"(?:access_key_id)$", re.IGNORECASE)

_SHAPES = (
    r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----",
    r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b",
    r"\bgh[pousr]_[A-Za-z0-9]{36,255}\b",
    r"\bgithub_pat_[A-Za-z0-9_]{60,255}\b",
    r"\bglpat-[A-Za-z0-9_-]{20,}\b",
    r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}\b",
    r"\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}\b",
    r"\bAIza[A-Za-z0-9_-]{35}\b",
    r"\bya29\.[A-Za-z0-9_-]{20,}",
    r"\bnpm_[A-Za-z0-9]{36}\b",
    r"\bpypi-[A-Za-z0-9_-]{50,}",
    r"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}",
    r"\bhvs\.[A-Za-z0-9_-]{24,}",
    r"\bdop_v1_[a-f0-9]{64}\b",
    r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}",
)


@cache
def _name_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[_.\-]){_NAME}s?(?:$|[_.\-0-9])", re.IGNORECASE)


@cache
def shape_pattern() -> re.Pattern[str]:
    """Return the pattern of values that are credentials by their shape alone."""
    return re.compile("|".join(f"(?:{shape})" for shape in _SHAPES))


@cache
def url_pattern() -> re.Pattern[str]:
    """Return the pattern of `scheme://user:password@`; the group `password` is the literal password."""
    return re.compile(
        r"\b[a-z][a-z0-9+.-]*://(?P<user>[^\s:/@'\"<>{}$]*):(?P<password>[^\s/@'\"<>]+)@(?=[\w\[{$<])", re.IGNORECASE
    )


def _words(name: str) -> str:
    """Return `name` with the boundaries of camel case written as underscores."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)


def is_secret_name(name: str) -> bool:
    """Tell whether a variable, key or label of this name holds a credential."""
    plain = _words(name)
    return _name_pattern().search(plain) is not None and (_ABOUT.search(plain) is None or _VALUE_ENDS.search(plain) is not None)


@cache
def _assignment_pattern() -> re.Pattern[str]:
    # A name that holds a credential's word, a separator, then the value up to what ends it.
    return re.compile(
        rf"""(?P<name>[A-Za-z0-9_.\-]*{_NAME}[A-Za-z0-9_.\-]*)["']?\s*(?:=|:(?!//)|\s)\s*
        (?P<value>"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s"',;}}\]]+)""",
        re.IGNORECASE | re.VERBOSE,
    )


# Values that are no secret: switches, small numbers, references, placeholders, and what opens a block scalar.
_PLAIN = re.compile(
    r"(?:true|false|yes|no|on|off|null|none|~|\d{1,5}|\$\{?[A-Za-z_]\w*\}?|\$\(.*|<.*|\{\{.*|[|>][+-]?\d?)\Z", re.IGNORECASE
)


def secret_spans(text: str) -> list[Span]:
    """Return the spans in one line of `text` that look like credentials: what an excerpt masks."""
    found: list[Span] = []
    for match in shape_pattern().finditer(text):
        found.append(Span(*match.span()))
    if "://" in text:
        for match in url_pattern().finditer(text):
            found.append(Span(*match.span("password")))
    for match in _assignment_pattern().finditer(text):
        if not is_secret_name(match["name"]):
            continue
        start, end = match.span("value")
        if text[start] in "\"'" and end - start >= 2:
            start, end = start + 1, end - 1
        if end > start and not _PLAIN.match(text[start:end]):
            found.append(Span(start, end))
    return found
