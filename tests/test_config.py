"""The configuration file: which one counts, what it means, and what is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lintainer.config import KEYS, Config, read, settings_from
from lintainer.config_search import find
from lintainer.model.record import Record
from lintainer.options import build_options, converted
from lintainer.policy import Policy, Severity
from lintainer.run import prepare
from lintainer.settings import Settings, SettingsError
from tests.builders import sees_privileged


def yaml(folder: Path, text: str) -> Config:
    (folder / ".lintainer.yaml").write_text(text)
    return read(str(folder / ".lintainer.yaml"))


def test_the_nearest_config_up_to_the_root_of_the_repository_counts(tmp_path: Path) -> None:
    (tmp_path / ".lintainer.yaml").write_text("profile: all\n")
    repository = tmp_path / "repository"
    inner = repository / "a" / "b"
    inner.mkdir(parents=True)
    assert find(str(inner)) == str(tmp_path / ".lintainer.yaml")
    (repository / ".git").mkdir()
    assert find(str(inner)) is None
    (repository / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert find(str(inner)) is None
    (repository / "pyproject.toml").write_text("[tool.lintainer]\nprofile = 'all'\n")
    assert find(str(inner)) == str(repository / "pyproject.toml")
    (repository / "a" / ".lintainer.yml").write_text("")
    assert find(str(inner)) == str(repository / "a" / ".lintainer.yml")


def test_yaml_and_toml_say_the_same(tmp_path: Path) -> None:
    from_yaml = settings_from(
        yaml(
            tmp_path,
            "profile: hardening\nignore: [host-network]\nfail-on: medium\nexclude: [vendor/]\nrequire-reason: true\n"
            "severity: {privileged: low}\noptions: {low-user-id: {minimum: 1000}}\n"
            "overrides: [{paths: [test/], ignore: [resources], severity: {host-pid: low}}]\n"
            "suppress: [{policy: privileged, reason: why, path: a.yaml, expires: 2030-01-31}]\n",
        )
    )
    (tmp_path / "pyproject.toml").write_text(
        "[tool.lintainer]\nprofile = 'hardening'\nignore = ['host-network']\nfail-on = 'medium'\nexclude = ['vendor/']\n"
        "require-reason = true\nseverity = {privileged = 'low'}\noptions = {low-user-id = {minimum = 1000}}\n"
        "overrides = [{paths = ['test/'], ignore = ['resources'], severity = {host-pid = 'low'}}]\n"
        "suppress = [{policy = 'privileged', reason = 'why', path = 'a.yaml', expires = 2030-01-31}]\n"
    )
    from_toml = settings_from(read(str(tmp_path / "pyproject.toml")))
    assert from_toml == from_yaml.replace(config=from_toml.config)
    assert from_yaml.fail_on is Severity.MEDIUM
    assert from_yaml.suppress[0].expires == "2030-01-31"
    assert from_yaml.root == str(tmp_path)


def test_paths_start_from_the_config(tmp_path: Path) -> None:
    settings = settings_from(yaml(tmp_path, "plugins: [p/a.py]\nenv-files: [x.env]\nbaseline: b.json\n"))
    assert settings.plugins == (str(tmp_path / "p/a.py"),)
    assert settings.env_files == (str(tmp_path / "x.env"),)
    assert settings.baseline == str(tmp_path / "b.json")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("profil: all\n", ".lintainer.yaml:1: no key 'profil': did you mean 'profile'?", id="unknown key"),
        pytest.param("\nprofile: hard\n", ".lintainer.yaml:2: profile: no profile 'hard'", id="unknown profile"),
        pytest.param("fail-on: severe\n", "no severity 'severe'", id="unknown severity"),
        pytest.param("ignore: host-network\n", "a list is expected", id="text for a list"),
        pytest.param("docs: 'yes'\n", "true or false is expected", id="text for a switch"),
        pytest.param("overrides: [{ignore: [x]}]\n", "an override needs paths", id="override without paths"),
        pytest.param("overrides: [{paths: [x], severty: {}}]\n", "no key 'severty': did you mean 'severity'?", id="inner key"),
        pytest.param("suppress: [{policy: x}]\n", "an entry needs a reason", id="suppression without a reason"),
        pytest.param("suppress: [{policy: x, reason: y, expires: soon}]\n", "a date as 2027-01-31", id="no date"),
        pytest.param("profile: all\nprofile: all\n", "the key 'profile' is there twice", id="duplicate key"),
        pytest.param("profile: [\n", ".lintainer.yaml:", id="syntax"),
        pytest.param("- a\n", "a mapping is expected", id="a list"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError) as caught:
        settings_from(yaml(tmp_path, text))
    assert message in str(caught.value)


def test_bad_toml_and_a_missing_file_are_errors(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.lintainer\n")
    with pytest.raises(SettingsError, match=r"pyproject\.toml"):
        read(str(tmp_path / "pyproject.toml"))
    with pytest.raises(SettingsError, match="no such file"):
        read(str(tmp_path / "gone.yaml"))


def test_an_empty_config_changes_nothing(tmp_path: Path) -> None:
    settings = settings_from(yaml(tmp_path, "# nothing\n"))
    assert settings.replace(root=None, config=None) == Settings()


def test_every_key_sets_a_field_of_the_settings() -> None:
    assert {key.field for key in KEYS} <= set(Settings.fields())
    assert len({key.name for key in KEYS}) == len(KEYS)


class Options(Record):
    ports: tuple[int, ...] = ()
    name: str | None = None
    table: dict[str, int] = {}  # noqa: RUF012
    strict: bool = False


def with_options() -> Policy:
    return sees_privileged.replace(options=Options)


def test_options_are_checked_against_the_policys_own_record() -> None:
    given = {"sees-privileged": {"ports": [80, 443], "name": "x", "strict": True, "table": {"a": 1}}}
    built = build_options([with_options()], Settings(options=given))
    assert built == {"sees-privileged": Options(ports=(80, 443), name="x", strict=True, table={"a": 1})}
    assert build_options([with_options()], Settings()) == {}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        pytest.param({"port": [1]}, "no option 'port': did you mean 'ports'?", id="unknown option"),
        pytest.param({"ports": [True]}, "a number is expected, not True", id="a switch for a number"),
        pytest.param({"ports": "80"}, "a list is expected, not '80'", id="a text for a list"),
        pytest.param({"strict": 1}, "true or false is expected", id="a number for a switch"),
        pytest.param({"ports": None}, "is expected, not null", id="null"),
    ],
)
def test_wrong_options_are_errors(given: dict[str, object], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        build_options([with_options()], Settings(options={"sees-privileged": given}))
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param({"low-user-ids": {}}, "options: no policy 'low-user-ids': did you mean 'low-user-id'?", id="policy"),
        pytest.param(
            {"low-user-id": {"minimun": 5}},
            "options: low-user-id has no option 'minimun': did you mean 'minimum'?",
            id="option",
        ),
        pytest.param({"low-user-id": {"minimum": "few"}}, "minimum: a number is expected, not 'few'", id="value"),
        pytest.param({"privileged": {"a": 1}}, "options: privileged has none", id="no options at all"),
    ],
)
def test_options_are_checked_for_policies_that_do_not_run_too(options: dict[str, dict[str, object]], message: str) -> None:
    # low-user-id is in no profile but `all`, and neither runs here.
    settings = Settings(select=("host-pid",), options=options, installed_plugins=False)
    with pytest.raises(SettingsError, match=re.escape(message)):
        prepare(settings)


def test_a_policy_without_options_takes_none() -> None:
    with pytest.raises(SettingsError, match="sees-privileged has none"):
        build_options([sees_privileged], Settings(options={"sees-privileged": {"a": 1}}))


def test_nested_annotations_are_followed() -> None:
    assert converted([["a", 1]], "tuple[tuple[str, int], ...]") == (("a", 1),)
    assert converted(None, "str | None") is None
    with pytest.raises(ValueError, match="a list is expected"):
        converted([["a"]], "tuple[tuple[str, int], ...]")
