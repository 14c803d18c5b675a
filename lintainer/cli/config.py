"""`lintainer config`: the configuration in force, and where each value comes from."""

from __future__ import annotations

import argparse
import json
import sys

from lintainer.cli.options import add_run_options, config_path, settings_of
from lintainer.cli.outputs import write
from lintainer.config import KEYS, Config, Key, read
from lintainer.files import display_path
from lintainer.hints import Any
from lintainer.messages import printable
from lintainer.model.record import Record
from lintainer.policy import Severity
from lintainer.settings import Settings, SettingsError


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.usage = "lintainer config (--show | --schema) [OPTIONS]"
    parser.epilog = "The options are those of lintainer check: what they change is shown as it would be in force there."
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--show", action="store_true", help="what is in force here, as a config that says where it comes from")
    what.add_argument("--schema", action="store_true", help="the JSON Schema of the configuration")
    add_run_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what was asked for; 2 where a run would refuse the configuration."""
    from lintainer.plugins import PluginError
    from lintainer.run import load_all, prepare

    try:
        settings = settings_of(arguments)
        if arguments.schema:
            from lintainer.config_schema import schema

            write(json.dumps(schema(load_all(settings).policies), indent=2) + "\n")
            return 0
        prepared = prepare(settings)
    except (SettingsError, PluginError) as error:
        print(f"lintainer: error: {error}", file=sys.stderr)
        return 2
    path = config_path(arguments)
    file = read(path) if path is not None else Config()
    running, known = len(prepared.rules.listings), len(prepared.plugins.listings)
    head = (
        f"# {'no configuration file' if path is None else printable(display_path(path))}; {running} of {known} policies run\n"
    )
    write(head + "".join(line(key, settings, file) + "\n" for key in KEYS))
    return 0


def line(key: Key, settings: Settings, file: Config) -> str:
    """Return a key of the configuration with its value in force and where that comes from, as a line of YAML."""
    value = getattr(settings, key.field)
    # What the command line alone adds to has a field of its own.
    given = settings.exclude if key.name == "exclude" else ()
    origin = source(key, value, file) + (f"; the command line adds {plain(given)}" if given else "")
    if value is None:
        return f"# {key.name} is not set"
    return f"{key.name}: {plain(value)}  # {printable(origin)}"


def source(key: Key, value: object, file: Config) -> str:
    """Return where a value in force comes from: the place in the config, the command line, or the default."""
    from lintainer.config import settings_from

    default = getattr(Settings(), key.field)
    configured = getattr(settings_from(file), key.field)
    if key.name in file.values and value == configured:
        return file.places[key.name]
    if value == (configured if key.name in file.values else default):
        return "default"
    # Lists of the command line that add to those of the config begin with the latter.
    extends = (
        key.name in file.values and isinstance(value, tuple) and bool(configured) and value[: len(configured)] == configured
    )
    return f"{file.places[key.name]} and the command line" if extends else "command line"


def plain(value: object) -> str:
    """Return a value of the settings as JSON, which is YAML too."""
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: Any) -> Any:  # noqa: ANN401 - values of all kinds
    if isinstance(value, Severity):
        return str(value)
    if isinstance(value, Record):
        # As the config names the fields: an override calls its severities `severity`.
        names = {"severities": "severity"}
        fields = {names.get(name, name): getattr(value, name) for name in value.fields() if name != "place"}
        return {name: _plain(one) for name, one in fields.items() if one not in (None, (), {})}
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (tuple, list, frozenset)) else value
