"""`lintainer completion`: scripts that complete commands, options and values in bash, zsh and fish.

Written from the parsers themselves, so that no option is missing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from lintainer.cli.outputs import write
from lintainer.tuples import NamedTuple

SHELLS = ("bash", "zsh", "fish")


class Option(NamedTuple):
    """An option: its names, what it does, whether a value follows, and which values there are (empty: a file or any text)."""

    names: tuple[str, ...]
    help: str
    takes: bool
    choices: tuple[str, ...]
    file: bool


class Words(NamedTuple):
    """A command: its options, and what may stand where no option does (empty: files)."""

    name: str
    help: str
    options: tuple[Option, ...]
    choices: tuple[str, ...]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("shell", choices=SHELLS, help="put it where the shell looks for completions, or source it")


def run(arguments: argparse.Namespace) -> int:
    """Print the script."""
    write({"bash": bash, "zsh": zsh, "fish": fish}[arguments.shell](commands()))
    return 0


def commands() -> list[Words]:
    """Return all commands with their options, as their parsers have them."""
    from lintainer.cli import COMMANDS, build

    found = []
    for name, summary in COMMANDS.items():
        whole = build(name)
        parser = next(action for action in whole._actions if isinstance(action, argparse._SubParsersAction)).choices[name]
        options = tuple(_option(action) for action in parser._actions if action.option_strings)
        place = next((action for action in parser._actions if not action.option_strings), None)
        found.append(Words(name, summary, options, _values(name, place)))
    return found


def _option(action: argparse.Action) -> Option:
    takes = action.nargs != 0
    named = str(action.metavar or "")
    return Option(tuple(action.option_strings), action.help or "", takes, _values("", action) if takes else (), named == "FILE")


def _values(command: str, action: argparse.Action | None) -> tuple[str, ...]:
    from lintainer.plugins import builtin_listings
    from lintainer.policy import Severity
    from lintainer.reporters import REPORTERS
    from lintainer.settings import PROFILES

    if action is None:
        return ()
    if action.choices:
        return tuple(str(choice) for choice in action.choices)
    listings = builtin_listings()
    groups = tuple(dict.fromkeys(listing.group for listing in listings))
    if command == "explain":
        return tuple(listing.id for listing in listings)
    by_kind = {
        "PROFILE": PROFILES,
        "SEVERITY": tuple(str(severity) for severity in Severity),
        "FORMAT": tuple(REPORTERS),
        "GROUP": groups,
        "LIST": (*groups, *(listing.id for listing in listings)),
    }
    return by_kind.get(str(action.metavar), ())


def bash(found: Sequence[Words]) -> str:
    """Return the script for bash (4 and later; 3.2 of macOS reads it too)."""
    return "\n".join(_bash(found)) + "\n"


def _bash(found: Sequence[Words]) -> Iterator[str]:
    yield "# bash completion of lintainer: source it, or keep it as `lintainer` in bash_completion.d"
    yield "_lintainer_files() {"
    yield "  local file"
    # A line for each file: names hold blanks. bash 3.2 has no compopt.
    yield '  while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")'
    yield "  compopt -o filenames 2>/dev/null || :"
    yield "}"
    yield "_lintainer() {"
    yield '  local word="${COMP_WORDS[COMP_CWORD]}" before="" command="" i'
    yield '  [ "$COMP_CWORD" -gt 0 ] && before="${COMP_WORDS[COMP_CWORD-1]}"'
    yield "  COMPREPLY=()"
    yield "  for ((i = 1; i < COMP_CWORD; i++)); do"
    yield '    case "${COMP_WORDS[i]}" in --) return ;; -*) ;; *) command="${COMP_WORDS[i]}"; break ;; esac'
    yield "  done"
    yield '  case "$command:$before" in'
    for command in found:
        for option in command.options:
            if option.takes:
                cases = "|".join(f"{command.name}:{name}" for name in option.names)
                yield f"    {cases}) {_bash_values(option.choices, option.file)}; return ;;"
    yield "  esac"
    yield '  case "$command:$word" in'
    yield f"    :*) {_compgen((*(command.name for command in found), '--help', '--version'))} ;;"
    for command in found:
        yield f"    {command.name}:-*) {_compgen([name for option in command.options for name in option.names])} ;;"
        yield f"    {command.name}:*) {_bash_values(command.choices, file=True)} ;;"
    yield "  esac"
    yield "}"
    yield "complete -F _lintainer lintainer"


def _compgen(words: Sequence[str]) -> str:
    # Names are kebab-case: what word splitting gives are the names themselves, so no name of a file goes through it.
    return f"COMPREPLY=($(compgen -W '{' '.join(words)}' -- \"$word\"))"


def _bash_values(choices: Sequence[str], file: bool) -> str:
    if choices:
        return _compgen(choices)
    return "_lintainer_files" if file else ":"


def zsh(found: Sequence[Words]) -> str:
    """Return the script for zsh: a function for its completion system, which works when sourced as well."""
    return "\n".join(_zsh(found)) + "\n"


def _zsh(found: Sequence[Words]) -> Iterator[str]:
    yield "#compdef lintainer"
    yield "_lintainer() {"
    yield "  local context state state_descr line"
    yield "  typeset -A opt_args"
    yield "  _arguments -C '(-): :->command' '(-)*:: :->arguments' '--help[show the help]' '--version[show the version]'"
    yield "  case $state in"
    yield "    command)"
    yield "      local -a commands=("
    for command in found:
        yield f"        {_quoted(command.name + ':' + command.help)}"
    yield "      )"
    yield "      _describe command commands ;;"
    yield "    arguments)"
    yield "      case $words[1] in"
    for command in found:
        yield f"        {command.name})"
        yield "          _arguments -S \\"
        for option in command.options:
            for name in option.names:
                what = option.help.replace("[", "(").replace("]", ")")
                yield f"            {_quoted(f'*{name}[{what}]' + _zsh_value(option))} \\"
        values = f"({' '.join(command.choices)})" if command.choices else "_files"
        yield f"            {_quoted('*:: :' + values)} ;;"
    yield "      esac ;;"
    yield "  esac"
    yield "}"
    # Sourced, it registers itself; found by the completion system, it is called.
    yield 'if [ "$funcstack[1]" = "_lintainer" ]; then _lintainer "$@"; else compdef _lintainer lintainer; fi'


def _zsh_value(option: Option) -> str:
    if not option.takes:
        return ""
    return ": :" + (f"({' '.join(option.choices)})" if option.choices else "_files" if option.file else "")


def fish(found: Sequence[Words]) -> str:
    """Return the script for fish."""
    return "\n".join(_fish(found)) + "\n"


def _fish(found: Sequence[Words]) -> Iterator[str]:
    yield "# fish completion of lintainer: keep it as lintainer.fish in ~/.config/fish/completions"
    names = " ".join(command.name for command in found)
    for command in found:
        yield (
            f"complete -c lintainer -n 'not __fish_seen_subcommand_from {names}' -f "
            f"-a {command.name} -d {_quoted(command.help, fish=True)}"
        )
    for command in found:
        start = f"complete -c lintainer -n '__fish_seen_subcommand_from {command.name}'"
        if command.choices:
            yield f"{start} -f -a '{' '.join(command.choices)}'"
        for option in command.options:
            flags = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
            value = (f" -x -a '{' '.join(option.choices)}'" if option.choices else " -r") if option.takes else ""
            yield f"{start} {flags}{value} -d {_quoted(option.help, fish=True)}"


def _quoted(text: str, *, fish: bool = False) -> str:
    """Quote for the shell; argparse's `%%` is a percent sign."""
    text = text.replace("%%", "%")
    return "'" + (text.replace("\\", "\\\\").replace("'", "\\'") if fish else text.replace("'", "'\\''")) + "'"
