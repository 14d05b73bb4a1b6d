"""What a button says, both ways: the verb and data that a card is drawn with, and the command that they are read as.
What comes back from a client is believed in nothing: ids and a version, checked for their form, and people's words."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final

from cards.allocation.actions import CHOICE_READERS, CONFLICT_READERS, RUN_READERS
from cards.allocation.needs_actions import NEEDS_READERS, SUPPORT_READERS
from cards.cases.actions import CASE_READERS
from cards.cases.cover_actions import COVER_READERS
from cards.data.actions import FIGURE_READERS
from cards.good_practice.actions import PRACTICE_READERS
from cards.half_days.actions import LEDGER_READERS
from cards.handover.actions import HANDOVER_READERS
from cards.home.digest_actions import DIGEST_READERS
from cards.home.given_up_actions import GIVEN_UP_READERS
from cards.home.typed_actions import TYPED_READERS
from cards.kit.click_fields import FRESH, Fields
from cards.kit.confirming import CONFIRM_READERS
from cards.kit.earlier import EARLIER_READERS
from cards.meetings.actions import MEETING_READERS
from cards.membership.actions import MEMBERSHIP_READERS
from cards.plans.actions import PLAN_READERS
from cards.questions.actions import QUESTION_READERS
from cards.reach.actions import REACH_READERS
from cards.recruitment.actions import RECRUITMENT_READERS
from cards.reports.actions import REPORT_READERS
from cards.reports.agreements.actions import AGREEMENT_READERS
from cards.school_record.actions import RECORD_READERS
from cards.schools.actions import IMPORT_READERS, SCHOOL_READERS
from cards.schools.edit_actions import EDIT_READERS
from cards.schools.people_actions import PEOPLE_READERS
from cards.sip_team.actions import SIP_READERS
from cards.sip_team.appraisal_actions import APPRAISAL_READERS
from cards.sip_team.skills.actions import SKILLS_READERS
from cards.sip_team.training.actions import TRAINING_READERS
from cards.visits.actions import VISIT_READERS
from cards.visits.file_actions import FILE_READERS
from handbook.core.refusal import Refused


def read(verb: str, data: Mapping[str, Any]) -> object:
    """The command that a button stands for. Raises Refused: `unknown` for a verb of nobody, `missing` where an id or
    version is not there, `forged` where something is there that no card of ours sends."""
    reader = READERS.get(verb)
    if reader is None:
        raise Refused("unknown", f"I do not know that button. {FRESH}")
    return reader(Fields(verb, data))


def written(verb: str, data: Mapping[str, Any]) -> frozenset[str]:
    """The names of what a person wrote, among all that a button sent; as far as it can be read."""
    reader = READERS.get(verb)
    try:
        fields = Fields(verb, data)
    except Refused:
        return frozenset()
    with suppress(Refused):
        if reader is not None:
            reader(fields)
    return frozenset(fields.written)


Readers = Mapping[str, Callable[[Fields], object]]
"""What makes commands of buttons, by their verbs."""


def joined(*of_workflows: Readers) -> Readers:
    """Raises ValueError for a verb that is given twice."""
    readers: dict[str, Callable[[Fields], object]] = {}
    for of_one in of_workflows:
        if twice := readers.keys() & of_one.keys():
            raise ValueError(f"verbs given twice: {', '.join(sorted(twice))}")
        readers.update(of_one)
    return readers


READERS: Final = joined(
    REPORT_READERS,
    AGREEMENT_READERS,
    VISIT_READERS,
    PLAN_READERS,
    FILE_READERS,
    CASE_READERS,
    COVER_READERS,
    MEETING_READERS,
    LEDGER_READERS,
    FIGURE_READERS,
    RECORD_READERS,
    IMPORT_READERS,
    SCHOOL_READERS,
    EDIT_READERS,
    PEOPLE_READERS,
    PRACTICE_READERS,
    GIVEN_UP_READERS,
    EARLIER_READERS,
    HANDOVER_READERS,
    MEMBERSHIP_READERS,
    SIP_READERS,
    NEEDS_READERS,
    CONFLICT_READERS,
    RUN_READERS,
    CHOICE_READERS,
    SUPPORT_READERS,
    REACH_READERS,
    APPRAISAL_READERS,
    TRAINING_READERS,
    QUESTION_READERS,
    SKILLS_READERS,
    DIGEST_READERS,
    TYPED_READERS,
    RECRUITMENT_READERS,
    CONFIRM_READERS,
)
