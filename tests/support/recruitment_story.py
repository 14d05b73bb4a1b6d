"""Applying to become a SIP, as people do it in Teams: a button opens a form over the card, and one there sends it."""

from dataclasses import dataclass
from typing import Any, Self

from handbook.core.half_days import HalfDay
from handbook.recruitment.form import FIELDS, STEPS
from tests.support.card_reading import parts, words
from tests.support.house import House
from tests.support.people import Seen, Somebody
from tests.support.recruitment import WHEN
from tests.support.visit_story import Outlook

Json = dict[str, Any]


@dataclass
class RecruitmentStory:
    """`applies` writes the form: a headteacher, or the Trust Advisor for somebody outside."""

    house: House
    advisor: Somebody
    board: list[Somebody]
    dsos: list[Somebody]
    applies: Somebody

    @classmethod
    def of(cls, house: House, applies: Somebody | None = None) -> Self:
        offices = {one["id"]: one["role"] for one in house.roster["people"]}
        found = {
            role: [house.somebody(key) for key, of in offices.items() if of == role] for role in set(offices.values())
        }
        board = [*found["chair_of_trust_board"], *found["board_member"]]
        advisor = found["trust_advisor"][0]
        return cls(house, advisor, board, found["dso"], applies or advisor)

    async def card(self, person: Somebody) -> Seen:
        """The newest card of an application in somebody's chat, or of the list of them."""
        await self.house.settled()
        return next(one for one in (await person.cards())[::-1] if "pplication" in one.card["body"][0]["text"])

    async def press(self, person: Somebody, *titles: str, **inputs: str) -> Json:
        """Presses a button of that card which opens a dialog, and then others there, the last with what was typed; the
        card that is there then. Where the card has no such button, it is looked for in the list."""
        card, way = await self.card(person), list(titles)
        if titled(card.card, way[0]) is None:
            await person.type("applications")
            card = await self.card(person)
            way.insert(0, next(one["title"] for one in parts(card.card) if str(one.get("title")).startswith("Open ")))
        shown = await person.play("press", activity_id=card.id, action=titled(card.card, way[0]))
        for number, title in enumerate(way[1:], 2):
            button = titled(shown["dialog"]["card"], title)
            assert button is not None, words(shown["dialog"]["card"])
            data = {**button["data"], **(inputs if number == len(way) else {})}
            shown = await person.play("dialog", activity_id=card.id, data=data)
        return shown["dialog"]["card"]

    async def fill(self, person: Somebody, *titles: str, **inputs: str) -> str:
        """What is read then."""
        return words(await self.press(person, *titles, **inputs))

    async def write(self) -> str:
        """The form, step by step, and sent."""
        dialog = await self.press(self.applies, "Write the form…")
        card = await self.card(self.applies)
        for number, step in enumerate(STEPS, 1):
            button = titled(dialog, "Save and check" if number == len(STEPS) else "Save and go on")
            assert button is not None
            said = {f"answer_{one.key}": f"{FIELDS[one.key].label}: yes" for one in step.fields}
            after = await self.applies.play("dialog", activity_id=card.id, data={**button["data"], **said})
            dialog = after["dialog"]["card"]
        send = titled(dialog, "Send the application")
        assert send is not None
        after = await self.applies.play("dialog", activity_id=card.id, data=send["data"])
        return words(after["dialog"]["card"])

    async def decide(self) -> None:
        """The Trust Advisor puts it to the Board, which approves it."""
        await self.fill(self.advisor, "Put to the Board…", "Put to the Board")
        for member in self.board:
            await self.fill(member, "Decide…", "Approve")

    async def fix(self, dso: Somebody, when: HalfDay = WHEN) -> str:
        return await self.fill(
            self.advisor, "Fix the interview…", "Fix the interview", meet_on=when.on.isoformat(),
            meet_at=f"{when.starts:%H:%M}-{when.ends:%H:%M}", place="Trust office",
            panel=f"{self.board[1].id},{dso.id}",
        )  # fmt: skip

    async def interview(self, dso: Somebody) -> None:
        """It is held, and the panel thinks well of it."""
        await self.house.run_due_commands(WHEN.ends_at)
        for one in (self.board[1], dso):
            await self.fill(one, "File my view…", "I would appoint", reason="Asked good questions.")
        await self.fill(self.advisor, "Note the outcome…", "Successful")

    async def conditions(self) -> str:
        await self.fill(self.advisor, "References and DBS…", "References in order")
        return await self.fill(self.advisor, "References and DBS…", "DBS check in order")

    def outlook(self, person: Somebody) -> Outlook:
        return Outlook(self.house, person)


def titled(card: Json, title: str) -> Json | None:
    return next((one for one in parts(card) if one.get("title") == title), None)
