"""Which object a name means."""

from __future__ import annotations

from lintainer.model.references import automounts_token
from tests.parsers.kubernetes import project

POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {serviceAccountName: app, containers: [{name: a, image: a}]}\n"


def account(automount: str) -> str:
    return f"---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {{name: app}}\nautomountServiceAccountToken: {automount}\n"


def test_of_two_accounts_of_one_name_the_one_in_the_same_file_is_meant() -> None:
    found = project(POD + account("true"), POD + account("false"))
    values = [automounts_token(found, one, one.pod).value for one in found.workloads if one.pod is not None]
    assert values == [True, False]


def test_an_account_in_another_file_of_the_folder_is_found() -> None:
    found = project(POD, account("false"))
    (one,) = found.workloads
    assert one.pod is not None
    assert automounts_token(found, one, one.pod).value is False
