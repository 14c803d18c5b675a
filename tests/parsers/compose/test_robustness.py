"""Projects of which parts were replaced by anything: never a crash, in both modes."""

from __future__ import annotations

import json
from copy import deepcopy
from random import Random
from typing import Any

import pytest

from lintainer.files import Files
from lintainer.parsers import Context
from lintainer.parsers.compose.parser import ComposeParser
from tests.oracle.compose_generated import generate

ANYTHING: list[Any] = [
    1, -1, 0.5, True, None, "", [], {}, "x", "${A}", "a${A}b:c", ":", "/a:", {"a": 1}, [None], [1], ["a", "a"], [{}], "1g",
    "service:x", {"x-a": 1}, 10**30, "\x1b[31m", {"file": 1, "service": 2},
]  # fmt: skip
ATTRIBUTES = """extends include build deploy ports pre_start networks volumes secrets logging gpus blkio_config post_start
    develop models provider labels label_file env_file healthcheck ulimits""".split()


def places(data: Any) -> list[tuple[Any, Any]]:
    """Return every entry of every collection in `data`, as the collection and the key."""
    keys = list(data) if isinstance(data, dict) else list(range(len(data))) if isinstance(data, list) else []
    return [(data, key) for key in keys] + [place for key in keys for place in places(data[key])]


def mutate(document: Any, random: Random) -> None:
    for _ in range(random.randint(1, 4)):
        holder, key = random.choice(places(document) or [({}, "")])
        if isinstance(holder, dict) and random.random() < 0.2:
            holder[random.choice(ATTRIBUTES)] = deepcopy(random.choice(ANYTHING))
        elif isinstance(holder, list) and not holder:
            continue
        else:
            holder[key] = deepcopy(random.choice(ANYTHING))


def run(seeds: range) -> int:
    """Read a mutated project for each seed, and return how many services were read."""
    services = 0
    for seed in seeds:
        random = Random(seed)
        documents = {name: text for name, text in generate(seed).files.items() if name.endswith(".json")}
        files = {".env": "T=true\n"}
        for name, text in documents.items():
            document = json.loads(text)
            mutate(document, random)
            files["compose.yaml" if name == "a.json" else "compose.override.yaml"] = json.dumps(document)
        for show in (False, True):
            overlay = Files(files)
            context = Context(files=overlay, path="compose.yaml", named=False, options={"show": show})
            services += len(ComposeParser().parse(overlay.read("compose.yaml"), context).workloads)
    return services


def variables_anywhere(seeds: range) -> int:
    """Read a project for each seed with variables in its texts, whole or in part, and return how many services were read."""
    services = 0
    for seed in seeds:
        random = Random(seed)
        document = json.loads(generate(seed).files["a.json"])
        for holder, key in places(document["services"]):
            text = holder[key]
            if isinstance(text, str) and random.random() < 0.4:
                at = random.randint(0, len(text))
                holder[key] = random.choice(["${A}", text[:at] + "${A}" + text[at:], text[:at] + "${A}", "${A}" + text[at:]])
        overlay = Files({"compose.yaml": json.dumps(document)})
        context = Context(files=overlay, path="compose.yaml")
        services += len(ComposeParser().parse(overlay.read("compose.yaml"), context).workloads)
    return services


def test_variables_anywhere() -> None:
    assert variables_anywhere(range(60)) > 100


def test_a_few() -> None:
    assert run(range(40)) > 40


@pytest.mark.slow
def test_many() -> None:
    assert run(range(1000, 3000)) > 2000
    assert variables_anywhere(range(1000, 3000)) > 2000
