"""Whether a value is a literal credential, or stands for one that is kept elsewhere, or has nothing to do with one.

The last word of a name decides what it is the name of (`TOKEN_TTL` is a time, `DB_PASSWORD_FILE` a path); a name that only
mentions a credential needs a value that looks like one.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from math import log2

from lintainer.model.secrets import shape_of, shape_spans, words_of
from lintainer.patterns import pattern

# A value of such a name is one, however simple: whoever starts the container with it has set the password to it.
_PASSWORDS = frozenset("password passwd passphrase passcode pass pwd requirepass masterauth".split())
_SECRETS = frozenset("secret secrets token tokens credential credentials apikey secretkey accesskey privatekey salt".split())
# A key is one with these words before it; another may be that of a map, of a cache, of a certificate's file.
_KEYS = frozenset(
    """api access secret private encryption encrypt signing sign auth master account storage jwt hmac session cookie crypt
    cipher shared preshared psk enc""".split()
)
# What may follow the word that decides.
_QUALIFIERS = frozenset(
    """prod production dev development test testing staging stage local default primary secondary main old new current value
    plain plaintext text string base b64 base64 raw root admin""".split()
)
# A name with one of these is a switch or a rule.
_SWITCHES = frozenset(
    """allow disable disabled enable enabled use skip require required no random generate generated has is show hide reset
    forgot change max min expire expires expiry ttl validate public pub empty hash hashed check minimum maximum
    only via from""".split()
)
# A secret of these is the name of an object of the cluster.
_OBJECTS = frozenset("tls pull cert certificate ca ssl image".split())

PASSWORD = "password"  # noqa: S105 - a word, not one of them
SECRET = "secret"  # noqa: S105
WEAK = "weak"

# What stands for a value, in lower case: by how it begins, how it ends, what is in it, and as a whole. Most values are told
# by this; patterns are asked, and compiled, only of those that begin or end as what they match does.
_BEGINNINGS = (
    *"$ {{ xxx todo fixme replace secret: secretref:".split(),
    *(word + mark for word in "your put enter insert add paste fill".split() for mark in "-_ "),
)
_ENDS = ("-here", "_here", " here")
_PARTS = ("placeholder", "xxxx", "***", "...", "…")
_WORDS = frozenset(
    "n/a na tbd none null nil undefined unset empty dummy fake redacted removed hidden masked".split(),
)
_ODD_BEGINNINGS = (*"<[%@_*-#?.", "your")
_ODD = pattern(
    r"<.*>|\[.*\]|%\w+%|%[sdv]|@@?\w+@?@|__\w+__|\*+|\.{2,}|-+|_+|\#+|\?+|"
    r"your\w*(?:pass\w*|secret|token|key|value|credentials?)\w*",
    re.DOTALL,
)
_SWITCH_VALUES = frozenset("true false yes no on off enabled disabled enable disable y n t f 0 1".split())
_DURATION = pattern(
    r"[0-9]+(?:\.[0-9]+)?\s*(?:ns|us|ms|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|y|years?)"
)
_NUMBER = pattern(r"[0-9]+(?:\.[0-9]+)?")
_ROOTS = ("/", "./", "../", "~/", "file:")
_FILES = tuple(".pem .key .crt .cer .txt .json .yaml .yml .p12 .jks .conf .env".split())
_PATH = pattern(
    r"(?:\.{0,2}/|~/|[A-Za-z]:\\|file:|%[hHtT]/).*|[\w./-]+\.(?:pem|key|crt|cer|txt|json|ya?ml|p12|jks|conf|env)", re.DOTALL
)
# Who logs in and with what, in names that say that they hold both: Neo4j's `neo4j/password`, HTTP's `user:password`.
_PAIRS = frozenset(("neo4", "basic", "basicauth"))
_PAIR = pattern(r"[\w.@-]+[:/](\S{2,})")
_URL = pattern(r"[A-Za-z][A-Za-z0-9+.-]*://.*", re.DOTALL)
_STORES = (
    *"vault op ssm arn sops ref+ secretsmanager keyring env awssm gcpsm azkv bao conjur doppler infisical".split(),
    *"ENC[ {cipher} projects/ (( !vault @Microsoft.KeyVault".split(),
)
_REFERENCE = pattern(
    r"(?:vault|op|ssm|arn|sops|ref\+\w+|secretsmanager|keyring|env|awssm|gcpsm|azkv|bao|conjur|doppler|infisical)[:/].*|ENC\[.*|"
    r"\{cipher\}.*|projects/[^/]+/secrets/.*|\(\(.*\)\)|!vault.*|@Microsoft\.KeyVault.*",
    re.DOTALL,
)
_HASH = pattern(
    r"\$(?:2[abxy]|apr1|argon2\w*|[156y])\$.*|\{(?:SSHA|SHA|CRYPT|BCRYPT|PBKDF2|ARGON2)[^}]*\}.*|pbkdf2[_:].*", re.I | re.DOTALL
)


@cache
def kind_of_name(name: str) -> str | None:
    """Return what the name is that of: `password`, `secret` (a token, a key), `weak` (mentions one), None."""
    words = words_of(name)
    while len(words) > 1 and (words[-1] in _QUALIFIERS or words[-1].isdecimal() or len(words[-1]) == 1):
        words.pop()
    if not words or _SWITCHES & set(words):
        return None
    last = words[-1].rstrip("0123456789") or words[-1]
    before = words[-2] if len(words) > 1 else ""
    if last in _PASSWORDS or last.endswith(("password", "passwd", "passphrase")):
        # PWD alone is the working directory.
        return None if words in (["pwd"], ["oldpwd"]) else PASSWORD
    if last == "secret" and before in _OBJECTS:
        return None
    if last in _SECRETS or last.endswith(("apikey", "secretkey", "accesstoken", "authtoken")):
        return SECRET
    if last in ("key", "keys") and before in _KEYS:
        return SECRET
    if last in ("key", "keys", "auth", "bearer", "pat"):
        return WEAK
    return None


def stands_for_one(value: str) -> bool:
    """Tell whether a value says where a credential comes from, or that one has to be written here."""
    text = value.strip().strip("\"'").strip()
    lower = text.lower()
    return not text or lower in _SWITCH_VALUES or _is_placeholder(lower) or _is_elsewhere(text, lower) or _is_plain(text, lower)


def _is_placeholder(lower: str) -> bool:
    """Tell whether a text in lower case asks for the value to be written in its place."""
    return (
        lower in _WORDS
        or lower.startswith(_BEGINNINGS)
        or lower.endswith(_ENDS)
        or any(part in lower for part in _PARTS)
        or (lower.startswith(_ODD_BEGINNINGS) and _ODD.fullmatch(lower) is not None)
    )


def _is_elsewhere(text: str, lower: str) -> bool:
    """Tell whether a text is a path, or names what a store of secrets keeps."""
    may_be_path = lower.endswith(_FILES) or text[1:2] == ":" or text[0] == "%"
    return (
        text.startswith(_ROOTS)
        or (may_be_path and _PATH.fullmatch(text) is not None)
        or (text.startswith(_STORES) and _REFERENCE.fullmatch(text) is not None)
    )


def _is_plain(text: str, lower: str) -> bool:
    """Tell whether a text is no credential whatever it is given to: the hash of one, a time, an address without a password."""
    return (
        (lower.startswith(("{", "pbkdf2")) and _HASH.fullmatch(text) is not None)
        or (text[0].isdigit() and text[-1].isalpha() and _DURATION.fullmatch(lower) is not None)
        or ("://" in text and _URL.fullmatch(text) is not None and not shape_spans(text))
    )


def literal(name: str, value: str, *, sure: bool = True) -> str | None:
    """Return what literal credential `name` holds with `value`, in a few words; None where it holds none.

    `sure` says that names like this are given to values, not to objects that hold them, as variables are: then any value of
    the name of a token or of a key counts, else only one that looks random.
    """
    kind = kind_of_name(name)
    shape = shape_of(value)
    if shape is not None and not _is_sample(value):
        return shape
    if kind is None or stands_for_one(value):
        return None
    text = value.strip().strip("\"'")
    if "\n" in text or (" " in text and kind != PASSWORD):
        return None
    if kind == PASSWORD:
        return "a password" if len(text) >= 2 else None
    if kind == SECRET:
        if _NUMBER.fullmatch(text) is not None and len(text) < 12 and _may_be_counted(name):
            return None
        return "a token or a key" if looks_random(text, 12) or (sure and len(text) >= 3) else None
    pair = _PAIR.fullmatch(text) if _PAIRS & set(words_of(name)) else None
    if pair is not None and not stands_for_one(pair[1]):
        return "a password"
    return "what looks like a key" if looks_random(text, 16) else None


def _may_be_counted(name: str) -> bool:
    """Tell whether a number may say how many there are: tokens, which texts are cut into, or several of anything."""
    words = words_of(name)
    return "token" in words or any(word in _SECRETS | {"keys"} and word.endswith("s") for word in words)


def _is_sample(value: str) -> bool:
    """Tell whether a value of a known shape is one of those that documentation shows, or cut short."""
    return "EXAMPLE" in value or "..." in value or "…" in value or re.search(r"[xX]{6,}", value) is not None


def looks_random(text: str, least: int) -> bool:
    """Tell whether a text of at least `least` characters looks like one that a machine made.

    Letters of both cases and digits change places about twice as often in random text as in words that are joined; text in
    hexadecimal has no case, so it counts from 32 digits on, and only where a name speaks for it.
    """
    if len(text) < least or not re.fullmatch(r"[A-Za-z0-9+/=_.~!@#$%^&*-]+", text):
        return False
    if re.fullmatch(r"[0-9a-fA-F]{32,}", text):
        return True
    classes = ["l" if c.islower() else "u" if c.isupper() else "d" if c.isdigit() else "s" for c in text.rstrip("=")]
    if len({c for c in classes if c != "s"}) < 2 or classes.count("d") < 2:
        return False
    changes = sum(a != b for a, b in pairwise(classes)) / (len(classes) - 1)
    return changes >= 0.33 and entropy(text) >= min(3.2, log2(len(text)) * 0.8)


# Names of what looks random and is no secret.
_IDENTIFIERS = frozenset(
    """id ids uuid guid hash digest checksum sha sha1 sha256 md5 version commit revision rev fingerprint public pub cert ca crt
    certificate image tag nonce thumbprint etag serial build ref integrity modulus pubkey address""".split()
)


def looks_like_key(name: str, value: str) -> bool:
    """Tell whether a value is long and random enough to be a key whatever its name is, unless the name says what else it is."""
    text = value.strip()
    if not 32 <= len(text) <= 512 or not re.fullmatch(r"[A-Za-z0-9+/_-]+={0,2}", text) or re.fullmatch(r"[0-9a-fA-F-]+", text):
        return False
    if _IDENTIFIERS & set(words_of(name)) or text.count("-") + text.count("_") + text.count("/") > len(text) // 12:
        return False
    classes = ["l" if c.islower() else "u" if c.isupper() else "d" for c in text.rstrip("=") if c.isalnum()]
    if len(set(classes)) < 3 or classes.count("d") < len(classes) // 12:
        return False
    changes = sum(a != b for a, b in pairwise(classes)) / (len(classes) - 1)
    return changes >= 0.45 and entropy(text) >= 4.2


def entropy(text: str) -> float:
    """Return the Shannon entropy of the characters of `text`, in bits a character."""
    return -sum(share * log2(share) for share in (text.count(c) / len(text) for c in set(text)))
