"""Compares two outcomes."""

from __future__ import annotations

from matchwright import _core
from matchwright._arguments import checked
from matchwright._comparison import Comparison
from matchwright._errors import KindError
from matchwright._outcome import Outcome
from matchwright._program import Program

__all__ = ["compare"]


@checked
def compare(a: Outcome, b: Outcome, scored_by: Program | None = None) -> Comparison:
    """Compare two outcomes: of two programmes, of two rounds, of before and after a change.

    People and pairs are recognised by their ids.

    Parameters
    ----------
    a, b : Outcome
        The first and the second outcome; saved ones answer as well.
    scored_by : Program, optional
        The programme by which both plans are scored; that of `a` unless another one is given.

    Returns
    -------
    Comparison
        ``.pairs`` (kept, new, ended), ``.people`` (who gains, who loses), ``.summary``,
        ``.rule_prices``, ``.before``, ``.after``.

    Raises
    ------
    InputError
        Where an outcome does not have the columns that the criteria of the programme read.
    KindError
        Where a criterion of the programme is a function: it knows the tables of its own match.

    Examples
    --------
    >>> import matchwright as mw
    >>> mentees = {"id": ["e1"], "site": ["Leeds"], "team": ["a"]}
    >>> mentors = {"id": ["m1", "m2"], "site": ["Leeds", "York"], "team": ["a", "b"]}
    >>> rule = mw.MustDiffer("team")
    >>> strict = mw.match(mentees, mentors, mw.Program(criteria=[mw.Same("site")], rules=[rule]))
    >>> free = mw.match(mentees, mentors, mw.Program(criteria=[mw.Same("site")]))
    >>> comparison = mw.compare(strict, free)
    >>> list(comparison.pairs["mentor_id"]), list(comparison.pairs["change"])
    (['m1', 'm2'], ['new', 'ended'])
    >>> list(strict.rule_prices["name"]), list(strict.rule_prices["score"])
    (['must_differ_team'], [1.0])
    """
    if scored_by is not None and scored_by._functions():
        text = "a criterion that is a function knows the tables of its own match, and no others"
        raise KindError(text)
    core = _core.compared(a._core, b._core, None if scored_by is None else scored_by._core)
    return Comparison(core, a, b)
