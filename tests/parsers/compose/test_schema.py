"""The schema that is shipped, the quick check, and jsonschema say the same."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import lintainer
from lintainer.model import Unknown
from lintainer.model.notes import Note
from lintainer.parsers._yaml import Scalar
from lintainer.parsers.compose.schema import _explain, check_document
from lintainer.parsers.compose.shapes import Stranger
from lintainer.parsers.compose.specification import DOCUMENT, SERVICE
from lintainer.parsers.compose.values import Path as Path_
from lintainer.parsers.compose.values import Value
from lintainer.source import Source
from tests.oracle.compose_generated import generate

SCHEMA = Path(lintainer.__file__).parent / "schemas" / "compose.json"
NODE = Scalar(Source("x", ""), 0, 0, "", None, "", None)


def expected() -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Compose file", **DOCUMENT.schema()}


def as_value(data: Any) -> Value:
    if isinstance(data, dict):
        return Value({key: as_value(value) for key, value in data.items()}, NODE)
    if isinstance(data, list):
        return Value([as_value(value) for value in data], NODE)
    return Value(data, NODE)


def test_the_shipped_schema_is_that_of_the_specification() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == expected(), (
        "write it anew: python -m tests.parsers.compose.test_schema"
    )


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(expected())


@pytest.mark.parametrize("seed", range(40))
def test_the_quick_check_and_jsonschema_agree(seed: int) -> None:
    """On generated projects, and on each with one value replaced by another kind."""
    validator = Draft202012Validator(expected())
    random = Random(seed)
    document = json.loads(generate(seed).files["a.json"])
    changed = json.loads(json.dumps(document))
    holder: Any = changed["services"]["web"]
    for _ in range(random.randint(0, 2)):
        key = random.choice(sorted(holder)) if isinstance(holder, dict) and holder else None
        if key is None or not isinstance(holder[key], dict):
            break
        holder = holder[key]
    if isinstance(holder, dict) and holder:
        holder[random.choice(sorted(holder))] = random.choice([1, "x", True, None, [], {}, ["a", "a"], {"z": 1}, 1.5])
    for one in (document, changed):
        assert DOCUMENT.fits(as_value(one)) == validator.is_valid(one)


def mappings(value: Any) -> list[dict[str, Any]]:
    """Every mapping in a document, itself included."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [*([value] if isinstance(value, dict) else []), *(one for part in inner for one in mappings(part))]


def is_closed(holder: dict[str, Any], document: dict[str, Any]) -> bool:
    """Tell whether `holder`, a mapping of `document`, takes only certain keys."""
    holder["wrongField"] = 1
    try:
        strangers: list[Stranger] = []
        return DOCUMENT.fits_but_for(as_value(document), (), strangers) and len(strangers) == 1
    finally:
        del holder["wrongField"]


@pytest.mark.parametrize("seed", range(40))
def test_keys_that_nobody_knows_are_found_without_jsonschema(seed: int) -> None:
    """On generated projects with such a key put into some of their mappings: what is noted is the same."""
    document = json.loads(generate(seed).files["a.json"])
    closed = [holder for holder in mappings(document) if is_closed(holder, document)]
    if not closed:
        assert not DOCUMENT.fits(as_value(document)), "something else is wrong with it"
        return
    for holder in Random(seed).sample(closed, min(3, len(closed))):
        holder["wrongField"] = 1
    value = as_value(document)
    strangers: list[Stranger] = []
    assert DOCUMENT.fits_but_for(value, (), strangers)
    assert len(strangers) == min(3, len(closed))
    noted: list[tuple[Path_, Note]] = []
    check_document(value, lambda path, note: noted.append((path, note)))
    assert [path for path, _ in noted] == [(*one.path, one.key) for one in strangers]
    explained = [(path, note) for path, note, _ in _explain(value)]
    assert sorted(noted, key=repr) == sorted(explained, key=repr)


def test_a_key_that_nobody_knows_does_not_hide_what_else_is_wrong() -> None:
    strangers: list[Stranger] = []
    assert not DOCUMENT.fits_but_for(as_value({"services": {"web": {"wrongField": 1, "cap_add": 1}}}), (), strangers)
    assert not DOCUMENT.fits_but_for(as_value({"services": {"a b": {"image": "nginx"}}}), (), strangers)
    assert DOCUMENT.fits_but_for(as_value({"services": {"web": {"ports": [{"target": 80, "wrong": 1}]}}}), (), strangers)
    assert strangers[-1].path == ("services", "web", "ports", "0")


def test_an_unknown_text_is_a_text() -> None:
    assert DOCUMENT.fits(as_value({"services": {"web": {"image": Unknown(), "privileged": Unknown()}}}))
    assert not DOCUMENT.fits(as_value({"services": {"web": {"cap_add": Unknown()}}}))


def test_every_attribute_of_the_specification_is_there() -> None:
    """The names of the Compose Specification's service attributes, from its documentation of 2026."""
    names = """annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command configs container_name
        cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus cpuset
        credential_spec depends_on deploy develop device_cgroup_rules devices dns dns_opt dns_search
        domainname entrypoint env_file environment expose extends external_links extra_hosts gpus group_add
        healthcheck hostname image init ipc isolation label_file labels links logging mac_address mem_limit
        mem_reservation mem_swappiness memswap_limit models network_mode networks oom_kill_disable
        oom_score_adj pid pids_limit platform ports post_start pre_start pre_stop privileged profiles provider
        pull_policy pull_refresh_after read_only restart runtime scale secrets security_opt shm_size
        stdin_open stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits use_api_socket user
        userns_mode uts volumes volumes_from working_dir"""
    assert set(SERVICE) == set(names.split())


if __name__ == "__main__":
    SCHEMA.write_text(json.dumps(expected(), indent=1, sort_keys=True) + "\n", encoding="utf-8")
