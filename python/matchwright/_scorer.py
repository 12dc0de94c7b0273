"""What is learned from everybody as one value, by which some of the mentees are scored."""

from __future__ import annotations

import json
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from matchwright import _core
from matchwright._arguments import checked
from matchwright._call import How, calling
from matchwright._errors import OptionError
from matchwright._frames import Frames
from matchwright._ids import People
from matchwright._pairs import pairs_of
from matchwright._program import Program
from matchwright._progress import reporting
from matchwright._tables import taken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from matchwright._core import Scorer as CoreScorer
    from matchwright._ids import Given
    from matchwright._progress import Progress
    from matchwright._tables import Source, TableLike
    from matchwright._vocabulary import Vocabulary

__all__ = ["Scorer"]


class Scorer:
    """What is learned from everybody: with it, some mentees are scored as they would be among all.

    A score depends on two people, and in places on everybody: on how rare a label is, on which
    labels count as one, on the mean that counts for silence. A scorer holds what was learned from
    all of them, and the mentors. It can be pickled and sent to workers, each of which scores some
    of the mentees: what they say together is what `recommend` says of everybody, to the last bit.

    Of the mentees it holds nothing but their ids, where mentors can list them, and their managers,
    where a rule follows these. It holds the answers of the mentors that the programme reads, all
    labels, and the words of texts where a criterion reads these: treat it like the tables.

    Building it takes as long as preparing scores, O(people). Each call reads its mentees, goes over
    the mentors once for each criterion and rule, and then scores pairs: give a call many mentees.

    Parameters
    ----------
    mentees, mentors, program
        As for `match`. Neither a criterion nor a rule of your own can be sent anywhere, and
        ``tables`` with ``role``, ``latest``, ``busy`` or ``free`` reads a row by other rows; both
        are refused.
    vocabulary, mentee_id, mentor_id, threads, progress
        As for `match`.

    Raises
    ------
    InputError
        With everything that is wrong in the tables, and what of the programme cannot be scored
        apart.
    FileError, FormatError, KindError, OptionError
        See each; all are `MatchwrightError`.

    Examples
    --------
    >>> import matchwright as mw
    >>> program = mw.Program(criteria=[mw.Overlap("interests")])
    >>> mentees = {"id": ["e1", "e2"], "interests": ["chess; film", "film; golf"]}
    >>> mentors = {"id": ["m1", "m2"], "interests": ["chess", "film"]}
    >>> scorer = mw.Scorer(mentees, mentors, program)
    >>> some = {"id": ["e2"], "interests": ["film; golf"]}
    >>> alone = mw.Scorer.from_bytes(scorer.to_bytes()).recommend(some, k=1)
    >>> among_all = mw.recommend(mentees, mentors, program, k=1)
    >>> list(alone["mentor_id"]), alone["score"][0] == among_all["score"][1]
    (['m2'], True)
    """

    _core: CoreScorer

    @checked
    def __init__(
        self,
        mentees: TableLike,
        mentors: TableLike | None = None,
        program: Program | None = None,
        *,
        vocabulary: Vocabulary | None = None,
        mentee_id: str = "id",
        mentor_id: str = "id",
        threads: int | None = None,
        progress: Progress = False,
    ) -> None:
        """Learn from everybody."""
        how = How(vocabulary, (mentee_id, mentor_id), threads, progress)
        with calling(mentees, mentors, program, how) as (call, _):
            self._core = _core.scorer(call)

    @classmethod
    @checked
    def from_bytes(cls, data: bytes) -> Scorer:
        """Read what `to_bytes` wrote.

        Parameters
        ----------
        data : bytes
            Those of a scorer, written by this version of Matchwright or another one that writes the
            same form.

        Raises
        ------
        FormatError
            Where they are no such bytes, or were cut or changed.

        Examples
        --------
        >>> import matchwright as mw
        >>> mw.Scorer.from_bytes(b"MWSCORER and so on")
        Traceback (most recent call last):
            ...
        matchwright.FormatError: scorer: not a scorer as it was written: ...
        """
        return cls._of(_core.Scorer.from_bytes(data))

    @classmethod
    def _of(cls, core: CoreScorer) -> Scorer:
        """Wrap what the core has made."""
        scorer = cls.__new__(cls)
        scorer._core = core
        return scorer

    def to_bytes(self) -> bytes:
        """Return the scorer as bytes, for a file or another machine.

        They begin with the version of their form and a checksum. O(people).

        Examples
        --------
        >>> import matchwright as mw
        >>> people = {"id": ["e1"], "site": ["Leeds"]}
        >>> scorer = mw.Scorer(people, people, mw.Program(criteria=[mw.Same("site")]))
        >>> scorer.to_bytes()[:8]
        b'MWSCORER'
        """
        return self._core.to_bytes()

    def __reduce__(self) -> tuple[Callable[[bytes], Scorer], tuple[bytes]]:
        """Pickle as bytes."""
        return Scorer.from_bytes, (self.to_bytes(),)

    def __repr__(self) -> str:
        """Say how many mentors there are."""
        return f"<matchwright.Scorer: {self._core.mentors():,} mentors>"

    @property
    def program(self) -> Program:
        """The programme that scores."""
        return Program.from_dict(json.loads(self._core.program()))

    @checked
    def recommend(
        self,
        mentees: TableLike,
        *,
        k: int = 5,
        mentee_id: str = "id",
        threads: int | None = None,
        progress: Progress = False,
    ) -> Any:
        """List the mentors who fit each of some mentees best.

        Parameters
        ----------
        mentees : table
            Mentees with the columns of those from whom was learned, whether or not they were among
            them. A label that nobody had written is a label of its own, as rare as one that one
            person lists.
        k : int, default 5
            How many mentors for each, 1 or more.
        mentee_id, threads, progress
            As for `match`.

        Returns
        -------
        frame
            What `recommend` says of these mentees: ``mentee_id``, ``mentor_id``, ``rank``,
            ``score``. Ids of mentors are numbers where all of them were numbers, and else texts.

        Raises
        ------
        InputError
            With everything that is wrong in the table.
        FileError, FormatError, KindError, OptionError
            See each; all are `MatchwrightError`.

        Examples
        --------
        >>> import matchwright as mw
        >>> program = mw.Program(criteria=[mw.Same("site")])
        >>> mentors = {"id": [7, 8], "site": ["York", "Leeds"]}
        >>> scorer = mw.Scorer({"id": [1], "site": ["Leeds"]}, mentors, program)
        >>> list(scorer.recommend({"id": [2], "site": ["York"]}, k=1)["mentor_id"])
        [7]
        """
        _check(k)
        source, own = self._taken(mentees, mentee_id)
        with reporting(progress) as report:
            columns, roster = self._core.recommend(
                source, k=k, mentee_id=mentee_id, threads=threads, progress=report
            )
        return Frames(mentees).make(People(roster, (own, None)).filled(columns))

    @checked
    def recommend_batches(
        self,
        batches: Iterable[TableLike],
        *,
        k: int = 5,
        mentee_id: str = "id",
        threads: int | None = None,
    ) -> Iterator[Any]:
        """List the best mentors for batch after batch of mentees, as Arrow record batches.

        It is the kernel of distributed work: Spark's ``mapInArrow`` and whatever else streams
        record batches takes it as it is. Nothing is read before it is asked for, and no more than
        one batch is held.

        Parameters
        ----------
        batches : iterable of tables
            Record batches of pyarrow, or anything else that can be given as a table, each with
            some of the mentees.
        k, mentee_id, threads
            As for `recommend`.

        Yields
        ------
        pyarrow.RecordBatch
            ``mentee_id`` and ``mentor_id``, whole numbers or numbers where all ids are, and else
            texts; ``rank``, a whole number; ``score``, from 0 to 1; names beside the ids where the
            programme's ``tables`` has a ``name``. One for each batch that has mentees in it.
            Without pyarrow it is an object with ``__arrow_c_array__``.

        Raises
        ------
        InputError
            With everything that is wrong in a batch.
        FileError, FormatError, KindError, OptionError
            See each; all are `MatchwrightError`.

        Examples
        --------
        >>> import matchwright as mw
        >>> import pyarrow as pa
        >>> program = mw.Program(criteria=[mw.Same("site")])
        >>> mentees = pa.table({"id": ["e1", "e2"], "site": ["Leeds", "York"]})
        >>> mentors = {"id": ["m1", "m2"], "site": ["York", "Leeds"]}
        >>> scorer = mw.Scorer(mentees, mentors, program)
        >>> for batch in scorer.recommend_batches(mentees.to_batches(max_chunksize=1), k=1):
        ...     print(batch.to_pylist())
        [{'mentee_id': 'e1', 'mentor_id': 'm2', 'rank': 1, 'score': 1.0}]
        [{'mentee_id': 'e2', 'mentor_id': 'm1', 'rank': 1, 'score': 1.0}]
        """
        _check(k)
        return self._batches(batches, k, mentee_id, threads)

    def _batches(
        self, batches: Iterable[TableLike], k: int, mentee_id: str, threads: int | None
    ) -> Iterator[Any]:
        as_batch = _as_batch()
        for batch in batches:
            source, _ = self._taken(batch, mentee_id)
            found = self._core.recommend_batch(source, k=k, mentee_id=mentee_id, threads=threads)
            if found is not None:
                yield as_batch(found)

    @checked
    def contributions(
        self,
        mentees: TableLike,
        pairs: TableLike | Iterable[tuple[Any, Any]],
        *,
        mentee_id: str = "id",
        threads: int | None = None,
        progress: Progress = False,
    ) -> Any:
        """Say what every criterion and rule says of pairs of some mentees.

        Parameters
        ----------
        mentees : table
            Mentees, as for `recommend`.
        pairs : table, or pairs of ids
            Pairs of these mentees and the scorer's mentors, as for `matchwright.contributions`.
        mentee_id, threads, progress
            As for `match`.

        Returns
        -------
        frame
            What `matchwright.contributions` says of these pairs.

        Raises
        ------
        InputError
            With every id that nobody has, and everything that is wrong in the table.
        FileError, FormatError, KindError, OptionError
            See each; all are `MatchwrightError`.

        Examples
        --------
        >>> import matchwright as mw
        >>> program = mw.Program(criteria=[mw.Same("site")])
        >>> people = {"id": [1, 2], "site": ["York", "Leeds"]}
        >>> scorer = mw.Scorer(people, people, program)
        >>> said = scorer.contributions({"id": [1], "site": ["York"]}, [(1, 2)])
        >>> list(said["same_site"])
        [0.0]
        """
        source, own = self._taken(mentees, mentee_id)
        with reporting(progress) as report:
            columns, roster = self._core.contributions(
                source, pairs_of(pairs), mentee_id=mentee_id, threads=threads, progress=report
            )
        return Frames(mentees).make(People(roster, (own, None)).filled(columns))

    def _reply(self, mentees: TableLike, query: bytes, mentee_id: str) -> bytes | None:
        """Reply to a query of the core's exchange for some mentees, on one thread."""
        source, _ = self._taken(mentees, mentee_id)
        return self._core.reply(source, query, mentee_id=mentee_id, threads=1)

    def _taken(self, mentees: TableLike, mentee_id: str) -> tuple[Source, Given]:
        return taken(
            mentees,
            lambda names: self._core.columns(mentee_id, names),
            lambda names: self._core.id_column(mentee_id, names),
        )


def _check(k: int) -> None:
    if k < 1:
        text = "k must be at least 1"
        raise OptionError(text)


def _as_batch() -> Callable[[Any], Any]:
    """What makes of an object with an Arrow array what its caller is given."""
    if find_spec("pyarrow") is None:
        return lambda batch: batch
    make: Callable[[Any], Any] = import_module("pyarrow").record_batch
    return make
