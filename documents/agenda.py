"""The suggested agenda of each term's visit (V4). A guide: headteacher and SIP decide."""

from typing import Final

from handbook.school_years import Term

AGENDA: Final = {
    Term.AUTUMN: (
        "What the summer results tell us: EYFS, phonics, Year 2 and Year 6",
        "The year’s areas of focus and improvement priorities",
        "End-of-year predictions: how accurate were they?",
        "Other support that the school receives",
        "The school’s priorities for the SIP’s visits",
        "Short-term actions for the next visit",
    ),
    Term.SPRING: (
        "Progress on the actions agreed last time",
        "The school development plan",
        "Progress towards the current targets",
        "Progress on the areas of focus and improvement priorities",
        "Attendance and governance",
    ),
    Term.SUMMER: (
        "Progress on the actions agreed at earlier visits",
        "The school’s self-evaluation",
        "Progress towards the targets, and predictions for the end of the year",
        "Progress on the areas of focus and improvement priorities",
    ),
}
