"""`lintainer check`."""

from __future__ import annotations

import argparse
import os
import sys

from lintainer.cli import outputs
from lintainer.cli.progress import progress
from lintainer.config_search import find
from lintainer.engine import Report
from lintainer.files import MAX_BYTES
from lintainer.messages import printable
from lintainer.policy import Severity
from lintainer.settings import PROFILES, Settings, SettingsError


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.usage = "lintainer check [OPTIONS] [PATH …]\n       lintainer check [OPTIONS] -- docker run …"
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders, '-' for standard input (default: .)")
    add_policy_options(parser)
    result = parser.add_argument_group("what counts")
    result.add_argument("--fail-on", metavar="SEVERITY", help="exit with 1 from this severity on (default: high)")
    result.add_argument("--baseline", metavar="FILE", help="findings in this file were there before and do not count")
    result.add_argument("--write-baseline", metavar="FILE", help="write what is found now as a baseline, and exit with 0")
    result.add_argument("--diff-base", metavar="REV", help="report only what lies on lines changed since this revision")
    result.add_argument("--exit-zero", action="store_true", help="report findings, but exit with 0")
    result.add_argument("--allow-empty", action="store_true", help="finding nothing to lint is no error")
    result.add_argument("--no-ignore", action="store_true", help="let no comment or annotation suppress a finding")
    result.add_argument("--require-reason", action="store_true", help="a suppression without a reason does nothing")
    parser.add_argument("--create-request", action="store_true", help="the input is the JSON of an Engine API create request")
    add_input_options(parser)
    add_config_options(parser)
    outputs.add_options(parser)


def add_policy_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose policies."""
    group = parser.add_argument_group("policies")
    group.add_argument("--profile", metavar="PROFILE", help=f"{', '.join(PROFILES)} (default: default)")
    group.add_argument(
        "--select", metavar="LIST", action="append", default=[], help="these policies or groups, in place of a profile"
    )
    group.add_argument("--extend-select", metavar="LIST", action="append", default=[], help="these as well")
    group.add_argument("--ignore", metavar="LIST", action="append", default=[], help="not these")
    group.add_argument("--pss-version", metavar="VERSION", help="of the Pod Security Standards: v1.N or latest")
    group.add_argument("--kubernetes-version", metavar="VERSION", help="that manifests are applied to: v1.N")
    add_plugin_options(group)


def add_plugin_options(group: argparse._ActionsContainer) -> None:
    """Add the options that bring policies along."""
    group.add_argument("--plugin", metavar="FILE", action="append", default=[], help="a Python file with policies")
    group.add_argument("--policy-file", metavar="FILE", action="append", default=[], help="a YAML file with policies in CEL")
    group.add_argument("--no-plugins", action="store_true", help="leave installed plugins out")


def add_config_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose the configuration."""
    group = parser.add_argument_group("configuration")
    group.add_argument("--config", metavar="FILE", help="default: the nearest .lintainer.yaml or pyproject.toml")
    group.add_argument("--isolated", action="store_true", help="read no configuration")


