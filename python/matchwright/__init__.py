"""Matches mentors and mentees: scores compatibility and proves that the assignment is optimal.

>>> import matchwright as mw
>>> program = mw.Program(criteria=[mw.Overlap("interests")])
>>> mentees = {"id": ["e1", "e2"], "interests": ["chess; rowing", "chess"]}
>>> mentors = {"id": ["m1", "m2"], "interests": ["chess", "rowing; chess"]}
>>> outcome = mw.match(mentees, mentors, program)
>>> outcome.summary.total, outcome.certificate.verified
(2.0, True)
"""

from importlib.metadata import version as _version

from matchwright import _program
from matchwright._assign import assign, k_best
from matchwright._assign_many import assign_many
from matchwright._assignment import Assignment
from matchwright._audit import Audit
from matchwright._balance import Balance, balance
from matchwright._certificate import (
    Certificate,
    CirclesCertificate,
    LevelsCertificate,
    StableCertificate,
)
from matchwright._compare import compare
from matchwright._comparison import Comparison
from matchwright._contributions import contributions
from matchwright._core import linear_sum_assignment
from matchwright._deprecated import warn as _warn
from matchwright._errors import (
    CostError,
    FileError,
    Finding,
    FormatError,
    InfeasibleError,
    InputError,
    KindError,
    MatchwrightError,
    OptionError,
    OutOfMemoryError,
    UnknownIdError,
)
from matchwright._evaluation import Evaluation, evaluate
from matchwright._experiment import Experiment, experiment
from matchwright._explain import Explanation
from matchwright._init import Proposal, init
from matchwright._learned import Learned, learn
from matchwright._match import match, recommend, score, validate
from matchwright._outcome import Outcome, Summary
from matchwright._pairing import Pairing, pair
from matchwright._policy import PolicyValue, policy_value
from matchwright._program import *  # noqa: F403
from matchwright._quality import Quality
from matchwright._read import ReadTable, read
from matchwright._rematch import rematch
from matchwright._scorer import Scorer
from matchwright._scores import Scores
from matchwright._search import search
from matchwright._simulate import Population, simulate
from matchwright._spread import SpreadWeights, weights_by_spread
from matchwright._track import Tracking, track
from matchwright._tune import Tuning, tune
from matchwright._validation import Validation
from matchwright._verify import Verification, verify
from matchwright._vocabulary import Merge, Vocabulary
from matchwright._warm_start import WarmStart
from matchwright._why import WhyNot, WhyUnmatched

__version__ = _version("matchwright")

__all__ = [
    "Assignment",
    "Audit",
    "Balance",
    "Certificate",
    "CirclesCertificate",
    "Comparison",
    "CostError",
    "Evaluation",
    "Experiment",
    "Explanation",
    "FileError",
    "Finding",
    "FormatError",
    "InfeasibleError",
    "InputError",
    "KindError",
    "Learned",
    "LevelsCertificate",
    "MatchwrightError",
    "Merge",
    "OptionError",
    "OutOfMemoryError",
    "Outcome",
    "Pairing",
    "PolicyValue",
    "Population",
    "Proposal",
    "Quality",
    "ReadTable",
    "Scorer",
    "Scores",
    "SpreadWeights",
    "StableCertificate",
    "Summary",
    "Tracking",
    "Tuning",
    "UnknownIdError",
    "Validation",
    "Verification",
    "Vocabulary",
    "WarmStart",
    "WhyNot",
    "WhyUnmatched",
    "__version__",
    "assign",
    "assign_many",
    "balance",
    "compare",
    "contributions",
    "evaluate",
    "experiment",
    "init",
    "k_best",
    "learn",
    "linear_sum_assignment",
    "match",
    "pair",
    "policy_value",
    "read",
    "recommend",
    "rematch",
    "score",
    "search",
    "simulate",
    "track",
    "tune",
    "validate",
    "verify",
    "weights_by_spread",
]
__all__ += _program.__all__


def __getattr__(name: str) -> object:
    if name == "Seed":
        _warn("matchwright.Seed", "WarmStart")
        return WarmStart
    text = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(text)
