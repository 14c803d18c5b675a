"""Generated `docker run` lines: options in every form of pflag, values from the grammar of each, some of them wrong."""

from __future__ import annotations

from hypothesis import strategies as st

from lintainer.parsers.docker_run.options import Option, table

LONG, SHORT = table("docker", "run")
# Not generated: the client would call out or write a file; what differs knowingly; what only prints help.
_LEFT_OUT = frozenset(("disable-content-trust", "cidfile", "help", "platform", "use-api-socket"))
OPTIONS = sorted({row.name: row for row in LONG.values() if row.name not in _LEFT_OUT}.values())


def _of(*texts: str) -> st.SearchStrategy[str]:
    return st.sampled_from(texts)


_word = st.text("abcxyzABC019-_.:=,/ +\"'\\é", max_size=8)
_name = st.text("abcxyz019", min_size=1, max_size=5)
_path = st.builds("/".join, st.lists(_of("", ".", "..", "a", "bc", "x y", "d.e"), min_size=1, max_size=4))
_number = st.one_of(
    st.integers(-3, 100_000).map(str),
    _of(
        "0",
        "-1",
        "+7",
        "007",
        "0x1F",
        "0o17",
        "0b101",
        "1_000",
        "1__0",
        "0_7",
        "08",
        "1.5",
        "1e3",
        "",
        " 1",
        "99999999999999999999",
    ),
)
_size = st.builds(
    lambda number, unit: number + unit,
    st.one_of(st.integers(0, 5000).map(str), _of("1.5", ".5", "5.", "1e2", "-1", "0", "", "1.2.3", "1_0", "+3")),
    _of("", "b", "k", "K", "kb", "KiB", "m", "MB", "mib", "g", "G", "t", "p", "i", "kk", " g", " ", "bb", "e"),
)
_duration = st.builds(
    "".join,
    st.lists(
        st.builds(
            lambda n, u: n + u, _of("1", "0", "1.5", ".5", "30", "-2", ""), _of("s", "m", "h", "ms", "us", "ns", "µs", "d", "")
        ),
        max_size=3,
    ),
)
_port = st.one_of(
    st.integers(0, 70000).map(str),
    st.builds(lambda a, b: f"{a}-{b}", st.integers(0, 99), st.integers(0, 99)),
    _of("", "x", "80-", "-80", "1-2-3", "080"),
)
_publish = st.builds(
    lambda ip, host, port, protocol: ip + host + port + protocol,
    _of("", "", "127.0.0.1:", "[::1]:", "::1:", ":", "localhost:", "[::1:", "1.2.3:", "[]:", "0.0.0.0:"),
    st.one_of(st.just(""), _port.map(lambda port: port + ":")),
    _port,
    _of("", "", "/tcp", "/udp", "/SCTP", "/", "/x"),
)
_publish_long = st.builds(
    ",".join,
    st.lists(
        st.builds("=".join, st.tuples(_of("target", "published", "protocol", "mode", ""), _port | _of("udp", "tcp"))),
        min_size=1,
        max_size=4,
    ),
)
_volume = st.builds(
    ":".join,
    st.lists(
        st.one_of(_path, _name, _of("C", "c", "C:\\x", "\\\\.\\pipe\\x", "~", "~/x", "ro", "rw,z", "nocopy,rslave", "v", "")),
        min_size=1,
        max_size=4,
    ),
)
_bool = _of("1", "0", "t", "T", "true", "True", "TRUE", "f", "F", "false", "False", "FALSE", "yes", "no", "", "2", "tRUE")
_mount_field = st.one_of(
    st.builds(
        lambda key, value: f"{key}={value}",
        _of("type", "Type"),
        _of("bind", "BIND", "volume", "tmpfs", "image", "npipe", "x", ""),
    ),
    st.builds(lambda key, value: f"{key}={value}", _of("source", "src", "target", "dst", "destination", "TARGET"), _path),
    _of("readonly", "ro", "RO", "volume-nocopy", "bind-nonrecursive", "x", ""),
    st.builds(lambda key, value: f"{key}={value}", _of("readonly", "ro", "volume-nocopy", "bind-nonrecursive"), _bool),
    _of(
        "bind-propagation=rslave",
        "bind-propagation=RPRIVATE",
        "bind-propagation=rprivate",
        "bind-recursive=disabled",
        "bind-recursive=readonly",
        "bind-recursive=writable",
        "bind-recursive=enabled",
        "consistency=cached",
        "volume-driver=local",
        "volume-opt=type=none",
        "volume-opt=o=bind",
        "volume-opt=device=/etc",
        "volume-label=a=b",
        "volume-subpath=s",
        "image-subpath=s",
        "tmpfs-mode=755",
        "tmpfs-mode=9",
        "foo=bar",
        "volume-opt==x",
        "volume-label=",
    ),
    _size.map(lambda size: f"tmpfs-size={size}"),
)


