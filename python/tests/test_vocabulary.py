"""Vocabularies: what labels mean, and the report on it."""

import numpy as np
import pandas as pd
import pytest

import matchwright as mw

WORDS = [
    ("k8s", "Kubernetes", None),
    ("Kubernetes", None, "containers"),
    ("docker", None, "containers"),
]
MENTEES = {"id": ["e1", "e2"], "wants": ["k8s", "docker; PYTHON"]}
MENTORS = {"id": ["m1", "m2", "m3"], "skills": ["kubernets", "containers; Python", "Python"]}
PROGRAM = mw.Program(criteria=[mw.SkillCoverage("wants", "skills")])


def test_merges_are_a_frame_of_the_callers_kind():
    mentees = pd.DataFrame(MENTEES)
    outcome = mw.match(mentees, MENTORS, PROGRAM, vocabulary=mw.Vocabulary(WORDS))
    assert isinstance(outcome.merges, pd.DataFrame)
    assert outcome.merges.to_dict("records") == [
        {"label": "PYTHON", "into": "Python", "because": "case", "people": 1},
        {"label": "k8s", "into": "Kubernetes", "because": "alias", "people": 1},
        {"label": "kubernets", "into": "Kubernetes", "because": "fuzzy 0.98", "people": 1},
    ]


def test_validation_lists_them_before_anybody_is_matched():
    found = mw.validate(MENTEES, MENTORS, PROGRAM, vocabulary=mw.Vocabulary(WORDS))
    assert [merge["because"] for merge in found.merges] == ["case", "alias", "fuzzy 0.98"]
    assert "merged: 'k8s' counts as 'Kubernetes' (alias), people: 1" in str(found)


def test_an_explanation_says_what_both_wrote_and_how_it_was_read():
    outcome = mw.match(MENTEES, MENTORS, PROGRAM, vocabulary=mw.Vocabulary(WORDS))
    explained = outcome.explain("e1")
    assert [merge["label"] for merge in explained.merges] == ["k8s"]
    assert explained.meets[0]["mentor"] == "m1"
    assert [merge["label"] for merge in explained.meets[0]["merges"]] == ["kubernets"]
    assert "'k8s', read as 'Kubernetes' (alias)" in str(explained)
    assert outcome.explain("e2").meets[0]["merges"] == []


def test_every_call_takes_a_vocabulary():
    words = mw.Vocabulary(WORDS)
    scores = mw.score(MENTEES, MENTORS, PROGRAM, vocabulary=words)
    np.testing.assert_array_equal(scores, [[1, 0.5, 0], [0.125, 0.75, 0.5]])
    plain = mw.score(MENTEES, MENTORS, PROGRAM)
    np.testing.assert_array_equal(plain, [[0, 0, 0], [0, 0.5, 0.5]])
    best = mw.recommend(MENTEES, MENTORS, PROGRAM, k=1, vocabulary=words)
    assert list(best["mentor_id"]) == ["m1", "m2"]


def test_vetoes_and_slips_belong_to_the_programme():
    program = mw.Program(
        criteria=[mw.SkillCoverage("wants", "skills")],
        fuzzy="off",
        apart=[("k8s", "Kubernetes"), ["Python", "PYTHON"]],
    )
    assert mw.Program.from_toml(program.to_toml()) == program
    assert mw.validate(MENTEES, MENTORS, program, vocabulary=mw.Vocabulary(WORDS)).merges == []
    with pytest.raises(mw.InputError, match="fuzzy"):
        mw.match(MENTEES, MENTORS, mw.Program(criteria=PROGRAM.criteria, fuzzy=-1))


def test_vectors_relate_labels():
    vectors = np.array([[1, 0], [4, 3]])
    words = mw.Vocabulary().with_vectors(["k8s", "kubernets"], vectors, threshold=0.75)
    scores = mw.score(MENTEES, MENTORS, PROGRAM, vocabulary=words)
    assert scores[0, 0] == pytest.approx(0.8)
    for labels, rows, error in [
        (["a"], [[1.0], [2.0]], mw.FormatError),
        (["a"], [["x"]], mw.FormatError),
        (["a"], [[0.0]], mw.InputError),
        (["a"], [[float("nan")]], mw.InputError),
    ]:
        with pytest.raises(error):
            words.with_vectors(labels, rows, threshold=0.5)
    with pytest.raises(mw.InputError, match="above 0, up to 1"):
        words.with_vectors(["a"], [[1.0]], threshold=0)


def test_what_is_no_vocabulary_is_refused(tmp_path):
    with pytest.raises(mw.KindError, match=r"must be a matchwright\.Vocabulary, not str"):
        mw.match(MENTEES, MENTORS, PROGRAM, vocabulary="words.csv")
    with pytest.raises(mw.InputError, match="a → b → a"):
        mw.Vocabulary([("a", None, "b"), ("b", None, "a")])
    with pytest.raises(mw.FileError, match="absent.csv"):
        mw.Vocabulary.from_file(tmp_path / "absent.csv")
    with pytest.raises(mw.FormatError, match="ends in .csv"):
        mw.Vocabulary.from_file(tmp_path / "words.xml")


def test_files_are_read_by_their_ending(tmp_path, published):
    path = tmp_path / "words.csv"
    path.write_text("label,preferred,broader\nk8s,Kubernetes,\n", encoding="utf-8")
    assert mw.Vocabulary.from_file(path).meaning("K8S") == "Kubernetes"
    esco = mw.Vocabulary.from_file(published("esco/digital_skills.json.gz"))
    assert (len(esco), repr(esco)) == (877, "<Vocabulary: 877 names>")
    skills = mw.Vocabulary.from_file(published("onet/Technology Skills.txt"))
    assert skills.meaning("adobe acrobat") == "Adobe Acrobat"
    titles = mw.Vocabulary.from_onet_titles(
        published("onet/Alternate Titles.txt"), published("onet/Occupation Data.txt")
    )
    assert titles.meaning("Agency Owner") == "Chief Executives"
