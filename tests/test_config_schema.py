"""The JSON Schema of the configuration says what `lintainer.config` reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from lintainer.config import KEYS, read, settings_from
from lintainer.config_schema import schema, typed
from lintainer.options import annotations_of, build_options
from lintainer.plugins import builtin_listings, builtin_policies
from lintainer.settings import SettingsError, choose

FILE = Path(__file__).parent.parent / "lintainer" / "schemas" / "config.json"
SCHEMA = json.loads(FILE.read_text())


def test_the_file_is_in_step() -> None:
    """Else: `python -m lintainer config --isolated --no-plugins --schema > lintainer/schemas/config.json`."""
    assert schema(builtin_policies()) == SCHEMA


def test_it_is_a_schema_with_every_key_and_every_option() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert list(SCHEMA["properties"]) == [key.name for key in KEYS]
    options = {policy.id: policy.options for policy in builtin_policies() if policy.options is not None}
    assert set(SCHEMA["properties"]["options"]["properties"]) == set(options) != set()
    for name, kind in options.items():
        properties = SCHEMA["properties"]["options"]["properties"][name]["properties"]
        assert set(properties) == {field.replace("_", "-") for field in annotations_of(kind)}


@pytest.mark.parametrize(
    ("values", "good"),
    [
        pytest.param({}, True, id="nothing"),
        pytest.param({"profile": "hardening", "fail-on": "low"}, True, id="profile"),
        pytest.param({"profile": "hard"}, False, id="no-such-profile"),
        pytest.param({"fail-on": "error"}, False, id="no-such-severity"),
        pytest.param({"select": ["mounts", "privileged"], "ignore": ["host-root"]}, True, id="names"),
        pytest.param({"select": ["mount"]}, False, id="no-such-name"),
        pytest.param({"select": "mounts"}, False, id="a-text-for-a-list"),
        pytest.param({"docs": "yes"}, False, id="a-text-for-a-flag"),
        pytest.param({"colour": True}, False, id="no-such-key"),
        pytest.param({"helm": True, "helm-values": ["values.yaml"], "allow-skipped": False}, True, id="rendering"),
        pytest.param({"severity": {"privileged": "low"}}, True, id="severity"),
        pytest.param({"severity": {"privileged": 3}}, False, id="severity-as-number"),
        pytest.param({"options": {"low-user-id": {"minimum": 2000}}}, True, id="option"),
        pytest.param({"options": {"low-user-id": {"minimum": "2000"}}}, False, id="option-of-another-type"),
        pytest.param({"options": {"low-user-id": {"minimal": 2000}}}, False, id="no-such-option"),
        pytest.param({"options": {"privileged": {"x": 1}}}, False, id="a-policy-without-options"),
        pytest.param({"overrides": [{"paths": ["a/**"], "ignore": ["mounts"]}]}, True, id="override"),
        pytest.param({"overrides": [{"ignore": ["mounts"]}]}, False, id="override-without-paths"),
        pytest.param({"suppress": [{"policy": "privileged", "reason": "a builder"}]}, True, id="suppress"),
        pytest.param({"suppress": [{"policy": "privileged"}]}, False, id="suppress-without-reason"),
    ],
)
def test_it_takes_what_a_run_takes(values: dict[str, Any], good: bool, tmp_path: Path) -> None:
    path = tmp_path / ".lintainer.yaml"
    path.write_text(json.dumps(values))
    try:
        settings = settings_from(read(str(path)))
        choose(builtin_listings(), settings)
        build_options(builtin_policies(), settings)
        accepted = True
    except SettingsError:
        accepted = False
    assert (jsonschema.Draft202012Validator(SCHEMA).is_valid(values), accepted) == (good, good)


def test_an_unknown_annotation_is_an_error() -> None:
    with pytest.raises(ValueError, match="no schema for 'complex'"):
        typed("complex")
