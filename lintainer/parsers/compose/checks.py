"""What Compose refuses once a project is merged: what is missing, what excludes what, references to nothing.

compose-go 2.16.1, loader/validate.go and validation/validation.go; docker compose 5.6, pkg/compose/create.go.
"""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.hints import Any
from lintainer.model.notes import InvalidValue
from lintainer.model.unknown import Unknown
from lintainer.parsers.compose.canonical import clean
from lintainer.parsers.compose.scope import Project, Scope
from lintainer.parsers.compose.values import Value

# Attributes that name another service after `service:`.
_NAMESPACES = ("network_mode", "ipc", "pid", "uts", "cgroup")


def check_project(project: Project) -> None:
    """Note what Compose refuses in the services and resources of `project`."""
    services = project.root.under("services")
    depends: dict[str, dict[str, Value]] = {}
    for name, service in services.items():
        scope = Scope(project, name)
        depends[name] = dict(_dependencies(service))
        for target, place in depends[name].items():
            if target not in services and not _is_optional(service, target):
                scope.invalid(("depends_on",), place, f"there is no service `{target}` in the project")
        _scale(scope, service)
        _targets(scope, service)
        _requests(scope, service)
        _required(scope, service)
        _build(scope, service, services)
    for name, place in _circle(depends):
        Scope(project, name).invalid(("depends_on",), place, f"service `{name}` depends on itself, by way of others")
    _names(project, services)
    _files(project)


def _dependencies(service: Value) -> Iterator[tuple[str, Value]]:
    """Yield the services that one needs, by whichever attribute: explicit dependencies first."""
    found: dict[str, Value] = {}
    depends = service.get("depends_on")
    for name, entry in depends.entries().items() if depends is not None else ():
        found.setdefault(name, entry)
    for key in ("links", "volumes_from"):
        for entry in service.entries().get(key, service.replaced([])).items():
            if type(entry.data) is str and not (key == "volumes_from" and entry.data.startswith("container:")):
                found.setdefault(entry.data.partition(":")[0], entry)
    for key in _NAMESPACES:
        value = service.get(key)
        if value is not None and type(value.data) is str and value.data.startswith("service:"):
            found.setdefault(value.data[8:], value)
    yield from found.items()


def _is_optional(service: Value, name: str) -> bool:
    depends = service.get("depends_on")
    entry = depends.get(name) if depends is not None else None
    required = entry.get("required") if entry is not None else None
    return required is not None and required.data is False


def _circle(depends: dict[str, dict[str, Value]]) -> Iterator[tuple[str, Value]]:
    """Yield one edge of every circle, found without recursion."""
    state: dict[str, int] = {}
    for start in depends:
        if start in state:
            continue
        state[start] = 1
        stack = [(start, iter(depends[start].items()))]
        while stack:
            name, edges = stack[-1]
            edge = next(edges, None)
            if edge is None:
                state[name] = 2
                stack.pop()
            elif state.get(edge[0]) == 1:
                yield name, edge[1]
            elif edge[0] in depends and edge[0] not in state:
                state[edge[0]] = 1
                stack.append((edge[0], iter(depends[edge[0]].items())))


def _scale(scope: Scope, service: Value) -> None:
    scale, deploy, named = service.get("scale"), service.get("deploy"), service.get("container_name")
    replicas = deploy.get("replicas") if deploy is not None else None
    one, other = _number(scale), _number(replicas)
    if one is not None and other is not None and one != other and scale is not None:
        scope.invalid(("scale",), scale, "scale differs from deploy.replicas")
    count = one if one is not None else other
    if count is not None and count > 1 and named is not None:
        scope.invalid(("container_name",), named, f"container_name stands for one container, not for {count}")
    for value, path in ((scale, ("scale",)), (replicas, ("deploy", "replicas"))):
        if value is not None and (_number(value) or 0) < 0:
            scope.invalid(path, value, f"{path[-1]} is less than 0")


def _number(value: Value | None) -> int | None:
    return value.data if value is not None and type(value.data) is int else None


def _targets(scope: Scope, service: Value) -> None:
    """One path of the container holds one mount."""
    held: set[str] = set()
    tmpfs = service.get("tmpfs")
    entries = [] if tmpfs is None else tmpfs.items() or [tmpfs]
    targets = [(entry, str(entry.data).partition(":")[0], "tmpfs") for entry in entries if type(entry.data) is str]
    for entry in service.entries().get("volumes", service.replaced([])).items():
        target = entry.get("target")
        if target is not None and type(target.data) is str:
            targets.append((entry, str(clean(target.data)), "volumes"))
    for entry, text, key in targets:
        if text in held:
            scope.invalid((key,), entry, f"something else is mounted at `{text}` already")
        held.add(text)


