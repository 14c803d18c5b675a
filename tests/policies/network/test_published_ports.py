"""Published ports: addresses in every spelling, ranges, networks on which nothing is published, and data stores."""

from __future__ import annotations

import pytest

from lintainer.model import UNKNOWN, Port
from lintainer.run import check_texts
from lintainer.settings import Settings
from lintainer_policies.network._addresses import is_unspecified
from lintainer_policies.network._options import AllowedPorts
from lintainer_policies.network.privileged_host_port import privileged_host_port
from lintainer_policies.network.published_port_all_interfaces import published_port_all_interfaces
from tests.policies.asking import HERE, ask, found_in, make, messages

ALL = "publishes port 80 on every address of the host"


def port(**fields: object) -> Port:
    return Port(origin=HERE, **{"container_port": 8080, "host_port": 80, **fields})


@pytest.mark.parametrize(
    ("address", "everywhere"),
    [
        *((text, True) for text in (None, "", "0.0.0.0", "0", "000.0.0.0", "::", "[::]", "::0", "0:0:0:0:0:0:0:0")),
        *((text, True) for text in ("::ffff:0.0.0.0", "::ffff:0:0")),
        *((text, False) for text in ("127.0.0.1", "10.0.0.1", "::1", "[::1]", "::ffff:127.0.0.1", "fe80::1", "no address")),
    ],
)  # fmt: skip
def test_the_unspecified_address_in_every_spelling(address: str | None, everywhere: bool) -> None:
    assert is_unspecified(address) is everywhere


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        pytest.param({"ports": (port(),)}, [ALL], id="no address"),
        pytest.param({"ports": (port(host_ip="127.0.0.1"),)}, [], id="loopback"),
        pytest.param({"ports": (port(published=False),)}, [], id="only exposed"),
        pytest.param({"ports": (port(host_ip=UNKNOWN),)}, ["? host_ip"], id="an address that is not known"),
        pytest.param({"ports": (port(),), "network_mode": "host"}, [], id="nothing is published on the host's network"),
        pytest.param({"ports": (port(),), "network_mode": "none"}, [], id="nor on none"),
        pytest.param({"ports": (port(),), "network_mode": "container:db"}, [], id="nor on another container's"),
        pytest.param({"ports": (port(),), "network_mode": UNKNOWN}, ["? network_mode"], id="on a network that is not known"),
        pytest.param({"network_mode": UNKNOWN}, [], id="nothing published on it"),
        pytest.param(
            {"ports": (port(host_port=8000, host_port_end=8010),)},
            ["publishes ports 8000-8010 on every address of the host"],
            id="a range",
        ),
        pytest.param(
            {"ports": (port(host_port=None),)},
            ["publishes a port that the runtime chooses on every address of the host"],
            id="ephemeral",
        ),
        pytest.param({"ports": (port(host_port=UNKNOWN),)}, ["publishes a port on every address of the host"], id="any port"),
    ],
)
def test_published_on_all_interfaces(fields: dict[str, object], said: list[str]) -> None:
    assert messages(ask(published_port_all_interfaces, make(**fields))) == said


def test_allowed_ports_have_to_cover_a_whole_range() -> None:
    options = AllowedPorts(allowed_ports=(80, 81))
    assert ask(published_port_all_interfaces, make(ports=(port(), port(host_port=80, host_port_end=81))), options) == []
    assert len(ask(published_port_all_interfaces, make(ports=(port(host_port=80, host_port_end=82),)), options)) == 1


@pytest.mark.parametrize(
    ("host_port", "said"),
    [(1, 1), (1023, 1), (1024, 0), (0, 0), (None, 0), (UNKNOWN, 1)],
)
def test_privileged_ports_end_at_1023(host_port: object, said: int) -> None:
    assert len(ask(privileged_host_port, make(ports=(port(host_port=host_port, host_ip="127.0.0.1"),)))) == said


DATABASE = ("published-database-port", "published-port-all-interfaces")


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param('ports: ["5432:5432"]', [("published-database-port", '"5432:5432"')], id="the greater finding alone"),
        pytest.param('ports: ["8080:80"]', [("published-port-all-interfaces", '"8080:80"')], id="no data store"),
        pytest.param('ports: ["127.0.0.1:5432:5432"]', [], id="on the loopback address"),
        pytest.param('ports: ["5432:80"]', [("published-port-all-interfaces", '"5432:80"')], id="the container's port counts"),
        pytest.param('ports: ["5432:5432/udp"]', [("published-port-all-interfaces", '"5432:5432/udp"')], id="not over UDP"),
        pytest.param('ports: ["11211:11211/udp"]', [("published-database-port", '"11211:11211/udp"')], id="memcached is"),
        pytest.param('ports: ["6370-6380:6370-6380"]', [("published-database-port", '"6370-6380:6370-6380"')], id="in a range"),
        pytest.param(
            'network_mode: host\n    expose: ["9200"]', [("published-database-port", "host")], id="on the host's network"
        ),
    ],
)
def test_data_stores_by_port(lines: str, found: list[tuple[str, str]]) -> None:
    assert found_in(f"services:\n  app:\n    image: registry.example.com/app:1\n    {lines}\n", *DATABASE) == found


@pytest.mark.parametrize("image", ["bitnami/postgresql:17", "quay.io/x/MongoDB:8", "registry.example.com:5000/cache/redis:7"])
def test_data_stores_by_image(image: str) -> None:
    text = f'services:\n  app:\n    image: {image}\n    ports: ["9999:9999"]\n'
    assert found_in(text, *DATABASE) == [("published-database-port", '"9999:9999"')]


def test_superseding_happens_only_where_both_were_asked() -> None:
    text = 'services:\n  app:\n    image: redis:7.4\n    ports: ["6379:6379"]\n'
    assert found_in(text, "published-port-all-interfaces") == [("published-port-all-interfaces", '"6379:6379"')]


def test_a_data_store_on_a_port_of_the_node_is_reported_once() -> None:
    pod = """\
apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers:
    - name: a
      image: mongo:7
      ports: [{containerPort: 27017, hostPort: 27018}]
"""
    both = ("published-database-port", "host-port")
    assert found_in(pod, *both, name="pod.yaml") == [("published-database-port", "27018")]
    assert found_in(pod, "host-port", name="pod.yaml") == [("host-port", "27018")]


@pytest.mark.parametrize(
    ("image", "said"),
    [
        pytest.param("postgres:17", "publishes PostgreSQL at port 5432 on every address of the host", id="by its image"),
        pytest.param(
            "app:1", "publishes what is usually PostgreSQL at port 5432 on every address of the host", id="by its port"
        ),
    ],
)
def test_a_port_says_less_of_a_product_than_an_image(image: str, said: str) -> None:
    report = check_texts(
        {"run.sh": f"docker run -p 5432:5432 {image}"}, Settings(select=("published-database-port",), installed_plugins=False)
    )
    assert [finding.message for finding in report.findings] == [said]