@st.composite
def _csv(draw: st.DrawFn, field: st.SearchStrategy[str], most: int) -> str:
    fields = draw(st.lists(field, min_size=1, max_size=most))
    quoted = [f'"{text}"' if draw(st.integers(0, 7)) == 0 or "," in text else text for text in fields]
    return ",".join(quoted)


@st.composite
def _mount(draw: st.DrawFn) -> str:
    # Mostly a whole mount with some options, sometimes any fields.
    fields = draw(_csv(_mount_field, 5))
    if draw(st.integers(0, 3)):
        kind = draw(_of("bind", "volume", "tmpfs", "image"))
        fields = f"type={kind},source={draw(_path)},target={draw(_path)},{fields}"
    return fields


_device = st.one_of(
    st.builds(
        lambda host, rest: "/dev/" + host + rest,
        _name,
        _of(
            "", ":r", ":rw", ":rwm", ":mwr", ":rr", ":/dev/x", ":/dev/../x", ":/dev/x:r", ":/dev/x:z", ":x", ":", "::", ":a:b:c"
        ),
    ),
    st.builds(
        "".join, st.tuples(_of("vendor.com/", "V/", "1/", "/"), _of("class", "c_", "c-c"), _of("=", "=x", "=0:1", "=x=", "=-"))
    ),
    _path,
)
_network = st.one_of(
    _of("host", "bridge", "none", "default", "n", "N", "container:x", "HOST", "a=", "=b", "", " "),
    _csv(
        st.one_of(
            _of(
                "name=n",
                "NAME=Host",
                "name=m",
                "alias=A",
                "alias=b",
                "ip=1.2.3.4",
                "ip6=::1",
                "driver-opt=a=b",
                "driver-opt=a",
                "name=",
            ),
            _of(
                "mac-address=92:d0:c6:0a:29:33",
                "mac-address=x",
                "link-local-ip=169.254.1.1",
                "gw-priority=3",
                "gw-priority=x",
                "x=y",
                "x",
            ),
        ),
        4,
    ),
)
_pair = st.builds(
    lambda key, value: key + value,
    st.one_of(_name, _of("", "a b", " a")),
    st.one_of(st.just(""), _word.map(lambda text: "=" + text)),
)
_address = _of(
    "1.2.3.4",
    "::1",
    "1.2.3",
    "::ffff:1.2.3.4",
    "01.2.3.4",
    " 1.1.1.1 ",
    "x",
    "",
    "2001:DB8::1",
    "1:2:3:4:5:6:7:8",
    "fe80::1%eth0",
)

