"""The tables of the standards: each recommendation has a policy or a reason, and table, policies, profiles and pages agree."""

from __future__ import annotations

import re

import pytest

from lintainer.pages import page_text, sections
from lintainer.plugins import builtin_policies
from lintainer.policy import Policy
from lintainer_policies.standards import CIS_DOCKER, CIS_KUBERNETES, PSS, STANDARDS, Recommendation, Standard

POLICIES = {policy.id: policy for policy in builtin_policies()}
ROWS = [
    pytest.param(standard, row, id=f"{standard.id} {row.number}") for standard in STANDARDS for row in standard.recommendations
]
# How a page cites a standard.
ON_PAGES = {
    CIS_DOCKER.id: "CIS Docker Benchmark 1.6.0, ",
    CIS_KUBERNETES.id: "CIS Kubernetes Benchmark 1.12.0, ",
}


def test_every_recommendation_is_there() -> None:
    docker = [row.number for row in CIS_DOCKER.recommendations]
    assert docker == ["4.1", *(f"5.{number}" for number in range(1, 33))]
    kubernetes = [row.number for row in CIS_KUBERNETES.recommendations]
    sizes = {"5.1": 13, "5.2": 12, "5.3": 2, "5.4": 2, "5.5": 1, "5.6": 4}
    assert kubernetes == [f"{part}.{number}" for part, size in sizes.items() for number in range(1, size + 1)]
    assert len({row.number for row in PSS.recommendations}) == len(PSS.recommendations) == 19


@pytest.mark.parametrize(("standard", "row"), ROWS)
def test_a_recommendation_has_policies_or_a_reason(standard: Standard, row: Recommendation) -> None:
    assert row.policies or row.note
    assert not set(row.policies) & set(row.further)
    for name in row.policies:
        assert set(POLICIES[name].profiles) & set(standard.profiles), f"{name} does not run in {standard.profiles}"
    for name in row.further:
        assert not set(POLICIES[name].profiles) & set(standard.profiles), f"{name} runs in {standard.profiles}"
    for name in (*row.policies, *row.further):
        assert standard.citation(row) in POLICIES[name].standards
    for name in re.findall(r"`([a-z]+(?:-[a-z]+)+)`", row.note):
        assert name in POLICIES


@pytest.mark.parametrize("policy", POLICIES.values(), ids=lambda policy: policy.id)
def test_what_a_policy_cites_is_in_the_tables(policy: Policy) -> None:
    cited = {
        standard.citation(row)
        for standard in STANDARDS
        for row in standard.recommendations
        if policy.id in (*row.policies, *row.further)
    }
    assert {name for name in policy.standards if not name.startswith("CVE-")} == cited


@pytest.mark.parametrize("standard", STANDARDS, ids=lambda standard: standard.id)
def test_a_profile_holds_what_the_table_names(standard: Standard) -> None:
    named = {name for row in standard.recommendations for name in row.policies}
    assert named == {policy.id for policy in POLICIES.values() if set(policy.profiles) & set(standard.profiles)}


@pytest.mark.parametrize("policy", POLICIES.values(), ids=lambda policy: policy.id)
def test_a_page_cites_what_its_policy_cites(policy: Policy) -> None:
    references = dict(sections(page_text(policy) or ""))["References"]
    for standard in (CIS_DOCKER, CIS_KUBERNETES):
        wanted = {name.rpartition(" ")[2] for name in policy.standards if name.startswith(standard.cited)}
        lines = [line for line in references.splitlines() if ON_PAGES[standard.id] in line]
        given = {
            number for line in lines for number in re.findall(r"\b[45](?:\.\d+)+", line.partition(ON_PAGES[standard.id])[2])
        }
        assert given == wanted
    for name in policy.standards:
        if name.startswith("PSS "):
            level, _, control = name.removeprefix("PSS ").partition(" ")
            assert f"Pod Security Standards, {level}: {control}" in references
