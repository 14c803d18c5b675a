"""Reading files: bytes to sources, with every way in which that can fail named.

Nothing here opens a device, waits for a pipe or reads more than the limit.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping

from lintainer.source import Source

# A file larger than this is refused: nobody writes one by hand, and nodes take about 24 bytes of memory a byte of text.
MAX_BYTES = 32 * 1024 * 1024


class Unreadable(Exception):
    """A file could not be made into text. `kind` is `read`, `encoding` or `limit`; `message` is one line for people."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


def decode(data: bytes) -> str:
    """Return the text of `data`, without a byte order mark: UTF-8, or UTF-16 and UTF-32 where a mark says so.

    Raises `Unreadable` where the bytes are no text.
    """
    encoding = "utf-8"
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    elif data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        encoding = "utf-32"
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\0" in data:
        raise Unreadable("encoding", f"holds a NUL byte at offset {data.index(0)}: not a text file")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable("encoding", f"is not valid {encoding.upper()} (line {line}, byte offset {error.start})") from None


def read_bytes(path: str) -> bytes:
    """Return the content of the regular file at `path`. Raises `Unreadable`."""
    try:
        # O_NONBLOCK: opening a FIFO for reading would wait for a writer.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise Unreadable("read", (error.strerror or str(error)).lower()) from None
    except ValueError:
        raise Unreadable("read", "the name holds a NUL byte") from None
    try:
        status = os.fstat(handle)
        if stat.S_ISDIR(status.st_mode):
            raise Unreadable("read", "is a directory")
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("read", "is not a regular file")
        if status.st_size > MAX_BYTES:
            raise Unreadable("limit", f"holds {status.st_size} bytes, more than the limit of {MAX_BYTES}")
        # Opening a stream costs more than reading most files does. It may grow meanwhile, or say that it is empty (/proc).
        parts: list[bytes] = []
        left = MAX_BYTES + 1
        while left and (part := os.read(handle, min(left, max(status.st_size, 4096) + 1))):
            parts.append(part)
            left -= len(part)
        return b"".join(parts)
    except OSError as error:
        raise Unreadable("read", (error.strerror or str(error)).lower()) from None
    finally:
        os.close(handle)


def read_source(path: str, name: str | None = None) -> Source:
    """Return the file at `path` as a source called `name` (by default its display path). Raises `Unreadable`."""
    data = read_bytes(path)
    source = Source(display_path(path) if name is None else name, decode(data))
    source.marked = data.startswith(b"\xef\xbb\xbf")
    return source


def display_path(path: str) -> str:
    """Return `path` as it is reported: relative to the working directory where it lies below it, with `/`."""
    if os.path.isabs(path):
        here = os.getcwd()
        if path == here or path.startswith(here.rstrip(os.sep) + os.sep):
            path = os.path.relpath(path, here)
    else:
        path = os.path.normpath(path)
    return path.replace(os.sep, "/") if os.sep != "/" else path


class Files:
    """The files that a run reads: each once, however many inputs name it.

    Front ends read further files (an extended service, an env file, a seccomp profile) through it.
    """

    def __init__(self, overlay: Mapping[str, str] | None = None) -> None:
        self._read: dict[str, Source | Unreadable] = {}
        # Texts given in place of files, by path: standard input with a name, tests.
        self._overlay = {os.path.abspath(path): text for path, text in (overlay or {}).items()}
        self._present: dict[str, bool] = {}
        # By folder: which files below it a kustomization there, or above, takes for patches (the Kubernetes front end).
        self.patches: dict[str, frozenset[str]] = {}

    def read(self, path: str) -> Source:
        """Return the file at `path`. Raises `Unreadable`."""
        key = os.path.abspath(path)
        held = self._read.get(key)
        if held is None:
            try:
                text = self._overlay.get(key)
                held = read_source(path) if text is None else Source(display_path(path), text)
            except Unreadable as error:
                held = error
            self._read[key] = held
        if isinstance(held, Unreadable):
            raise held
        return held

    def exists(self, path: str) -> bool:
        """Tell whether there is a file at `path`; asked once, since every file of a folder looks for the same neighbours."""
        known = self._present.get(path)
        if known is None:
            known = self._present[path] = os.path.abspath(path) in self._overlay or os.path.isfile(path)
        return known

    def names(self, folder: str) -> list[str]:
        """Return the names of what lies in `folder`, in their order; none where there is no such folder."""
        key = os.path.abspath(folder)
        given = {os.path.basename(path) for path in self._overlay if os.path.dirname(path) == key}
        try:
            return sorted(given.union(os.listdir(folder or ".")))
        except OSError:
            return sorted(given)

    def is_dir(self, path: str) -> bool:
        """Tell whether there is a folder at `path`."""
        return os.path.isdir(path)


class NoFiles(Files):
    """The files of a machine, or of a folder, that nobody knows: none of them can be read."""

    def read(self, path: str) -> Source:  # noqa: ARG002
        """Raise `Unreadable`."""
        raise Unreadable("read", "is not read: where it lies is not known")

    def exists(self, path: str) -> bool:  # noqa: ARG002
        """Tell that no file is known."""
        return False

    def is_dir(self, path: str) -> bool:  # noqa: ARG002
        """Tell that no folder is known."""
        return False
