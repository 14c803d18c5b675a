"""Patterns that are compiled when used, and what is looked for before they are."""

from __future__ import annotations

import re

import pytest

from lintainer.model import secrets
from lintainer.patterns import pattern

EXAMPLES = {
    "a private key": "-----BEGIN RSA PRIVATE KEY-----",
    "an age secret key": "AGE-SECRET-KEY-1" + "A" * 58,
    "an AWS access key": "ASIAIOSFODNN7EXAMPLE",
    "a GitHub token": "ghs_" + "a" * 36,
    "a GitLab token": "gldt-" + "a" * 20,
    "a Slack token": "xoxb-1234567890",
    "a Slack webhook": "https://hooks.slack.com/services/TABCDEF1/BABCDEF1/" + "a" * 20,
    "a Stripe key": "rk_live_" + "a" * 16,
    "a Google API key": "AIza" + "a" * 35,
    "a Google OAuth token": "ya29." + "a" * 20,
    "a Google OAuth secret": "GOCSPX-" + "a" * 20,
    "an npm token": "npm_" + "a" * 36,
    "a PyPI token": "pypi-" + "a" * 50,
    "a SendGrid key": f"SG.{'a' * 16}.{'a' * 16}",
    "a Vault token": "hvb." + "a" * 24,
    "a DigitalOcean token": "dor_v1_" + "a" * 64,
    "a Docker Hub token": "dckr_pat_" + "a" * 20,
    "a Tailscale key": f"tskey-auth-{'a' * 8}-{'a' * 16}",
    "an Anthropic key": "sk-ant-" + "a" * 20,
    "an OpenAI key": f"sk-{'a' * 16}T3BlbkFJ{'a' * 16}",
    "a Hugging Face token": "hf_" + "a" * 34,
    "a Grafana token": "glc_" + "a" * 30,
    "a Telegram bot token": f"12345678:AA{'a' * 33}",
    "an Azure storage key": f"AccountKey={'a' * 86}==",
    "a JSON Web Token": f"eyJ{'a' * 8}.eyJ{'a' * 8}.{'a' * 8}",
}


def test_a_pattern_is_compiled_when_used() -> None:
    broken = pattern("(")
    with pytest.raises(re.error):
        broken.match("")
    found = pattern("(?P<a>x+)", re.IGNORECASE).search("yXx")
    assert found is not None
    assert found["a"] == "Xx"


def test_every_shape_is_found_behind_its_mark() -> None:
    assert set(EXAMPLES) == {what for what, _ in secrets._SHAPES}
    for what, text in EXAMPLES.items():
        assert secrets.shape_of(f"x {text} y") == what


@pytest.mark.parametrize(
    "name", "password db_pwd REDIS_AUTH clientSecret api_token credentials apikey bearer salt MYSQL_DSN masterauth".split()
)
def test_every_word_of_a_secret_name_has_its_mark(name: str) -> None:
    assert secrets.is_secret_name(name)
    assert secrets.secret_spans(f"{name}=hunter2x")
