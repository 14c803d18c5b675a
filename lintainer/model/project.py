"""What is started together, and what policies that look across it see."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lintainer.hints import Any, ClassVar, Literal
from lintainer.model.container import Container
from lintainer.model.notes import Note
from lintainer.model.parts import Label
from lintainer.model.pod import Pod
from lintainer.model.record import EMPTY, Node, Origin, Record
from lintainer.source import Location, Source, Span


class Workload(Node, aside=("notes", "rendered", "annotations", "extent")):
    """What is started together: one run line, one Compose service, one Pod or the pod template of a controller."""

    whole: ClassVar[bool] = True

    # Deployment, Pod, service, container …
    kind: str
    name: str | None = None
    namespace: str | None = None
    syntax: str
    containers: tuple[Container, ...] = ()
    pod: Pod | None = None
    api_version: str | None = None
    annotations: tuple[Label, ...] = ()
    # Labels of the object itself (those of its pods are on the pod), and its selector's matchLabels.
    labels: tuple[tuple[str, str], ...] = ()
    selector: tuple[tuple[str, str], ...] | None = None
    # The Service that gives the pods of a StatefulSet their names.
    service_name: str | None = None
    # True where this is part of an object that another file completes: a Kustomize patch, an overlay. What it lacks is open.
    partial: bool = False
    # True where the text was rendered by a tool, so that places lie in the output and not in the user's file.
    rendered: bool = False
    # The whole text of it: what an annotation covers.
    extent: Span | None = None
    notes: tuple[Note, ...] = ()


Places = Mapping[str, Span | Location]


class Contents:
    """The plain values of an object, and where each was written by its path of keys.

    They are read when somebody first asks: in a folder of manifests most objects are of kinds that no policy looks into, and
    of most that one looks into it has nothing to say, so that nobody asks for places. Either takes more memory than the text.
    """

    __slots__ = ("_body", "_places", "_read_body", "_read_places")

    def __init__(self, body: Callable[[], Any], places: Callable[[], Places] = lambda: EMPTY) -> None:
        self._read_body = body
        self._read_places = places
        self._body: tuple[Any] | None = None
        self._places: Places | None = None

    @classmethod
    def of(cls, body: Any, places: Places = EMPTY) -> Contents:  # noqa: ANN401 - plain values
        """Return contents that are there already."""
        return cls(lambda: body, lambda: places)

    @property
    def body(self) -> Any:  # noqa: ANN401 - plain values
        """The object as plain values."""
        if self._body is None:
            self._body = (self._read_body(),)
        return self._body[0]

    @property
    def places(self) -> Places:
        """Where its values were written, by path of keys."""
        if self._places is None:
            self._places = self._read_places()
        return self._places


class Resource(Node, aside=("contents", "annotations", "extent")):
    """An object that policies look up: a Service, a ServiceAccount, a Role, a Compose network or volume.

    `body` is the object as plain values; `at` takes paths of keys (`spec.externalIPs`), as far as the parser recorded them.
    """

    whole: ClassVar[bool] = True

    kind: str
    name: str | None = None
    namespace: str | None = None
    api_version: str | None = None
    syntax: str = "kubernetes"
    annotations: tuple[Label, ...] = ()
    extent: Span | None = None
    contents: Contents = Contents.of(None)

    @property
    def body(self) -> Any:  # noqa: ANN401 - plain values
        """The object as plain values."""
        return self.contents.body

    def at(self, name: str | None = None) -> Location:
        """Return where the value at the path of keys `name` was written, or the nearest enclosing thing that was."""
        if name is None:
            return super().at()
        path = name
        while path:
            if path in self.origin.written:
                return self.origin.at(path, self)
            if path in self.contents.places:
                return Origin(self.origin.source, self.origin.span, self.contents.places).at(path, self)
            path = path.rpartition(".")[0]
        return super().at()

    def wrote(self, name: str) -> bool:
        """Tell whether the value at the path of keys `name` has a place of its own in the text."""
        return name in self.origin.written or name in self.contents.places


class Project(Record, aside=("sources",)):
    """The workloads and resources that belong together.

    One Compose project; the commands of one script; one kustomization, chart or folder of manifests. `complete` says whether
    all of it was read: a run over named files is not, and then nothing is said about what is missing elsewhere. `apart`: its
    pieces are started one by one, each when somebody asks for it: recipes, jobs, examples, which often stand for one another.
    """

    kind: Literal["compose", "commands", "manifests"]
    name: str
    workloads: tuple[Workload, ...] = ()
    resources: tuple[Resource, ...] = ()
    complete: bool = False
    apart: bool = False
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()

    def of_kind(self, *kinds: str) -> tuple[Resource, ...]:
        """Return the resources of these kinds, in the order in which they were read."""
        return tuple(resource for resource in self.resources if resource.kind in kinds)
