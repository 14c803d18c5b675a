"""Reading files: every way to fail has one clear message, and nothing hangs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lintainer.files import Files, Unreadable, decode, display_path, read_source


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"a: \xc3\xa9", "a: é", id="UTF-8"),
        pytest.param(b"\xef\xbb\xbfa", "a", id="UTF-8 with a mark"),
        pytest.param("aé".encode("utf-16"), "aé", id="UTF-16"),
        pytest.param("aé".encode("utf-16-be", "strict").join([b"\xfe\xff", b""]), "aé", id="UTF-16 big endian"),
        pytest.param("aé".encode("utf-32"), "aé", id="UTF-32"),
    ],
)
def test_decode(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"a\n\xff\xfea", "is not valid UTF-8 (line 2, byte offset 2)", id="bad UTF-8"),
        pytest.param(b"a\0b", "holds a NUL byte at offset 1: not a text file", id="NUL"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(data)
    assert (caught.value.kind, caught.value.message) == ("encoding", message)


def test_a_fifo_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Unreadable, match="not a regular file"):
        read_source(str(tmp_path / "pipe"))


def test_missing_folder_and_loop(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(Unreadable, match="no such file"):
        read_source(str(tmp_path / "missing"))
    with pytest.raises(Unreadable, match="is a directory"):
        read_source(str(tmp_path))
    with pytest.raises(Unreadable, match="too many levels of symbolic links"):
        read_source(str(tmp_path / "loop"))


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    with pytest.raises(Unreadable) as caught:
        read_source(str(path))
    assert caught.value.kind == "limit"


def test_paths_are_shown_from_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert display_path(str(tmp_path / "a" / "b.yaml")) == "a/b.yaml"
    assert display_path("./a/../b.yaml") == "b.yaml"
    assert display_path("/nowhere/b.yaml") == "/nowhere/b.yaml"


def test_a_file_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("1")
    files = Files()
    first = files.read(str(path))
    path.write_text("2")
    assert files.read(str(path)) is first
    assert Files({str(path): "3"}).read(str(path)).text == "3"
