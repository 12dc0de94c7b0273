"""Vocabularies: which labels mean the same, and which something wider."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypedDict

import numpy as np

from matchwright import _core
from matchwright._arguments import checked
from matchwright._errors import FormatError, KindError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import ArrayLike

__all__ = ["Merge", "Vocabulary"]


class Merge(TypedDict):
    """A label that counts as another one."""

    label: str
    """The label as people wrote it."""
    into: str
    """The label that it counts as."""
    because: str
    """``"case"``, ``"alias"``, ``"plural"`` or ``"fuzzy 0.93"``."""
    people: int
    """How many people wrote it so."""


class Vocabulary:
    """Labels with their meanings: preferred names, other names for them, wider terms, vectors.

    It is given to `match`, `score`, `recommend` and `validate` beside the tables, and read for the
    labels in lists. Skills and goals count by how near the mentor's label is: 1 for the same
    meaning, 1/2 for a wider or narrower one, 1/4 two steps away, or the cosine of vectors.

    Parameters
    ----------
    words : iterable of tuples
        ``(label, preferred, broader)``: the label means the same as ``preferred`` (itself, where
        that is ``None``), which is narrower than ``broader`` (nothing, where that is ``None``).

    Raises
    ------
    InputError
        Where a label is blank, or broader terms lead back to where they started.

    Examples
    --------
    >>> import matchwright as mw
    >>> words = mw.Vocabulary([("k8s", "Kubernetes", None), ("Kubernetes", None, "containers")])
    >>> words.meaning("K8S"), len(words)
    ('Kubernetes', 2)
    """

    def __init__(self, words: Iterable[tuple[str, str | None, str | None]] = ()) -> None:
        """Make a vocabulary of words."""
        self._core = _core.Vocabulary.from_words([tuple(word) for word in words])  # type: ignore[misc]

    @classmethod
    def _of(cls, core: _core.Vocabulary) -> Vocabulary:
        vocabulary = cls.__new__(cls)
        vocabulary._core = core
        return vocabulary

    @classmethod
    @checked
    def from_file(cls, path: str | os.PathLike[str]) -> Vocabulary:
        """Read a vocabulary by the ending of its name.

        ``.csv`` holds words of one's own (columns ``label``, ``preferred``, ``broader``),
        ``.json`` or ``.json.gz`` ESCO's skills (objects with ``label`` and ``altLabel``), and
        ``.txt`` O*NET's Technology Skills.

        Raises
        ------
        FileError, FormatError, InputError
            Where the file cannot be read, or is not what its ending says.
        """
        return cls._of(_core.Vocabulary.from_file(os.fspath(path)))

    @classmethod
    def from_onet_titles(
        cls, alternate_titles: str | os.PathLike[str], occupations: str | os.PathLike[str]
    ) -> Vocabulary:
        """Read O*NET's Alternate Titles and Occupation Data: job titles with their other names.

        Errors are those of `from_file`.
        """
        paths = os.fspath(alternate_titles), os.fspath(occupations)
        return cls._of(_core.Vocabulary.from_onet_titles(*paths))

    def with_vectors(
        self, labels: Sequence[str], vectors: ArrayLike, *, threshold: float
    ) -> Vocabulary:
        """Return the vocabulary with a vector for each label, from any model.

        Two labels are related by the cosine of their vectors where that is at least ``threshold``.

        Parameters
        ----------
        labels : sequence of str
            Labels; the vocabulary need not know them.
        vectors : array
            One row for each label.
        threshold : float
            Above 0, up to 1.

        Raises
        ------
        FormatError
            Where there is not one row of numbers for each label.
        InputError
            Where a vector has no direction, or the threshold is out of range.
        """
        try:
            rows = np.array(vectors, dtype=np.float32, ndmin=2, order="C")
        except (TypeError, ValueError) as error:
            text = f"vectors must be a matrix of numbers: {error}"
            raise FormatError(text) from None
        names = list(labels)
        if rows.ndim != 2 or len(rows) != len(names):  # noqa: PLR2004
            text = f"vectors must have one row for each of the {len(names)} labels"
            raise FormatError(text)
        return self._of(self._core.with_vectors(names, rows, threshold))

    def meaning(self, label: str) -> str | None:
        """Return the preferred name of what a label means; ``None`` where it is not known."""
        return self._core.meaning(label)

    def __len__(self) -> int:
        """How many things have a name."""
        return len(self._core)

    def __repr__(self) -> str:
        return f"<Vocabulary: {len(self):,} names>"


def core_of(vocabulary: Vocabulary | None) -> _core.Vocabulary | None:
    """Return the core's form of what a caller gave."""
    if vocabulary is None:
        return None
    if not isinstance(vocabulary, Vocabulary):
        text = f"vocabulary must be a matchwright.Vocabulary, not {type(vocabulary).__name__}"
        raise KindError(text)
    return vocabulary._core
