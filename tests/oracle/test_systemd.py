"""systemd itself as an oracle: the words of command lines, once quotes, escapes, specifiers and continuations are read.

`systemd-analyze verify` shows them where it logs what it does. Variables are put in place later, when a service starts.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from lintainer.parsers.systemd.specifiers import specifiers
from lintainer.parsers.units import read_unit, split
from lintainer.source import Source
from tests.clients import require

LINES = r"""/bin/echo plain words
/bin/echo 'single quotes' "double quotes" mixed'in the 'word"s end"
/bin/echo "un'closed" 'un"closed' "" ''
/bin/echo a\sb c\x41\102 \u00e9\U0001f600
/bin/echo \q "\q" c:\\dir\\file \" \' "\"quoted\""
/bin/echo %n %N %p %i %j 100%% '%p' "%%p" a%pb
/bin/echo one \
   two \
# a comment
   ; another one
   three 'a \
   b'
/bin/echo ends with a backslash\\
/bin/echo $A ${B} $$C "$D" --x=${E:-f}
/bin/echo 漢字 é="ü ö"
/bin/echo \; ';' a;b "a;"
"""


def shown(folder: Path, name: str, lines: str) -> list[list[str]]:
    """Return the command lines of a unit as systemd read them."""
    path = folder / name
    path.write_text("[Service]\nType=oneshot\n" + re.sub("^(?=/)", "ExecStart=", lines, flags=re.MULTILINE), encoding="utf-8")
    done = subprocess.run(
        [require("systemd-analyze"), "verify", "--man=no", str(path)],
        env={**os.environ, "SYSTEMD_LOG_LEVEL": "debug", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
    )
    _, _, about = done.stdout.partition(f"Unit {name}:")
    found = re.findall(r"Command Line: (.*)", about.partition("-> Unit ")[0])
    # What is shown is quoted for a shell.
    script = "".join(f"printf '%s\\0' {line}; printf '\\1\\0'; " for line in found)
    words = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True).stdout
    return [one.split("\0")[:-1] for one in words.split("\1\0")[:-1]]


@pytest.mark.parametrize("name", ["web.service", "web@a-b.service", "web-db.service"])
def test_words_are_those_of_systemd(name: str, tmp_path: Path) -> None:
    text = re.sub("^(?=/)", "ExecStart=", LINES, flags=re.MULTILINE)
    known = specifiers(name)
    ours = [[word.text.replace("\\;", ";") for word in split(one.value, known)] for one in read_unit(Source(name, text))]
    assert len(ours) == LINES.count("/bin/echo")
    assert ours == shown(tmp_path, name, LINES)
