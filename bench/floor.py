"""The least that any linter on this parser does: read the files, skip CustomResourceDefinitions, drain the events."""

from __future__ import annotations

import os
import sys

import _ruamel_yaml


def documents(text: str) -> list[str]:
    """Split at separators as the YAML layer does."""
    parts, start = [], 0
    while True:
        at = text.find("\n---", start)
        if at < 0:
            return [*parts, text[start:]]
        parts.append(text[start : at + 1])
        start = at + 4


def main() -> None:
    """Read all YAML files below the folder that is named."""
    for folder, _, names in os.walk(sys.argv[1]):
        for name in names:
            if not name.endswith((".yaml", ".yml")):
                continue
            with open(os.path.join(folder, name), encoding="utf-8") as stream:
                text = stream.read()
            if "{{" in text:
                continue
            for document in documents(text):
                if "\nkind: CustomResourceDefinition" in document:
                    continue
                try:
                    parser = _ruamel_yaml.CParser(document)
                    while parser.check_event():
                        parser.get_event()
                except Exception:  # noqa: BLE001, S110, RUF100 - the floor does not care what is wrong with a file
                    pass


if __name__ == "__main__":
    main()
