"""What is a literal credential, by name and by value."""

from __future__ import annotations

import pytest

from lintainer.model.literals import PASSWORD, SECRET, WEAK, kind_of_name, literal, looks_like_key, stands_for_one


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("POSTGRES_PASSWORD", PASSWORD),
        ("PGPASSWORD", PASSWORD),
        ("dbRootPassword", PASSWORD),
        ("db.admin-password", PASSWORD),
        ("DB_PASSWORD_PROD", PASSWORD),
        ("PASSWORD_1", PASSWORD),
        ("SMTP_PASS", PASSWORD),
        ("GITHUB_TOKEN", SECRET),
        ("JWT_SECRET", SECRET),
        ("SECRET_KEY_BASE", SECRET),
        ("AWS_SECRET_ACCESS_KEY", SECRET),
        ("OPENAI_API_KEY", SECRET),
        ("apikey", SECRET),
        ("DB_ENC_KEY", SECRET),
        ("APP_KEY", WEAK),
        ("NEO4J_AUTH", WEAK),
        ("POSTGRES_PASSWORD_FILE", None),
        ("TOKEN_TTL", None),
        ("TOKEN_URL", None),
        ("PASSWORD_MIN_LENGTH", None),
        ("MYSQL_ALLOW_EMPTY_PASSWORD", None),
        ("MYSQL_RANDOM_ROOT_PASSWORD", None),
        ("TLS_SECRET", None),
        ("SECRET_NAME", None),
        ("PWD", None),
        ("TOKENIZERS_PARALLELISM", None),
        ("COMPASS", None),
        ("BYPASS", None),
        ("KEYBOARD", None),
        ("PUBLIC_KEY", None),
        ("", None),
    ],
)
def test_the_last_word_of_a_name_decides(name: str, kind: str | None) -> None:
    assert kind_of_name(name) == kind


PLACEHOLDERS = """
Yes|0|1|30s|15 minutes|<your-token>|{{ .Values.password }}|${DB_PASSWORD}|$DB_PASSWORD|$(DB_PASSWORD)|$(cat /run/secrets/db)
true|%PASSWORD%|@PASSWORD@|xxx|XXXXXXXX|****|...|sk-xxxxxxxxxxxx|abc...xyz|your-token|YOUR_API_KEY|yourpassword|replace-me|REPLACEME
INSERT_TOKEN|put-it-here|/run/secrets/db|./secret|~/.token|certs/tls.key|secret.json|https://vault.example.com/v1/x|none|null|TODO
vault:secret/data/db#password|op://vault/item/field|arn:aws:secretsmanager:eu-west-1:1:secret:x|ref+vault://x|{cipher}abc
ENC[AES256_GCM,data:x]|$2y$10$abcdefghijk|{SSHA}abc=
"""


@pytest.mark.parametrize(
    "value", ["", "  ", *(value for line in PLACEHOLDERS.split("\n") for value in line.split("|") if value)]
)
def test_what_stands_for_a_credential_is_none(value: str) -> None:
    assert stands_for_one(value)
    assert literal("DB_PASSWORD", value) is None
    assert literal("API_TOKEN", value) is None


@pytest.mark.parametrize(
    "value", ["changeme", "password", "hunter2", "123456", "c-krit", "correct horse", "mysecretpassword", "example"]
)
def test_a_password_that_a_container_would_start_with_is_one(value: str) -> None:
    assert literal("DB_PASSWORD", value) == "a password"


@pytest.mark.parametrize(
    ("name", "value", "sure", "what"),
    [
        pytest.param("JWT_SECRET", "mysecret", True, "a token or a key", id="a variable's value is what its name says"),
        pytest.param("secret", "web-tls", False, None, id="an argument may name an object"),
        pytest.param("token", "f3Kq9ZxT2mB7vL4pW8sY", False, "a token or a key", id="a random argument"),
        pytest.param("PASSPORT_SECRET", "12345", True, "a token or a key", id="a secret that is a number"),
        pytest.param("OLD_SECRET", "12", True, None, id="a number too small for a secret"),
        pytest.param("API_TOKEN", "12345", True, None, id="a number that a token's name may be given"),
        pytest.param("SESSION_TOKENS", "100", True, None, id="a number of tokens"),
        pytest.param("CONTEXT_TOKEN", "4096", True, None, id="tokens of a text are counted"),
        pytest.param("MANY_SECRETS", "1200", True, None, id="a number of secrets"),
        pytest.param("PASSPORT_SECRET", "12345", True, "a token or a key", id="a number as the secret"),
        pytest.param("PASSPORT_SECRET", "10", True, None, id="too short to be one"),
        pytest.param("secret", "12345", False, None, id="a number as an argument"),
        pytest.param("APP_KEY", "base64:3q2+7wAAAAAf8Zk2vX9LmN4pR7sT1uW3yB6cD5eF0g=", True, None, id="not of one piece"),
        pytest.param("APP_KEY", "f3Kq9ZxT2mB7vL4pW8sY", True, "what looks like a key", id="weak name, random value"),
        pytest.param("CACHE_KEY", "user-profile-v2", True, None, id="weak name, plain value"),
        pytest.param("NEO4J_AUTH", "neo4j/hunter2", True, "a password", id="a user and a password"),
        pytest.param("BASIC_AUTH", "admin:hunter2", True, "a password", id="in HTTP's form"),
        pytest.param("BASIC_AUTH", "admin:$apr1$x", True, None, id="a user and a hash"),
        pytest.param("NEO4J_AUTH", "neo4j/${PASSWORD}", True, None, id="a user and a reference"),
        pytest.param("NEO4J_AUTH", "none", True, None, id="no login"),
        pytest.param("SERVICE_AUTH", "local/ldap", True, None, id="a name that does not say so"),
        pytest.param("ANYTHING", "ghp_" + "a1B2" * 9, True, "a GitHub token", id="by shape"),
        pytest.param("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE", True, None, id="the sample of the documentation"),
        pytest.param("KEY", "-----BEGIN PRIVATE KEY-----\nMIIBVQIBADANBgkq", True, "a private key", id="PEM"),
    ],
)
def test_tokens_and_keys(name: str, value: str, sure: bool, what: str | None) -> None:
    assert literal(name, value, sure=sure) == what


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        pytest.param("SETTING", "q8Zk2vX9LmN4pR7sT1uW3yB6cD5eF0gHjK", True, id="random"),
        pytest.param("CLUSTER_ID", "q8Zk2vX9LmN4pR7sT1uW3yB6cD5eF0gHjK", False, id="an id by its name"),
        pytest.param("SETTING", "d41d8cd98f00b204e9800998ecf8427e" * 2, False, id="hexadecimal: a digest"),
        pytest.param("SETTING", "123e4567-e89b-12d3-a456-426614174000", False, id="a UUID"),
        pytest.param("CLASS", "org2ExampleApplicationServerConfigurationFactory3", False, id="words joined"),
        pytest.param("JAVA_OPTS", "-Xmx512m -Dfile.encoding=UTF-8 -XX:MaxRAMPercentage=75", False, id="options"),
        pytest.param("SETTING", "/usr/local/Share1/App2/Data3/Conf4/Etc5/Lib6", False, id="a path"),
    ],
)
def test_long_values_that_look_random(name: str, value: str, found: bool) -> None:
    assert looks_like_key(name, value) is found
