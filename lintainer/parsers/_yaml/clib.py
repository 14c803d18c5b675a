"""The C parser without the rest of ruamel.

Importing `_ruamel_yaml` imports ruamel.yaml, whose package executes some forty modules. Of those the C parser needs the
marks, events, tokens and nodes, and eight modules for one exception class each. A small run would spend more on that import
than on anything else (bench/imports.py). So the program `lintainer`, in whose process nobody else lives, gives the C parser
those classes in empty modules of the same names and takes the modules away again: whoever imports ruamel.yaml afterwards, as
the slower parser does, gets the real one. A program that uses lintainer as a library gets the ordinary import.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from types import ModuleType

import lintainer
from lintainer.hints import Any, cast

PACKAGE = "ruamel.yaml"
# The modules that ruamel.yaml.clib 0.2 imports for one exception class each.
_ERRORS = {
    "reader": "ReaderError",
    "scanner": "ScannerError",
    "parser": "ParserError",
    "composer": "ComposerError",
    "constructor": "ConstructorError",
    "emitter": "EmitterError",
    "serializer": "SerializerError",
    "representer": "RepresenterError",
}


def _c_parser() -> Callable[[str], Any]:
    """Return the class `CParser`, imported as cheaply as this process allows."""
    if lintainer.OWN_PROCESS and PACKAGE not in sys.modules and "_ruamel_yaml" not in sys.modules:
        return _lean()
    from _ruamel_yaml import CParser

    return cast("Callable[[str], Any]", CParser)


def _lean() -> Callable[[str], Any]:
    import ruamel

    folders = [folder for folder in (os.path.join(path, "yaml") for path in ruamel.__path__) if os.path.isdir(folder)]
    stand_in = ModuleType(PACKAGE)
    stand_in.__path__ = folders
    added = {PACKAGE: stand_in}
    sys.modules[PACKAGE] = stand_in
    try:
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        for module, error in _ERRORS.items():
            name = f"{PACKAGE}.{module}"
            # The C reader raises its error with arguments of its own, the others with two marks and their messages.
            base = YAMLError if module in ("reader", "emitter", "serializer", "representer") else MarkedYAMLError
            added[name] = sys.modules[name] = ModuleType(name)
            setattr(added[name], error, type(error, (base,), {"__module__": name}))
        from _ruamel_yaml import CParser
    finally:
        for name in added:
            del sys.modules[name]
        if hasattr(ruamel, "yaml"):
            del ruamel.yaml
    return cast("Callable[[str], Any]", CParser)


CParser = _c_parser()

# Only now: they are in place already, and their package need not be executed for them.
from ruamel.yaml.events import (  # noqa: E402
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

__all__ = [
    "AliasEvent",
    "CParser",
    "DocumentEndEvent",
    "DocumentStartEvent",
    "MappingEndEvent",
    "MappingStartEvent",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "StreamEndEvent",
]