def add_input_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what is read."""
    group = parser.add_argument_group("input")
    group.add_argument("--stdin-filename", metavar="NAME", help="the name under which standard input is linted")
    group.add_argument("--exclude", metavar="PATTERN", action="append", default=[], help="leave out, in .gitignore syntax")
    group.add_argument("--force-exclude", action="store_true", help="apply excludes to files that are named as well")
    group.add_argument("--no-gitignore", action="store_true", help="read what .gitignore files exclude, too")
    group.add_argument("--env", action="store_true", help="resolve variables from the environment")
    group.add_argument("--env-file", metavar="FILE", action="append", default=[], help="resolve variables from this file")
    group.add_argument("--kustomize", action="store_true", help="build kustomizations first, with kustomize or kubectl")
    group.add_argument("--helm", action="store_true", help="render charts first, with helm or helm-python-sdk")
    group.add_argument("-f", "--values", metavar="FILE", action="append", default=[], help="values for --helm, the last wins")
    group.add_argument("--allow-skipped", action="store_true", help="what cannot be rendered is skipped, and no error")
    group.add_argument("--docs", action="store_true", help="read the examples of documents found in folders, too")


def names(given: list[str]) -> tuple[str, ...]:
    """Return the names of an option that takes comma-separated lists and may be repeated."""
    return tuple(name.strip() for part in given for name in part.split(",") if name.strip())


def configured(arguments: argparse.Namespace) -> Settings:
    """Return the settings that the configuration makes, with the plugins and policies that the arguments add.

    Raises `SettingsError`.
    """
    path = arguments.config if arguments.config is not None else None if arguments.isolated else find()
    base = Settings()
    if path is not None:
        from lintainer import config

        base = config.settings_from(config.read(path))
    return base.replace(
        plugins=(*base.plugins, *arguments.plugin),
        policy_files=(*base.policy_files, *arguments.policy_file),
        installed_plugins=base.installed_plugins and not arguments.no_plugins,
    )


def settings_of(arguments: argparse.Namespace) -> Settings:
    """Make settings of the config and of the arguments, which win. Raises `SettingsError`."""
    base = configured(arguments)
    given: dict[str, object] = {}
    for field in ("profile", "pss_version", "kubernetes_version", "baseline", "diff_base"):
        value = getattr(arguments, field, None)
        if value is not None:
            given[field] = value
    # Lists of a selection take the place of the config's, those that add to something add to it.
    if arguments.select:
        given["select"] = names(arguments.select)
    given["extend"] = (*base.extend, *names(arguments.extend_select))
    given["ignore"] = (*base.ignore, *names(arguments.ignore))
    given["exclude"] = tuple(arguments.exclude)
    given["values"] = tuple(getattr(arguments, "values", ())) or base.values
    given["env_files"] = tuple(arguments.env_file) or base.env_files
    for flag, field, value in (
        ("no_gitignore", "respect_gitignore", False),
        ("force_exclude", "force_exclude", True),
        ("allow_empty", "allow_empty", True),
        ("docs", "docs", True),
        ("kustomize", "kustomize", True),
        ("helm", "helm", True),
        ("allow_skipped", "allow_skipped", True),
        ("no_ignore", "ignore_comments", False),
        ("require_reason", "require_reason", True),
    ):
        if getattr(arguments, flag, False):
            given[field] = value
    if arguments.env:
        given["environment"] = dict(os.environ)
    if getattr(arguments, "fail_on", None) is not None:
        try:
            given["fail_on"] = Severity.parse(arguments.fail_on)
        except ValueError as error:
            raise SettingsError(f"--fail-on: {error}") from None
    return base.replace(**given)


def exit_code(report: Report, fail_on: Severity, *, exit_zero: bool) -> int:
    """Return 2 where something could not be linted, 1 for findings at or above the threshold, else 0."""
    if report.problems:
        return 2
    counted = any(finding.suppressed is None and finding.severity >= fail_on for finding in report.findings)
    return 1 if counted and not exit_zero else 0


def run(arguments: argparse.Namespace) -> int:
    """Lint, report, and return the exit code."""
    from lintainer.plugins import PluginError
    from lintainer.run import check_command, check_paths

    watch = progress(quiet=arguments.quiet)
    try:
        settings = settings_of(arguments)
        if arguments.write_baseline is not None:
            # What an earlier baseline holds and is still found is written again; what was mended is not.
            settings = settings.replace(baseline=None)
        targets = outputs.targets_of(arguments, settings)
        if arguments.command_line:
            report = check_command(arguments.command_line, settings)
        else:
            paths = arguments.paths or ["."]
            data = standard_input() if "-" in paths else None
            report = check_paths(
                paths, settings, data, arguments.stdin_filename, watch, create_request=arguments.create_request
            )
    except (SettingsError, PluginError) as error:
        print(f"lintainer: error: {error}", file=sys.stderr)
        return 2
    finally:
        if watch is not None:
            watch.clear()
    if arguments.write_baseline is not None:
        return write_baseline(report, arguments.write_baseline)
    written = outputs.deliver(report, targets, arguments)
    return exit_code(report, settings.fail_on, exit_zero=arguments.exit_zero) if written else 2


def write_baseline(report: Report, path: str) -> int:
    """Write the findings of `report` as a baseline, and say so; 2 where something could not be linted or written."""
    from lintainer import atomic, baseline

    counted = [finding for finding in report.findings if finding.suppressed is None]
    try:
        atomic.write(path, baseline.render(counted).encode())
    except OSError as error:
        print(f"lintainer: error: {path}: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return 2
    for problem in report.problems:
        print(f"lintainer: error: {printable(problem.name)}: {printable(problem.message)}", file=sys.stderr)
    outputs.write(f"{len(counted)} findings written to {path}\n")
    return 2 if report.problems else 0


def standard_input() -> bytes:
    """Return what stands on standard input, at most one byte more than may be read."""
    return sys.stdin.buffer.read(MAX_BYTES + 1)
