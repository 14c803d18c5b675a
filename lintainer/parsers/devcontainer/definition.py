"""What a `devcontainer.json` says of its container, as the words of the `docker run` that tools make of it."""

from __future__ import annotations

from lintainer.parsers._yaml import Mapping, Node, Scalar, deref, scalar_value
from lintainer.parsers.devcontainer.variables import Variables
from lintainer.parsers.mappings import entries, items, value
from lintainer.parsers.words import Segment, Word, joined
from lintainer.source import Source, Span


class Definition:
    """The keys of one file."""

    def __init__(self, source: Source, root: Node) -> None:
        self._source = source
        self.keys: dict[str, tuple[Span, Node]] = {name: (key, value) for name, key, value in entries(root)}
        self.variables = Variables(self.scalar("workspaceFolder"))

    @property
    def has_features(self) -> bool:
        """Whether features are added to the container."""
        return bool(entries(self._value("features")))

    def scalar(self, name: str) -> Scalar | None:
        """Return the string, number or boolean under `name`."""
        node = self._value(name)
        found = deref(node) if node is not None else None
        return found if isinstance(found, Scalar) else None

    def _value(self, name: str) -> Node | None:
        return self.keys[name][1] if name in self.keys else None

    def command(self, head: Span, image: Word, *, composed: bool) -> list[Word]:
        """Return the command, whose program stands at `head`. A `composed` service has its own arguments and ports."""
        words = [self.made(text, head) for text in ("docker", "run")]
        if not composed:
            words += self._ports()
            words += self._option("--mount", self.scalar("workspaceMount"))
        words += self._mounts()
        words += self._environment()
        words += self._option("-u", self.scalar("containerUser"))
        if not composed:
            words += [self.variables.word(one) for one in self._strings("runArgs")]
        words += self._devices()
        words += self._flag("init")
        words += self._flag("privileged")
        for key, flag in (("capAdd", "--cap-add"), ("securityOpt", "--security-opt")):
            for one in self._strings(key):
                words += self._option(flag, one)
        return [*words, image]

    def _strings(self, key: str) -> list[Scalar]:
        return [one for node in items(self._value(key)) if isinstance(one := deref(node), Scalar)]

    def made(self, text: str, span: Span) -> Word:
        """Return a word that all of `span` stands for."""
        return Word(text, self._source, span, [Segment(0, span, exact=False)])

    def _option(self, flag: str, value: Scalar | None) -> list[Word]:
        if value is None or not value.value:
            return []
        return [self.made(flag, value.span), self.variables.word(value)]

    def _flag(self, key: str) -> list[Word]:
        found = self.scalar(key)
        # Whatever JavaScript takes for true.
        return [self.made(f"--{key}", found.span)] if found is not None and scalar_value(found) else []

    def _devices(self) -> list[Word]:
        """Return what `hostRequirements.gpu` asks for; an optional one is had where the machine has one."""
        needs = value(self._value("hostRequirements"), "gpu")
        found = deref(needs) if needs is not None else None
        if found is None or (isinstance(found, Scalar) and scalar_value(found) in (False, None, "")):
            return []
        return [self.made("--gpus", found.span), self.made("all", found.span)]

    def _ports(self) -> list[Word]:
        alone = self.scalar("appPort")
        words: list[Word] = []
        for port in [alone] if alone is not None else self._strings("appPort"):
            if isinstance(scalar_value(port), int):
                # A number is published to the machine itself only.
                words += [self.made("-p", port.span), self.made(f"127.0.0.1:{port.value}:{port.value}", port.span)]
            else:
                words += self._option("-p", port)
        return words

    def _environment(self) -> list[Word]:
        words: list[Word] = []
        for name, key, node in entries(self._value("containerEnv")):
            found = deref(node)
            if isinstance(found, Scalar):
                parts = [self.made(f"{name}=", key), self.variables.word(found)]
                words += [self.made("-e", key), joined(parts, Span(key.start, max(key.end, found.end)))]
        return words

    def _mounts(self) -> list[Word]:
        words: list[Word] = []
        for node in items(self._value("mounts")):
            found = deref(node)
            if isinstance(found, Scalar):
                words += self._option("--mount", found)
            elif isinstance(found, Mapping):
                value = self._mount(found)
                words += [self.made("--mount", found.span), value] if value is not None else []
        return words

    def _mount(self, node: Mapping) -> Word | None:
        """Return an object of `mounts` as the text that the client takes."""
        parts: list[Word] = []
        keys = {name: (key, deref(inner)) for name, key, inner in entries(node)}
        for name, short in (("type", "type"), ("source", "src"), ("target", "dst")):
            place, found = keys.get(name, (node.span, None))
            if isinstance(found, Scalar) and found.value:
                parts += [self.made(f"{',' if parts else ''}{short}=", place), self.variables.word(found)]
        return joined(parts, node.span) if parts else None
