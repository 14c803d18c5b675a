"""How large a document becomes when its aliases are followed."""

from __future__ import annotations

from lintainer.parsers._yaml.limits import Refused, YamlError
from lintainer.parsers._yaml.nodes import Alias, Node, children


def check_expansion(root: Node, limit: int) -> None:
    """Raise Refused where following every alias visits more than `limit` nodes: nine lines can make billions.

    The tree itself shares what aliases stand for; it is the readers that would visit it again and again. Merge keys are
    aliases too, so this bounds what chains of them can add up to.
    """
    sizes: dict[int, int] = {}  # of the nodes that are done and anchored
    # A frame: a collection, its children that are left, its nodes counted so far.
    frames: list[tuple[Node, list[Node], int]] = [(root, children(root)[::-1], 1)]
    while True:
        node, rest, size = frames.pop()
        while rest:
            child = rest.pop()
            if type(child) is Alias:
                # An alias comes behind its anchor, whose node is complete by then: the tree has no cycles.
                size += sizes.get(id(child.target), 1)
                if size > limit:
                    message = f"aliases that stand for more than {limit} nodes"
                    raise Refused(YamlError("limit", message, child.span))
            elif inside := children(child):
                frames.append((node, rest, size))
                node, rest, size = child, inside[::-1], 1
            else:
                size += 1
        if node.anchor is not None:
            sizes[id(node)] = size
        if not frames:
            return
        outer, left, counted = frames.pop()
        if counted + size > limit:
            raise Refused(YamlError("limit", f"aliases that stand for more than {limit} nodes", node.span))
        frames.append((outer, left, counted + size))
