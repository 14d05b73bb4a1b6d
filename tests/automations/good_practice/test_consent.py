"""W3, P4, P5: what an approved report puts on the board, and what its headteacher says to that."""

from dataclasses import replace

from automations.good_practice.lines import collect_lines
from automations.workflows import TABLES
from handbook.core.school_years import AcademicYear, Term
from handbook.good_practice.said import Part
from handbook.reports.approval import ApproveReport, SendReport
from handbook.reports.report import Status
from store.audit import AuditEntry
from store.good_practice import practice_lines
from tests.automations.office import ADVISOR, DSO, HEAD, SIP, Office
from tests.automations.practice_office import a_board, asked, bring, clock, press, titled, typed
from tests.support import builders as a
from tests.support.card_reading import inputs, words
from tests.support.good_practice import AELRED, HILDA, STRANGER

TITLE = "What may the Trust Advisor’s board show?"
PEER = "Would like a peer to talk to about staffing."


def kept(office: Office) -> str:
    """All that lies in the table of lines, in the audit and in the queue."""
    with office.database.engine.connect() as connection:
        records = connection.execute(practice_lines.select()).mappings().all()
    return f"{[dict(one) for one in records]} {office.entries()} {office.outbox()}"


async def tick(office: Office, report_id: str, *, needs: bool = False, named: bool = False) -> str:
    """The headteacher keeps the offers, and ticks more or not."""
    card = asked(office, HEAD, TITLE)
    offers = ",".join(choice["value"] for choice in inputs(card)["offers"]["choices"])
    of_needs = ",".join(choice["value"] for choice in inputs(card)["needs"]["choices"])
    data = {"report": report_id, "version": 1, "offers": offers}
    return await press(
        office, HEAD, "practice.decide", **data, needs=of_needs if needs else "", named=offers if named else ""
    )


async def test_approval_puts_good_practice_on_the_board_and_asks_about_the_rest(office: Office) -> None:
    report = await a_board(office)
    (card,) = titled(office, HEAD, TITLE)
    assert "1 of 2 lines on the board now." in words(card)
    assert inputs(card)["offers"]["value"] == inputs(card)["offers"]["choices"][0]["value"]
    assert "value" not in inputs(card)["needs"]
    assert "value" not in inputs(card)["named"]
    (board,) = await typed(office, ADVISOR, "Good  Practice")
    assert "1 offer and no needs on the board" in board
    assert "Reading buddies meet every day." in board
    assert "peer" not in kept(office)
    assert {one.about for one in office.entries() if one.action == "line_shown"} == {
        f"practice_line:{inputs(card)['offers']['value']}"
    }
    again = await collected_again(office, report.id)
    assert again == len(titled(office, HEAD, TITLE)) == 1


async def collected_again(office: Office, report_id: str) -> int:
    """Cards after the effect was run once more, as after a crash."""
    await collect_lines(office.work, report_id)
    await office.run_all()
    assert len([one for one in office.entries() if one.action == "line_shown"]) == 1
    return len(titled(office, HEAD, TITLE))


async def test_a_need_is_shown_with_its_own_tick_alone_and_its_words_go_when_it_is_taken_back(office: Office) -> None:
    report = await a_board(office)
    await typed(office, ADVISOR, "good practice")
    said = await tick(office, report.id, needs=True, named=True)
    assert "2 of 2 lines on the board now." in said
    board = await press(office, ADVISOR, "practice.board")
    assert "1 offer and 1 need on the board" in board
    assert PEER in board
    assert PEER in kept(office)
    entries = len(office.entries())
    assert await tick(office, report.id, needs=True, named=True) == said
    assert len(office.entries()) == entries
    assert "1 of 2 lines on the board now." in await tick(office, report.id)
    assert "peer" not in words(asked(office, ADVISOR, "Good practice board"))
    assert "peer" not in kept(office)
    assert [one.detail["rule"] for one in office.entries() if one.action == "line_withdrawn"] == ["W3 P5"]


async def test_only_the_version_that_was_approved_counts(small_office: Office) -> None:
    """The second version says something else, and the third changes nothing more."""
    office = small_office
    bring(office)
    report = await office.receive()
    await office.bus.decide(SendReport(report.id, 1), SIP.id, "teams")
    second = a.a_contents(sections={"good_practice": "Maths games."})
    await office.receive(second, b"PK second")
    await office.bus.decide(SendReport(report.id, 2), SIP.id, "teams")
    await office.run_all()
    assert titled(office, HEAD, TITLE) == []
    await office.bus.decide(ApproveReport(report.id, 2), HEAD.id, "teams")
    await office.run_all()
    lines = await office.bus.read(lambda uow: uow.practice_lines.standing())
    assert [line.text for line in lines] == ["Maths games."]
    stale = await press(office, HEAD, "practice.decide", report=report.id, version=1, offers="")
    assert "1 of 1 line on the board now." in stale


async def test_the_next_report_that_says_the_same_brings_back_nothing_that_was_taken_off(small_office: Office) -> None:
    report = await a_board(small_office)
    await press(small_office, HEAD, "practice.decide", report=report.id, version=1, offers="")
    await collect_lines(small_office.work, report.id)
    await small_office.run_all()
    assert await small_office.bus.read(lambda uow: uow.practice_lines.standing()) == ()


