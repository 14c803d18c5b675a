"""The options that commands share, and the settings that they make.

An option sets the field of `Settings` that its `dest` names; the key of the configuration for it (`lintainer.config.KEYS`) sets
the same field. Options that were not given are None, and leave what the configuration says.
"""

from __future__ import annotations

import argparse

from lintainer.config_search import find
from lintainer.policy import Severity
from lintainer.settings import PROFILES, Settings, SettingsError

_Group = argparse._ActionsContainer
# Comma-separated names, repeatable.
_NAMES = ("select", "extend", "ignore")
# What adds to the configuration; the others take its place.
_ADDING = ("extend", "ignore", "plugins", "policy_files")


def add_run_options(parser: argparse.ArgumentParser) -> tuple[_Group, _Group]:
    """Add all options that have a key in the configuration, and those that choose it.

    Return the groups of what counts and of the input: a command may have more for them.
    """
    add_policy_options(parser)
    counting = add_result_options(parser)
    reading = add_input_options(parser)
    add_output_options(parser)
    add_config_options(parser)
    return counting, reading


def _flag(group: _Group, *names: str, field: str, help: str, value: bool = True) -> None:
    group.add_argument(*names, dest=field, action="store_const", const=value, help=help)


def add_policy_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose policies."""
    group = parser.add_argument_group("policies")
    group.add_argument("--profile", metavar="PROFILE", help=f"{', '.join(PROFILES)} (default: default)")
    group.add_argument("--select", metavar="LIST", action="append", help="these policies or groups, in place of a profile")
    group.add_argument("--extend-select", metavar="LIST", action="append", dest="extend", help="these as well")
    group.add_argument("--ignore", metavar="LIST", action="append", help="not these")
    group.add_argument("--pss-version", metavar="VERSION", help="of the Pod Security Standards: v1.N or latest")
    group.add_argument("--kubernetes-version", metavar="VERSION", help="that manifests are applied to: v1.N")
    add_plugin_options(group)


def add_plugin_options(group: _Group) -> None:
    """Add the options that bring policies along."""
    group.add_argument("--plugin", metavar="FILE", action="append", dest="plugins", help="a Python file with policies")
    group.add_argument(
        "--policy-file", metavar="FILE", action="append", dest="policy_files", help="a YAML file with policies in CEL"
    )
    _flag(group, "--no-plugins", field="installed_plugins", value=False, help="leave installed plugins out")


def add_result_options(parser: argparse.ArgumentParser) -> _Group:
    """Add the options that say what counts, and return their group."""
    group = parser.add_argument_group("what counts")
    group.add_argument("--fail-on", metavar="SEVERITY", help="exit with 1 from this severity on (default: high)")
    group.add_argument("--baseline", metavar="FILE", help="findings in this file were there before and do not count")
    group.add_argument("--diff-base", metavar="REV", help="report only what lies on lines changed since this revision")
    _flag(group, "--exit-zero", field="exit_zero", help="report findings, but exit with 0")
    _flag(group, "--allow-empty", field="allow_empty", help="finding nothing to lint is no error")
    _flag(group, "--no-ignore", field="ignore_comments", value=False, help="let no comment or annotation suppress a finding")
    _flag(group, "--require-reason", field="require_reason", help="a suppression without a reason does nothing")
    return group


def add_input_options(parser: argparse.ArgumentParser) -> _Group:
    """Add the options that say what is read, and return their group."""
    group = parser.add_argument_group("input")
    group.add_argument("--exclude", metavar="PATTERN", action="append", help="leave out, in .gitignore syntax")
    _flag(group, "--force-exclude", field="force_exclude", help="apply excludes to files that are named as well")
    _flag(group, "--no-gitignore", field="respect_gitignore", value=False, help="read what .gitignore files exclude, too")
    _flag(group, "--env", field="env", help="resolve variables from the environment")
    group.add_argument("--env-file", metavar="FILE", action="append", dest="env_files", help="resolve variables from this file")
    _flag(group, "--kustomize", field="kustomize", help="build kustomizations first, with kustomize or kubectl")
    _flag(group, "--helm", field="helm", help="render charts first, with helm or helm-python-sdk")
    group.add_argument("-f", "--values", metavar="FILE", action="append", help="values for --helm, the last wins")
    _flag(group, "--allow-skipped", field="allow_skipped", help="what cannot be rendered is skipped, and no error")
    _flag(group, "--docs", field="docs", help="read the examples of documents found in folders, too")
    return group


def add_stdin_option(group: _Group) -> None:
    """Add the option that names standard input."""
    group.add_argument("--stdin-filename", metavar="NAME", help="the name under which standard input is linted")


def add_output_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how and where reports are written."""
    from lintainer.reporters import REPORTERS

    group = parser.add_argument_group("output")
    group.add_argument("--format", metavar="FORMAT", help=f"on standard output: {', '.join(REPORTERS)} (default: text)")
    group.add_argument(
        "--output",
        "-o",
        metavar="FORMAT:FILE",
        action="append",
        help="write a report to a file, '-' for standard output; may be repeated",
    )
    add_color_option(group)
    _flag(group, "--no-excerpt", field="excerpt", value=False, help="leave the lines of the files out")
    _flag(group, "--show-suppressed", field="show_suppressed", help="show suppressed findings as well")
    _flag(group, "--show-unknown", field="show_unknown", help="list what could not be decided")
    _flag(group, "--quiet", "-q", field="quiet", help="findings and errors only, no summary and no progress")
    group = parser.add_argument_group("SARIF")
    group.add_argument("--sarif-root", metavar="FOLDER", help="what paths are relative to (default: the git root)")
    group.add_argument("--sarif-category", metavar="NAME", help="tells several uploads for one commit apart")
    _flag(
        group,
        "--sarif-include-suppressed",
        field="sarif_include_suppressed",
        help="with suppressed findings, which GitHub shows as open",
    )


