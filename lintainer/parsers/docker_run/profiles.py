"""Seccomp profiles: the JSON that the client sends for a file, and what it lets through.

Sources: Go 1.24, encoding/json (Compact); moby v28, profiles/seccomp/seccomp.go.
"""

from __future__ import annotations

import re

from lintainer.parsers.docker_run.go import Refused

_TOKENS = re.compile(r'("(?:[^"\\]|\\.)*")|[ \t\r\n]+', re.DOTALL)
# SCMP_ACT_LOG lets the call through and writes it down.
_ALLOWING = ("SCMP_ACT_ALLOW", "SCMP_ACT_LOG")


def _no_constant(name: str) -> object:
    raise ValueError(name)


def compact(text: str) -> str:
    """Return JSON text without the blanks between its tokens. Raises `Refused` where it is not JSON."""
    import json

    try:
        json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise Refused("exceeded max depth") from None
    except ValueError as error:
        at = getattr(error, "pos", 0)
        if at >= len(text.rstrip()):
            raise Refused("unexpected end of JSON input") from None
        raise Refused(f"invalid character '{text[at]}' at offset {at}") from None
    return _TOKENS.sub(lambda found: found[1] or "", text)


def allows_by_default(profile: str) -> bool | None:
    """Tell whether the profile's default action lets system calls through; None where it names no default action."""
    import json

    content = json.loads(profile)
    action = content.get("defaultAction") if isinstance(content, dict) else None
    return action in _ALLOWING if isinstance(action, str) else None