VALUES: dict[str, st.SearchStrategy[str]] = {
    "add-host": st.builds(
        "".join, st.tuples(_name | st.just(""), _of(":", "=", ""), _address | _of("host-gateway", "[::1]", "[1.1.1.1]"))
    ),
    "annotation": _pair,
    "attach": _of("stdin", "STDOUT", "stderr", "x"),
    "cap-add": _of("ALL", "all", "SYS_ADMIN", "cap_net_raw", "CAP_CHOWN", "x", "a,b", ""),
    "cap-drop": _of("ALL", "all", "MKNOD", "cap_net_raw", "CAP_CHOWN", "x"),
    "cgroupns": _of("host", "private", "", "x"),
    "cpus": st.one_of(_number, _of(".5", "1/2", "1/3", "3/0", "0x1p-1", "1e-9", "1e-10", "0b1", "-0.5", "1.")),
    "device": _device,
    "device-cgroup-rule": _of("c 1:3 rwm", "a *:* r", "b 8:0 x", "c 1:3  r", "c 1:3 rwmr", ""),
    "dns": _address,
    "dns-search": _of(".", "a", "a.b", " a.b ", "a..b", "-a", "1", "a-", "a_b", "A.B.", ""),
    "env": _pair,
    "env-file": _of("env", "bad-env", "missing", "nameless-env"),
    "expose": st.builds("".join, st.tuples(_port, _of("", "/tcp", "/x", "/", ":80"))),
    "gpus": _csv(
        _of("all", "2", "count=all", "count=3", "count=x", "device=0", "driver=d", "capabilities=c", "options=a=b", "x", "x=y"),
        3,
    ),
    "group-add": _name,
    "ip": _address,
    "ip6": _address,
    "ipc": _of("host", "private", "container:x", "x", ""),
    "isolation": _of("default", "", "x"),
    "label": _pair,
    "label-file": _of("labels", "bad-env", "missing"),
    "link": _of("a", "a:b", "/a:/b/c", "a:b:c", ""),
    "log-driver": _of("none", "json-file", ""),
    "log-opt": _pair,
    "mac-address": _of("92:d0:c6:0a:29:33", "92-d0-c6-0a-29-33", "92d0.c60a.2933", "x", "", "92:d0"),
    "memory-swap": _size | _of("-1"),
    "mount": _mount(),
    "network": _network,
    "pid": _of("host", "container:x", "container:", "x", ""),
    "publish": _publish | _publish_long,
    "pull": _of("always", "missing", "never", "", "x"),
    "restart": _of("no", "always", "on-failure:3", "on-failure", "unless-stopped", ":1", "a:b", "", "a:", "a:-1"),
    "security-opt": _of(
        "no-new-privileges",
        "no-new-privileges:true",
        "no-new-privileges=0",
        "seccomp=unconfined",
        "seccomp=profile.json",
        "seccomp=missing",
        "apparmor=x",
        "label=disable",
        "label:type:x",
        "systempaths=unconfined",
        "x",
        "x=y",
        "",
    ),
    "storage-opt": _pair,
    "sysctl": _of("net.a=1", "kernel.sem=x=y", "kernel.x=1", "net.a", "=", "fs.mqueue.a="),
    "tmpfs": _volume,
    "ulimit": st.builds(
        "".join, st.tuples(_of("nofile", "nproc", "core", "as", ""), _of("=", ""), _number, _of("", ":"), _number)
    ),
    "user": _of("0", "root", "1000:1000", ":", "a:b", "", "0x0"),
    "userns": _of("host", "", "x"),
    "uts": _of("host", "", "x"),
    "volume": _volume,
    "volumes-from": _of("a", "a:ro", "b:z"),
}
_KINDS: dict[str, st.SearchStrategy[str]] = {
    "bool": _bool,
    "bytes": _size,
    "duration": _duration,
    "int": _number,
    "int64": _number,
    "uint16": _number,
    "uint64": _number,
    "weight": st.builds("".join, st.tuples(_of("/dev/sda", "sda", ""), _of(":", ""), _number)),
    "bps": st.builds("".join, st.tuples(_of("/dev/sda", "sda", ""), _of(":", ""), _size)),
    "iops": st.builds("".join, st.tuples(_of("/dev/sda", "sda", ""), _of(":", ""), _number)),
}
IMAGES = _of(
    "image",
    "a/b:c",
    "localhost:5000/x",
    "Image",
    "image:",
    "true",
    "-",
    "a@sha256:" + "e3" * 32,
    "a:b@sha256:x",
    "a b",
    "r.example.com/A",
    "x:T_1.2-3",
    "[::1]:1/a",
    "a__b",
    "a___b",
    "sha256:" + "0f" * 32,
    "0f" * 32,
)


def values(option: Option) -> st.SearchStrategy[str]:
    """Return values of an option, right and wrong ones."""
    if option.name in VALUES:
        return VALUES[option.name]
    return _KINDS.get(option.kind, st.one_of(_word, _name))


@st.composite
def _flag(draw: st.DrawFn) -> list[str]:
    option = draw(st.sampled_from(OPTIONS))
    name = draw(st.sampled_from((option.name, *option.aliases)))
    value = draw(values(option))
    forms = ["glued", "apart"] + (["short", "short apart", "short="] if option.short else [])
    form = draw(st.sampled_from(forms))
    if option.kind == "bool" and form != "glued":
        return [f"-{option.short}" if form.startswith("short") else f"--{name}"]
    if form == "glued":
        return [f"--{name}={value}"]
    if form == "apart":
        return [f"--{name}", value]
    if form == "short":
        return [f"-{option.short}{value}"]
    return [f"-{option.short}", value] if form == "short apart" else [f"-{option.short}={value}"]


@st.composite
def run_lines(draw: st.DrawFn) -> list[str]:
    """Generate a command line."""
    flags = draw(st.lists(_flag(), max_size=4))
    cluster = draw(_of("", "", "", "-it", "-dit", "-itP", "-iq", "-d", "-ix", "--"))
    words = [word for flag in flags for word in flag]
    tail = draw(st.lists(_of("sh", "-c", "--privileged", "a b", ""), max_size=2))
    line = ["docker", "run", *words, *([cluster] if cluster else []), draw(IMAGES), *tail]
    return [word for word in line if "\0" not in word]
