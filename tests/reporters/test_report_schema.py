"""The JSON of reports against the schema that is shipped."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from lintainer.engine import Report
from lintainer.reporters import REPORTERS, View
from lintainer.run import check_command, check_paths
from lintainer.settings import Settings
from tests.reporters import samples

SCHEMA: dict[str, Any] = json.loads(files("lintainer.schemas").joinpath("report.json").read_text(encoding="utf-8"))
LINES = {
    kind: jsonschema.Draft202012Validator({**SCHEMA["$defs"][kind], "$defs": SCHEMA["$defs"]})
    for kind in ("finding", "unknown", "error", "summary")
}
HERE = Path(__file__).parent


def real() -> Report:
    return check_paths([str(HERE / "files")], Settings(profile="all", installed_plugins=False))


def command() -> Report:
    words = ["docker", "run", "--privileged", "-v", "/:/host", "-e", "X=$Y", "nginx"]
    return check_command(words, Settings(installed_plugins=False))


REPORTS = [
    pytest.param(samples.full, id="one of everything"),
    pytest.param(samples.hostile, id="hostile"),
    pytest.param(Report, id="empty"),
    pytest.param(real, id="a real run"),
    pytest.param(command, id="a command line"),
    pytest.param(lambda: check_paths(["no/such/file.yaml"], Settings()), id="nothing but an error"),
]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("make", REPORTS)
def test_json(make: Any) -> None:
    jsonschema.validate(json.loads(REPORTERS["json"](make(), View())), SCHEMA)


@pytest.mark.parametrize("make", REPORTS)
def test_json_lines(make: Any) -> None:
    for line in REPORTERS["json-lines"](make(), View()).splitlines():
        given = json.loads(line)
        kind = given.pop("type")
        if kind == "summary":
            assert given.pop("version") == 1
            assert given.pop("tool")["name"] == "lintainer"
        LINES[kind].validate(given)


@pytest.mark.parametrize(
    "break_it",
    [
        pytest.param(lambda given: given["findings"][0].pop("fingerprint"), id="a missing property"),
        pytest.param(lambda given: given["findings"][0].update(line=0), id="a line 0"),
        pytest.param(lambda given: given["findings"][0].update(severity="bad"), id="another severity"),
        pytest.param(lambda given: given["errors"][0].update(kind="oops"), id="another kind of error"),
        pytest.param(lambda given: given.update(more=1), id="a property too many"),
        pytest.param(lambda given: given["summary"]["by_severity"].pop("low"), id="a severity without its count"),
    ],
)
def test_the_schema_refuses(break_it: Any) -> None:
    given = json.loads(REPORTERS["json"](samples.full(), View()))
    break_it(given)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(given, SCHEMA)