def add_color_option(group: _Group) -> None:
    """Add the option that says when there are colours."""
    group.add_argument("--color", choices=("auto", "always", "never"), help="colours (default: auto)")


def add_config_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose the configuration."""
    group = parser.add_argument_group("configuration")
    group.add_argument(
        "--config", metavar="FILE", dest="config_file", help="default: the nearest .lintainer.yaml or pyproject.toml"
    )
    group.add_argument("--isolated", action="store_true", help="read no configuration")


def config_path(arguments: argparse.Namespace) -> str | None:
    """Return the path of the configuration that counts, None where none does."""
    path: str | None = arguments.config_file
    return path if path is not None else None if arguments.isolated else find()


def settings_of(arguments: argparse.Namespace) -> Settings:
    """Make settings of the configuration and of the arguments, which win. Raises `SettingsError`."""
    path = config_path(arguments)
    base = Settings()
    if path is not None:
        from lintainer import config

        base = config.settings_from(config.read(path))
    return overlaid(base, arguments)


def overlaid(base: Settings, arguments: argparse.Namespace) -> Settings:
    """Return `base` with what the arguments say. Raises `SettingsError`."""
    given: dict[str, object] = {}
    for field in Settings.fields():
        value = getattr(arguments, field, None)
        if value is None:
            continue
        if isinstance(value, list):
            value = names(value) if field in _NAMES else tuple(value)
        given[field] = (*getattr(base, field), *value) if field in _ADDING else value
    if "fail_on" in given:
        try:
            given["fail_on"] = Severity.parse(str(given["fail_on"]))
        except ValueError as error:
            raise SettingsError(f"--fail-on: {error}") from None
    return base.replace(**given)


def names(given: list[str]) -> tuple[str, ...]:
    """Return the names of an option that takes comma-separated lists and may be repeated."""
    return tuple(name.strip() for part in given for name in part.split(",") if name.strip())
