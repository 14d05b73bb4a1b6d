"""`sipdesk demo`: the story of one report, played through the real bot endpoint and the real Graph client."""

import os
import sys
import webbrowser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from documents.proforma import write_proforma
from handbook.reports.paper.proforma import Contents
from service.command_line import Until
from service.demo_house import TAKE_BACK_SECONDS, House, Ports
from service.demo_people import Player, Seen
from service.demo_samples import first_version, school_of, second_version

FOLDER: Final = Path(".sipdesk/demo")
_CHANGE: Final = "Please add that attendance has risen since half term."
_VIEW: Final = "We agree, and our governors have already looked at the two gaps."


class Demo:
    """One run, with empty state."""

    def __init__(self, until: Until, *, stay: bool, ports: Ports | None = None, folder: Path = FOLDER) -> None:
        self._until = until
        self._stay = stay
        self._ports = ports or Ports()
        self._folder = folder
        self._step = 0

    async def run(self) -> int:
        """Plays, and then stays until cancelled where it is to. Returns the exit status."""
        print("SIP Desk demo: a fictional trust; the sandbox stands in for Microsoft 365.\n")
        async with House(self._folder, self._ports) as house:
            print(
                f"Watch it at {house.sandbox_url}/ – everybody’s chats, the libraries, and what happens.\n", flush=True
            )
            if self._stay:
                _open_browser(house.sandbox_url)
            cast = await Cast.gather(house)
            await self._play(cast)
            self._where_to_look(house, cast)
            if self._stay:
                print("\nBoth keep running. Ctrl-C ends them.", flush=True)
                await house.stay()
        return 0

    async def _play(self, cast: "Cast") -> None:
        if self._until is Until.START:
            return
        approval = await self._sends(cast)
        if self._until is Until.SENT:
            return
        approval = await self._is_changed(cast, approval)
        await self._approves(cast, approval)
        await self._shares(cast)

    async def _sends(self, cast: "Cast") -> Seen:
        name = f"{cast.school.town} {cast.contents.term} report.docx"
        await cast.sip.send_file(name, cast.paper(cast.contents))
        self._say(f"{cast.sip.name} (SIP) sends “{name}” to SIP Desk in Teams.", "chat of the SIP")
        arrived = await cast.sip.next_card()
        gaps, loose = len(cast.contents.gaps), len(cast.contents.loose_targets(datetime.now(UTC).date()))
        self._say(
            f"SIP Desk has read it: {gaps} judgement gaps, {loose} targets without an owner or a date.",
            "the card there",
        )
        await cast.sip.press(arrived, "report.send")
        self._say(f"{cast.sip.name} presses Send to headteacher. The draft is theirs alone.", "library SIP Drafts")
        approval = await cast.head.next_card()
        self._say(
            f"{cast.head.name} (headteacher) has the card: Approve, add our view, or ask for a change.",
            "chat of the headteacher",
        )
        return approval

    async def _is_changed(self, cast: "Cast", approval: Seen) -> Seen:
        await cast.head.press(approval, "report.ask_change", comment=_CHANGE)
        self._say(f"{cast.head.name} asks for a change: “{_CHANGE}”", "chat of the SIP")
        await cast.sip.next_card()
        await cast.sip.send_file("report, second version.docx", cast.paper(cast.changed))
        arrived = await cast.sip.next_card()
        await cast.sip.press(arrived, "report.send")
        self._say(f"{cast.sip.name} sends a second version. The first card can no longer be answered.", "both chats")
        approval = await cast.head.next_card()
        self._say("The new card says what changed, section by section.", "chat of the headteacher")
        return approval

    async def _approves(self, cast: "Cast", approval: Seen) -> None:
        await cast.head.press(approval, "report.approve_with_view", view=_VIEW)
        self._say(
            f"{cast.head.name} approves it and adds the school’s view. The card asks once more, and says when it goes "
            "out: until then it can be taken back.",
            "the card",
        )
        await cast.time_passes()
        await cast.sip.next_card()
        self._say(f"{cast.sip.name} is told.", "chat of the SIP")
        await cast.head.next_card("What may the Trust Advisor’s board show?")
        cast.pack = await cast.head.next_card("For your governors")
        self._say(
            f"Filed as .docx and PDF. {cast.head.name} gets the governors’ pack, and is asked what the board of good "
            "practice may show.",
            "library SIP Reports",
        )
        await cast.head.press(cast.pack, "report.governors")
        await cast.time_passes()
        self._say(f"{cast.head.name} ticks Shared with governors.", "chat of the headteacher")

    async def _shares(self, cast: "Cast") -> None:
        report = await cast.advisor.next_card("SIP report")
        self._say(
            f"{cast.advisor.name} (Trust Advisor) has the report, only now that it is approved.",
            "chat of the Trust Advisor",
        )
        refused = await cast.advisor.press(report, "report.share")
        self._say(
            "Share with DSO and local authority is refused: the school has signed no sharing agreement.", "the card"
        )
        await cast.advisor.press(Seen(report.activity_id, refused["card"]), "agreement.ask")
        agreement = await cast.head.next_card()
        await cast.head.press(agreement, "agreement.sign", typed_name=cast.head.name)
        self._say(f"{cast.head.name} is asked, reads the agreement and signs it.", "chat of the headteacher")
        report = await cast.advisor.shows(report, "Share with DSO and local authority")
        await cast.advisor.press(report, "report.share")
        await cast.time_passes()
        await cast.dso.next_card()
        await cast.officer.next_card()
        self._say(
            f"{cast.advisor.name} shares the report: {cast.dso.name} and {cast.officer.name} can open it.",
            "their chats",
        )

    def _say(self, words: str, look: str) -> None:
        self._step += 1
        print(f"{self._step:>3}. {words} [look: {look}]", flush=True)

    def _where_to_look(self, house: House, cast: "Cast") -> None:
        print(f"\nWhere to look, at {house.sandbox_url} (the sandbox’s page):")
        for player in cast.everybody:
            print(f"  chat of {player.name}: /#/{player.person['id']}")
        site = f"https://{house.tenant['site']['host']}"
        for title, url in cast.pack.links if cast.pack else ():
            print(f"  {title}: {url.removeprefix(site)}")
        print("  its other addresses: /about")
        print(f"The bot: {house.bot_url}/api/messages. Logs: {self._folder}/service.log, sandbox.log", flush=True)


