"""What excerpts mask: credentials, and not the two sides of a mount."""

from __future__ import annotations

import pytest

from lintainer.model.secrets import secret_spans


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param("-e TOKEN=abcdefgh", ["abcdefgh"], id="variable"),
        pytest.param("password: /abc/def", ["/abc/def"], id="yaml-value-that-looks-like-a-path"),
        pytest.param("PASSWORD=/abc/def", ["/abc/def"], id="variable-that-looks-like-a-path"),
        pytest.param('{"password":"/abc"}', ["/abc"], id="json"),
        pytest.param('docker run -v "$PWD":/work x', [], id="working-folder"),
        pytest.param('-v "$SSH_AUTH_SOCK":/agent', [], id="agent"),
        pytest.param("-v ~/.aws/credentials:/root/.aws/credentials:ro", [], id="credentials-file"),
    ],
)
def test_mask(text: str, masked: list[str]) -> None:
    assert [text[start:end] for start, end in secret_spans(text)] == masked
