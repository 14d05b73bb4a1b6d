"""The headteacher's own CPD and wellbeing (P5): it is theirs, and nobody should come upon it by chance."""

import re
from typing import Final

from handbook.reports.paper.proforma import Contents, Form

_WORDS: Final = re.compile(
    r"(?i)\b(?:well-?\s?being|workload|work-life|stress\w*|burn-?\s?out|cpd|coaching|supervision)\b"
)


_BUT: Final = r"no|not|but|only|unless|if|when|after|except|maybe|ask\w*"
_YES: Final = re.compile(rf"(?i)\s*(?:(?:yes|y|agreed|ok|okay)\b|[✓✔☑])(?!.*\b(?:{_BUT})\b).*")


def shared_needs(contents: Contents) -> tuple[str, ...]:
    """The CPD needs of which the headteacher says, line by line, that the Trust Advisor may know (W3). What is not a
    clear yes is a no."""
    rows = contents.rows.get("cpd", ())
    return tuple(" ".join(row["need"].split()) for row in rows if row["need"] and _YES.fullmatch(row["consent"]))


def is_surely_without_wellbeing(contents: Contents) -> bool:
    """Whether nothing of it stands in a report: every word of our form was accounted for, none stands outside its
    sections, and none sounds like it."""
    everything = "\n".join((*contents.sections.values(), *(word for fact in contents.facts for word in fact)))
    outside = [one for one in contents.unplaced if not one.is_comment]
    return contents.form is Form.OURS and not outside and not _WORDS.search(everything)
