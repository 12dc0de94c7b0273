"""A directory: who of some people lists what somebody looks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from matchwright import _core
from matchwright._arguments import checked
from matchwright._errors import OptionError
from matchwright._frames import Frames
from matchwright._ids import Ids
from matchwright._program import Program
from matchwright._tables import taken
from matchwright._vocabulary import core_of

if TYPE_CHECKING:
    from matchwright._tables import TableLike
    from matchwright._vocabulary import Vocabulary

__all__ = ["search"]


@checked
def search(
    people: TableLike,
    text: str | Sequence[str],
    program: Program | None = None,
    *,
    where: Mapping[str, Any] | None = None,
    k: int = 20,
    id: str = "id",  # noqa: A002 - the name of the column that it means
    vocabulary: Vocabulary | None = None,
) -> Any:
    """List the people who answer best what somebody looks for.

    A person's score is the mean over the labels that are asked for of what their best answer is
    worth: 1 for the label itself, however it is written (another name of the vocabulary, a plural,
    a slip of the keyboard); 1/2 for a wider or narrower one, and 1/4 two steps away; 1/2 where all
    its words stand in another label of theirs or in a text. Where a level is asked for, an answer
    with a lower one is worth its part of it. Equal scores stand by the sum of the levels of what
    answers, then by the ids. Whoever answers nothing is left out, as are those who take no part.

    Parameters
    ----------
    people : table
        One table of people, of any kind that `match` takes.
    text : str or sequence of str
        The labels, with commas between them, or in a list; one may have a level: ``"python:3"``.
    program : Program, optional
        The lists and texts that it reads are looked at, and its ``tables`` says who takes part.
        Without one, columns of labels and of words are recognised; names, addresses, numbers and
        protected attributes are left out.
    where : mapping, optional
        Only people who have this in a column: a value, or a list of values of which any will do.
        Texts are compared without case and blanks; of a list, one entry has to be it.
    k : int, default 20
        How many people at most, 1 or more.
    id : str, default "id"
        The column of ids, where the programme's ``tables`` does not say it.
    vocabulary : Vocabulary, optional
        What labels mean.

    Returns
    -------
    frame
        Of the caller's kind: ``rank``, ``id`` in the caller's type, ``name`` where the programme's
        ``tables`` says where it stands, ``score``; ``matched``, the labels that were asked for and
        answered, ``listed``, what answers them (of words in a text its column), and ``how``:
        ``exact``, ``plural``, ``alias``, ``slip``, ``wider``, ``narrower``, ``related`` or
        ``words``. The last three have ``"; "`` between the entries.

    Raises
    ------
    InputError
        Where nothing is asked for, a column is missing, or the table is wrong.
    FileError, FormatError, KindError, OptionError
        See each; all are `MatchwrightError`.

    Examples
    --------
    >>> import matchwright as mw
    >>> mentors = {
    ...     "id": [7, 8, 9],
    ...     "site": ["Leeds", "York", "Leeds"],
    ...     "skills": ["Python:4; public speaking", "python; SQL", "SQL"],
    ... }
    >>> found = mw.search(mentors, "pyhton, public speaking")
    >>> list(found["id"]), list(found["score"]), list(found["how"])
    ([7, 8], [1.0, 0.5], ['slip; exact', 'slip'])
    >>> list(mw.search(mentors, "sql", where={"site": "Leeds"})["id"])
    [9]
    """
    if k < 1:
        message = "k must be at least 1"
        raise OptionError(message)
    core, filters = None if program is None else program._core, dict(where or {})

    def wanted(names: list[str]) -> set[str]:
        return {*names} if core is None else {*core.columns("people", id, names), *filters}

    def id_name(names: list[str]) -> str | None:
        if core is not None:
            return core.id_column("people", id, names)
        return id if id in names else None

    source, given = taken(people, wanted, id_name)
    columns, ids, rows = _core.searched(
        source,
        text if isinstance(text, str) else list(text),
        program=core,
        vocabulary=core_of(vocabulary),
        filters=filters,
        k=k,
        id_column=id,
    )
    columns["id"] = Ids((ids, columns["id"], rows), given).all()
    return Frames(people).make(columns)
