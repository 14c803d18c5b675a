"""Small Compose projects in text files: what each is about, its files, and how Compose is called."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "compose_projects"


class Case(NamedTuple):
    """One project. `arguments` are those of `docker compose` before the command; without any, files are discovered."""

    topic: str
    name: str
    arguments: tuple[str, ...]
    files: dict[str, str]

    @property
    def id(self) -> str:
        """The case as tests call it."""
        return f"{self.topic}: {self.name}"

    def write(self, folder: Path) -> None:
        """Write the files of the project below `folder`."""
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def read_cases() -> list[Case]:
    """Return all cases. A case begins with `=== name`, each of its files with `--- file`.

    Text before the first file is `compose.yaml`. Behind the name stand the arguments, if there are any: `=== name | -f a.yaml`.
    """
    cases: list[Case] = []
    for path in sorted(FOLDER.glob("*.txt")):
        for block in ("\n" + path.read_text(encoding="utf-8")).split("\n=== ")[1:]:
            title, _, rest = block.partition("\n")
            name, _, arguments = title.partition(" | ")
            cases.append(Case(path.stem, name.strip(), tuple(arguments.split()), _files(rest)))
    return cases


def _files(text: str) -> dict[str, str]:
    lines: dict[str, list[str]] = {}
    current = "compose.yaml"
    for line in text.split("\n"):
        if line.startswith("--- "):
            current = line[4:].strip()
            lines.setdefault(current, [])
        else:
            lines.setdefault(current, []).append(line)
    joined = {name: textwrap.dedent("\n".join(held).strip("\n")) for name, held in lines.items()}
    return {name: held + "\n" for name, held in joined.items() if held or name != "compose.yaml"}
