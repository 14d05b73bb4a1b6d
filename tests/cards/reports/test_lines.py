from dataclasses import replace

from cards.reports import lines as report_lines
from handbook.core.people import Role
from handbook.reports.dossier import GivenUpStep
from handbook.reports.paper.boxes import TableRow
from handbook.reports.report import Status
from tests.support import builders as a
from tests.support.card_reading import buttons, words


def test_nothing_is_decided_before_the_headteacher_decides() -> None:
    assert report_lines.decided(a.a_dossier(Status.SENT)) == []


def test_how_actions_and_gaps_stand_is_said_in_words() -> None:
    statuses = ("Done", "complete", "in progress", "", "see below")
    rows = {
        "action": tuple(TableRow({"action": "Read", "status": status}) for status in statuses),
        "gap": tuple(
            TableRow({"area": area, "status": status})
            for area, status in (("Inclusion", "Still open"), ("Achievement", "Closed"), ("Early years", ""), ("", ""))
        ),
    }
    assert words({"body": report_lines.progress(a.a_contents(rows=rows))}) == (
        "What was agreed before\n- Actions: 2 done, 1 under way, 1 unclear, 1 not said\n"
        "- Gaps closed: Achievement\n- Gaps that stay open: Inclusion, Early years"
    )
    assert report_lines.progress(a.a_contents()) == []


def test_there_is_no_trouble_without_trouble() -> None:
    assert report_lines.trouble(a.a_dossier(), a.a_person(Role.SIP)) == []


def test_what_was_given_up_is_said_where_no_other_trouble_stands() -> None:
    """Once for each reason, however often; and what does not matter any more not at all."""
    because = "could not be done: SIP Desk has no permission for it."
    steps = [GivenUpStep(name, 1, f"This {because}") for name in ("file_report", "tell_card")]
    steps.append(GivenUpStep("place_draft", 1, f"That {because}"))
    dossier = replace(a.a_dossier(Status.APPROVED), given_up=tuple(steps))
    for role, may in ((Role.SIP, True), (Role.HEADTEACHER, True), (Role.TRUST_ADVISOR, False)):
        lines = {"body": report_lines.trouble(dossier, a.a_person(role))}
        assert f"Not everything has worked: This {because} I have stopped trying." in words(lines)
        assert "That" not in words(lines)
        assert list(buttons(lines)) == ["Try again"] * may
    troubled = replace(dossier, report=replace(dossier.report, trouble="Something else. I keep trying."))
    lines = {"body": report_lines.trouble(troubled, a.a_person(Role.SIP))}
    assert "Not everything has worked: Something else. I keep trying." in words(lines)
    assert list(buttons(lines)) == ["Try again"]
