"""Recommendations and matches of mentees in a Spark frame, which is an extra.

Workers score the mentees of each batch by a `Scorer`, which holds what was learned from everybody,
so that nothing depends on how the frame is cut or on who does the work. The frame brings Spark with
it; the Python of the workers has to have this package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matchwright._arguments import checked
from matchwright._call import How
from matchwright._cluster import loaded, matched, read_columns, reply
from matchwright._errors import KindError
from matchwright._scorer import Scorer

try:
    import pyarrow as pa
except ImportError as _error:
    _text = 'matchwright.spark needs Spark and pyarrow: python -m pip install "matchwright[spark]"'
    raise ImportError(_text, name="pyarrow") from _error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchwright._cluster import Ask
    from matchwright._outcome import Outcome
    from matchwright._program import Program
    from matchwright._tables import TableLike
    from matchwright._vocabulary import Vocabulary

__all__ = ["match", "recommend"]

_KINDS = {pa.int64(): "bigint", pa.float64(): "double", pa.string(): "string"}
"""What Spark calls the types that lists have."""


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
    """List the mentors who fit each mentee best: `matchwright.recommend` on a Spark frame.

    Parameters and errors are those of `matchwright.dask.recommend`; `mentees` is a
    ``pyspark.sql.DataFrame``, and what is returned is one with the columns of
    `Scorer.recommend_batches`.
    """
    frame = _narrowed(mentees, program, mentee_id)
    everybody = frame.toArrow()
    scorer = Scorer(
        everybody,
        mentors,
        program,
        vocabulary=vocabulary,
        mentee_id=mentee_id,
        mentor_id=mentor_id,
    )
    first = everybody.slice(0, 1).to_batches()
    (said,) = scorer.recommend_batches(first, k=k, mentee_id=mentee_id)
    data = scorer.to_bytes()

    def lists(batches: Iterator[Any]) -> Iterator[Any]:
        # A worker has other tasks for its other cores.
        return loaded(data).recommend_batches(batches, k=k, mentee_id=mentee_id, threads=1)

    kinds = [f"`{field.name}` {_KINDS[field.type]}" for field in said.schema]
    return frame.mapInArrow(lists, ", ".join(kinds))


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
    """Match everybody: `matchwright.match` on a Spark frame, with a proof over all pairs.

    Parameters, outcome and errors are those of `matchwright.dask.match`; `mentees` is a
    ``pyspark.sql.DataFrame``, which Spark caches for as long as this takes.
    """
    frame = _narrowed(mentees, program, mentee_id).cache()
    how = How(vocabulary, (mentee_id, mentor_id), None, progress=False)

    def spread(scorer: Scorer) -> Ask:
        data = scorer.to_bytes()

        def ask(query: bytes) -> list[bytes]:
            def replies(batches: Iterator[Any]) -> Iterator[Any]:
                said = (reply(batch, loaded(data), query, mentee_id) for batch in batches)
                return (pa.record_batch({"reply": [each]}) for each in said if each is not None)

            found: list[bytes] = frame.mapInArrow(replies, "reply binary").toArrow()[0].to_pylist()
            return found

        return ask

    try:
        return matched(frame.toArrow(), mentors, program, how, k=k, spread=spread)
    finally:
        frame.unpersist()


def _narrowed(mentees: Any, program: Program, mentee_id: str) -> Any:
    """The columns of a Spark frame that the programme reads."""
    if not hasattr(mentees, "mapInArrow"):
        text = f"mentees must be a pyspark.sql.DataFrame, not {type(mentees).__name__}"
        raise KindError(text)
    read = read_columns(mentees.columns, program, mentee_id)
    return mentees.select([f"`{name.replace('`', '``')}`" for name in read])
