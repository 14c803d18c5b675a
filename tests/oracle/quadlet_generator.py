"""podman's own generator: what it makes of units, and units for it, generated.

Both sides are brought to one form where podman's versions, or the two readers, differ by design:

- files with the ids of containers and pods, which podman 5.4 names and later versions do not;
- `--entrypoint X` and `--exit-policy=stop`, spelled in the other way by other versions, and `--entrypoint=`, left out by 5.4;
- capabilities, which the generator writes in small letters and the model has without regard to them;
- relative paths, which the generator makes absolute by the folder it finds the unit in;
- double quotes at one end of a value only, which podman 5.4 takes away;
- labels and variables without `=`, which podman 5.4 leaves out;
- empty words in quotes, which the generator loses together with what follows; lintainer keeps both.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from lintainer.parsers.quadlet.unit import Char, split, text_of

PLACES = "/usr/libexec/podman:/usr/lib/podman:/usr/lib/systemd/system-generators"
LEAST = (5, 4)


def generator() -> str:
    """Return the path of a generator that is new enough; no runner of CI has one, so there, too, it is skipped by name."""
    found = shutil.which("quadlet") or shutil.which("quadlet", path=PLACES)
    if found is None:
        pytest.skip("quadlet, podman's generator, is not installed")
    shown = subprocess.run([found, "-version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(part) for part in re.findall(r"\d+", shown)[:2])
    if version < LEAST:
        pytest.skip(f"quadlet {shown.strip()} is older than {LEAST[0]}.{LEAST[1]}")
    return found


class Answer:
    """What the generator makes of the units of a folder: services, and what it says of the others."""

    def __init__(self, program: str, folder: Path) -> None:
        environment = {**os.environ, "QUADLET_UNIT_DIRS": str(folder)}
        done = subprocess.run([program, "-dryrun", "-user"], env=environment, capture_output=True, text=True, check=False)
        self._folder = folder
        self._services: dict[str, str] = {}
        for part in re.split(r"^---(?=.*---$)", done.stdout, flags=re.MULTILINE)[1:]:
            name, _, body = part.partition("---\n")
            self._services[name] = body
        self.said = done.stderr

    def words(self, service: str, key: str) -> list[str] | None:
        """Return the words of the last command of a service under `key`, without the program; None where it was refused."""
        body = self._services.get(f"{service}.service")
        if body is None:
            return None
        line = re.findall(rf"^{key}=(.*)$", body, flags=re.MULTILINE)[-1]
        chars = tuple(Char(char, at, at + 1) for at, char in enumerate(line))
        return [text_of(word) for word in split(chars, escapes=True)][1:]

    def refuses_a_key_of_later_versions(self, unit: str) -> bool:
        """Tell whether a unit was refused for a key that this version does not have."""
        return re.search(rf'"{re.escape(unit)}": unsupported key', self.said) is not None

    def form(self, words: list[str]) -> list[tuple[str, ...]]:
        """Return words in the form in which they are compared: options with their values, in any order."""
        found: list[tuple[str, ...]] = []
        for before, word in zip(["", *words], words, strict=False):
            text = word.removeprefix(f"{self._folder}/") if before in ("-v", "--env-file") else word
            text = text.replace(f"source={self._folder}/", "source=./").removeprefix("./").strip('"')
            if before in ("--cap-add", "--cap-drop"):
                text = text.lower()
            if text in ("", "--entrypoint=") or text.startswith(("--cidfile=", "--pod-id-file=")):
                continue
            if before in ("--label", "--annotation", "--env") and "=" not in text:
                found.pop()
            elif text.startswith(("--entrypoint=", "--exit-policy=")):
                found += [(part,) for part in text.split("=", 1) if part]
            else:
                found.append((text,))
        return sorted(found)


_KEYS = """Environment Label Annotation Sysctl AddCapability DropCapability Volume PublishPort Secret Exec PodmanArgs Network
    Tmpfs HealthCmd User Group UserNS ReadOnly RunInit ContainerName WorkingDir Mask Unmask LogOpt Ulimit DNS UIDMap GlobalArgs
    Notify SecurityLabelDisable EnvironmentFile NoNewPrivileges VolatileTmp RemapUsers RemapUid GroupAdd StopTimeout
    Mount""".split()
_LISTS = frozenset("Environment Label Annotation Exec PodmanArgs Mask Unmask Secret GlobalArgs Sysctl LogOpt".split())
_ATOMS = [
    "a",
    "b=c",
    "A=1",
    "/x",
    "/y:/z",
    ":",
    "ro",
    " ",
    "  ",
    "\t",
    "\\n",
    "\\\\",
    "\\x41",
    "\\101",
    "\\q",
    "\\u00e9",
    "%h",
    "%%",
]
_ATOMS += ["$", "${A}", "=", ",", "é", "#", "; ", "1", "-", "--", "all", "yes", "true", "no", "auto"]
_QUOTED = ['"a b"', "'c d=e'", '"f\\"g"', "h'i j'k"]
_MOUNTS = ["type=bind,src=./a,dst=/b", "type=volume,source=v,dst=/q,ro", '"type=tmpfs,dst=/a b"', "type=bind,src=/a b,dst=/c"]
_MOUNTS += ['type=bind,source=/a,\\"dst=/a,b\\"', "type=glob,src=/a*,dst=/b", "src=/a,dst=/b"]


def generated(seed: int, count: int) -> dict[str, str]:
    """Return units by their names: keys of every kind, with values, quotes, escapes and lines that go on."""
    chosen = random.Random(seed)
    units = {}
    for number in range(count):
        lines = "\n".join(_line(chosen) for _ in range(chosen.randint(1, 5)))
        units[f"u{number}.container"] = f"[Container]\nImage=example.org/x:1\n{lines}\n"
    return units


def _line(chosen: random.Random) -> str:
    key = chosen.choice(_KEYS)
    text = chosen.choice(_MOUNTS) if key == "Mount" else _value(chosen, key)
    while key != "Mount" and chosen.random() < 0.12:
        comment = chosen.choice(["# c\n", "; c\n", "\n"]) if chosen.random() < 0.3 else ""
        text += chosen.choice(["\\\n", " \\\n", "\\\n  "]) + comment + (_value(chosen, key).strip() or "z")
    return f"{key}{chosen.choice(['', ' '])}={chosen.choice(['', ' '])}{text}"


def _value(chosen: random.Random, key: str) -> str:
    atoms = [*_ATOMS, *_QUOTED] if key in _LISTS else _ATOMS
    return "".join(chosen.choice(atoms) for _ in range(chosen.randint(0, 6)))
