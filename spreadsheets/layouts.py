"""The layouts of files that are known, by their columns. A layout that is not known is said, and not guessed at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

from handbook.data.figures import Source
from handbook.data.measures import EXPECTED, PROGRESS, Group, Measure, Topic
from spreadsheets.cell_text import plain


def folded(name: str) -> str:
    """A column's name, or another, as it is looked up: in whatever case, however it is spaced, with any apostrophe."""
    return plain(name).casefold().replace("’", "'")


@dataclass(frozen=True, slots=True)
class WideLayout:
    """One row a school (or authority, or England), one column a figure. `markers`: the columns by which it is known."""

    name: str
    source: Source
    markers: frozenset[str]
    columns: Mapping[str, Measure]
    """By folded name."""


_SUFFIX: Final = {
    Group.ALL: "",
    Group.GIRLS: "_G",
    Group.BOYS: "_B",
    Group.DISADVANTAGED: "_FSM6CLA1A",
    Group.OTHER: "_NotFSM6CLA1A",
}
_STEMS: Final = (
    ("PTREAD_EXP{}", Topic.READING),
    ("PTWRITTA_EXP{}", Topic.WRITING),
    ("PTMAT_EXP{}", Topic.MATHS),
    ("PTRWM_EXP{}", Topic.COMBINED),
    ("READPROG{}", Topic.READING_PROGRESS),
    ("READPROG{}_LOWER", Topic.READING_PROGRESS_LOWER),
    ("READPROG{}_UPPER", Topic.READING_PROGRESS_UPPER),
    ("WRITPROG{}", Topic.WRITING_PROGRESS),
    ("WRITPROG{}_LOWER", Topic.WRITING_PROGRESS_LOWER),
    ("WRITPROG{}_UPPER", Topic.WRITING_PROGRESS_UPPER),
    ("MATPROG{}", Topic.MATHS_PROGRESS),
    ("MATPROG{}_LOWER", Topic.MATHS_PROGRESS_LOWER),
    ("MATPROG{}_UPPER", Topic.MATHS_PROGRESS_UPPER),
    ("READ_AVERAGE{}", Topic.READING_SCORE),
    ("MAT_AVERAGE{}", Topic.MATHS_SCORE),
)
_SINGLE: Final = {
    "READCOV": Measure(Topic.READING_COVERAGE),
    "WRITCOV": Measure(Topic.WRITING_COVERAGE),
    "MATCOV": Measure(Topic.MATHS_COVERAGE),
    "TKS1AVERAGE": Measure(Topic.KS1_START),
    "TELIG": Measure(Topic.COHORT),
    "GELIG": Measure(Topic.COHORT, Group.GIRLS),
    "BELIG": Measure(Topic.COHORT, Group.BOYS),
    "TFSM6CLA1A": Measure(Topic.COHORT, Group.DISADVANTAGED),
    "TNotFSM6CLA1A": Measure(Topic.COHORT, Group.OTHER),
}


def _by_name(columns: Mapping[str, Measure]) -> Mapping[str, Measure]:
    return {folded(name): measure for name, measure in columns.items()}


KS2: Final = WideLayout(
    "the DfE’s key stage 2 file, one row a school",
    Source.KS2,
    frozenset(("ptread_exp", "ptmat_exp", "ptrwm_exp")),
    _by_name(
        {
            **{stem.format(_SUFFIX[one]): Measure(topic, one) for (stem, topic), one in product(_STEMS, Group)},
            **_SINGLE,
        }
    ),
)
ABSENCE: Final = WideLayout(
    "the DfE’s absence file",
    Source.ABSENCE,
    frozenset(("perctot",)),
    _by_name({"PERCTOT": Measure(Topic.ABSENCE), "PPERSABS10": Measure(Topic.PERSISTENT_ABSENCE)}),
)
CENSUS: Final = WideLayout(
    "the DfE’s school census file",
    Source.CENSUS,
    frozenset(("nor", "pnumfsmever")),
    _by_name(
        {
            "NOR": Measure(Topic.ON_ROLL),
            "PNUMFSMEVER": Measure(Topic.FREE_MEALS),
            "PNUMEAL": Measure(Topic.OTHER_LANGUAGE),
            "PSENELSE": Measure(Topic.EHC_PLAN),
            "PSENELK": Measure(Topic.SEN_SUPPORT),
        }
    ),
)

