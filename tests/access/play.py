"""Plays a story in the real office and looks at every card that appears. Each button of each is judged, once per shape
of what it carries, for everybody who can be something to its record."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from automations.engine.card_registry import CardRef
from automations.engine.inbound.port import Click, Sender
from handbook.core.people import Person
from store.unit_of_work import UnitOfWork
from tests.access.judging import CLOSED, YES, Judged, in_case, judged, undone
from tests.access.people import RELATIONS, relation_to
from tests.automations import lapsing
from tests.automations.office import Office
from tests.support.card_reading import Json, buttons, parts

NOT_THEIRS: Final = frozenset(("not_yours", CLOSED))
NOT_ANSWERED: Final = frozenset(("forged", "unknown", *NOT_THEIRS))
"""A no that is about who asks, or about nothing at all."""
SHAPES_AT_MOST: Final = 2
STATES_OF_CASES: Final = 5
WHOLE: Final = frozenset(("case.open", "case.form"))
"""They open one thing or another by what they carry: nothing of another button goes with them."""
"""How many presses of a verb are judged in a story, by what they carry and by the version of the record."""
WORDS: Final = "Because it is so."
TEXTS: Final = {"extra_charge": ""}


def fillings(card: Json, now: datetime) -> list[dict[str, str]]:
    """All that is asked on a card, as somebody would fill it in: with days to come, and with days that were."""
    found = lapsing.filled_in(card, now)
    texts = {one["id"]: TEXTS.get(one["id"], WORDS) for one in parts(card) if one.get("type") == "Input.Text"}
    found |= {name: said for name, said in texts.items()}
    days = [one["id"] for one in parts(card) if one.get("type") == "Input.Date"]
    return [found, found | dict.fromkeys(days, str((now - timedelta(days=3)).date()))] if days else [found]


class Play:
    def __init__(self, office: Office) -> None:
        self.office = office
        self.also: list[CardRef] = []
        """Cards to look at that were sent to nobody in this story."""
        self.shown: dict[str, set[str]] = {}
        self.called: dict[str, str] = {}
        """What somebody of `RELATIONS` is to the records of this story, where it is something else."""
        self.said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.latest: dict[tuple[str, str], Mapping[str, Any]] = {}
        self.otherwise: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.title: dict[str, str] = {}
        self.filling: dict[str, int] = {}
        self.why: dict[str, str] = {}
        self.command: dict[str, type] = {}
        self._judged: dict[str, set[str]] = defaultdict(set)
        self._seen = 0
        self._looked: set[str] = set()

    def look(self, *cards: tuple[Person, Json]) -> None:
        """At what was sent since, and at these."""
        sent = self.office.ends.messenger.messages[self._seen :]
        self._seen += len(sent)
        by_id = {one.id: one for one in RELATIONS.values()}
        waiting = [*cards, *((by_id[one.person_id], one.card) for one in sent if one.card)]
        with self.office.database.writing() as uow:
            while waiting:
                who, card = waiting.pop(0)
                waiting += [(who, shown) for shown in self._buttons(uow, who, card)]

    def _buttons(self, uow: UnitOfWork, who: Person, card: Json) -> Iterator[Json]:
        fills = fillings(card, self.office.now)
        buttons = [
            one for one in parts(card) if one.get("type") == "Action.Execute" or "msteams" in one.get("data", {})
        ]
        refresh = card.get("refresh", {}).get("action")
        for one in [*buttons, *([refresh] if refresh else [])]:
            own = {name: said for name, said in one.get("data", {}).items() if name not in ("msteams", "verb")}
            verb = str(own.pop("asks", "") or one.get("verb") or one["data"]["verb"])
            self.title.setdefault(verb, str(one.get("title", "")))
            self.latest[who.id, verb] = {**fills[self.filling.get(verb, 0) % len(fills)], **own}
            key = f"{who.id} {verb} {sorted(one.get('data', {}).items())}"
            if key in self._looked:
                continue
            self._looked.add(key)
            for number, inputs in enumerate(fills):
                shown = self.judge(uow, who, verb, {**inputs, **own})
                if shown is not None:
                    self.filling[verb], self.latest[who.id, verb] = number, {**inputs, **own}
                    yield shown
                    break

    def judge(
        self, uow: UnitOfWork, who: Person, verb: str, data: Mapping[str, Any], *, again: bool = False
    ) -> Json | None:
        """A press that is on a card of somebody's; what answers it. `again`: whatever was judged before."""
        own = judged(self.office, uow, who.id, verb, data)
        if own.said != YES:
            self.why.setdefault(verb, f"{who.name}: {own.reason or own.said}")
            if own.said not in NOT_ANSWERED and verb not in self.otherwise:
                self._everybody(uow, who, own, verb, data, self.otherwise[verb])
            return None
        self.command[verb] = type(own.command)
        state = [data.get(key) for key in ("version", "revision")]
        shape = f"{sorted(str(one) for one in data if one != 'opened')} {state}"
        at_most = STATES_OF_CASES if "case" in data else SHAPES_AT_MOST
        if again or (shape not in self._judged[verb] and len(self._judged[verb]) < at_most):
            self._judged[verb].add(shape)
            self._everybody(uow, who, own, verb, data, self.said[verb])
        return dict(own.card) if own.card is not None else None

    def _everybody(
        self, uow: UnitOfWork, who: Person, own: Judged, verb: str, data: Mapping[str, Any], into: dict[str, set[str]]
    ) -> None:
        for name, person in RELATIONS.items():
            found = (
                own
                if person is who
                else judged(self.office, uow, person.id, verb, in_case(uow, person, data, self.office.now))
            )
            themselves = person.id in [data.get(key) for key in ("sip", "person")]
            into[found.said].add("own" if themselves else self.called.get(name) or relation_to(name, data))

    async def typed(self, who: Person, text: str) -> None:
        await self.office.router.typed(
            Sender(who.id, f"chat-{who.id}", "https://t/"), text, f"{who.id}-{text}-{self._seen}"
        )
        await self.office.run_all()
        self.look()

    async def press(self, who: Person, verb: str, **more: Any) -> Any:
        data = more if verb in WHOLE else {**self.latest.get((who.id, verb), {}), **more}
        with self.office.database.writing() as uow:
            self.judge(uow, who, verb, data)
        answer = await self.office.router.clicked(Sender(who.id, f"chat-{who.id}", "https://t/"), Click(verb, data))
        await self.office.run_all()
        card = getattr(answer, "card", None)
        assert card is not None, f"{who.name} pressed {verb}: {getattr(answer, 'text', answer)}"
        self.look(*([(who, card)] if card else []))
        return answer

    async def send(self, who: Person, verb: str, **more: Any) -> None:
        """In a case: what will be read is shown first, and sent from there."""
        answer = await self.press(who, verb, **more)
        card = getattr(answer, "card", None)
        marked = [one["data"] for one in parts(card) if "read" in one.get("data", {})] if card else []
        if marked:
            await self.press(who, verb, **{**more, **marked[0]})

    async def case(self, who: Person, title: str) -> dict[str, Any]:
        """What the button behind a form of the newest case carries, for somebody."""
        case = (await self.office.bus.read(lambda uow: uow.cases.standing()))[-1]
        record = await self.press(who, "case.open", case=case.id)
        found = buttons(record.card)
        if title not in found:
            raise KeyError(f"{title} is not among {sorted(found)} for {who.name}")
        form = await self.press(who, "case.form", **found[title]["data"])
        return dict(next(one["data"] for one in buttons(form.card).values()))

    async def decide(self, who: Person, *commands: object) -> None:
        for one in commands:
            await self.office.bus.decide(one, who.id, "teams")
        await self.office.run_all()
        self.look()

    def ask(self, who: Person, verb: str, **data: Any) -> None:
        """Judges a press that stands on a card of theirs in this state, and is not made."""
        with self.office.database.writing() as uow:
            self.judge(uow, who, verb, {**self.latest.get((who.id, verb), {}), **data}, again=True)

    def allowed(self, verb: str) -> set[str]:
        """Who may, as far as it was seen: those whose press was taken; where none was, those who were told no for
        another reason than that it is not theirs."""
        if verb in self.said:
            return self.said[verb][YES]
        told = self.otherwise.get(verb, {})
        if not any(told.get(code) for code in NOT_THEIRS):
            return set()
        return {name for code, names in told.items() if code not in NOT_ANSWERED for name in names}

    def in_state(
        self, write: Callable[[UnitOfWork], object], who: Person, *presses: tuple[str, Mapping[str, Any]]
    ) -> None:
        """Judges presses of records that stand as they are written here, and do not afterwards."""
        with self.office.database.writing() as uow, undone(uow) as own:
            write(own)
            for verb, data in presses:
                self.judge(own, who, verb, data)
