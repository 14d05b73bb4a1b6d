"""The headteacher's own CPD and wellbeing (P5): it is theirs, and nobody should come upon it by chance."""

import re
from typing import Final

from handbook.reports.paper.proforma import Contents, Form

_WORDS: Final = re.compile(
    r"(?i)\b(?:well-?\s?being|workload|work-life|stress\w*|burn-?\s?out|cpd|coaching|supervision)\b"
)


def is_surely_without_wellbeing(contents: Contents) -> bool:
    """Whether nothing of it stands in a report: every word of our form was accounted for, none stands outside its
    sections, and none sounds like it."""
    everything = "\n".join((*contents.sections.values(), *(word for fact in contents.facts for word in fact)))
    outside = [one for one in contents.unplaced if not one.is_comment]
    return contents.form is Form.OURS and not outside and not _WORDS.search(everything)
