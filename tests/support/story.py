"""One school's report and the people around it, moved along by what they do in Teams."""

from dataclasses import dataclass, replace
from typing import Any, Self

from documents.example_report import sample_contents
from documents.proforma import write_proforma
from handbook.core.people import School
from handbook.core.school_years import AcademicYear, Term
from handbook.reports.paper.proforma import Contents
from tests.support.library import DRAFTS, REPORTS, File
from tests.support.people import Seen, Somebody
from tests.support.trust import Trust

THIS_YEAR = AcademicYear(2026)
VIEW = "We agree, and our governors have looked at both gaps."


@dataclass
class Story:
    """Each step waits until everything that was promised has been done."""

    house: Trust
    school: School
    sip: Somebody
    head: Somebody
    advisor: Somebody
    dso: Somebody
    officer: Somebody
    term: Term = Term.AUTUMN
    year: AcademicYear = THIS_YEAR

    @classmethod
    def of(cls, house: Trust, number: int = 0) -> Self:
        school = house.school(number)
        ids = (school.sip_id, school.headteacher_id, house.holder("trust_advisor").id)
        people = map(house.somebody, (*ids, school.dso_id, school.la_officer_id))
        return cls(house, school, *people, year=AcademicYear.of(house.now.date()))

    @property
    def title(self) -> str:
        """What every card about this report says on top."""
        return f"{self.term} {self.year} SIP report: {self.school.full_name}"

    @property
    def folder(self) -> str:
        return f"{self.year.path_name}/{self.school.local_authority}/{self.school.urn} {self.school.name}/{self.term}"

    @property
    def contents(self) -> Contents:
        return sample_contents(self.school, self.term, self.year, self.sip.name)

    def with_section(self, key: str, text: str) -> Contents:
        contents = self.contents
        return replace(contents, sections=contents.sections | {key: text})

    async def send_file(self, contents: Contents | None = None, name: str = "report.docx") -> dict[str, Any]:
        return await self.sip.send_file(name, write_proforma(contents or self.contents))

    async def arrives(self, contents: Contents | None = None, name: str = "report.docx") -> Seen:
        """The SIP sends a file; the card that answers it."""
        assert (await self.send_file(contents, name))["delivered"]
        await self.house.kept()
        return await self.sip.newest()

    async def sent(self, contents: Contents | None = None) -> Seen:
        """… and sends it on; the headteacher's card."""
        if contents is None and self._is_played("sent"):
            return await self.head.newest()
        arrived = await self.arrives(contents)
        await self.sip.press(arrived, "report.send")
        await self.house.kept()
        return await self.head.newest()

    async def sent_into_the_void(self) -> None:
        """The SIP sends a report to a headteacher who cannot be reached."""
        await self.sip.press(await self.arrives(), "report.send")
        await self.house.kept()

    async def approved(self, view: str = "") -> Seen:
        """… who approves it, and it is filed; the pack for governors."""
        if not view and self._is_played("approved"):
            return await self.head.newest()
        card = await self.sent()
        if view:
            await self.head.press(card, "report.approve_with_view", view=view)
        else:
            await self.head.press(card, "report.approve")
        await self.house.kept()
        return await self.head.newest()

    async def signed(self) -> Seen:
        """The headteacher signs the sharing agreement unasked; their card of it."""
        await self.head.type("sharing agreement")
        await self.house.kept()
        card = await self.head.newest()
        await self.head.press(card, "agreement.sign", typed_name=self.head.name)
        await self.house.kept()
        return await self.head.again(card)

    async def withdrawn(self, card: Seen, *, close: bool = False) -> Seen:
        """The headteacher presses Withdraw, reads who loses what, and withdraws; their card of it."""
        await self.head.press(card, "agreement.preview_withdrawal")
        choice = {"close": int(close)}
        pressed = await self.head.press_one(await self.head.again(card), "agreement.withdraw", {"where": choice})
        assert isinstance(pressed, Seen), pressed
        await self.house.kept()
        return pressed

    async def shared(self) -> Seen:
        """A signed agreement, an approved report, and the Trust Advisor shares it; the Trust Advisor's card."""
        await self.signed()
        await self.approved()
        card = await self.advisor.newest()
        await self.advisor.press(card, "report.share")
        await self.house.kept()
        return await self.advisor.again(card)

    def _is_played(self, part: str) -> bool:
        """Whether the house began with that, of this school; once, for what is asked for again is played."""
        if self.house.begins != part or self.school != self.house.school():
            return False
        self.house.begins = ""
        return True

    async def drafts(self, person: Somebody | None = None) -> dict[str, File]:
        """The drafts of this school that are listed (for somebody), by file name."""
        return await self._files(DRAFTS, person)

    async def filed(self, person: Somebody | None = None) -> dict[str, File]:
        return await self._files(REPORTS, person)

    async def filed_for_others(self) -> dict[str, File]:
        """The copy without the headteacher's own part, once somebody has needed it."""
        return {name: file for name, file in (await self.filed()).items() if "without-own-part" in name}

    async def _files(self, library: str, person: Somebody | None) -> dict[str, File]:
        found = await self.house.libraries.files(library, person.id if person else "")
        return {path.rpartition("/")[2]: file for path, file in found.items() if path.startswith(f"{self.folder}/")}
