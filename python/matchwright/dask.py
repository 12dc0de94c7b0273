"""Recommendations and matches of mentees in a Dask frame, which is an extra.

Workers score the mentees of each partition by a `Scorer`, which holds what was learned from
everybody, so that nothing depends on how the frame is cut or on who does the work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matchwright._arguments import checked
from matchwright._call import How
from matchwright._cluster import matched, read_columns, reply
from matchwright._errors import KindError
from matchwright._scorer import Scorer

try:
    import dask
    import dask.dataframe as dd
except ImportError as _error:
    _text = 'matchwright.dask needs Dask: python -m pip install "matchwright[dask]"'
    raise ImportError(_text, name="dask") from _error

if TYPE_CHECKING:
    from matchwright._cluster import Ask
    from matchwright._outcome import Outcome
    from matchwright._program import Program
    from matchwright._tables import TableLike
    from matchwright._vocabulary import Vocabulary

__all__ = ["match", "recommend"]


@checked
def recommend(
    mentees: Any,
    mentors: TableLike,
    program: Program,
    *,
    k: int = 5,
    vocabulary: Vocabulary | None = None,
    mentee_id: str = "id",
    mentor_id: str = "id",
) -> Any:
    """List the mentors who fit each mentee best: `matchwright.recommend` on a Dask frame.

    What scores take from everybody is learned here and now, from the columns of all mentees that
    the programme reads, which have to fit into memory. Pairs are scored by the workers when the
    frame is computed.

    Parameters
    ----------
    mentees : dask.dataframe.DataFrame
        One row per mentee, in partitions of any size.
    mentors : table
        As for `matchwright.match`.
    program : Program
        As for `matchwright.Scorer`, which refuses what cannot be sent to workers.
    k : int, default 5
        How many mentors for each, 1 or more.
    vocabulary, mentee_id, mentor_id
        As for `matchwright.match`.

    Returns
    -------
    dask.dataframe.DataFrame
        A partition for each of the mentees': the rows that `matchwright.recommend` has for these,
        in the order in which it has them.

    Raises
    ------
    InputError
        With everything that is wrong in the tables, and what of the programme cannot be scored
        apart.
    FileError, FormatError, KindError, OptionError
        See each; all are `MatchwrightError`.

    Examples
    --------
    >>> import dask.dataframe as dd
    >>> import matchwright as mw
    >>> import matchwright.dask
    >>> import pandas as pd
    >>> program = mw.Program(criteria=[mw.Overlap("interests")])
    >>> people = pd.DataFrame({"id": [1, 2, 3], "interests": ["chess", "film; chess", "film"]})
    >>> mentees = dd.from_pandas(people, npartitions=2)
    >>> mentors = {"id": ["m1", "m2", "m3"], "interests": ["film", "chess", "golf"]}
    >>> lists = matchwright.dask.recommend(mentees, mentors, program, k=1)
    >>> lists.compute()["mentor_id"].tolist()
    ['m2', 'm1', 'm1']
    """
    frame = _narrowed(mentees, program, mentee_id)
    everybody = frame.compute()
    scorer = Scorer(
        everybody,
        mentors,
        program,
        vocabulary=vocabulary,
        mentee_id=mentee_id,
        mentor_id=mentor_id,
    )
    first = scorer.recommend(everybody.head(1), k=k, mentee_id=mentee_id)
    how = {"k": k, "mentee_id": mentee_id, "nobody": first.head(0)}
    return frame.map_partitions(_recommended, _shared(scorer), meta=first.head(0), **how)


@checked
def match(
    mentees: Any,
    mentors: TableLike,
    program: Program,
    *,
    k: int = 32,
    vocabulary: Vocabulary | None = None,
    mentee_id: str = "id",
    mentor_id: str = "id",
) -> Outcome:
    """Match everybody: `matchwright.match` on a Dask frame, with a proof over all pairs.

    Workers list the pairs that fit each mentee best, the best plan among these is found here, and
    workers look for better pairs at its prices, among all of them; as long as there are any, it is
    done again. The plan has the total of `matchwright.match`, and its certificate is over all
    pairs. Where several plans are as good, it may be another one of them.

    Here are the columns of all people that the programme reads, and some dozens of pairs of each
    mentee. In the end all pairs are scored here once, for ranks and reasons.

    Parameters
    ----------
    mentees : dask.dataframe.DataFrame
        One row per mentee, in partitions of any size. The columns that the programme reads stay in
        the memory of the workers for as long as this takes.
    mentors : table
        As for `matchwright.match`.
    program : Program
        As for `matchwright.Scorer`. Its objective is ``"participation"`` or ``"total"``, without
        minimums, quotas, priorities, peers or circles.
    k : int, default 32
        How many pairs of each mentee come back each time, 1 or more. With more of them there are
        fewer queries, and each takes longer.
    vocabulary, mentee_id, mentor_id
        As for `matchwright.match`.

    Returns
    -------
    Outcome
        As `matchwright.match` returns it.

    Raises
    ------
    InputError
        With everything that is wrong in the tables, and what of the programme cannot be matched
        apart; and where partitions do not give every mentee once, with the same answers each time.
    FileError, FormatError, KindError, OptionError
        See each; all are `MatchwrightError`.

    Examples
    --------
    >>> import dask.dataframe as dd
    >>> import matchwright as mw
    >>> import matchwright.dask
    >>> import pandas as pd
    >>> program = mw.Program(criteria=[mw.Overlap("interests")])
    >>> people = pd.DataFrame({"id": [1, 2, 3], "interests": ["chess", "film; chess", "film"]})
    >>> mentees = dd.from_pandas(people, npartitions=2)
    >>> mentors = {"id": ["m1", "m2", "m3"], "interests": ["film", "chess", "golf"]}
    >>> outcome = matchwright.dask.match(mentees, mentors, program)
    >>> outcome.pairs["mentor_id"].tolist()
    ['m2', 'm3', 'm1']
    >>> outcome.certificate.verified, outcome.certificate.scope
    (True, 'all_pairs')
    """
    frame = _narrowed(mentees, program, mentee_id).persist()
    how = How(vocabulary, (mentee_id, mentor_id), None, progress=False)

    def spread(scorer: Scorer) -> Ask:
        (shared,) = dask.persist(_shared(scorer))
        replied = dask.delayed(reply)

        def ask(query: bytes) -> tuple[bytes | None, ...]:
            sent = dask.delayed(query)
            tasks = [replied(part, shared, sent, mentee_id) for part in frame.to_delayed()]
            return dask.compute(*tasks)

        return ask

    return matched(frame.compute(), mentors, program, how, k=k, spread=spread)


def _narrowed(mentees: object, program: Program, mentee_id: str) -> Any:
    """The columns of a Dask frame that the programme reads."""
    if not isinstance(mentees, dd.DataFrame):
        text = f"mentees must be a dask.dataframe.DataFrame, not {type(mentees).__name__}"
        raise KindError(text)
    frame: Any = mentees if mentees.index.name is None else mentees.reset_index()
    return frame[read_columns(frame.columns, program, mentee_id)]


def _shared(scorer: Scorer) -> Any:
    """The scorer as a task of its own, whose value goes to each worker once."""
    return dask.delayed(scorer, traverse=False)


def _recommended(mentees: Any, scorer: Scorer, *, k: int, mentee_id: str, nobody: Any) -> Any:
    """List the best mentors of a partition's mentees."""
    if mentees.empty:
        return nobody
    # A worker has other tasks for its other cores.
    return scorer.recommend(mentees, k=k, mentee_id=mentee_id, threads=1)
