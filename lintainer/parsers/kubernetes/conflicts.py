"""Values that fit their schema and are refused all the same, because of what else a container says.

Source: Kubernetes 1.37, `pkg/apis/core/validation/validation.go`; for users, kubelet `security_context_others.go`.
"""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model import Container, Unknown
from lintainer.model.capabilities import ALL_CAPABILITIES
from lintainer.model.effective import is_windows, run_as_non_root, user
from lintainer.model.notes import InvalidValue

_REQUESTS = (
    ("memory_request", "memory", "memory"),
    ("cpu_request", "nano_cpus", "cpu"),
    ("ephemeral_storage_request", "ephemeral_storage", "ephemeral-storage"),
)


def conflicts(container: Container) -> Iterator[InvalidValue]:
    """Yield what is refused of a container of a built-in kind."""
    yield from _privileges(container)
    yield from _users(container)
    yield from _capabilities(container)
    yield from _variables(container)
    for field, limit, name in _REQUESTS:
        least, most = getattr(container, field), getattr(container, limit)
        if isinstance(least, int) and isinstance(most, int) and least > most:
            place = container.at(field)
            reason = (
                f"{quoted(place.text, 40)}: the {name} request is above the limit of {quoted(container.at(limit).text, 40)}"
            )
            yield InvalidValue(location=place, reason=reason)


def _privileges(container: Container) -> Iterator[InvalidValue]:
    if container.no_new_privileges is not True:
        return
    place = container.at("no_new_privileges")
    if container.privileged is True:
        reason = "`allowPrivilegeEscalation: false` together with `privileged: true`"
        yield InvalidValue(location=place, reason=reason)
    elif any(entry.written == "CAP_SYS_ADMIN" for entry in container.cap_add):
        reason = "`allowPrivilegeEscalation: false` together with the capability `CAP_SYS_ADMIN`"
        yield InvalidValue(location=place, reason=reason)


def _users(container: Container) -> Iterator[InvalidValue]:
    if is_windows(container) or run_as_non_root(container).value is not True:
        return
    given = user(container)
    if not isinstance(given.value, Unknown) and given.value == 0:
        reason = "`runAsUser: 0` together with `runAsNonRoot: true`: the kubelet does not start the container"
        yield InvalidValue(location=given.location, reason=reason)


def _variables(container: Container) -> Iterator[InvalidValue]:
    """Variables that are set again by name: the API warns of them, and the last value counts."""
    # What `envFrom` brings has no names of its own.
    named = [(entry.name, entry) for entry in container.env if isinstance(entry.name, str) and not entry.name.endswith("*")]
    last = dict(named)
    for name, entry in named:
        # A later value may be made of the earlier one.
        if last[name] is not entry and f"$({name})" not in str(last[name].value):
            reason = f"the variable {quoted(name, 40)} is set again below, and that value counts"
            yield InvalidValue(location=entry.at("name"), reason=reason, refused=False)


def _capabilities(container: Container) -> Iterator[InvalidValue]:
    for entry in (*container.cap_add, *container.cap_drop):
        if isinstance(entry.name, Unknown):
            continue
        shown = quoted(entry.written, 40)
        if entry.name not in ALL_CAPABILITIES and entry.name != "ALL":
            reason = f"{shown}: Linux has no such capability"
            yield InvalidValue(location=entry.at("name"), reason=reason, refused=False, by_engine=True)
        elif entry.written.strip().upper().startswith("CAP_"):
            reason = f"{shown}: Kubernetes wants the name without `CAP_`, and containerd finds no capability of this one"
            yield InvalidValue(location=entry.at("name"), reason=reason, refused=False)