SHEET_MEASURES: Final = (
    *(Measure(Topic.COHORT, group) for group in Group),
    *(Measure(topic, group) for topic in EXPECTED for group in Group),
    *(Measure(one.score, group) for one in PROGRESS for group in Group),
    *(Measure(topic) for one in PROGRESS for topic in (one.lower, one.upper)),
    Measure(Topic.READING_SCORE),
    Measure(Topic.MATHS_SCORE),
    Measure(Topic.KS1_START),
    Measure(Topic.ATTENDANCE),
    Measure(Topic.PERSISTENT_ABSENCE),
)
"""What an EBIU sheet can say, in the order of its columns."""
YEAR, AS_AT = "Year", "As at"
SHEET_HEAD: Final = ("URN", "DfE number", "School", YEAR, AS_AT)
EBIU: Final = WideLayout(
    "an EBIU sheet",
    Source.EBIU,
    frozenset((folded(YEAR), folded(AS_AT))),
    _by_name({measure.words: measure for measure in SHEET_MEASURES}),
)

WIDE: Final = (KS2, ABSENCE, CENSUS, EBIU)

LONG_MARKERS: Final = frozenset(("time_period", "geographic_level", "subject", "expected_standard_pupil_percent"))
LONG_NAME: Final = "the DfE’s key stage 2 file, one row a subject and group"
LONG_SUBJECTS: Final[Mapping[str, Mapping[str, Topic]]] = {
    "reading": {
        "expected_standard_pupil_percent": Topic.READING,
        "average_scaled_score": Topic.READING_SCORE,
        "progress_measure_score": Topic.READING_PROGRESS,
        "progress_measure_lower_conf_interval": Topic.READING_PROGRESS_LOWER,
        "progress_measure_upper_conf_interval": Topic.READING_PROGRESS_UPPER,
    },
    "writing": {
        "expected_standard_pupil_percent": Topic.WRITING,
        "progress_measure_score": Topic.WRITING_PROGRESS,
        "progress_measure_lower_conf_interval": Topic.WRITING_PROGRESS_LOWER,
        "progress_measure_upper_conf_interval": Topic.WRITING_PROGRESS_UPPER,
    },
    "maths": {
        "expected_standard_pupil_percent": Topic.MATHS,
        "average_scaled_score": Topic.MATHS_SCORE,
        "progress_measure_score": Topic.MATHS_PROGRESS,
        "progress_measure_lower_conf_interval": Topic.MATHS_PROGRESS_LOWER,
        "progress_measure_upper_conf_interval": Topic.MATHS_PROGRESS_UPPER,
    },
    "reading, writing and maths": {"expected_standard_pupil_percent": Topic.COMBINED},
}
LONG_GROUPS: Final[Mapping[str, Group]] = {
    "total": Group.ALL,
    "girls": Group.GIRLS,
    "boys": Group.BOYS,
    "disadvantaged": Group.DISADVANTAGED,
    "not known to be disadvantaged": Group.OTHER,
}
LONG_FILTERS: Final = ("breakdown", "sex", "disadvantage_status", "first_language", "fsm_status", "ethnicity_minor",
                       "ethnicity_major", "sen_provision", "sen_primary_need", "phonics")  # fmt: skip
"""Columns that say which pupils a row is about; of those that a file has, at most one may say other than Total."""


def is_long(header: Iterable[str]) -> bool:
    return {folded(name) for name in header} >= LONG_MARKERS


def wide_layouts(header: Iterable[str]) -> tuple[WideLayout, ...]:
    """The layouts whose markers all stand in a header; none where it is not known."""
    names = {folded(name) for name in header}
    return tuple(layout for layout in WIDE if layout.markers <= names)
