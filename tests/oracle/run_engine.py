"""An Engine API on a unix socket, with no engine behind it: it writes down the create requests that it is sent.

Just enough of the API (1.50) for `docker run` to negotiate a version, to create a container, and to fail at once when it
wants to attach to it.
"""

from __future__ import annotations

import json
import re
import socketserver
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

API = "1.50"


class Created:
    """One create request: the body as posted, and the name and the platform of its query."""

    def __init__(self, body: dict[str, Any], query: dict[str, str]) -> None:
        self.body = body
        self.query = query


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Engine

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def address_string(self) -> str:
        return "unix"

    def _answer(self, status: int, content: object = None) -> None:
        data = b"OK" if content is None else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Api-Version", API)
        self.send_header("Ostype", "linux")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _serve(self) -> None:
        url = urlsplit(self.path)
        path = re.sub(r"^/v[0-9.]+", "", url.path)
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if path == "/_ping":
            self._answer(200)
        elif path in ("/version", "/info"):
            self._answer(200, {"ApiVersion": API, "MinAPIVersion": "1.24", "Os": "linux", "OSType": "linux", "Arch": "amd64"})
        elif path == "/containers/create":
            query = {key: values[-1] for key, values in parse_qs(url.query).items()}
            self.server.created.append(Created(json.loads(data), query))
            self._answer(201, {"Id": "0" * 64, "Warnings": []})
        elif path == "/images/create":
            self._answer(200, {"status": "there"})
        else:
            self._answer(404, {"message": "there is no engine here"})

    do_GET = do_POST = do_HEAD = do_DELETE = _serve


class Engine(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """The server; a context manager that listens on `socket`."""

    daemon_threads = True

    def __init__(self, socket: Path) -> None:
        self.created: list[Created] = []
        super().__init__(str(socket), _Handler)
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> Engine:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.shutdown()
        self.server_close()