def _requests(scope: Scope, service: Value) -> None:
    deploy = service.get("deploy")
    resources = deploy.get("resources") if deploy is not None else None
    reservations = resources.get("reservations") if resources is not None else None
    listed = [service.get("gpus"), reservations.get("devices") if reservations is not None else None]
    for requests in listed:
        for entry in requests.items() if requests is not None else ():
            if entry.get("count") is not None and entry.get("device_ids") is not None:
                scope.invalid(("gpus",), entry, "devices are asked for either by count or by device_ids")
    if reservations is not None:
        for entry in reservations.entries().get("devices", service.replaced([])).items():
            if entry.get("capabilities") is None:
                scope.invalid(
                    ("deploy", "resources", "reservations", "devices"), entry, "a device reservation has no capabilities"
                )


def _required(scope: Scope, service: Value) -> None:
    """What the schema requires, and what other files or an extended service may have given."""
    for key in ("ulimits",):
        for name, entry in service.entries().get(key, service.replaced({})).entries().items():
            if type(entry.data) is dict and not {"soft", "hard"} <= entry.data.keys():
                scope.invalid((key, name), entry, f"the ulimit `{name}` needs soft and hard")
    for key in ("post_start", "pre_stop"):
        for entry in service.entries().get(key, service.replaced([])).items():
            if type(entry.data) is dict and "command" not in entry.data:
                scope.invalid((key,), entry, f"a {key} hook has no command")
    for entry in service.entries().get("env_file", service.replaced([])).items():
        if type(entry.data) is dict and "path" not in entry.data:
            scope.invalid(("env_file",), entry, "an env file has no path")
    models = service.get("models")
    for name, entry in models.entries().items() if models is not None else ():
        if scope.project.resource("models", name) is None:
            scope.invalid(("models", name), entry, f"there is no model `{name}` in the project")
    for entry in service.entries().get("expose", service.replaced([])).items():
        _expose(scope, entry)
    for entry in service.entries().get("dns", service.replaced([])).items():
        from lintainer.parsers.ports import is_address

        if type(entry.data) is str and not is_address(entry.data):
            scope.invalid(("dns",), entry, f"dns: `{entry.data}` is not an IP address")


def _build(scope: Scope, service: Value, services: dict[str, Value]) -> None:
    build, platform = service.get("build"), service.get("platform")
    if build is None or type(build.data) is not dict:
        return
    if build.get("dockerfile") is not None and build.get("dockerfile_inline") is not None:
        scope.invalid(("build",), build, "a build has either dockerfile or dockerfile_inline")
    platforms = build.get("platforms")
    listed = [entry.data for entry in platforms.items()] if platforms is not None else []
    if listed and platform is not None and type(platform.data) is str and platform.data not in listed:
        scope.invalid(("platform",), platform, f"`{platform.data}` is none of the platforms of the build")
    for name, entry in build.entries().get("additional_contexts", build.replaced({})).entries().items():
        target = entry.data[8:] if type(entry.data) is str and entry.data.startswith("service:") else None
        if target is not None and (target not in services or services[target].get("build") is None):
            scope.invalid(("build", "additional_contexts", name), entry, f"there is no service `{target}` that is built")
    for entry in build.entries().get("secrets", build.replaced([])).items():
        source = entry.get("source")
        if source is not None and type(source.data) is str and scope.project.resource("secrets", source.data) is None:
            scope.invalid(("build", "secrets"), entry, f"there is no secret `{source.data}` in the project")


def _expose(scope: Scope, entry: Value) -> None:
    from lintainer.parsers.ports import PortError, parse_range

    if isinstance(entry.data, Unknown) or type(entry.data) not in (int, str):
        return
    try:
        parse_range(str(entry.data).partition("/")[0])
    except PortError as error:
        scope.invalid(("expose",), entry, f"expose: {error}")


def _names(project: Project, services: dict[str, Value]) -> None:
    from lintainer.parsers.engine import name_fault

    seen: dict[Any, str] = {}
    for name, service in services.items():
        named = service.get("container_name")
        if named is None or type(named.data) is not str:
            continue
        fault = name_fault(named.data)
        if fault is not None:
            Scope(project, name).invalid(("container_name",), named, fault, refused=False)
        if named.data in seen:
            reason = f"service `{seen[named.data]}` has the container name `{named.data}`, too"
            Scope(project, name).invalid(("container_name",), named, reason)
        seen.setdefault(named.data, name)


def _files(project: Project) -> None:
    """A secret or a config has one source."""
    for section, sources in (("secrets", ("file", "environment")), ("configs", ("file", "environment", "content"))):
        for name, resource in project.root.under(section).items():
            given = [key for key in sources if resource.get(key) is not None]
            outside = resource.get("external") is not None or resource.get("driver") is not None
            if len(given) > 1 or (not given and not outside):
                what = " and ".join(given) if given else f"none of {', '.join(sources)}"
                place = resource.key_location
                reason = f"the {section[:-1]} `{name}` has {what}: one source is needed"
                project.add_note("", InvalidValue(location=place, path=f"{section}.{name}", reason=reason))
