"""What the engine or its runtime refuses although the clients pass it on.

Sources: moby v28, daemon/names (RestrictedNamePattern, with an optional slash in front); runc 1.2,
libcontainer/configs/validate (sysctl).
"""

from __future__ import annotations

from lintainer.messages import quoted, shorten
from lintainer.patterns import pattern

_NAME = pattern(r"/?[a-zA-Z0-9][a-zA-Z0-9_.-]+")
# Parameters of the kernel that a namespace has for itself; `net.` and `fs.mqueue.` are so as a whole.
NAMESPACED_SYSCTLS = frozenset(
    """kernel.msgmax kernel.msgmnb kernel.msgmni kernel.sem kernel.shmall kernel.shmmax kernel.shmmni
    kernel.shm_rmid_forced""".split()
)
_OF_UTS = frozenset(("kernel.domainname", "kernel.hostname"))


def name_fault(name: str) -> str | None:
    """Return why no container can be called `name`, None where one can."""
    if _NAME.fullmatch(name):
        return None
    return f"{quoted(shorten(name))} cannot be a name: it takes two or more of letters, digits, `_`, `.`, `-`, no sign first"


def sysctl_fault(name: str) -> str | None:
    """Return why no container can set the kernel parameter `name`, None where one can."""
    if name in NAMESPACED_SYSCTLS or name in _OF_UTS or name.startswith(("net.", "fs.mqueue.")):
        return None
    return f"{quoted(shorten(name))} belongs to no namespace: it is the whole host's, and the runtime does not set it"
