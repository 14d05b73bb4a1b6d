"""The pack for governors is made once, opened to its headteacher alone, and only as they last wanted it (G1)."""

from automations.reports.governors.pack import NotePackMade
from handbook.core.external_errors import Unavailable
from handbook.reports.governors.pack import MakeGovernorsPack
from handbook.reports.library import Library
from handbook.reports.report import Status
from tests.automations.office import HEAD, Office


def packs(office: Office) -> dict[str, set[str]]:
    """Who can read each file of a pack, by its name."""
    found = office.ends.libraries.named(Library.REPORTS).items()
    return {str(name).rsplit("/", 1)[-1]: set(one.readers) for name, one in found if "governors" in str(name)}


async def test_it_is_made_and_opened_to_its_headteacher_alone(small_office: Office) -> None:
    office, report = small_office, await small_office.come_to(Status.FILED)
    await office.bus.decide(MakeGovernorsPack(report.id, 1), HEAD.id, "teams")
    await office.run_all()
    made = (await office.report()).governors_pack
    assert made
    assert made.document
    assert made.pdf
    name = "2026-27_Autumn_SIP-report_900001_v1_governors"
    assert packs(office) == {f"{name}.docx": {HEAD.email}, f"{name}.pdf": {HEAD.email}}
    await office.bus.decide(NotePackMade(report.id, False, made.document, made.pdf))
    await office.bus.decide(MakeGovernorsPack(report.id, 1, with_wellbeing=True), HEAD.id, "teams")
    await office.run_all()
    assert f"{name}-with-wellbeing.pdf" in packs(office)
    assert [entry.action for entry in office.entries() if entry.action.startswith("pack")] == [
        "pack_asked",
        "pack_made",
        "pack_asked",
        "pack_made",
    ]


async def test_a_headteacher_who_cannot_be_let_in_yet_gets_it_later(small_office: Office) -> None:
    office, report = small_office, await small_office.come_to(Status.FILED)
    office.ends.directory.gone.add(HEAD.id)
    await office.bus.decide(MakeGovernorsPack(report.id, 1), HEAD.id, "teams")
    [waits] = await office.run_all()
    assert (waits.effect, waits.args["person_id"]) == ("make_governors_pack", HEAD.id)
    waiting = (await office.report()).governors_pack
    assert waiting
    assert waiting.pdf is None
    office.ends.directory.gone.clear()
    assert await office.wait_and_keep() == []
    made = (await office.report()).governors_pack
    assert made
    assert made.pdf


async def test_one_that_is_not_wanted_any_more_is_not_made(small_office: Office) -> None:
    office, report = small_office, await small_office.come_to(Status.FILED)
    office.ends.faults.for_good["place"] = Unavailable("503")
    await office.bus.decide(MakeGovernorsPack(report.id, 1), HEAD.id, "teams")
    await office.run_all()
    await office.bus.decide(MakeGovernorsPack(report.id, 1, with_wellbeing=True), HEAD.id, "teams")
    office.ends.faults.for_good.clear()
    await office.wait_and_keep()
    assert all("with-wellbeing" in name for name in packs(office))
