"""Data stores, queues and their consoles: the ports they listen on, and the images they come in.

Ports are those of each product's own documentation (most are registered with IANA); none of them asks for more than a password
by default, and several ask for nothing.
"""

from __future__ import annotations

from lintainer.model import Image, Unknown

# A port that says by itself what listens there. Numbers that many programs use (7000, 8123, 9000, 50000) are left to the image.
BY_PORT = {
    1433: "SQL Server",
    1521: "Oracle Database",
    2181: "ZooKeeper",
    2375: "the Docker API",
    2379: "etcd",
    2380: "etcd",
    3306: "MySQL",
    33060: "MySQL",
    4222: "NATS",
    5432: "PostgreSQL",
    5601: "Kibana",
    5672: "RabbitMQ",
    5984: "CouchDB",
    6379: "Redis",
    7474: "Neo4j",
    7687: "Neo4j",
    8086: "InfluxDB",
    8529: "ArangoDB",
    8500: "Consul",
    9042: "Cassandra",
    9092: "Kafka",
    9160: "Cassandra",
    9200: "Elasticsearch",
    9300: "Elasticsearch",
    11211: "memcached",
    15672: "the console of RabbitMQ",
    26257: "CockroachDB",
    27017: "MongoDB",
    27018: "MongoDB",
    27019: "MongoDB",
    61616: "ActiveMQ",
}
# Those that also listen on UDP.
_DATAGRAMS = frozenset({11211})

# The last part of an image's name.
_BY_IMAGE = {
    "PostgreSQL": "postgres postgresql postgis timescaledb pgvector postgresql-repmgr pgbouncer pgpool",
    "MySQL": "mysql mysql-server percona percona-server percona-xtradb-cluster mariadb mariadb-server mariadb-galera",
    "SQL Server": "mssql-server mssql-server-linux azure-sql-edge",
    "Oracle Database": "oracle-xe oracle-free oracle-db",
    "Redis": "redis redis-stack redis-stack-server redis-cluster redis-sentinel valkey keydb dragonfly",
    "MongoDB": "mongo mongodb mongodb-community-server mongodb-sharded",
    "memcached": "memcached",
    "Elasticsearch": "elasticsearch opensearch elasticsearch-oss",
    "Cassandra": "cassandra scylla",
    "CouchDB": "couchdb",
    "Couchbase": "couchbase",
    "InfluxDB": "influxdb",
    "Neo4j": "neo4j",
    "ClickHouse": "clickhouse clickhouse-server",
    "CockroachDB": "cockroach",
    "ArangoDB": "arangodb",
    "RethinkDB": "rethinkdb",
    "etcd": "etcd",
    "ZooKeeper": "zookeeper cp-zookeeper",
    "Kafka": "kafka cp-kafka",
    "Redpanda": "redpanda",
    "RabbitMQ": "rabbitmq",
    "ActiveMQ": "activemq activemq-classic activemq-artemis",
    "NATS": "nats",
    "phpMyAdmin": "phpmyadmin",
    "Adminer": "adminer",
    "mongo-express": "mongo-express",
    "Redis Commander": "redis-commander",
    "pgAdmin": "pgadmin4",
}
_PRODUCTS = {name: product for product, names in _BY_IMAGE.items() for name in names.split()}


def product_of_image(image: Image | None) -> str | None:
    """Return which data store, queue or console an image holds, by the last part of its name; None where it is none."""
    if image is None or isinstance(image.repository, Unknown):
        return None
    return _PRODUCTS.get(image.repository.rpartition("/")[2].lower())


def product_of_port(number: object, protocol: object = "tcp") -> str | None:
    """Return which data store, queue or console listens at a port by custom; None where that says nothing."""
    if not isinstance(number, int):
        return None
    return BY_PORT.get(number) if protocol == "tcp" or number in _DATAGRAMS else None
