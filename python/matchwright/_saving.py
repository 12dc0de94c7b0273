"""What an outcome holds, and how it is kept for another day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matchwright import _core
from matchwright._arguments import checked
from matchwright._frames import Frames
from matchwright._ids import People

if TYPE_CHECKING:
    import os
    from typing import Self

__all__ = ["Saving"]


class Saving:
    """The core's outcome, the caller's kind of frames, and the ids as the tables have them."""

    def __init__(
        self, core: _core.Outcome, frames: Frames, people: People, told: People | None = None
    ) -> None:
        """Made by `matchwright.match`; `told` are those of an earlier outcome."""
        self._core = core
        self._frames = frames
        self._people = people
        self._told = told

    def to_json(self) -> str:
        """What it says but the seconds, as JSON; equal for equal input.

        Nobody's answers are in it, and no outcome can be made of it again: see `save`.
        """
        return self._core.to_json()

    @checked
    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the outcome to a JSON file, compressed where the name ends in ``.gz``.

        The file holds the programme and the answers that it reads of everybody, and names where the
        programme's ``tables`` has a ``name``: treat it like the tables. What `load` makes of it is
        equal and answers the same; so does what `pickle` makes. After `load`, ids are numbers where
        all of them were, else texts; `pickle` keeps their type.

        Raises
        ------
        InputError
            Where the programme holds a `Custom` criterion: no file can hold a function.
        FileError
            Where the file cannot be written.
        """
        self._core.save(path)

    @checked
    def record(self, path: str | os.PathLike[str]) -> None:
        """Write the record of the run to a JSON file, compressed where the name ends in ``.gz``.

        It holds what is needed to check the run again with `matchwright.verify`, or to repeat it:
        versions, programme, pairs by id, points, seats, prices, certificate, seconds. Of what
        people answered it holds only fingerprints of everybody's scores.

        Raises
        ------
        InputError
            Where the programme holds a `Custom` criterion: no file can hold a function.
        FileError
            Where the file cannot be written.
        """
        _core.record(self._core, path)

    @classmethod
    @checked
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read an outcome that `save` has written.

        Scores, ranks, reasons and the proof are worked out again from the answers and the plan, so
        that no file can claim what does not hold. Takes one look at all pairs of people; Ctrl-C
        ends it. Frames are of the first of pandas, polars and pyarrow that is installed.

        Raises
        ------
        FileError
            Where the file cannot be read.
        FormatError
            Where it is no such file, or its parts do not belong together.
        """
        core = _core.loaded(path)
        return cls(core, Frames(None), People(core.roster()))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self)._restored, (self._core.saved(), self._frames, self._people, self._told)

    @classmethod
    def _restored(
        cls, text: str, frames: Frames, people: People, told: People | None = None
    ) -> Self:
        """Make an outcome of what it was pickled as."""
        return cls(_core.restored(text), frames, people, told)
