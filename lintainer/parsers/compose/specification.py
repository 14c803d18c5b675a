"""The keys of Compose files and the shapes of their values (Compose Specification, as of compose-go 2.16.1).

What a list leaves out of the specification's own schema: entries that Compose makes distinct by itself before it looks.
"""

from __future__ import annotations

from lintainer.parsers.compose.shapes import Shape, anything, either, fields, keyed, listing, matching, scalar

NAME = "^[a-zA-Z0-9._-]+$"

TEXT = scalar("string")
FLAG = scalar("boolean", "string")
NUMBER = scalar("number", "string")
INTEGER = scalar("integer", "string")
TEXTS = listing(TEXT)
DISTINCT = listing(TEXT, distinct=True)
TEXT_OR_LIST = either(TEXT, DISTINCT)
_SCALAR = scalar("string", "number", "boolean", "null")
PAIRS = either(keyed(_SCALAR), TEXTS)
DISTINCT_PAIRS = either(keyed(_SCALAR), DISTINCT)
COMMAND = either(scalar("null", "string"), TEXTS)
_OPTIONS = keyed(scalar("string", "number"))
_HOSTS = either(keyed(either(TEXT, TEXTS)), DISTINCT)
_FILE_REFERENCES = listing(
    either(TEXT, fields({"source": TEXT, "target": TEXT, "uid": TEXT, "gid": TEXT, "mode": NUMBER})),
)
_ULIMITS = keyed(either(INTEGER, fields({"hard": INTEGER, "soft": INTEGER})), "^[a-z]+$")
_DEVICE_REQUEST = fields(
    {"capabilities": DISTINCT, "count": INTEGER, "device_ids": DISTINCT, "driver": TEXT, "options": DISTINCT_PAIRS}
)
_RATES = listing(fields({"path": TEXT, "rate": INTEGER}, extensible=False))
_HEALTHCHECK = fields(
    {
        "disable": FLAG,
        "interval": TEXT,
        "retries": NUMBER,
        "test": either(TEXT, TEXTS),
        "timeout": TEXT,
        "start_period": TEXT,
        "start_interval": TEXT,
    }
)
_HOOK = fields({"command": COMMAND, "user": TEXT, "privileged": FLAG, "working_dir": TEXT, "environment": DISTINCT_PAIRS})
_VOLUME_MOUNT = fields(
    {
        "type": scalar("string", options=("bind", "volume", "tmpfs", "cluster", "npipe", "image")),
        "source": TEXT,
        "target": TEXT,
        "read_only": FLAG,
        "consistency": TEXT,
        "bind": fields(
            {
                "propagation": TEXT,
                "create_host_path": FLAG,
                "recursive": scalar("string", options=("enabled", "disabled", "writable", "readonly")),
                "selinux": scalar("string", options=("z", "Z")),
            }
        ),
        "volume": fields({"labels": DISTINCT_PAIRS, "nocopy": FLAG, "subpath": TEXT}),
        "tmpfs": fields({"size": scalar("integer", "string", minimum=0), "mode": NUMBER}),
        "image": fields({"subpath": TEXT}),
    }
)
_ATTACHMENT = either(
    fields(
        {
            "aliases": TEXTS,
            "interface_name": TEXT,
            "ipv4_address": TEXT,
            "ipv6_address": TEXT,
            "link_local_ips": TEXTS,
            "mac_address": TEXT,
            "driver_opts": _OPTIONS,
            "priority": scalar("number"),
            "gw_priority": scalar("number"),
        }
    ),
    scalar("null"),
)
_CONTAINER: dict[str, Shape] = {
    "annotations": PAIRS,
    "blkio_config": fields(
        {
            "device_read_bps": _RATES,
            "device_read_iops": _RATES,
            "device_write_bps": _RATES,
            "device_write_iops": _RATES,
            "weight": INTEGER,
            "weight_device": listing(fields({"path": TEXT, "weight": INTEGER}, extensible=False)),
        },
        extensible=False,
    ),
    "cap_add": TEXTS,
    "cap_drop": TEXTS,
    "cgroup": scalar("string", options=("host", "private")),
    "cgroup_parent": TEXT,
    "command": COMMAND,
    "configs": _FILE_REFERENCES,
    "cpu_count": scalar("integer", "string", minimum=0),
    "cpu_percent": scalar("number", "string", minimum=0, maximum=100),
    "cpu_period": NUMBER,
    "cpu_quota": NUMBER,
    "cpu_rt_period": NUMBER,
    "cpu_rt_runtime": NUMBER,
    "cpu_shares": NUMBER,
    "cpus": NUMBER,
    "cpuset": TEXT,
    "credential_spec": fields({"config": TEXT, "file": TEXT, "registry": TEXT}),
    "device_cgroup_rules": DISTINCT,
    "devices": listing(either(TEXT, fields({"source": TEXT, "target": TEXT, "permissions": TEXT}))),
    "dns": either(TEXT, TEXTS),
    "dns_opt": TEXTS,
    "dns_search": either(TEXT, TEXTS),
    "domainname": TEXT,
    "entrypoint": COMMAND,
    "env_file": either(TEXT, listing(either(TEXT, fields({"path": TEXT, "format": TEXT, "required": FLAG}, extensible=False)))),
    "environment": PAIRS,
    "extra_hosts": _HOSTS,
    "gpus": either(scalar("string", options=("all",)), listing(_DEVICE_REQUEST)),
    "group_add": listing(scalar("string", "number"), distinct=True),
    "hostname": TEXT,
    "image": TEXT,
    "init": FLAG,
    "ipc": TEXT,
    "isolation": TEXT,
    "label_file": either(TEXT, TEXTS),
    "labels": PAIRS,
    "logging": fields({"driver": TEXT, "options": keyed(scalar("string", "number", "null"))}),
    "mac_address": TEXT,
    "mem_limit": NUMBER,
    "mem_reservation": INTEGER,
    "mem_swappiness": INTEGER,
    "memswap_limit": NUMBER,
    "models": either(DISTINCT, keyed(either(fields({"endpoint_var": TEXT, "model_var": TEXT}), scalar("null")))),
    "network_mode": TEXT,
    "networks": either(DISTINCT, keyed(_ATTACHMENT, NAME)),
    "oom_kill_disable": FLAG,
    "oom_score_adj": scalar("integer", "string", minimum=-1000, maximum=1000),
    "pid": scalar("string", "null"),
    "pids_limit": NUMBER,
    "platform": TEXT,
    "privileged": FLAG,
    "pull_policy": matching("^(always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+)$"),
    "pull_refresh_after": TEXT,
    "read_only": FLAG,
    "runtime": TEXT,
    "secrets": _FILE_REFERENCES,
    "security_opt": DISTINCT,
    "shm_size": NUMBER,
    "stop_grace_period": TEXT,
    "stop_signal": TEXT,
    "storage_opt": keyed(anything()),
    "sysctls": PAIRS,
    "tmpfs": either(TEXT, TEXTS),
    "ulimits": _ULIMITS,
    "use_api_socket": scalar("boolean"),
    "user": TEXT,
    "userns_mode": TEXT,
    "uts": TEXT,
    "volumes": listing(either(TEXT, _VOLUME_MOUNT)),
    "volumes_from": DISTINCT,
    "working_dir": TEXT,
}
_BUILD = either(
    TEXT,
    fields(
        {
            "additional_contexts": PAIRS,
            "args": PAIRS,
            "cache_from": TEXTS,
            "cache_to": TEXTS,
            "context": TEXT,
            "dockerfile": TEXT,
            "dockerfile_inline": TEXT,
            "entitlements": TEXTS,
            "extra_hosts": _HOSTS,
            "isolation": TEXT,
            "labels": PAIRS,
            "network": TEXT,
            "no_cache": FLAG,
            "no_cache_filter": TEXT_OR_LIST,
            "platforms": TEXTS,
            "privileged": FLAG,
            "provenance": FLAG,
            "pull": FLAG,
            "sbom": FLAG,
            "secrets": _FILE_REFERENCES,
            "shm_size": INTEGER,
            "ssh": DISTINCT_PAIRS,
            "tags": TEXTS,
            "target": TEXT,
            "ulimits": _ULIMITS,
        }
    ),
)
_CONDITION = scalar("string", options=("service_started", "service_healthy", "service_completed_successfully"))
_WORKLOAD: dict[str, Shape] = {
    **_CONTAINER,
    "build": _BUILD,
    "depends_on": either(
        DISTINCT, keyed(fields({"restart": FLAG, "required": scalar("boolean"), "condition": _CONDITION}), NAME)
    ),
    "expose": listing(scalar("string", "number")),
    "healthcheck": _HEALTHCHECK,
    "ports": listing(
        either(
            scalar("number", "string"),
            fields(
                {
                    "app_protocol": TEXT,
                    "host_ip": TEXT,
                    "mode": TEXT,
                    "name": TEXT,
                    "protocol": TEXT,
                    "published": INTEGER,
                    "target": INTEGER,
                }
            ),
        )
    ),
    "stdin_open": FLAG,
    "tty": FLAG,
}
_UPDATE = fields(
    {
        "parallelism": INTEGER,
        "delay": TEXT,
        "failure_action": TEXT,
        "monitor": TEXT,
        "max_failure_ratio": NUMBER,
        "order": scalar("string", options=("start-first", "stop-first")),
    }
)
_GENERIC = listing(fields({"discrete_resource_spec": fields({"kind": TEXT, "value": NUMBER})}))
_DEPLOY = either(
    fields(
        {
            "endpoint_mode": TEXT,
            "labels": PAIRS,
            "mode": TEXT,
            "placement": fields(
                {
                    "constraints": TEXTS,
                    "max_replicas_per_node": INTEGER,
                    "preferences": listing(fields({"spread": TEXT})),
                }
            ),
            "replicas": INTEGER,
            "resources": fields(
                {
                    "limits": fields({"cpus": NUMBER, "memory": TEXT, "pids": INTEGER}),
                    "reservations": fields(
                        {"cpus": NUMBER, "memory": TEXT, "generic_resources": _GENERIC, "devices": listing(_DEVICE_REQUEST)}
                    ),
                }
            ),
            "restart_policy": fields({"condition": TEXT, "delay": TEXT, "max_attempts": INTEGER, "window": TEXT}),
            "rollback_config": _UPDATE,
            "update_config": _UPDATE,
        }
    ),
    scalar("null"),
)
_WATCH = fields(
    {
        "action": scalar("string", options=("rebuild", "sync", "restart", "sync+restart", "sync+exec")),
        "exec": _HOOK,
        "ignore": TEXT_OR_LIST,
        "include": TEXT_OR_LIST,
        "initial_sync": scalar("boolean"),
        "path": TEXT,
        "target": TEXT,
    }
)
_PROVIDED = scalar("string", "number", "boolean")
SERVICE: dict[str, Shape] = {
    **_WORKLOAD,
    "attach": FLAG,
    "container_name": matching("[a-zA-Z0-9][a-zA-Z0-9_.-]+"),
    "deploy": _DEPLOY,
    "develop": either(fields({"watch": listing(_WATCH)}), scalar("null")),
    "extends": either(TEXT, fields({"service": TEXT, "file": TEXT}, extensible=False)),
    "external_links": DISTINCT,
    "links": TEXTS,
    "post_start": listing(_HOOK),
    "pre_start": listing(fields({**_CONTAINER, "per_replica": FLAG})),
    "pre_stop": listing(_HOOK),
    "profiles": TEXTS,
    "provider": fields({"type": TEXT, "options": keyed(either(_PROVIDED, listing(_PROVIDED)))}),
    "restart": TEXT,
    "scale": INTEGER,
}
_SCHEDULE = fields(
    {
        "cron": TEXT,
        "timezone": TEXT,
        "concurrency": scalar("string", options=("forbid", "queue")),
        "missed_fires": scalar("string", options=("one", "skip")),
    }
)
_TRIGGERS = fields({"manual": FLAG, "schedule": listing(either(TEXT, _SCHEDULE))})
_EXTERNAL = either(FLAG, fields({"name": TEXT}))
_EXTERNAL_OPEN = either(FLAG, keyed(anything()))
_NETWORK = either(
    fields(
        {
            "attachable": FLAG,
            "driver": TEXT,
            "driver_opts": _OPTIONS,
            "enable_ipv4": FLAG,
            "enable_ipv6": FLAG,
            "external": _EXTERNAL,
            "internal": FLAG,
            "ipam": fields(
                {
                    "config": listing(
                        fields({"aux_addresses": keyed(TEXT), "gateway": TEXT, "ip_range": TEXT, "subnet": TEXT})
                    ),
                    "driver": TEXT,
                    "options": keyed(TEXT),
                }
            ),
            "labels": PAIRS,
            "name": TEXT,
        }
    ),
    scalar("null"),
)
_VOLUME = either(
    fields({"driver": TEXT, "driver_opts": _OPTIONS, "external": _EXTERNAL, "labels": DISTINCT_PAIRS, "name": TEXT}),
    scalar("null"),
)
_FILE_RESOURCE: dict[str, Shape] = {
    "environment": TEXT,
    "external": _EXTERNAL_OPEN,
    "file": TEXT,
    "labels": DISTINCT_PAIRS,
    "name": TEXT,
    "template_driver": TEXT,
}
_SECRET = fields({**_FILE_RESOURCE, "driver": TEXT, "driver_opts": _OPTIONS})
_CONFIG = fields({**_FILE_RESOURCE, "content": TEXT})
_MODEL = fields({"context_size": scalar("integer"), "model": TEXT, "name": TEXT, "runtime_flags": TEXTS})
_INCLUDE = either(TEXT, fields({"env_file": TEXT_OR_LIST, "path": TEXT_OR_LIST, "project_directory": TEXT}, extensible=False))

DOCUMENT = fields(
    {
        "configs": keyed(_CONFIG, NAME),
        "include": listing(_INCLUDE),
        "jobs": keyed(fields({**_WORKLOAD, "profiles": TEXTS, "triggers": _TRIGGERS}), NAME),
        "models": keyed(_MODEL, NAME),
        "name": TEXT,
        "networks": keyed(_NETWORK, NAME),
        "secrets": keyed(_SECRET, NAME),
        "services": keyed(fields(SERVICE), NAME),
        "version": TEXT,
        "volumes": keyed(_VOLUME, NAME),
    }
)

# What a container of a service, of a job or of a pre_start hook may say.
CONTAINER_KEYS = frozenset(_CONTAINER)
