"""Generated Compose projects: attributes in random forms, over one file or a file and its overlay."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

from tests.oracle.compose_cases import Case

Make = Callable[[Random], Any]


def _one(*values: Any) -> Make:
    return lambda random: random.choice(values)


def _some(make: Make, most: int = 3, least: int = 1) -> Make:
    return lambda random: [make(random) for _ in range(random.randint(least, most))]


def _either(*makes: Make) -> Make:
    return lambda random: random.choice(makes)(random)


def _pairs(names: str, values: Make) -> Make:
    def make(random: Random) -> Any:
        chosen = random.sample(names.split(), random.randint(1, min(3, len(names.split()))))
        if random.random() < 0.5:
            return {name: values(random) for name in chosen}
        return [f"{name}={value}" if (value := values(random)) is not None else name for name in chosen]

    return make


def _fields(known: dict[str, Make], *needed: str) -> Make:
    def make(random: Random) -> Any:
        chosen = [name for name in known if name in needed or random.random() < 0.5]
        return {name: known[name](random) for name in chosen}

    return make


_FLAG = _one(True, False, "true", "no", "${T}", "${NONE:-yes}", "$T")
_PATH = _one("/a", "/b", "./c", "../d", "~/e", "/f/../g", "named", "other", "/h/")
_TARGET = _one("/t", "/u", "/t/", "/v/../w", "/x y")
_SIZE = _one("10m", "1g", "512k", 1000, "2048", "1.5GiB", "${SIZE}", "${NONE:-64m}", "10 kb", 0)
_HOST_PORT = _one("80", "8080", "127.0.0.1:81", "[::1]:82", "9000-9002", "${PORT}", "0.0.0.0:83", "::1:84", "")


def _port(random: Random) -> Any:
    if random.random() < 0.25:
        make = _fields(
            {
                "target": _one(80, "81", 82),
                "published": _one(80, "8080", "9000-9010", "${PORT}"),
                "host_ip": _one("127.0.0.1", "::1"),
                "protocol": _one("udp", "tcp"),
                "mode": _one("host", "ingress"),
            },
            "target",
        )
        return make(random)
    host = _HOST_PORT(random)
    inside = random.choice(["80", "81", "80/udp", "9000-9002", "9000-9002/tcp"])
    return f"{host}:{inside}" if host else random.choice([inside, "80", 90])


def _volume(random: Random) -> Any:
    if random.random() < 0.4:
        kind = random.choice(["bind", "volume", "tmpfs"])
        long: dict[str, Any] = {"type": kind, "target": _TARGET(random)}
        if kind == "bind":
            long["source"] = random.choice(["/a", "./c", "~/e"])
            if random.random() < 0.6:
                long["bind"] = _fields(
                    {
                        "propagation": _one("rslave", "shared"),
                        "create_host_path": _FLAG,
                        "selinux": _one("z", "Z"),
                        "recursive": _one("enabled", "disabled", "readonly", "writable"),
                    }
                )(random)
        elif kind == "volume":
            if random.random() < 0.7:
                long["source"] = random.choice(["named", "other"])
            if random.random() < 0.5:
                long["volume"] = _fields({"nocopy": _FLAG, "subpath": _one("s"), "labels": _pairs("a b", _one("1", 2))})(random)
        elif random.random() < 0.6:
            long["tmpfs"] = _fields({"size": _one("1m", 1000, "64k"), "mode": _one(511, "1777")})(random)
        if random.random() < 0.4:
            long["read_only"] = _FLAG(random)
        return long
    text = f"{_PATH(random)}:{_TARGET(random)}" if random.random() < 0.85 else _TARGET(random)
    if ":" in text and random.random() < 0.5:
        words = ["ro", "rw", "z", "rslave", "nocopy", "delegated", "Z", "private"]
        text += ":" + ",".join(random.sample(words, random.randint(1, 2)))
    return text


_DEVICE = _one("/dev/a", "/dev/b:/dev/c", "/dev/b:/dev/d:r", "/dev/e:rw", {"source": "/dev/f", "target": "/dev/c"}, "v.io/g=0")
_VALUE = _one("x", 1, 1.5, True, None, "", "${T}", "a=b", "$$c", "${NONE-d}", "${PORT:+set}")
_COMMAND = _one("a b 'c d'", ["a", "b c"], 'sh -c "x && y"', [], "a > b", "x\\ y", None, ["$$A", "${T}"])
_LIMITS = _fields({"cpus": _one("0.5", 1, "0.25"), "memory": _one("64m", "1g", "${SIZE}"), "pids": _one(10, "20")})

SERVICE: dict[str, Make] = {
    "privileged": _FLAG,
    "read_only": _FLAG,
    "init": _FLAG,
    "tty": _FLAG,
    "cap_add": _some(_one("SYS_ADMIN", "NET_ADMIN", "cap_chown", "ALL")),
    "cap_drop": _some(_one("ALL", "CHOWN", "NET_RAW")),
    "security_opt": _one(
        ["no-new-privileges"], ["label=disable", "apparmor:x"], ["systempaths=unconfined"], ["seccomp=unconfined"]
    ),
    "pid": _one("host", "service:db", "container:x"),
    "ipc": _one("host", "shareable", "service:db"),
    "userns_mode": _one("host"),
    "user": _one("root", "1000:1000", "0"),
    "group_add": _one(["a"], ["a", 5], [1]),
    "ports": _some(_port, 4),
    "expose": _some(_one("80", 81, "90-92", "53/udp")),
    "volumes": _some(_volume, 3),
    "tmpfs": _either(_one("/run"), _some(_one("/tmp:size=1m", "/cache", "/z:ro,mode=755"), 2)),
    "devices": _some(_DEVICE),
    "environment": _pairs("A B C PORT", _VALUE),
    "labels": _pairs("a b c", _one("x", 1, "${T}", "", "y=z")),
    "sysctls": _pairs("net.a net.b", _one(1, "2")),
    "extra_hosts": _either(_pairs("h i", _one("1.2.3.4", "::1", "[::1]")), _some(_one("j:1.1.1.1", "k=2.2.2.2"), 2)),
    "dns": _one("8.8.8.8", ["1.1.1.1", "8.8.8.8"]),
    "dns_search": _one("a.b", ["c", "d"]),
    "command": _COMMAND,
    "entrypoint": _COMMAND,
    "healthcheck": _fields(
        {
            "test": _one("a b", ["CMD", "x"], ["NONE"]),
            "interval": _one("1m", "90s", "1h30m"),
            "retries": _one(3, "4"),
            "disable": _FLAG,
        }
    ),
    "restart": _one("always", "no", "on-failure:3", "unless-stopped"),
    "logging": _fields({"driver": _one("json-file", "syslog", "none"), "options": _one({"a": "1"}, {"b": 2}, {"a": None})}),
    "mem_limit": _SIZE,
    "memswap_limit": _one(-1, "2g"),
    "shm_size": _SIZE,
    "cpus": _one(0.5, "1.5", 2, "${NONE:-0.1}", 0.333),
    "pids_limit": _one(100, "200", -1, 0),
    "cpu_shares": _one(512, "100"),
    "ulimits": _one({"nproc": 5}, {"nofile": {"soft": 1, "hard": 2}}, {"core": "0", "nproc": {"soft": "3", "hard": 4}}),
    "oom_score_adj": _one(-500, "100"),
    "stop_grace_period": _one("10s", "1m30s"),
    "secrets": _some(_one("s", {"source": "s", "target": "x"}, {"source": "s", "target": "/y"}), 2),
    "configs": _some(_one("c", {"source": "c", "target": "/etc/c"}), 2),
    "networks": _one(["n"], ["n", "m"], {"n": None, "m": {"priority": 5}}, {"m": {"aliases": ["a", "b"]}}, ["default", "n"]),
    "deploy": _fields(
        {"resources": _fields({"limits": _LIMITS}), "restart_policy": _one({"condition": "any"}, {"max_attempts": 3})}
    ),
    "links": _one(["db"], ["db:alias"], ["db", "db:x"]),
    "volumes_from": _one(["db"], ["db:ro"], ["container:x"]),
    "gpus": _one("all", [{"driver": "d", "count": 2}]),
    "annotations": _pairs("a b", _one("1", 2)),
    "hostname": _one("h", "${T}-x", "${NONE}y"),
    "working_dir": _one("/w"),
    "runtime": _one("runc"),
    "depends_on": _one(["db"], {"db": {"condition": "service_started"}}),
}

_COMMON = {
    "volumes": {"named": None, "other": {"name": "given"}},
    "networks": {"n": None, "m": {"name": "given-m"}},
    "secrets": {"s": {"file": "./s.txt"}},
    "configs": {"c": {"file": "c.txt"}},
}
_ENV = "T=true\nPORT=8081\nSIZE=128m\n"


def _service(random: Random, few: int, many: int) -> dict[str, Any]:
    names = random.sample(sorted(SERVICE), random.randint(few, many))
    return {name: SERVICE[name](random) for name in names}


def generate(seed: int) -> Case:
    """Return the project of `seed`: one file, or a file and its overlay, or a file whose service extends another one."""
    random = Random(seed)
    web = {"image": "x", **_service(random, 3, 10)}
    services: dict[str, Any] = {"web": web, "db": {"image": "y"}}
    files = {".env": _ENV}
    arguments: tuple[str, ...] = ("-f", "a.json")
    kind = seed % 3
    if kind == 1:
        over = {"services": {"web": _service(random, 2, 8)}}
        files["b.json"] = json.dumps(over, indent=1)
        arguments = ("-f", "a.json", "-f", "b.json")
    elif kind == 2:
        services["base"] = web
        services["web"] = {"extends": "base", **_service(random, 1, 6)}
    files["a.json"] = json.dumps({"services": services, **_COMMON}, indent=1)
    return Case("generated", str(seed), arguments, files)
