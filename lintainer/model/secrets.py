"""What a credential looks like: by the name it is given, and by its own shape.

Used to mask excerpts, whichever policies run, and by the policies over secrets. Shapes follow the providers' own documentation
of their key formats (AWS IAM identifiers, GitHub token prefixes, Slack token types, Stripe API keys, Google API keys, RFC 7519
for JSON Web Tokens, RFC 7468 for PEM).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from lintainer.patterns import pattern
from lintainer.source import Span

# Words that make a name one of a credential, matched in lower case between `_`, `-`, `.` and the changes of case as boundaries.
_KEYS = "api access secret private encryption signing auth master service account".split()
_NAME = (
    r"(?:[a-z0-9]*pass(?:word|wd|phrase|code)|pass|pwd|requirepass|masterauth|secret|[a-z]*token|credentials?|"
    rf"(?:{'|'.join(_KEYS)})_?key|client_?secret|bearer|salt|dsn|auth)"
)
# Each name holds one of these, once `_key` is written `key`.
_NAMED = (*"pass pwd auth secret token credential bearer salt dsn".split(), *(f"{kind}key" for kind in _KEYS))
# Names that end so hold something about a credential, not the credential.
_ABOUT = tuple(
    """file path dir ttl timeout expir expiry expires expiration expired expires_in expiresin lifetime length len size min max
    age name id ids url uri host port type method mode provider issuer audience algorithm alg header prefix suffix enabled
    disabled required policy rotation interval count limit version scope scopes realm endpoint server service plugin backend
    class driver ref store manager rounds strength hint field source format cache retries public pub""".split()
)
_VALUE_ENDS = "access_key_id"

# What each shape is, and the shape.
_SHAPES = (
    (
        "a private key",
        r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\\n|[A-Za-z0-9+/=\s])*"
        r"(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----)?",
    ),
    ("an age secret key", r"\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b"),
    ("an AWS access key", r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b"),
    ("a GitHub token", r"\bgh[pousr]_[A-Za-z0-9]{36,255}\b"),
    ("a GitHub token", r"\bgithub_pat_[A-Za-z0-9_]{60,255}\b"),
    ("a GitLab token", r"\bgl(?:pat|ptt|dt|rt|cbt|soat)-[A-Za-z0-9_-]{20,}"),
    ("a Slack token", r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}\b"),
    ("a Slack webhook", r"\bhooks\.slack\.com/services/T[A-Z0-9]{6,}/B[A-Z0-9]{6,}/[A-Za-z0-9]{16,}"),
    ("a Stripe key", r"\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}\b"),
    ("a Google API key", r"\bAIza[A-Za-z0-9_-]{35}\b"),
    ("a Google OAuth token", r"\bya29\.[A-Za-z0-9_-]{20,}"),
    ("a Google OAuth secret", r"\bGOCSPX-[A-Za-z0-9_-]{20,}"),
    ("an npm token", r"\bnpm_[A-Za-z0-9]{36}\b"),
    ("a PyPI token", r"\bpypi-[A-Za-z0-9_-]{50,}"),
    ("a SendGrid key", r"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}"),
    ("a Vault token", r"\bhv[sb]\.[A-Za-z0-9_-]{24,}"),
    ("a DigitalOcean token", r"\bdo[opr]_v1_[a-f0-9]{64}\b"),
    ("a Docker Hub token", r"\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}"),
    ("a Tailscale key", r"\btskey-[a-z]+-[A-Za-z0-9]{8,}-[A-Za-z0-9]{16,}"),
    ("an Anthropic key", r"\bsk-ant-[A-Za-z0-9_-]{20,}"),
    ("an OpenAI key", r"\bsk-(?:proj-|svcacct-)?[A-Za-z0-9_-]{16,}T3BlbkFJ[A-Za-z0-9_-]{16,}"),
    ("a Hugging Face token", r"\bhf_[A-Za-z]{34}\b"),
    ("a Grafana token", r"\bgl(?:sa|c)_[A-Za-z0-9+/=_]{30,}"),
    ("a Telegram bot token", r"\b[0-9]{8,10}:AA[A-Za-z0-9_-]{33}\b"),
    ("an Azure storage key", r"\bAccountKey=[A-Za-z0-9+/]{86}=="),
    ("a JSON Web Token", r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}"),
)


# A text without any of these holds none of the shapes: looked for first, since the pattern takes long to compile. Most texts
# lack the very character that a group of them shares.
_MARKS = (
    ("-", "-----BEGIN AGE-SECRET GOCSPX- glcbt- gldt- glpat- glptt- glrt- glsoat- pypi- sk-ant- tskey- xox".split()),
    ("_", "_v1_ dckr_ gho_ ghp_ ghr_ ghs_ ghu_ github_pat_ glc_ glsa_ hf_ k_live_ k_test_ npm_".split()),
    (".", "SG. hooks.slack hvb. hvs. ya29.".split()),
    ("A", ":AA ABIA ACCA AIza AKIA ASIA AccountKey=".split()),
    ("J", "T3BlbkFJ eyJ".split()),
)


@cache
def _name_pattern() -> re.Pattern[str]:
    # Case is taken away from the names: to ignore it makes compiling a pattern take three times as long.
    return re.compile(rf"(?:^|[_.\-]){_NAME}s?(?:$|[_.\-0-9])")


@cache
def _shape_pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{shape})" for _, shape in _SHAPES))


def shape_spans(text: str) -> list[Span]:
    """Return the spans in `text` that are credentials by their shape alone."""
    if not _may_hold_a_shape(text):
        return []
    return [Span(*match.span()) for match in _shape_pattern().finditer(text)]


def _may_hold_a_shape(text: str) -> bool:
    return any(character in text and _holds_one(text, marks) for character, marks in _MARKS)


def _holds_one(text: str, words: Iterable[str]) -> bool:
    # Asked of every line that is shown: a loop takes half of what `any` and its generator do.
    for word in words:  # noqa: SIM110
        if word in text:
            return True
    return False


def shape_of(text: str) -> str | None:
    """Return what credential `text` holds by its shape (`a private key`), None where it holds none."""
    if not shape_spans(text):
        return None
    return next((what for what, shape in _SHAPES if re.search(shape, text)), None)


@cache
def url_pattern() -> re.Pattern[str]:
    """Return the pattern of `scheme://user:password@`; the group `password` is what stands for the password.

    `docker://image:tag@sha256:…` is no such URL.
    """
    return re.compile(
        r"\b[A-Za-z][A-Za-z0-9+.-]*://(?P<user>[^\s:/@'\"<>]*):(?P<password>[^\s/@'\"<>]+)@(?!sha256:)(?=[\w\[{$<%])"
    )


def words_of(name: str) -> list[str]:
    """Return the words of a name in lower case: `dbRootPassword`, `DB_ROOT_PASSWORD` and `db.root-password` are the same."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return [word.lower() for word in re.split(r"[^A-Za-z0-9]+", spaced) if word]


