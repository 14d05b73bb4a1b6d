"""A visit from the wish to the diary, moved along by what its SIP and headteacher do in Teams and in Outlook."""

from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote

from handbook.core.half_days import HalfDay
from handbook.core.people import School
from handbook.visits.visit import Visit
from tests.support.house import House
from tests.support.people import Seen, Somebody

VISIT = "String {28c3f217-9df8-4558-a484-0a7bb7de9e98} Name SipVisitId"


@dataclass
class Outlook:
    """One person's calendar, as they see it and act in it."""

    house: House
    person: Somebody

    async def entries(self) -> list[dict[str, Any]]:
        async with self.house.http.get(f"{self.house.sandbox}/calendars/{self.person.id}") as reply:
            assert reply.status == 200, await reply.text()
            return await reply.json()

    async def on(self, half_day: HalfDay) -> list[dict[str, Any]]:
        return [one for one in await self.entries() if one["start"] == f"{half_day.on}T{half_day.starts:%H:%M}"]

    async def enter(self, half_day: HalfDay, subject: str = "Something else", **more: Any) -> None:
        """Something of their own."""
        await self._post("", subject=subject, **times(half_day), **more)

    async def act(self, entry: dict[str, Any], act: str, **more: Any) -> None:
        await self._post(f"/{quote(entry['id'], safe='')}/{act}", **more)

    async def _post(self, path: str, **body: Any) -> None:
        async with self.house.http.post(f"{self.house.sandbox}/calendars/{self.person.id}{path}", json=body) as reply:
            assert reply.status < 300, await reply.text()


@dataclass
class VisitStory:
    """Each step waits until everything that was promised has been done."""

    house: House
    school: School
    sip: Somebody
    head: Somebody

    @classmethod
    def of(cls, house: House, number: int = 0) -> Self:
        school = house.school(number)
        return cls(house, school, house.somebody(school.sip_id), house.somebody(school.headteacher_id))

    @property
    def sips_outlook(self) -> Outlook:
        return Outlook(self.house, self.sip)

    @property
    def heads_outlook(self) -> Outlook:
        return Outlook(self.house, self.head)

    async def book_card(self) -> Seen:
        await self.sip.type("book")
        await self.house.kept()
        return await self.sip.newest()

    async def seek(self, purpose: str = "termly:Autumn", **more: str) -> Seen | str:
        """The SIP chooses; the card, or the sentence that it stands beside."""
        return await self.sip.press(
            await self.book_card(), "visit.seek", school=self.school.urn, purpose=purpose, **more
        )

    async def found(self, purpose: str = "termly:Autumn", **more: str) -> Seen:
        """… the SIP's card with what was found."""
        sought = await self.seek(purpose, **more)
        assert isinstance(sought, Seen), sought
        await self.house.kept()
        return await self.sip.newest()

    async def proposed(self, purpose: str = "termly:Autumn", **more: str) -> Seen:
        """… sent; the headteacher's card."""
        await self.send(await self.found(purpose, **more))
        return await self.head.newest()

    async def send(self, card: Seen) -> None:
        """The SIP sends what was found."""
        await self.sip.press_one(card, "visit.send", {"title": "Send to headteacher"})
        await self.house.kept()

    async def booked(self, number: int = 1, purpose: str = "termly:Autumn", **more: str) -> Visit:
        """… and picked: it stands in both calendars."""
        card = await self.proposed(purpose, **more)
        await self.pick(card, number)
        await self.house.kept()
        return await self.visit()

    async def pick(self, card: Seen, number: int = 1) -> Seen | str:
        return await self.head.press_one(card, "visit.pick", {"where": {"number": number}})

    async def visit(self) -> Visit:
        """The school's newest visit."""
        return (await self.visits())[-1]

    async def visits(self) -> list[Visit]:
        found = await self.house.service.bus.read(lambda uow: uow.visits.of_school(self.school.urn))
        return sorted(found, key=lambda visit: visit.version)

    async def fetched(self, visit: Visit) -> dict[str, Any]:
        """The event of a visit as Microsoft Graph has it."""
        tenant = self.house.tenant
        expand = f"singleValueExtendedProperties($filter=id eq '{VISIT}')"
        url = f"{tenant['graph']}/users/{self.sip.id}/events/{quote(visit.event_id, safe='')}"
        headers = {"Authorization": f"Bearer {tenant['service_token']}", "Prefer": 'IdType="ImmutableId"'}
        async with self.house.http.get(url, params={"$expand": expand}, headers=headers) as reply:
            assert reply.status == 200, await reply.text()
            return await reply.json()


def times(half_day: HalfDay) -> dict[str, str]:
    return {name: f"{half_day.on}T{at:%H:%M}" for name, at in (("start", half_day.starts), ("end", half_day.ends))}


def at_half_day(visit: Visit) -> HalfDay:
    assert visit.half_day is not None
    return visit.half_day
