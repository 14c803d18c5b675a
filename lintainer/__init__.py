"""A policy-as-code linter for the ways containers are started.

    from lintainer import check_paths, check_text, check_command

    report = check_command(["docker", "run", "--privileged", "nginx"])
    for finding in report.findings:
        print(finding.policy.id, finding.location.region, finding.message)

The functions take the options of `lintainer.settings.Settings` as keywords (`profile="hardening"`, `ignore=("host-network",)`)
and return a `lintainer.engine.Report`. They import what they need when they are called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lintainer.hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lintainer.engine import Report

__version__ = "0.1.0"
# True in the program `lintainer`, whose process no other code lives in: it may then import what it needs more cheaply.
OWN_PROCESS = False
__all__ = ["__version__", "check_command", "check_create_request", "check_paths", "check_text"]


def check_paths(*paths: str, **options: Any) -> Report:  # noqa: ANN401 - the fields of Settings
    """Lint files and folders, as `lintainer check PATH …` does.

    Raises `lintainer.settings.SettingsError` for options that make no sense and `lintainer.plugins.PluginError` for a plugin
    that cannot be used; whatever is wrong with the files is in `report.problems`.
    """
    from lintainer.run import check_paths as run
    from lintainer.settings import Settings

    return run(paths or (".",), Settings(**options))


def check_text(text: str, name: str = "<stdin>", **options: Any) -> Report:  # noqa: ANN401
    """Lint one text. `name` and the text itself decide what it is: `compose.yaml`, `deploy.sh`, a manifest.

    Raises as `check_paths` does.
    """
    from lintainer.run import check_text as run
    from lintainer.settings import Settings

    return run(text, Settings(**options), name)


def check_command(words: Sequence[str], **options: Any) -> Report:  # noqa: ANN401
    """Lint one command line given as its words: `["docker", "run", "--privileged", "nginx"]`.

    Raises as `check_paths` does.
    """
    from lintainer.run import check_command as run
    from lintainer.settings import Settings

    return run(words, Settings(**options))


def check_create_request(request: Mapping[str, object], **options: Any) -> Report:  # noqa: ANN401
    """Lint the body of a create request of the Docker Engine API: `{"Image": "nginx", "HostConfig": {"Privileged": True}}`.

    `Config` as an inspection has it is no part of a body. The first call loads the policies, later ones with the same options
    need not. Findings name the field (`finding.field`); they have no place in a text.
    What cannot be read is in `report.problems`, and a gate must refuse it. Raises as `check_paths` does.
    """
    from lintainer.run import check_create_request as run
    from lintainer.settings import Settings

    return run(request, Settings(**options))
