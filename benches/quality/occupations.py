"""Look for related occupations by each measure of alike lists.

    python benches/quality/occupations.py FOLDER

Every occupation of O*NET is a mentee and a mentor, with the technologies that it uses as a list.
Pairs fit where O*NET calls them related (its primary tiers). The folder holds
"Technology Skills.txt" and "Related Occupations.txt" of the O*NET database
(https://www.onetcenter.org/database.html, CC BY 4.0).
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
from measures import auc

import matchwright as mw

VARIANTS = {
    "jaccard": {"rarity": False},
    "jaccard, rarity": {},
    "dice, rarity": {"measure": "dice"},
    "cosine": {"measure": "cosine", "rarity": False},
    "cosine, rarity": {"measure": "cosine"},
}


def rows(path: Path) -> list[dict[str, str]]:
    """Read a table of O*NET."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def main(folder: Path) -> None:
    """Print a line for each measure, without and with wider terms."""
    skills = folder / "Technology Skills.txt"
    lists: dict[str, set[str]] = {}
    for row in rows(skills):
        lists.setdefault(row["O*NET-SOC Code"], set()).add(row["Example"])
    codes = sorted(lists)
    place = {code: at for at, code in enumerate(codes)}
    fits = np.zeros((len(codes), len(codes)), bool)
    for row in rows(folder / "Related Occupations.txt"):
        pair = row["O*NET-SOC Code"], row["Related O*NET-SOC Code"]
        if row["Relatedness Tier"].startswith("Primary") and all(code in place for code in pair):
            fits[place[pair[0]], place[pair[1]]] = True
    people = {"id": codes, "skills": [sorted(lists[code]) for code in codes]}
    vocabulary = mw.Vocabulary.from_file(str(skills))
    print(f"{len(codes)} occupations, {fits.sum()} related pairs")
    print(f"{'measure':20} {'AUC':>6} {'with wider terms':>17}")
    for name, options in VARIANTS.items():
        program = mw.Program(criteria=[mw.Overlap("skills", **options)])
        found = [
            auc(np.array(mw.score(people, people, program, vocabulary=words)), fits)
            for words in (None, vocabulary)
        ]
        print(f"{name:20} {found[0]:6.3f} {found[1]:17.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
