"""`lintainer fix`: what it shows, what it writes, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

BAD = """\
services:
  web:
    image: nginx:1.27
    pids_limit: 64
    uts: host
    privileged: true
    environment:
      DB_PASSWORD: hunter2-is-no-password
    volumes:
      - /mnt:/m
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "compose.yaml"
    path.write_bytes(BAD.encode())
    return path


def test_it_shows_the_safe_edits_and_changes_nothing(lintainer: Run, file: Path) -> None:
    done = lintainer("fix", "compose.yaml")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "--- a/compose.yaml",
        "+++ b/compose.yaml",
        "@@ -2,7 +2,6 @@",
        "   web:",
        "     image: nginx:1.27",
        "     pids_limit: 64",
        "-    uts: host",
        "     privileged: true",
        "     environment:",
        "       DB_PASSWORD: **********************",
    ]
    assert done.stderr == "1 finding can be fixed in 1 file; 3 more with --unsafe; --apply does it\n"
    assert file.read_text() == BAD


def test_it_makes_them(lintainer: Run, file: Path) -> None:
    file.chmod(0o640)
    done = lintainer("fix", "--apply")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "1 finding fixed in 1 file; 3 more with --unsafe\n"
    assert file.read_text() == BAD.replace("    uts: host\n", "")
    assert file.stat().st_mode & 0o777 == 0o640
    assert lintainer("fix", "--apply").stderr == "0 findings fixed in 0 files; 3 more with --unsafe\n"


def test_edits_that_touch_each_other_are_made_one_after_the_other(lintainer: Run, file: Path) -> None:
    done = lintainer("fix", "--apply", "--unsafe", "compose.yaml")
    assert done.stderr == "4 findings fixed in 1 file\n"
    text = file.read_text()
    assert "privileged: false\n" in text
    assert any(f"- /mnt:/m:{options}\n" in text for options in ("ro,rslave", "rslave,ro"))


def test_a_mark_and_line_ends_stay(lintainer: Run, file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + BAD.replace("\n", "\r\n").encode())
    assert lintainer("fix", "--apply").returncode == 0
    assert file.read_bytes() == b"\xef\xbb\xbf" + BAD.replace("    uts: host\n", "").replace("\n", "\r\n").encode()


def test_what_is_suppressed_is_left_alone(lintainer: Run, file: Path) -> None:
    file.write_text(BAD.replace("uts: host", "uts: host  # lintainer: ignore[host-uts] renames the host"))
    done = lintainer("fix", "--select", "host-uts")
    assert (done.stdout, done.stderr) == ("", "0 findings can be fixed in 0 files\n")


def test_a_file_of_another_encoding_is_not_written(lintainer: Run, file: Path) -> None:
    file.write_bytes(BAD.encode("utf-16"))
    done = lintainer("fix", "--apply")
    assert done.returncode == 2
    assert done.stderr == "lintainer: error: cannot write 'compose.yaml': it is not UTF-8, or was changed meanwhile\n"
    assert file.read_bytes() == BAD.encode("utf-16")


def test_a_file_that_cannot_be_linted_is_an_error(lintainer: Run, file: Path) -> None:
    (file.parent / "pod.yaml").write_text("apiVersion: v1\nkind: Pod\nspec: [\n")
    done = lintainer("fix")
    assert done.returncode == 2
    assert "pod.yaml:" in done.stderr
    assert done.stdout.startswith("--- a/compose.yaml")


@pytest.mark.parametrize("words", [["-"], ["--", "docker", "run", "nginx"]], ids=["standard-input", "a-command-line"])
def test_only_files_can_be_changed(words: list[str], lintainer: Run) -> None:
    done = lintainer("fix", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "fix takes files and folders" in done.stderr
