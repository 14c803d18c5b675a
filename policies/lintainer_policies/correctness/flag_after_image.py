"""Options that came too late."""

from __future__ import annotations

from collections.abc import Iterator

from lintainer.messages import quoted
from lintainer.model.notes import OptionAfterImage
from lintainer.policy import DOCKER_RUN, Container, Hit, Outcome, Severity, policy


@policy(
    group="correctness",
    severity=Severity.MEDIUM,
    profiles=("default",),
    syntaxes=(DOCKER_RUN,),
    advice="move it in front of the image",
)
def flag_after_image(container: Container) -> Iterator[Outcome]:
    """An option of run is written after the image, where it is an argument of the command and changes nothing."""
    for note in container.notes:
        if isinstance(note, OptionAfterImage):
            yield Hit(f"passes {quoted(note.option)} to the command: after the image it is no option of run", note.location)
