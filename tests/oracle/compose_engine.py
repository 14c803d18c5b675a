"""Just enough of the Docker Engine API, on a unix socket, for the real `docker-compose create` to post its requests.

Nothing is created: containers live in a list, and their create requests are what the tests are after.
"""

from __future__ import annotations

import json
import os
import re
import socketserver
import threading
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

API = "1.52"
# Networks that were made elsewhere are there when their name says so.
ELSEWHERE = ("host", "bridge", "none", "ext")


class Engine(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """The engine. `created` holds (name, request) in the order in which they were posted."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, socket: str) -> None:
        self.socket_path = socket
        self.created: list[tuple[str, dict[str, Any]]] = []
        self.networks: dict[str, Any] = {}
        super().__init__(socket, _Handler)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Engine:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.shutdown()
        self.server_close()
        os.unlink(self.socket_path)

    def forget(self) -> None:
        """Begin anew: no containers, no networks."""
        self.created.clear()
        self.networks.clear()

    def network(self, name: str) -> dict[str, Any] | None:
        """Return the network `name` as it is inspected, if there is one."""
        if name in self.networks or name.startswith(ELSEWHERE):
            return {"Name": name, "Id": name, "Driver": "bridge", "Labels": self.networks.get(name, {})}
        return None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Engine

    def address_string(self) -> str:
        return "unix"

    def log_message(self, *_: object) -> None:
        return

    def _answer(self, code: int, body: object = None) -> None:
        raw = b"" if body is None else json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Api-Version", API)
        self.send_header("Ostype", "linux")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(raw)

    def _body(self) -> Any:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            chunks = []
            while size := int(self.rfile.readline().split(b";")[0] or b"0", 16):
                chunks.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            raw = b"".join(chunks)
        else:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        return json.loads(raw or b"null")

    def _serve(self) -> None:
        url = urlsplit(self.path)
        path = unquote(re.sub(r"^/v[0-9.]+", "", url.path))
        query = {key: values[0] for key, values in parse_qs(url.query, keep_blank_values=True).items()}
        body = self._body() if self.command in ("POST", "PUT") else None
        self._answer(*self._route(path, query, body))

    def _route(self, path: str, query: dict[str, str], body: Any) -> tuple[int, object]:
        engine = self.server
        if path == "/_ping":
            return 200, "OK"
        if path == "/version":
            return 200, {"Version": "29.0.0", "ApiVersion": API, "MinAPIVersion": "1.24", "Os": "linux", "Arch": "amd64"}
        if path == "/info":
            return 200, {"ID": "stub", "OSType": "linux", "Architecture": "x86_64", "ServerVersion": "29.0.0"}
        if found := re.fullmatch(r"/images/(.+)/json", path):
            return 200, {
                "Id": "sha256:" + "0" * 64,
                "RepoTags": [found[1]],
                "Config": {},
                "Os": "linux",
                "Architecture": "amd64",
            }
        if path == "/images/json":
            return 200, []
        if path == "/networks/create":
            engine.networks[body["Name"]] = body.get("Labels") or {}
            return 201, {"Id": body["Name"], "Warning": ""}
        if path == "/networks":
            wanted = _filters(query).get("name", [])
            names = wanted or list(engine.networks)
            return 200, [network for name in names if (network := engine.network(name)) is not None]
        if found := re.fullmatch(r"/networks/([^/]+)", path):
            network = engine.network(found[1])
            return (200, network) if network is not None else (404, {"message": "no such network"})
        if path == "/volumes" and self.command == "GET":
            return 200, {"Volumes": [], "Warnings": []}
        if path == "/volumes/create":
            return 201, body
        if found := re.fullmatch(r"/volumes/(.+)", path):
            return 200, {"Name": found[1], "Driver": "local", "Mountpoint": "/x", "Labels": {}, "Scope": "local", "Options": {}}
        return self._containers(path, query, body)

    def _containers(self, path: str, query: dict[str, str], body: Any) -> tuple[int, object]:
        engine = self.server
        if path == "/containers/create":
            engine.created.append((query.get("name", ""), body))
            return 201, {"Id": container_id(len(engine.created) - 1), "Warnings": []}
        if path == "/containers/json":
            labels = dict(label.partition("=")[::2] for label in _filters(query).get("label", []))
            return 200, [
                {"Id": container_id(at), "Names": ["/" + name], "Labels": made["Labels"], "State": "created"}
                for at, (name, made) in enumerate(engine.created)
                if all(made["Labels"].get(key) == value for key, value in labels.items() if value)
            ]
        if (found := re.fullmatch(r"/containers/([0-9a-f]{64})/json", path)) and int(found[1], 16) < len(engine.created):
            name, made = engine.created[int(found[1], 16)]
            return 200, {
                "Id": found[1],
                "Name": "/" + name,
                "State": {"Status": "created"},
                "Config": {"Labels": made["Labels"]},
                "HostConfig": made["HostConfig"],
                "NetworkSettings": {"Networks": {}},
            }
        if self.command == "PUT" or self.command == "DELETE":
            return 204, None
        return 404, {"message": f"the stub knows no {self.command} {path}"}

    do_GET = do_POST = do_HEAD = do_PUT = do_DELETE = _serve


def _filters(query: dict[str, str]) -> dict[str, list[str]]:
    given = json.loads(query.get("filters") or "{}")
    return {key: list(values) for key, values in given.items()}


def container_id(index: int) -> str:
    """Return the id of the container that was created as number `index`."""
    return f"{index:064x}"