def is_secret_name(name: str) -> bool:
    """Tell whether a variable, key or label of this name may hold a credential: wide, for masks."""
    plain = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return _name_pattern().search(plain) is not None and (not plain.endswith(_ABOUT) or plain.endswith(_VALUE_ENDS))


def _mentions_one(text: str) -> bool:
    return _holds_one(text.lower().replace("_key", "key"), _NAMED)


# A name, a separator, then the value up to what ends it.
_ASSIGNMENT = pattern(
    r"""(?<![A-Za-z0-9_.\-])(?P<name>[A-Za-z0-9_.\-]++)["']?\s*(?:=|:(?!//)|\s)\s*"""
    r"""(?P<value>"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s"',;}\]]+)"""
)


def _assignments(text: str) -> Iterator[re.Match[str]]:
    """Yield what is assigned to names that mention a credential. What is assigned to others may hold assignments itself."""
    at = 0
    while (match := _ASSIGNMENT.search(text, at)) is not None:
        mentions = _mentions_one(match["name"])
        if mentions:
            yield match
        at = match.end() if mentions else match.end("name")


# Values that are no secret: switches, small numbers, references, placeholders, and what opens a block scalar.
_PLAIN = pattern(r"(?:true|false|yes|no|on|off|null|none|~|\d{1,5}|\$\{?[a-z_]\w*\}?|\$\(.*|<.*|\{\{.*|[|>][+-]?\d?)\Z")


def _is_place(text: str, value: int) -> bool:
    """Tell whether a colon stands between two paths and assigns nothing: `"$PWD":/work`, `~/.aws/credentials:/keys:ro`."""
    return text[value] == "/" and text[value - 1] == ":"


def secret_spans(text: str) -> list[Span]:
    """Return the spans in one line of `text` that look like credentials: what an excerpt masks."""
    found = shape_spans(text)
    if "://" in text:
        for match in url_pattern().finditer(text):
            found.append(Span(*match.span("password")))
    for match in _assignments(text) if _mentions_one(text) else ():
        if not is_secret_name(match["name"]) or _is_place(text, match.start("value")):
            continue
        start, end = match.span("value")
        if text[start] in "\"'" and end - start >= 2:
            start, end = start + 1, end - 1
        if end > start and not _PLAIN.match(text[start:end].lower()):
            found.append(Span(start, end))
    return found
