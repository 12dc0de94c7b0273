"""The four calls about people: match, score, recommend, validate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from matchwright._arguments import checked
from matchwright._call import How, calling
from matchwright._deprecated import warn
from matchwright._errors import InputError, OptionError
from matchwright._frames import Frames
from matchwright._ids import People
from matchwright._outcome import Outcome
from matchwright._program import Program
from matchwright._scores import Scores
from matchwright._validation import Validation
from matchwright._vocabulary import Merge

if TYPE_CHECKING:
    from numpy.typing import DTypeLike

    from matchwright._progress import Progress
    from matchwright._tables import TableLike
    from matchwright._vocabulary import Vocabulary

__all__ = ["match", "recommend", "score", "validate"]


@checked
def match(
    mentees: TableLike,
    mentors: TableLike | None = None,
    program: Program | None = None,
    *,
    vocabulary: Vocabulary | None = None,
    mentee_id: str = "id",
    mentor_id: str = "id",
    threads: int | None = None,
    progress: Progress = False,
    timeout: float | None = None,
    warm_start: Outcome | None = None,
    restartable: bool = False,
    seed: Outcome | None = None,
) -> Outcome:
    """Match everybody: the best plan there is, with the proof.

    Ctrl-C ends the work within a row of it. The plan is the same on any number of threads and for
    any order of the rows.

    Parameters
    ----------
    mentees, mentors : table
        One row per person: a frame (pandas, polars, pyarrow, DuckDB, or anything else that speaks
        the Arrow PyCapsule interface), a dictionary of columns, a list of dictionaries, what `read`
        returns, or the path of a file that it reads: CSV, Excel, JSON, Parquet, Arrow. Only the
        columns that the programme names are read. A list may be a list cell or text such as
        ``"python:4; sql:3"``. Without `mentors`, `mentees` is one table of both roles, of which the
        programme's ``tables`` says who has which: ``match(people, program=program)``.
    program : Program
        Criteria, rules, capacity, objective, and what the tables call things.
    vocabulary : Vocabulary, optional
        What the labels in lists mean; without one, only case, blanks, punctuation and slips of the
        keyboard are seen through.
    mentee_id, mentor_id : str, default "id"
        The columns that hold the ids.
    threads : int, optional
        Threads to work on, 1 or more; one per core unless said otherwise.
    progress : bool or callable, default False
        ``True`` shows a bar (tqdm, where installed); a function is called as
        ``progress(stage, done, total)``.
    timeout : float, optional
        Seconds, above 0, after which the best plan so far is returned. Its certificate says how far
        it can be from the best: ``outcome.certificate.gap``, 0 where it is proven best. Where there
        was no time to score all pairs and check the proof, ``outcome.certificate.scope`` is
        ``"not_checked"``. Reading and preparing the tables comes on top.
    warm_start : Outcome, optional
        An earlier outcome to start from, which is faster where few people have changed, come or
        gone; they are recognised by their ids. The answer is the best plan all the same. Where
        several are as good it may be another one than without a warm start.
    restartable : bool, default False
        Keep what a restart from this outcome needs to read next to nothing: one more pass over all
        pairs, and a kilobyte for each mentee.
    seed : Outcome, optional
        The former name of `warm_start`.

    Returns
    -------
    Outcome
        Pairs, unmatched people with the reason, loads, merged labels, summary, certificate,
        explanations; ids in the type in which the tables have them.

    Raises
    ------
    InputError
        With every finding about the programme and the tables.
    FileError, FormatError, KindError, OptionError
        See each; all are `MatchwrightError`.

    Examples
    --------
    >>> import matchwright as mw
    >>> program = mw.Program(criteria=[mw.Overlap("interests")], rules=[mw.MustDiffer("manager")])
    >>> mentees = [
    ...     {"id": "e1", "interests": "chess; rowing", "manager": "Ada"},
    ...     {"id": "e2", "interests": "chess", "manager": "Bo"},
    ... ]
    >>> mentors = [
    ...     {"id": "m1", "interests": "chess", "manager": "Bo"},
    ...     {"id": "m2", "interests": "rowing; chess", "manager": "Cy"},
    ... ]
    >>> outcome = mw.match(mentees, mentors, program)
    >>> list(outcome.pairs["mentee_id"]), list(outcome.pairs["mentor_id"])
    (['e1', 'e2'], ['m1', 'm2'])
    >>> outcome.summary.total, outcome.certificate.verified
    (0.773706, True)

    One table for both roles, in which the columns have the names of a form's questions:

    >>> program = mw.Program(
    ...     criteria=[mw.Overlap("topics")],
    ...     tables={
    ...         "id": "Your name",
    ...         "role": {"column": "I am a", "mentee": "Mentee", "mentor": "Mentor"},
    ...         "columns": {"topics": {"from": "Which topics?", "separator": ","}},
    ...     },
    ... )
    >>> people = [
    ...     {"Your name": "Ada", "I am a": "Mentee", "Which topics?": "SQL, Rust"},
    ...     {"Your name": "Ben", "I am a": "Mentor", "Which topics?": "Rust, Go"},
    ... ]
    >>> list(mw.match(people, program=program).pairs["mentor_id"])
    ['Ben']
    """
    if seed is not None:
        warn("the argument 'seed'", "'warm_start'", calls=2)
        warm_start = seed
    how = How(vocabulary, (mentee_id, mentor_id), threads, progress)
    with calling(mentees, mentors, program, how) as (call, ids):
        core = call.match(
            timeout=timeout,
            warm_start=None if warm_start is None else warm_start._core,
            restartable=restartable,
        )
    return Outcome(core, Frames(mentees), People(core.roster(), ids))


@checked
def score(
    mentees: TableLike,
    mentors: TableLike | None = None,
    program: Program | None = None,
    *,
    dtype: DTypeLike = np.float64,
    vocabulary: Vocabulary | None = None,
    mentee_id: str = "id",
    mentor_id: str = "id",
    threads: int | None = None,
    progress: Progress = False,
) -> Scores:
    """Score every pair without matching anybody.

    Other parameters and errors are those of `match`. Memory: 8 bytes a pair, or 4.

    Parameters
    ----------
    mentees, mentors, program
        As for `match`.
    dtype : {"float64", "float32"}, default "float64"
        The floats of the matrix, in any way that NumPy names them. Those of 32 bits take half the
        memory and are written faster; each is the nearest to the score.
    vocabulary, mentee_id, mentor_id, threads, progress
        As for `match`.

    Returns
    -------
    Scores
        A NumPy matrix of mentees × mentors in the order of the tables, from 0 to 1, and NaN where
        two may not meet, with ``.mentee_ids`` and ``.mentor_ids``. `assign` refuses NaN; to it, two
        who may not meet are ``np.where(np.isnan(scores), -np.inf, scores)``.

    Examples
    --------
    >>> import matchwright as mw
    >>> program = mw.Program(criteria=[mw.Gap("years", ideal=5, tolerance=10)])
    >>> mentees = {"id": ["e1", "e2"], "years": [1, 4]}
    >>> mentors = {"id": ["m1", "m2"], "years": [6, 19]}
    >>> scores = mw.score(mentees, mentors, program)
    >>> scores.tolist(), scores.mentor_ids
    ([[1.0, 0.0], [0.7, 0.0]], ['m1', 'm2'])
    """
    is_f32 = _is_f32(dtype)
    how = How(vocabulary, (mentee_id, mentor_id), threads, progress)
    with calling(mentees, mentors, program, how) as (call, ids):
        values, roster = call.score(is_f32=is_f32)
    people = People(roster, ids)
    return Scores._of(
        values,
        people.mentee.listed(roster.by_row("mentee")),
        people.mentor.listed(roster.by_row("mentor")),
    )


def _is_f32(dtype: DTypeLike) -> bool:
    """Tell which of the two kinds of floats a caller means."""
    try:
        found = np.dtype(dtype)
    except (TypeError, ValueError):
        found = None
    if found is None or found not in (np.float32, np.float64):
        text = 'dtype must be "float64" or "float32"'
        raise OptionError(text)
    return bool(found == np.float32)


@checked
def recommend(
    mentees: TableLike,
    mentors: TableLike | None = None,
    program: Program | None = None,
    *,
    k: int = 5,
    exposure: int | None = None,
    side: Literal["mentee", "mentor"] = "mentee",
    vocabulary: Vocabulary | None = None,
    mentee_id: str = "id",
    mentor_id: str = "id",
    threads: int | None = None,
    progress: Progress = False,
) -> Any:
    """List the partners who fit each person best, whoever else wants them.

    Other parameters and errors are those of `match`.

    Parameters
    ----------
    mentees, mentors, program
        As for `match`.
    k : int, default 5
        How many for each person, 1 or more; fewer are listed where fewer are allowed.
    exposure : int, optional
        On how many lists one name may stand, 1 or more. Of all lists for which that holds those
        with the most entries are found, and then the highest sum of scores, exactly (an assignment
        with seats on both sides); ranks then count within a list.
    side : {"mentee", "mentor"}, default "mentee"
        Whose lists: the best mentors for every mentee, or the best mentees for every mentor.
    vocabulary, mentee_id, mentor_id, threads, progress
        As for `match`.

    Returns
    -------
    frame
        ``mentee_id``, ``mentor_id``, ``rank`` from 1, ``score``; by the ids of the side, best
        first; equal scores share a rank and stand by the partners' ids. Ids and names are those of
        `Outcome`'s frames.

    Examples
    --------
    >>> import matchwright as mw
    >>> program = mw.Program(criteria=[mw.Same("site")])
    >>> mentees = {"id": ["e1"], "site": ["Leeds"]}
    >>> mentors = {"id": ["m1", "m2"], "site": ["York", "Leeds"]}
    >>> list(mw.recommend(mentees, mentors, program, k=1)["mentor_id"])
    ['m2']
    >>> two = {"id": ["e1", "e2"], "site": ["Leeds", "Leeds"]}
    >>> sorted(mw.recommend(two, mentors, program, k=1, exposure=1)["mentor_id"])
    ['m1', 'm2']
    """
    if k < 1:
        text = "k must be at least 1"
        raise OptionError(text)
    if exposure is not None and exposure < 1:
        text = "exposure must be at least 1"
        raise OptionError(text)
    how = How(vocabulary, (mentee_id, mentor_id), threads, progress)
    with calling(mentees, mentors, program, how) as (call, ids):
        columns, roster = call.recommend(k=k, exposure=exposure, of_mentors=side == "mentor")
    return Frames(mentees).make(People(roster, ids).filled(columns))


@checked
def validate(
    mentees: TableLike,
    mentors: TableLike | None = None,
    program: Program | None = None,
    *,
    vocabulary: Vocabulary | None = None,
    mentee_id: str = "id",
    mentor_id: str = "id",
    threads: int | None = None,
    progress: Progress = False,
) -> Validation:
    """Look at programme and people without matching anybody.

    Parameters are those of `match`. Besides everything that `match` would refuse it reports what
    is suspicious: ids that nobody has, with the likeliest one, and ids that look like one person;
    columns without an answer, people whom the rules leave nobody, how many pairs there can be;
    criteria that decide nothing, labels that look misspelt, cut, or like no answer.

    Returns
    -------
    Validation
        ``.findings``, a frame of everything that was found with what people wrote; ``.errors`` and
        ``.suspicions``, the same as lists, without; ``.merges``, the labels that count as
        another one; ``.mentees`` and ``.mentors``, how many were read; ``.reading``, how; ``.ok``.

    Examples
    --------
    >>> import matchwright as mw
    >>> program = mw.Program(criteria=[mw.Same("site")])
    >>> mentees = {"id": ["e1", "e1"], "site": ["Leeds", "York"]}
    >>> mentors = {"id": ["m1"], "site": ["York"]}
    >>> found = mw.validate(mentees, mentors, program)
    >>> found.ok, found.errors[0]["row"], found.errors[0]["column"]
    (False, 2, 'id')
    """
    try:
        how = How(vocabulary, (mentee_id, mentor_id), threads, progress)
        with calling(mentees, mentors, program, how) as (call, _):
            errors, suspicions, values, columns, people, reading = call.validate()
    except InputError as error:
        return Validation(error.findings, [], [], _frames=Frames(mentees))
    rows = zip(*(list(column) for column in columns.values()), strict=True)
    merges = [Merge(label=a, into=b, because=c, people=int(d)) for a, b, c, d in rows]
    return Validation(errors, suspicions, merges, *people, reading, values, Frames(mentees))
