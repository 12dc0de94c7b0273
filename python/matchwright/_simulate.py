"""Populations that do not exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matchwright import _core
from matchwright._arguments import checked
from matchwright._frames import Frames

__all__ = ["Population", "simulate"]


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """Two tables of people, and who of them should meet whom.

    Frames are of the first of pandas, polars and pyarrow that is installed, and dictionaries of
    columns where none is.
    """

    mentees: Any
    """The mentees, with the columns of the sample cohort; lists are text."""
    mentors: Any
    """The mentors, as the mentees."""
    truth: Any
    """Who should meet: ``mentee_id``, ``mentor_id``."""


@checked
def simulate(
    mentees: int,
    mentors: int,
    *,
    seats: int | None = None,
    departments: Sequence[int] | None = None,
    popularity: float | None = None,
    missing: float | None = None,
    wishes: float | None = None,
    noise: float | None = None,
    seed: int | None = None,
) -> Population:
    """Draw a population whose best plan is known.

    Every mentor is drawn, then for as many mentees as there are seats the mentor whom they should
    meet, and answers that fit that mentor. Equal arguments give equal tables on every machine.

    Parameters
    ----------
    mentees, mentors : int
        How many, from 1 to 1,000,000.
    seats : int, optional
        Seats of every mentor; 1 unless said otherwise.
    departments : sequence of int, optional
        Sizes of the departments, in proportion to each other; eight by Zipf's law.
    popularity : float, optional
        How much is popular what is popular, from 0 to 1: the chance that a skill, a goal, an
        interest, a site or a wish is drawn by Zipf's law and not evenly; 1.
    missing : float, optional
        The share of answers that are left out; 0.1.
    wishes : float, optional
        The share of people who name whom they would like to meet; 0.5.
    noise : float, optional
        The chance that an answer has nothing to do with whom somebody should meet; 0.5.
    seed : int, optional
        Which of the populations of this kind, from 0; 0.

    Raises
    ------
    InputError
        With every number that is out of range.
    OptionError
        Where a whole number is negative, or too large for any use.

    Examples
    --------
    >>> import matchwright as mw
    >>> people = mw.simulate(mentees=40, mentors=20, seats=2, seed=5)
    >>> len(people.mentees["id"]), len(people.mentors["id"]), len(people.truth["mentee_id"])
    (40, 20, 40)
    """
    columns = _core.simulated(
        mentees,
        mentors,
        seats=seats,
        departments=None if departments is None else list(departments),
        popularity=popularity,
        missing=missing,
        wishes=wishes,
        noise=noise,
        seed=seed,
    )
    frames = Frames({})
    return Population(*(frames.make(each) for each in columns))