async def test_a_report_without_such_lines_and_one_of_a_school_that_has_left_ask_nobody(small_office: Office) -> None:
    bring(small_office)
    await small_office.receive(a.a_contents(sections={"visit_notes": "We looked at writing."}))
    report = await small_office.report()
    await small_office.bus.decide(SendReport(report.id, 1), SIP.id, "teams")
    await small_office.bus.decide(ApproveReport(report.id, 1), HEAD.id, "teams")
    await small_office.run_all()
    assert titled(small_office, HEAD, TITLE) == []
    (own,) = [one for one in await typed(small_office, HEAD, "my good practice") if "This report has no lines" in one]
    assert "says nothing of good practice" in own
    bring(small_office, AELRED)
    await collect_lines(small_office.work, report.id)
    assert await small_office.run_all() == []


async def test_where_it_cannot_be_collected_the_reports_card_says_so(small_office: Office) -> None:
    bring(small_office)
    report = await small_office.come_to(Status.SENT)
    await small_office.bus.decide(ApproveReport(report.id, 1), HEAD.id, "teams")
    (decided,) = [one for one in small_office.outbox() if one.args.get("fan_out") == "report_approved"]
    await small_office.run(decided)
    (job,) = [one for one in small_office.outbox() if one.effect == "collect_lines"]
    assert TABLES.about(job) == ("report", report.id)
    assert TABLES.effects[job.effect].sentence() == "The report’s good practice could not be put on the board yet"


async def test_a_headteacher_who_cannot_be_reached_is_told_of_to_the_trust_advisor(small_office: Office) -> None:
    bring(small_office)
    small_office.ends.messenger.away.add(HEAD.id)
    await small_office.come_to(Status.FILED)
    await small_office.wait_and_keep()
    assert "about what the board may show of St Hilda" in " ".join(small_office.ends.messenger.said_to(ADVISOR))


async def test_a_successor_sees_the_good_practice_that_is_shown_and_nothing_of_what_was_anothers(
    office: Office,
) -> None:
    """The headteacher changes between approval and consent."""
    report = await a_board(office)
    await tick(office, report.id, needs=True)
    await typed(office, ADVISOR, "good practice")
    bring(office, replace(HILDA, headteacher_id=STRANGER.id), AELRED)
    assert "not open to you" in await press(office, HEAD, "practice.lines", report=report.id)
    own = await press(office, STRANGER, "practice.lines", report=report.id)
    assert "Reading buddies" in own
    assert "peer" not in own
    refused = await press(office, HEAD, "practice.decide", report=report.id, version=1, offers="", needs="")
    assert "Only the headteacher of St Hilda" in refused
    assert await clock(office) == 1
    assert "peer" not in kept(office)
    assert "no needs on the board" in words(asked(office, ADVISOR, "Good practice board"))
    assert await clock(office) == 0
    taken_off = await press(office, STRANGER, "practice.decide", report=report.id, version=1, offers="")
    assert "This report has no lines for the board" in taken_off
    assert await office.bus.read(lambda uow: uow.practice_lines.standing()) == ()


async def test_my_good_practice_shows_what_stands_and_takes_it_off(office: Office) -> None:
    report = await a_board(office)
    await tick(office, report.id, needs=True)
    lines, school = await typed(office, HEAD, "my good practice")
    assert "2 of 2 lines on the board now." in lines
    assert "Line 1: offer, Reading" in school
    assert f"Line 2: {PEER}" in school
    ids = {line.part: line.id for line in await office.bus.read(lambda uow: uow.practice_lines.standing())}
    nothing = await press(office, HEAD, "practice.withdraw", urn=HILDA.urn, withdraw="")
    assert nothing == "Please choose what should be taken off the board."
    assert "cannot find that line" in await press(office, HEAD, "practice.withdraw", urn=HILDA.urn, withdraw="900001.x")
    left = await press(office, HEAD, "practice.withdraw", urn=HILDA.urn, withdraw=ids[Part.NEED])
    assert "peer" not in left
    assert "Reading buddies" in left
    assert await press(office, HEAD, "practice.withdraw", urn=HILDA.urn, withdraw=ids[Part.NEED]) == left
    assert "1 of 2 lines" in words(asked(office, HEAD, TITLE))
    assert "peer" not in kept(office)
    assert await press(office, HEAD, "practice.mine", urn=HILDA.urn) == left


async def test_of_several_years_the_last_reports_can_be_decided_on_again(small_office: Office) -> None:
    bring(small_office)
    terms = ((2020, Term.SPRING), (2020, Term.AUTUMN), (2020, Term.SUMMER), (2021, Term.SPRING), (2021, Term.AUTUMN))
    filed = a.a_dossier(Status.FILED).report
    with small_office.database.writing() as uow:
        for number, (year, term) in enumerate(terms):
            report = replace(filed, id=f"r-{number}", year=AcademicYear(year), term=term, revision=1)
            uow.reports.open(report, AuditEntry("service", "tested", "report:x"), a.MONDAY)
            uow.reports.add_version(report.id, a.a_version(), f"arrival-{number}")
    told = await typed(small_office, HEAD, "my good practice")
    assert [one.splitlines()[1].partition(" SIP")[0] for one in told] == [
        "Summer 2020/21",
        "Autumn 2021/22",
        "Spring 2021/22",
        HILDA.full_name,
    ]


async def test_others_are_not_understood(small_office: Office) -> None:
    bring(small_office)
    board, mine = "good practice", "my good practice"
    for person, text in ((SIP, board), (HEAD, board), (ADVISOR, mine), (DSO, mine)):
        (said,) = await typed(small_office, person, text, f"m-{person.id}-{text}")
        assert "” is for: " in said
    bring(small_office, AELRED)
    (said,) = await typed(small_office, HEAD, mine, "m9")
    assert "The list of schools names none that you lead." in said
