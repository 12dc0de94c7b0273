# Written by python/write_stub.py; do not edit.
from matchwright._assign import (
    assign,
    k_best,
)
from matchwright._assign_many import (
    assign_many,
)
from matchwright._assignment import (
    Assignment,
)
from matchwright._audit import (
    Audit,
)
from matchwright._balance import (
    Balance,
    balance,
)
from matchwright._certificate import (
    Certificate,
    CirclesCertificate,
    LevelsCertificate,
    StableCertificate,
)
from matchwright._compare import (
    compare,
)
from matchwright._comparison import (
    Comparison,
)
from matchwright._contributions import (
    contributions,
)
from matchwright._core import (
    linear_sum_assignment,
)
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
from matchwright._evaluation import (
    Evaluation,
    evaluate,
)
from matchwright._experiment import (
    Experiment,
    experiment,
)
from matchwright._explain import (
    Explanation,
)
from matchwright._init import (
    Proposal,
    init,
)
from matchwright._learned import (
    Learned,
    learn,
)
from matchwright._match import (
    match,
    recommend,
    score,
    validate,
)
from matchwright._outcome import (
    Outcome,
    Summary,
)
from matchwright._pairing import (
    Pairing,
    pair,
)
from matchwright._policy import (
    PolicyValue,
    policy_value,
)
from matchwright._program import (
    Avoid,
    Block,
    Criterion,
    Custom,
    Different,
    Distance,
    Gap,
    GoalFit,
    History,
    Matrix,
    MaxDistance,
    MaxGap,
    MinGap,
    MinSharedHours,
    MustDiffer,
    MustEqual,
    MustShare,
    NotInReportingLine,
    Overlap,
    Personality,
    Preference,
    Program,
    Quota,
    Rule,
    Same,
    SeatRange,
    SharedTime,
    SkillCoverage,
    Table,
    Tables,
    TablesActive,
    TablesColumn,
    TablesRole,
    Text,
    Vector,
)
from matchwright._quality import (
    Quality,
)
from matchwright._read import (
    ReadTable,
    read,
)
from matchwright._rematch import (
    rematch,
)
from matchwright._scorer import (
    Scorer,
)
from matchwright._scores import (
    Scores,
)
from matchwright._search import (
    search,
)
from matchwright._simulate import (
    Population,
    simulate,
)
from matchwright._spread import (
    SpreadWeights,
    weights_by_spread,
)
from matchwright._track import (
    Tracking,
    track,
)
from matchwright._tune import (
    Tuning,
    tune,
)
from matchwright._validation import (
    Validation,
)
from matchwright._verify import (
    Verification,
    verify,
)
from matchwright._vocabulary import (
    Merge,
    Vocabulary,
)
from matchwright._warm_start import (
    WarmStart,
)
from matchwright._why import (
    WhyNot,
    WhyUnmatched,
)

__version__: str
__all__ = [
    "Assignment",
    "Audit",
    "Avoid",
    "Balance",
    "Block",
    "Certificate",
    "CirclesCertificate",
    "Comparison",
    "CostError",
    "Criterion",
    "Custom",
    "Different",
    "Distance",
    "Evaluation",
    "Experiment",
    "Explanation",
    "FileError",
    "Finding",
    "FormatError",
    "Gap",
    "GoalFit",
    "History",
    "InfeasibleError",
    "InputError",
    "KindError",
    "Learned",
    "LevelsCertificate",
    "MatchwrightError",
    "Matrix",
    "MaxDistance",
    "MaxGap",
    "Merge",
    "MinGap",
    "MinSharedHours",
    "MustDiffer",
    "MustEqual",
    "MustShare",
    "NotInReportingLine",
    "OptionError",
    "OutOfMemoryError",
    "Outcome",
    "Overlap",
    "Pairing",
    "Personality",
    "PolicyValue",
    "Population",
    "Preference",
    "Program",
    "Proposal",
    "Quality",
    "Quota",
    "ReadTable",
    "Rule",
    "Same",
    "Scorer",
    "Scores",
    "SeatRange",
    "SharedTime",
    "SkillCoverage",
    "SpreadWeights",
    "StableCertificate",
    "Summary",
    "Table",
    "Tables",
    "TablesActive",
    "TablesColumn",
    "TablesRole",
    "Text",
    "Tracking",
    "Tuning",
    "UnknownIdError",
    "Validation",
    "Vector",
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
