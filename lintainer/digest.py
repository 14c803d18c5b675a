"""SHA-256 without OpenSSL: importing hashlib loads that library, which costs a small run more than all of its hashes."""

from __future__ import annotations

import sys

from lintainer.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:
        if sys.version_info >= (3, 12):
            from _sha2 import sha256
        else:
            from _sha256 import sha256
    except ImportError:  # an interpreter that was built without it
        from hashlib import sha256

__all__ = ["sha256"]
