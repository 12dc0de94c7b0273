# Written by python/write_stub.py; do not edit.
from matchwright._assign import (
    assign,
    k_best,
)
from matchwright._assignment import (
    Assignment,
)
from matchwright._audit import (
    Audit,
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
from matchwright._explain import (
    Explanation,
)
from matchwright._init import (
    Proposal,
    init,
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
    "Block",
    "Certificate",
    "CirclesCertificate",
    "Comparison",
    "CostError",
    "Criterion",
    "Custom",
    "Different",
    "Distance",
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
    "Population",
    "Preference",
    "Program",
    "Proposal",
    "Quality",
    "Quota",
    "ReadTable",
    "Rule",
    "Same",
    "Scores",
    "SeatRange",
    "SharedTime",
    "SkillCoverage",
    "StableCertificate",
    "Summary",
    "Table",
    "Tables",
    "TablesActive",
    "TablesColumn",
    "TablesRole",
    "Text",
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
    "compare",
    "init",
    "k_best",
    "linear_sum_assignment",
    "match",
    "pair",
    "read",
    "recommend",
    "rematch",
    "score",
    "search",
    "simulate",
    "validate",
    "verify",
]