class Cast:
    """The school of the story and the people around it."""

    def __init__(self, house: House, roster: dict[str, Any]) -> None:
        raw = roster["schools"][0]
        people = {person["id"]: person for person in roster["people"]}

        def player(person_id: str) -> Player:
            return Player(house.http, house.sandbox_url, people[person_id])

        self.school = school_of(raw)
        self.sip = player(self.school.sip_id)
        self.head = player(self.school.headteacher_id)
        self.dso = player(self.school.dso_id)
        self.officer = player(self.school.la_officer_id)
        self.advisor = player(next(key for key, person in people.items() if person["role"] == "trust_advisor"))
        self.contents = first_version(self.school, self.sip.name)
        self.changed = second_version(self.contents)
        self.pack: Seen | None = None
        self._house = house

    async def time_passes(self) -> None:
        """The stand-in's time moves on, by as much as what was pressed can be taken back."""
        clock = f"{self._house.sandbox_url}/control/clock"
        async with self._house.http.get(clock) as reply:
            offset = (await reply.json())["offset_seconds"]
        async with self._house.http.post(clock, json={"offset_seconds": offset + TAKE_BACK_SECONDS}) as reply:
            reply.raise_for_status()

    def paper(self, contents: Contents) -> bytes:
        """The SIP's Word file."""
        return write_proforma(contents, school=self.school, headteacher=self.head.name)

    @property
    def everybody(self) -> tuple[Player, ...]:
        return (self.sip, self.head, self.advisor, self.dso, self.officer)

    @classmethod
    async def gather(cls, house: House) -> "Cast":
        async with house.http.get(f"{house.sandbox_url}/roster.json") as reply:
            return cls(house, await reply.json())


def _open_browser(address: str) -> None:
    """Only for somebody who sits there: at a terminal, with a screen."""
    screen = sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.stdout.isatty() and screen:
        webbrowser.open(address)
