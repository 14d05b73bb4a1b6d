"""A filled autumn report about a school that does not exist, for the demo and the tests."""

from documents.form_lines import with_lines
from handbook.core.people import School
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.paper.boxes import TableRow
from handbook.reports.paper.proforma import Contents, Judgement, Target

_SECTIONS = {
    "context": "A one-form-entry Catholic primary with a nursery of 26 places.\n"
    "• Most of those who speak another language at home speak Polish or Malayalam.\n"
    "Two of seven class teachers are new this year; the deputy headteacher leads English.",
    "last_ofsted": "Key priorities named then:\n"
    "• Sharpen what subject leaders check in the foundation subjects.\n"
    "• Make sure that the weakest readers practise with books that match the sounds they know.",
    "judgements": "The evidence for early years is mostly from the summer term; we agreed to look at the new cohort’s "
    "baseline together in the spring.",
    "school_priorities": "Both are in the school development plan.",
    "curriculum": "We come back to history in the summer.",
    "progress": "• Phonics: catch-up groups have met daily since June. Done.\n"
    "• Governors’ monitoring calendar: drafted, to be agreed in November.",
    "visit_notes": "We looked at summer results, visited phonics in Reception and Year 1, and read Year 6 books.\n"
    "Phonics (Year 1): 84% met the standard, up from 78%.\n"
    "Key Stage 2: reading, writing and maths combined 63%; predictions were within three points.\n"
    "Attendance to 16 October is on the way up. Pupils speak about their reading with real pleasure.",
    "good_practice": "The English lead would be glad to show it to other schools.",
    "headteacher": "One protected afternoon a fortnight is kept for strategic work.",
    "next_visit": "In the morning, so that we see the start of the day.",
}
_BOXES = {
    "phase": "Primary",
    "roll": "214 (the DfE’s school census, 2025/26)",
    "fsm": "31.0% (the DfE’s school census, 2025/26)",
    "eal": "22.4% (the DfE’s school census, 2025/26)",
    "sen": "11.7% (the DfE’s school census, 2025/26)",
    "ehcp": "2.3% (the DfE’s school census, 2025/26)",
    "stability": "Nine pupils joined and six left last year",
    "deprivation": "Six pupils in ten live in the two most deprived fifths of areas (IDACI)",
    "ofsted_on": "14 March 2023",
    "ofsted_framework": "Ofsted, September 2019 to August 2024",
    "foundation": "Geography and music are well sequenced. History is being rewritten for Years 3 and 4.",
    "whole_child": "Every pupil in Year 5 learns an instrument.\nThe school council runs the reading corner.",
    "evidence": "Phonics lessons in Reception and Year 1\nBooks of twelve pupils in Year 6\nThe single central record",
    "safeguarding": "Met",
    "attendance": "94.1%",
    "attendance_as_at": "16 October",
    "attendance_note": "Up by half a point on last autumn; pupils who joined during the year lag behind.",
    "published_note": "Reading and maths are in line with similar schools; writing is three points below.",
    "in_year_note": "Fewer children came to Reception ready in speech than last year.",
    "wellbeing": "Workload is manageable since the office was reorganised.",
    "next_on": "Week of 8 February",
    "next_agenda": "Attendance and governance\nThe baseline of early years",
}
_ROWS = {
    "outcome": (
        TableRow({"area": "Overall effectiveness", "grade": "Good"}),
        TableRow({"area": "Early years", "grade": "Good"}),
    ),
    "priority": (
        TableRow(
            {
                "priority": "Writing at greater depth in Key Stage 2",
                "origin": "School development plan",
                "success": "15% in July",
            }
        ),
        TableRow({"priority": "Attendance of pupils who join during the year"}),
    ),
    "in_year": (
        TableRow({"stage": "EYFS", "measure": "On track for a good level of development", "now": "58%"}),
        TableRow({"stage": "KS1", "measure": "Year 1 on track in phonics", "now": "71%", "expected": "84%"}),
        TableRow({"stage": "KS2", "measure": "Year 6, reading, writing and maths", "now": "55%", "expected": "68%"}),
    ),
    "practice": (
        TableRow(
            {
                "practice": "The “read it, show it” start to every phonics lesson: each child answers within a minute.",
                "tags": "Phonics, Early years, retrieval",
            }
        ),
        TableRow({"practice": "Subject leaders of four schools plan history together.", "tags": "Foundation subjects"}),
    ),
    "cpd": (
        TableRow({"need": "A coaching partner among the trust’s heads", "consent": "Yes"}),
        TableRow({"need": "Time to think about my next step", "consent": "No"}),
    ),
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
    contents = Contents(
        school_name=school.name,
        town=school.town,
        urn=school.urn,
        academic_year=year,
        term=term,
        sip_name=sip_name,
        sections=_SECTIONS,
        judgements=_JUDGEMENTS,
        targets=_TARGETS,
        boxes=_BOXES,
        rows=_ROWS,
    )
    return with_lines(contents)
