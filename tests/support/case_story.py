"""Concerns and complaints as people play them in Teams: what each writes holds a secret word, which tells later where
it came to."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from handbook.core.people import School
from tests.support import card_reading
from tests.support.house import House
from tests.support.people import Seen, Somebody

REVIEW = "2026-12-14"
TALKED = "2026-11-20"
TO_DSO = "Take it to the DSO"
NOT_YET = "They are in the middle of an inspection, zygowhynotmorphic."


def secret(step: str) -> str:
    """A word that stands in what was written at one step and nowhere else in the world."""
    return f"zygo{step}morphic"


def words(step: str, **more: str) -> dict[str, str]:
    """What somebody writes at a step: facts, opinion and action, each with its secret."""
    return {
        "facts": f"Two of three teachers left the leadership of mathematics this term, {secret(step)}.",
        "opinion": f"The plan for it is thin, {secret(step)}.",
        "action": f"We look at the plan together, {secret(step)}.",
        "review_on": REVIEW,
        **more,
    }


@dataclass
class CaseStory:
    """A school and all who can come into a case about it. Each step waits until all that was promised is done."""

    house: House
    school: School
    sip: Somebody
    head: Somebody
    advisor: Somebody
    dso: Somebody
    director: Somebody
    chair: Somebody

    @classmethod
    def of(cls, house: House, number: int = 0) -> Self:
        school = house.school(number)
        own = map(house.somebody, (school.sip_id, school.headteacher_id))
        offices = map(house.holder, ("trust_advisor", "director", "chair_of_trust_board"))
        sip, head = own
        advisor, director, chair = offices
        return cls(house, school, sip, head, advisor, house.somebody(school.dso_id), director, chair)

    async def begins(self, person: Somebody, typed: str, title: str) -> Seen:
        """Types the word, answers the question with no, and chooses how to begin: the form."""
        await person.type(typed)
        await self.house.kept()
        question = await person.newest()
        school = {"school": self.school.urn} if "Which school?" in question.words else {}
        beginning = seen(await person.press(question, "case.no_risk", **school))
        return seen(await person.press_one(beginning, "case.form", {"title": title}))

    async def send(self, person: Somebody, form: Seen, verb: str, **inputs: str) -> Seen:
        """Fills a form in, reads what will be read, and sends it: the record as it then stands."""
        preview = seen(await person.press(form, verb, **inputs))
        assert "Change the words" in preview.words
        title = next(one["title"] for one in buttons_of(preview) if "read" in one["data"])
        sent = seen(await person.press_one(preview, verb, {"title": title}))
        await self.house.kept()
        return sent

    async def opens(self, person: Somebody) -> Seen:
        """Opens what came last: the record, as this person may read it."""
        notice = next(one for one in reversed(await person.cards()) if is_notice(one))
        return seen(await person.press(notice, "case.open"))

    async def reads_again(self, person: Somebody) -> Seen:
        """Types for the list, opens it, and opens the first record in it."""
        await person.type("my records")
        await self.house.kept()
        listed = seen(await person.press(await person.newest(), "case.list"))
        return seen(await person.press(listed, "case.open"))

    async def form(self, person: Somebody, record: Seen, title: str) -> Seen:
        return seen(await person.press_one(record, "case.form", {"title": title}))

    async def talked(self) -> Seen:
        """Step 1: the SIP records the talk; the SIP's view."""
        form = await self.begins(self.sip, "concern", "We have talked about it")
        told = words("talk", talked_on=TALKED, response=f"They see it so too, {secret('talk')}.")
        return await self.send(self.sip, form, "concern.raise", **told)

    async def significant(self) -> Seen:
        """Step 2: the Trust Advisor has it; the Trust Advisor's view."""
        record = await self.talked()
        form = await self.form(self.sip, record, "Take it to the Trust Advisor")
        why = f"It is the second year, {secret('advisor')}."
        await self.send(self.sip, form, "concern.to_trust_advisor", **words("advisor", why=why))
        return await self.opens(self.advisor)

    async def acknowledged(self, tell: str = "yes", why_not: str = "") -> Seen:
        """… who acknowledges it, and says whether the headteacher is told."""
        record = await self.significant()
        form = await self.form(self.advisor, record, "Acknowledge")
        done = await self.advisor.press(form, "concern.acknowledge", tell_headteacher=tell, why_not=why_not)
        await self.house.kept()
        return seen(done)

    async def with_dso(self, tell: str = "yes") -> Seen:
        """Step 3; the Trust Advisor's view."""
        form = await self.form(self.advisor, await self.acknowledged(tell, "" if tell == "yes" else NOT_YET), TO_DSO)
        return await self.send(self.advisor, form, "concern.to_dso", **words("dso", tell_headteacher="yes"))

    async def with_director(self) -> Seen:
        """Step 4; the Trust Advisor's view."""
        form = await self.form(self.advisor, await self.with_dso(), "Take it to the Director")
        told = words("director", tell_headteacher="no", why_not=NOT_YET)
        return await self.send(self.advisor, form, "concern.to_director", **told)


def seen(answer: Seen | str) -> Seen:
    assert isinstance(answer, Seen), answer
    return answer


def is_notice(card: Seen) -> bool:
    """A word that something needs somebody, which they have not opened yet."""
    return "For you to read" in card.words


def buttons_of(card: Seen) -> list[dict[str, Any]]:
    return [part for part in card_reading.parts(card.card) if part.get("type") == "Action.Execute"]


def everything_kept(folder: Path) -> dict[str, bytes]:
    """All that lies in the files of service and sandbox, by place: a table's rows together, but for those that are
    meant to hold what people wrote: the record itself, and the screens of those who opened it."""
    meant = {("sipdesk.db", "cases"), ("teams.sqlite", "personal_view")}
    found: dict[str, bytes] = {}
    for path in (one for one in folder.rglob("*") if one.is_file()):
        if path.suffix in (".db", ".sqlite"):
            rows = {name: text for name, text in _tables(path).items() if (path.name, name) not in meant}
            found |= {f"{path.name}:{name}": text for name, text in rows.items()}
        elif not path.name.endswith(("-wal", "-shm")):
            found[path.name] = path.name.encode() + path.read_bytes()
    return found


def _tables(path: Path) -> dict[str, bytes]:
    with sqlite3.connect(path) as database:
        names = [row[0] for row in database.execute("select name from sqlite_master where type = 'table'")]
        return {name: repr(database.execute(f'select * from "{name}"').fetchall()).encode() for name in names}  # noqa: S608 - its own names
