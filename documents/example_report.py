"""A filled autumn report about a school that does not exist, for the demo and the tests."""

from documents.form import judgement_line, target_line
from handbook.core.people import School
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.paper.proforma import Contents, Judgement, Target

_SECTIONS = {
    "context": "A one-form-entry Catholic primary with a nursery of 26 places; 214 pupils on roll.\n"
    "• 31% of pupils are disadvantaged; 14% have special educational needs.\n"
    "• 22% speak a language other than English at home, most of them Polish or Malayalam.\n"
    "Two of seven class teachers are new this year; the deputy headteacher leads English.",
    "last_ofsted": "March 2023: Good in every area.\nKey priorities named then:\n"
    "• Sharpen what subject leaders check in the foundation subjects.\n"
    "• Make sure that the weakest readers practise with books that match the sounds they know.",
    "judgements": "The evidence for early years is mostly from the summer term; we agreed to look at the new cohort’s "
    "baseline together in the spring.",
    "school_priorities": "• Writing at greater depth in Key Stage 2.\n• Attendance of pupils who join during the year.",
    "curriculum": "Geography and music are well sequenced. History is being rewritten for Years 3 and 4.\n"
    "Every pupil in Year 5 learns an instrument; the school council runs the breakfast club’s reading corner.",
    "progress": "• Phonics: catch-up groups have met daily since June. Done.\n"
    "• Governors’ monitoring calendar: drafted, to be agreed in November.",
    "visit_notes": "We looked at summer results, visited phonics in Reception and Year 1, and read Year 6 books.\n"
    "Phonics (Year 1): 84% met the standard, up from 78%.\n"
    "Key Stage 2: reading, writing and maths combined 63%; predictions were within three points.\n"
    "Attendance to 16 October: 94.1%. Pupils speak about their reading with real pleasure.",
    "good_practice": "The “read it, show it” start to every phonics lesson: each child answers within a minute. "
    "The English lead would be glad to show it to other schools.",
    "headteacher": "Would like a coaching partner among the trust’s heads. Workload is manageable since the office was "
    "reorganised; one protected afternoon a fortnight is kept for strategic work.",
    "next_visit": "Week of 8 February: attendance, governance, and the baseline of early years.",
}

_JUDGEMENTS = (
    Judgement("Inclusion", "Expected standard", "Expected standard"),
    Judgement("Curriculum and teaching", "Strong standard", "Strong standard"),
    Judgement("Achievement", "Expected standard", "Expected standard"),
    Judgement("Attendance and behaviour", "Strong standard", "Expected standard"),
    Judgement("Personal development and well-being", "Strong standard", "Strong standard"),
    Judgement("Leadership and governance", "Expected standard", "Expected standard"),
    Judgement("Early years", "Expected standard", "Needs attention"),
    Judgement("Safeguarding", "Met", "Met"),
    Judgement("Catholic life and mission: pupil outcomes", "Outstanding", "Outstanding"),
)

_TARGETS = (
    Target(
        "Pupils in the lowest fifth of readers read daily to an adult",
        "At least 80% of them reach their next reading stage",
        "English lead",
        "12 February",
    ),
    Target("Subject leaders check books in two foundation subjects", "Notes shared with governors", "Deputy head", ""),
    Target("Raise attendance of persistently absent pupils", "From 86% to 91%", "", "End of the spring term"),
)


def sample_contents(school: School, term: Term, year: AcademicYear, sip_name: str) -> Contents:
    """A plausible report with two judgement gaps, one target without a date and one without an owner. What it says of
    the autumn stands whatever the term, so that a demo can be shown in any month."""
    judged = "\n".join(judgement_line(judgement) for judgement in _JUDGEMENTS)
    agreed = "\n".join(target_line(target) for target in _TARGETS)
    return Contents(
        school_name=school.name,
        town=school.town,
        urn=school.urn,
        academic_year=year,
        term=term,
        sip_name=sip_name,
        sections=_SECTIONS | {"judgements": f"{judged}\n{_SECTIONS['judgements']}", "targets": agreed},
        judgements=_JUDGEMENTS,
        targets=_TARGETS,
    )
