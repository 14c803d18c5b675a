"""Writing files whole: a reader sees the old content or the new, never a part, whatever happens in between."""

from __future__ import annotations

import os
import stat


def write(path: str, data: bytes) -> None:
    """Write `data` to `path` by way of a new file beside it. Raises `OSError`.

    A link is followed and keeps its place; a file keeps its permissions. What is no regular file (`/dev/stdout`, a pipe) is
    written to as it is.
    """
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and (not stat.S_ISREG(mode) or path.startswith("/dev/")):
        # `/dev/stdout` may be a file that a shell appends to.
        append(path, data)
        return
    target = os.path.realpath(path)
    temporary = os.path.join(os.path.dirname(target), f".lintainer-{os.getpid()}.tmp")
    # Exclusive: whoever waits with a link of that name in a shared folder gets an error and not the data.
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        if mode is not None:
            os.chmod(temporary, stat.S_IMODE(mode))
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise


def append(path: str, data: bytes) -> None:
    """Write `data` behind what `path` holds. Raises `OSError`."""
    with open(path, "ab") as stream:
        stream.write(data)
