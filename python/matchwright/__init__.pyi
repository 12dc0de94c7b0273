# Written by python/write_stub.py; do not edit.
from matchwright._assign import (
    Assignment,
    assign,
    k_best,
)
from matchwright._certificate import (
    Certificate,
)
from matchwright._core import (
    linear_sum_assignment,
)
from matchwright._errors import (
    CostError,
    FileError,
    Finding,
    FormatError,
    InputError,
    KindError,
    MatchwrightError,
    OptionError,
    OutOfMemoryError,
    UnknownIdError,
)
from matchwright._match import (
    Validation,
    match,
    recommend,
    score,
    validate,
)
from matchwright._outcome import (
    Explanation,
    Outcome,
    Summary,
)
from matchwright._program import (
    Block,
    Criterion,
    Different,
    Gap,
    GoalFit,
    Matrix,
    MinGap,
    MustDiffer,
    MustShare,
    Overlap,
    Preference,
    Program,
    Rule,
    Same,
    SkillCoverage,
)
from matchwright._scores import (
    Scores,
)
from matchwright._vocabulary import (
    Merge,
    Vocabulary,
)

__version__: str
__all__ = [
    "Assignment",
    "Block",
    "Certificate",
    "CostError",
    "Criterion",
    "Different",
    "Explanation",
    "FileError",
    "Finding",
    "FormatError",
    "Gap",
    "GoalFit",
    "InputError",
    "KindError",
    "MatchwrightError",
    "Matrix",
    "Merge",
    "MinGap",
    "MustDiffer",
    "MustShare",
    "OptionError",
    "OutOfMemoryError",
    "Outcome",
    "Overlap",
    "Preference",
    "Program",
    "Rule",
    "Same",
    "Scores",
    "SkillCoverage",
    "Summary",
    "UnknownIdError",
    "Validation",
    "Vocabulary",
    "__version__",
    "assign",
    "k_best",
    "linear_sum_assignment",
    "match",
    "recommend",
    "score",
    "validate",
]
