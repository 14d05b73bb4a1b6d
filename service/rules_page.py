"""`docs/rules.md`: which of the handbook's rules are carried out where, and which tests name them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

RULES: Final = {
    "A1": "The Trust Advisor allocates SIPs to schools together with the school.",
    "A2": "Experience, capacity, focus and requests are weighed when SIPs are allocated; a conflict of interest bars.",
    "A3": "Headteacher and Chair of Governors both confirm who their SIP is.",
    "AS1": "Work beyond the entitlement is an extra service, agreed and counted separately.",
    "C1": "Only a SIP with current checks visits a school.",
    "D1": "What the EBIU supplies about a school is shown only with its signed consent to that.",
    "D2": "The headlines of key stage 2: attainment, progress, scaled scores, starting position, cohort.",
    "D3": "The same by girls, boys, disadvantaged and other pupils.",
    "D4": "Boxes for the SIP’s narrative, and for the school’s own figures of the year.",
    "D5": "The school gives its newest attendance, as published attendance lags.",
    "E1": "First the SIP discusses a concern with the headteacher.",
    "E2": "A significant concern goes to the Trust Advisor, so that support can be brokered.",
    "E3": "The Trust Advisor shares it with the Diocesan Schools Officer, who supports the headteacher.",
    "E4": "A significant concern is discussed with the Director for Schools and Colleges.",
    "E5": "A concern goes up its steps in order, and only the people of the steps reached see it.",
    "F1": "What more than one headteacher asks goes into the FAQ, in the Trust Advisor’s words and without names.",
    "G1": "Governors get the report from their headteacher and from nobody else.",
    "G2": "SIPs can be asked to feed back to governors on progress against the development plan or self-evaluation.",
    "M1": "Every school has one School Improvement Partner, and a report belongs to that school’s.",
    "M2": "Every school owes the annual fee and its VAT; a part of the fee is for the SIP.",
    "M3": "A school that needs none of the trust’s SIPs is refunded that part once its SIP’s report is received.",
    "M4": "All SIP reports come to the trust, also those on another form than its own.",
    "M5": "External SIPs may use the paperwork: anybody may have a blank form and pass it on; and come to training.",
    "O1": "Headteacher and SIP agree the SIP’s part in other support; all who support a school can meet.",
    "O2": "A SIP may come when Ofsted does, out of the school’s own half-days and beside the statutory attendance.",
    "P1": "One short proforma; each target says how it is measured, who leads it and by when.",
    "P2": "The first part, filled at the first visit of the year; differing judgements are a focus of the whole year.",
    "P3": "One visit form a term.",
    "P4": "A section on good practice, whatever the school’s grade.",
    "P5": "A section on the headteacher’s own training and wellbeing.",
    "PM1": "Only a SIP trained in performance management carries out a headteacher’s appraisal.",
    "PM2": "Headteacher appraisal counts as a face-to-face half-day, or is bought as an extra service.",
    "R1": "A SIP is a serving headteacher, a retired one, or a consultant; each kind applies by its own way.",
    "R2": "A serving headteacher may apply who meets two criteria, and at least one of six others.",
    "R3": "Eligibility, form, Trust Board, interview, training; for external applicants without eligibility.",
    "R4": "At every interview are at least one member of the Trust Board and one Diocesan Schools Officer.",
    "T1": "A full day’s initial training before a SIP is given schools.",
    "T2": "Six SIP team meetings a year, led by the Trust Advisor; concerns are discussed there in confidence.",
    "T3": "Topics in which SIPs are trained, performance management among them.",
    "T4": "Each year the skills of the SIP team are audited, and training is planned from what it needs.",
    "V1": "Five days a year: three face to face, two to prepare and write.",
    "V2": "Three termly visits, each with its report, and three half-days led by the school.",
    "V3": "A menu for the half-days led by the school.",
    "V4": "A suggested agenda for each term’s visit; headteacher and SIP decide.",
    "V5": "Suggested information for the visit, with the agenda.",
    "W1": "The SIP sends the report to the headteacher, who approves it and may share it with governors.",
    "W2": "The Trust Advisor gets it after approval, and nothing of its contents before.",
    "W3": "The Trust Advisor collects good practice and needs, introduces schools, and lists what to celebrate.",
    "W4": "The Trust Advisor shares it with the Diocesan Schools Officer and the local authority.",
    "W5": "Only for a school that has signed the sharing agreement; once withdrawn, nothing new is shared.",
    "X1": "A problem is first discussed with the SIP.",
    "X2": "Where that is not appropriate, possible or enough, it goes to the Trust Advisor.",
    "X3": "Where the answer does not satisfy, it goes to the Chair of the Trust Board.",
    "X4": "The person a complaint is about never sees a step that they take no part in.",
}
"""In our own words; only rules that the code names."""

_ROOMS: Final = ("handbook", "cards", "documents", "spreadsheets", "store", "planning", "automations")
"""Where a rule can be carried out. `bot/`, `graph/` and `service/` carry out none."""
_ID: Final = re.compile(
    r"\b(?=M[1-5]|C1|R[1-4]|T[1-4]|A[1-3]|O[12]|V[1-5]|P[1-5]|W[1-5]|E[1-5]|D[1-5]|G[12]|PM[12]|AS1|X[1-4]|F1)"
    r"([A-Z]+)([1-5])(?:[-–]\1?([1-5]))?\b"
)
"""Every rule that the handbook has, alone or as a range."""


def rules_page(root: Path, made: str) -> str:
    """Raises ValueError for a rule that the code names and RULES does not, or the other way round."""
    code = named_in(root, _ROOMS)
    tests = named_in(root / "tests", (*_ROOMS, "journeys"))
    if code.keys() != RULES.keys():
        raise ValueError(f"rules without words, or words without a rule: {sorted(code.keys() ^ RULES.keys())}")
    head = ("| rule | in our words | carried out in | named in tests |", "| --- | --- | --- | --- |")
    rows = [f"| {rule} | {RULES[rule]} | {_cell(code[rule])} | {_cell(tests.get(rule, ()))} |" for rule in RULES]
    source = "the rule ids that stand in the code"
    about = (
        "The ids are those of the trust’s SIP handbook. A rule may be tested by more than the modules that name it; "
        "one that no test names is shown by a dash."
    )
    return "\n\n".join(("# Rules", made.format(source=source), about, "\n".join((*head, *rows)))) + "\n"


def named_in(root: Path, rooms: Iterable[str]) -> Mapping[str, list[str]]:
    """Rule → the modules that name it, by their paths below `root`."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for room in rooms:
        for path in sorted((root / room).rglob("*.py")):
            for rule in sorted(_ids(path.read_text(encoding="utf-8"))):
                found[rule].append(path.relative_to(root).as_posix())
    return found


def _ids(text: str) -> set[str]:
    """`P1-P5` and `P1-5` name five."""
    return {
        f"{letters}{number}"
        for letters, first, last in _ID.findall(text)
        for number in range(int(first), int(last or first) + 1)
    }


def _cell(modules: Iterable[str]) -> str:
    return ", ".join(f"`{module}`" for module in modules) or "–"
