"""The governors' pack (G1): what goes to governors of an approved report, and that only its headteacher has it made."""

from dataclasses import dataclass, replace
from typing import Final

from handbook.core.people import Person
from handbook.core.refusal import Refused, allows
from handbook.reports.dossier import Dossier
from handbook.reports.library import FiledItem
from handbook.reports.paper.passages import LEFT_OUT, OF_ITS_OWN
from handbook.reports.paper.proforma import Contents, SectionKind
from handbook.reports.paper.wellbeing import is_surely_without_wellbeing
from handbook.reports.report import GovernorsPack, Report, Status

WELLBEING: Final = "headteacher"
"""The key of the section on the headteacher's own CPD and wellbeing (P5): it is theirs to show or to keep."""


@dataclass(frozen=True, slots=True)
class MakeGovernorsPack:
    """The headteacher wants the pack, with their own CPD and wellbeing in it or without."""

    report_id: str
    version: int
    with_wellbeing: bool = False


def check_may_make_pack(dossier: Dossier, person: Person) -> None:
    """Raises Refused unless this headteacher may have the pack of a filed report made (G1)."""
    report = dossier.report
    if person.id != report.headteacher_id:
        raise Refused("not_yours", f"Only the headteacher of {dossier.school.name} shares it with governors.", "G1")
    if dossier.is_document_only:
        raise Refused("not_now", "I have not read this report, so I cannot make a pack of it.", "G1")
    if report.status not in (Status.FILED, Status.SHARED):
        raise Refused("not_now", "The pack can be made once the approved report is filed.", "G1")


def may_make_pack(dossier: Dossier, person: Person) -> bool:
    return allows(lambda: check_may_make_pack(dossier, person))


def may_show_own(dossier: Dossier, person: Person) -> bool:
    """Whether this is the headteacher whose own CPD and wellbeing stands in the report (P5): nobody shows another's."""
    return may_make_pack(dossier, person) and person.id == dossier.report.own_part_of


def pack_asked(dossier: Dossier, command: MakeGovernorsPack, person: Person) -> Report:
    """The pack is to be made, of the version that was approved. Raises Refused, also where just this pack is there or
    under way."""
    check_may_make_pack(dossier, person)
    report = dossier.report
    if command.version != report.sent:
        raise Refused("stale", "A newer version has taken the place of this one.", "G1")
    if command.with_wellbeing and not may_show_own(dossier, person):
        own = "The own CPD and wellbeing of the headteacher who approved this report is theirs to show."
        raise Refused("not_yours", own, "P5")
    if report.governors_pack and report.governors_pack.with_wellbeing == command.with_wellbeing:
        raise Refused("stale", "This pack is there already, or will be in a moment.", "G1")
    return replace(report, governors_pack=GovernorsPack(command.with_wellbeing))


def pack_made(report: Report, with_wellbeing: bool, document: FiledItem, pdf: FiledItem) -> Report:
    """The same report where it is no longer this pack that is wanted, or where it is noted already."""
    wanted = report.governors_pack
    if wanted is None or wanted.with_wellbeing != with_wellbeing:
        return report
    return replace(report, governors_pack=GovernorsPack(with_wellbeing, document, pdf))


def pack_sections(contents: Contents, with_wellbeing: bool) -> tuple[SectionKind, ...]:
    """The sections of the form that the pack holds, in their order."""
    return (contents if with_wellbeing else contents.for_others()).filled


def has_wellbeing(contents: Contents) -> bool:
    """Whether the section is filled."""
    return bool(contents.texts.get(WELLBEING, "").strip())


def may_have_own_part(dossier: Dossier) -> bool:
    """Whether a headteacher's own may stand in a report: it does, or nobody can say that it does not."""
    if dossier.is_document_only:  # nothing was read in it, and its headteacher handed it in as it is
        return False
    contents = dossier.shown.contents
    return has_wellbeing(contents) or not is_surely_without_wellbeing(contents)


def left_out(contents: Contents, with_wellbeing: bool) -> tuple[str, ...]:
    """What the report has and the pack has not, by name. What stands outside the form's sections stays out, for nobody
    can say whether it is the headteacher's own."""
    own = [kind.title for kind in contents.filled if kind.key == WELLBEING and not with_wellbeing]
    outside = [one for one in contents.unplaced if not one.is_comment and one.belongs in ("", OF_ITS_OWN, LEFT_OUT)]
    beside = dict.fromkeys(passage.title or passage.where for passage in outside)
    return (*own, *beside)


def agenda_line(report: Report) -> str:
    """SIP report, autumn term 2026/27 – headteacher to present."""
    return f"SIP report, {report.term.value.lower()} term {report.year} – headteacher to present"


STANDING_ITEM: Final = "School improvement: the latest SIP report, progress on its targets, and the next visit"
"""Good practice is that the report is a standing item of governors' agendas (G1)."""
