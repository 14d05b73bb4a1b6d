"""Training through the front door (T1, T3): set, in the calendars, followed in Outlook, who came, and what that makes
of records and allocation."""

from dataclasses import replace
from datetime import timedelta

from automations.engine.inbound.port import CardAnswer
from automations.engine.scheduler import run_due_commands
from automations.sip_team.training.calendar import look_at_training
from automations.sip_team.training.cards import TrainingKind, sip_training_about
from automations.workflows import TABLES
from cards.sip_team.training.session import CALLED_OFF, INVITATION
from handbook.core.calendars import Appointment, CalendarEntry, EntryChanges, Period
from handbook.core.external_errors import Unavailable
from handbook.core.half_days import HalfDay
from handbook.core.people import Person, Role
from handbook.schools.trust_list import ListChanges
from handbook.sip_team.training.arranging import Arrangement, MoveSession, SetSession
from handbook.sip_team.training.session import SessionSubject, TrainingSession
from tests.automations.office import ADVISOR, DSO, EVERYBODY, HEAD, SIP, Office
from tests.automations.office import press as pressed
from tests.automations.practice_office import press, typed
from tests.store.filled import ENTRY
from tests.support import builders as a
from tests.support.card_reading import words
from tests.support.rendering import render
from tests.support.sip_team import OTHER_SIP
from tests.support.training import AFTER, AFTERNOON, DURING, GUEST, MORNING, WHOLE_DAY

INITIAL = SessionSubject(is_initial=True)
DAY = WHOLE_DAY.on.isoformat()
WHOLE = {"train_on": DAY, "train_at": "09:00-16:00", "place": "Trust office"}
HALF = {"train_on": DAY, "train_at": "09:00-12:00"}
BOTH = {"invited": f"{SIP.id},{OTHER_SIP.id}", "guests": f"{GUEST.name}, {GUEST.email}"}


async def is_set(office: Office, subject: str = "initial,data") -> TrainingSession:
    office.bring([*EVERYBODY, OTHER_SIP])
    await press(office, ADVISOR, "training.set", subject=subject, **WHOLE, **BOTH)
    return await the_session(office)


async def the_session(office: Office) -> TrainingSession:
    [found] = await office.bus.read(lambda uow: uow.training_sessions.since(a.MONDAY.date()))
    return found


def of(session: TrainingSession) -> dict[str, str | int]:
    return {"session": session.id, "version": session.version}


def shown(office: Office, who: Person) -> str:
    return words(office.ends.messenger.to(who)[-1].card)


def in_calendar(office: Office) -> list[tuple[HalfDay, set[str], str]]:
    entries = office.ends.calendars.standing(ADVISOR)
    assert all(one.body_html == INVITATION for one in entries)
    times = [HalfDay.between(one.period.start, one.period.end) for one in entries]
    return [(at, {i.email for i in one.invited}, one.location) for at, one in zip(times, entries, strict=True)]


async def strike(office: Office) -> int:
    names = ("training in calendars", "attendance of training")
    done = await run_due_commands(office.bus, {name: TABLES.due[name] for name in names})
    await office.run_all()
    return done


async def test_one_is_set_moved_opened_to_others_and_cancelled(office: Office) -> None:
    office.bring([*EVERYBODY, OTHER_SIP])
    [listed] = await typed(office, ADVISOR, "training")
    assert "No training is set." in listed
    assert f"{SIP.name}: not invited to it yet" in listed
    [own] = await typed(office, SIP, "my training", "m2")
    assert "Initial training outstanding" in own
    for _ in range(2):
        said = await press(office, ADVISOR, "training.set", subject="initial,data", **WHOLE, **BOTH)
        assert f"{SIP.name}: invited for {WHOLE_DAY.words}" in said
    session = await the_session(office)
    everybody = {SIP.email, OTHER_SIP.email, GUEST.email}
    assert in_calendar(office) == [(WHOLE_DAY, everybody, "Trust office")]
    assert office.ends.calendars.standing(ADVISOR)[0].subject == "Training: the initial training; data"
    assert (session.shown, session.version) == (1, 1)
    assert "Wednesday 9 December 2026, 09:00 to 16:00: the initial training; data; Trust office" in shown(office, SIP)
    assert "(3 invited)" in shown(office, ADVISOR)
    assert "To come" in await press(office, ADVISOR, "training.open", session=session.id)
    assert f"Invited\n{SIP.name}, {OTHER_SIP.name}, {GUEST.name} (external)" in shown(office, ADVISOR)

    await press(office, ADVISOR, "training.move", **of(session), **WHOLE | {"train_on": "2026-12-10"})
    later = replace(WHOLE_DAY, on=WHOLE_DAY.on + timedelta(days=1))
    assert [at for at, _, _ in in_calendar(office)] == [later]
    session = await the_session(office)
    await press(office, ADVISOR, "training.invite", **of(session), invited=OTHER_SIP.id)
    assert [who for _, who, _ in in_calendar(office)] == [{OTHER_SIP.email}]
    assert "To come" not in shown(office, SIP)
    session = await the_session(office)
    assert "Cancelled" in await press(office, ADVISOR, "training.cancel", **of(session))
    assert in_calendar(office) == []
    assert office.ends.calendars.comments == [CALLED_OFF]
    assert [one.action for one in office.entries() if one.about == f"training:{session.id}"] == [
        "training_set",
        "training_in_calendar",
        "training_moved",
        "training_in_calendar",
        "training_invited",
        "training_in_calendar",
        "training_cancelled",
        "training_in_calendar",
    ]


async def test_who_came_is_asked_once_and_is_on_record_at_once(small_office: Office) -> None:
    office = small_office
    session = await is_set(office)
    early = {"session": session.id, "revision": session.revision, "present": SIP.id}
    assert "once the training has begun" in await press(office, ADVISOR, "training.attended", **early)
    office.now = DURING + timedelta(hours=6)
    assert await strike(office) == 1
    assert await strike(office) == 0
    assert "Over: it is not recorded yet who came" in shown(office, ADVISOR)
    session = await the_session(office)
    said = {"session": session.id, "revision": session.revision}
    for present in ("somebody", "guest-2", DSO.id):
        assert "was not invited" in await press(office, ADVISOR, "training.attended", **said, present=present)
    recorded = await press(office, ADVISOR, "training.attended", **said, present=f"{SIP.id},guest-1")
    assert f"Came {SIP.name}, {GUEST.name} (external)" in recorded.replace("\n", " ")
    with office.database.reading() as uow:
        record, other = uow.sip_records.of(SIP.id), uow.sip_records.of(OTHER_SIP.id)
    assert record.initial_training_on == WHOLE_DAY.on
    assert [one.on for one in record.trainings] == [WHOLE_DAY.on]
    assert other.initial_training_on is None
    [own] = await typed(office, OTHER_SIP, "my training")
    assert "Invited, and not there" in own
    assert "Initial training on 9 December 2026" not in own
    [listed] = await typed(office, ADVISOR, "training", "m3")
    assert f"{OTHER_SIP.name}: not invited to it yet" in listed
    assert "Held" in listed
    assert await press(office, ADVISOR, "training.attended", **said, present="") == recorded  # another was first
    before = len([one for one in office.entries() if one.action == "sip_changed"])
    again = {"session": session.id, "revision": (await the_session(office)).revision}
    await press(office, ADVISOR, "training.attended", **again, present=f"{SIP.id},guest-1")
    assert len([one for one in office.entries() if one.action == "sip_changed"]) == before  # nothing new of anybody
    session = await the_session(office)
    await press(office, ADVISOR, "training.attended", session=session.id, revision=session.revision)
    with office.database.reading() as uow:
        assert uow.sip_records.of(SIP.id).initial_training_on is None


async def test_of_somebody_who_left_only_the_attendance_stays(small_office: Office) -> None:
    office = small_office
    session = await is_set(office)
    with office.database.writing() as uow:
        uow.roster.apply(ListChanges(people={OTHER_SIP.id: None}), ENTRY, office.now)
    await press(office, ADVISOR, "training.invite", **of(session), **BOTH)
    assert (await the_session(office)).version == 1
    office.now = AFTER
    session = await the_session(office)
    said = {"session": session.id, "revision": session.revision}
    recorded = await press(office, ADVISOR, "training.attended", **said, present=OTHER_SIP.id)
    assert OTHER_SIP.name in recorded
    card = await pressed(office, ADVISOR, "training.of_sip", sip=OTHER_SIP.id)
    assert not isinstance(card, CardAnswer)
    about, context = sip_training_about(OTHER_SIP.id), office.bus.render_context
    with office.database.reading() as uow:
        assert "not open to you" in words(render(uow, TrainingKind.OF_SIP, about, ADVISOR, 0, context))
    assert [one.action for one in office.entries()].count("sip_changed") == 0


async def test_what_is_done_in_outlook_is_followed_within_the_hour(small_office: Office) -> None:
    office = small_office
    await is_set(office)
    assert await strike(office) == 1  # nothing was done there
    assert await strike(office) == 0
    [entry] = office.ends.calendars.standing(ADVISOR)
    to = EntryChanges(period=Period(AFTERNOON.starts_at, AFTERNOON.ends_at))
    await office.ends.calendars.change(ADVISOR.id, entry.id, to)
    office.now += timedelta(hours=1)
    office.ends.fail("of_visit", Unavailable("away"))
    assert await strike(office) == 1
    await office.wait_and_keep()
    moved = await the_session(office)
    assert (moved.at, moved.version, moved.shown) == (AFTERNOON, 2, 2)
    assert "does not count as the initial training" in office.ends.messenger.said_to(ADVISOR)[-1]
    assert "it does not count as the initial training" in await press(
        office, ADVISOR, "training.show", session=moved.id
    )
    await office.ends.calendars.change(
        ADVISOR.id, entry.id, EntryChanges(period=Period(MORNING.starts_at, WHOLE_DAY.ends_at))
    )
    office.now += timedelta(hours=1)
    await strike(office)
    assert (await the_session(office)).counts_as_initial
    assert "is on Wednesday 9 December 2026, 09:00 to 16:00 now." in office.ends.messenger.said_to(ADVISOR)[-1]
    await office.ends.calendars.release(ADVISOR.id, entry.id)
    office.now += timedelta(hours=1)
    await strike(office)
    assert await office.bus.read(lambda uow: uow.training_sessions.since(a.MONDAY.date())) == ()
    assert "was deleted in Outlook" in office.ends.messenger.said_to(ADVISOR)[-1]
    assert await strike(office) == 0


async def test_forms_keep_what_was_typed_and_others_see_nothing(small_office: Office) -> None:
    office = small_office
    session = await is_set(office)
    form = await press(office, ADVISOR, "training.form", form="set")
    assert "What it is on" in form
    again = await press(office, ADVISOR, "training.set", subject="data", **HALF | {"train_on": "2026-12-20"}, **BOTH)
    assert "Sunday 20 December 2026 is not a school day" in again
    assert GUEST.email in str(await pressed(office, ADVISOR, "training.form", form="invite", session=session.id))
    moved = await press(office, ADVISOR, "training.move", **of(session), **HALF)
    assert "The initial training is a full day" in moved
    invited = await press(office, ADVISOR, "training.invite", **of(session), invited="", guests="nobody")
    assert "“nobody” has no e-mail address" in invited
    backwards = HALF | {"train_at": "12:00-09:00"}
    assert "could not read that card" in await press(office, ADVISOR, "training.set", subject="data", **backwards)
    for data in ({"form": "other"}, {"form": "set", "subject": "cooking"}):
        verb = "training.form" if data["form"] == "other" else "training.set"
        assert "could not read that card" in await press(office, ADVISOR, verb, **data, **HALF)
    for who in (SIP, HEAD, a.a_person(Role.LA_OFFICER)):
        assert "not open to you" in await press(office, who, "training.list")
        assert "not open to you" in await press(office, who, "training.show", session=session.id)
        assert "The Trust Advisor sets and changes training" in await press(office, who, "training.form", form="set")
        assert "The Trust Advisor sets" in await press(office, who, "training.open", session=session.id)
        assert "I cannot find that training." in await press(office, who, "training.cancel", **of(session))
    assert "not open to you" in await press(office, HEAD, "training.of_sip", sip=SIP.id)
    assert await the_session(office) == session


async def test_words_bring_it_by_office(small_office: Office) -> None:
    office = small_office
    office.bring([*EVERYBODY, OTHER_SIP])
    for who, text, expected in (
        (SIP, "training", "Your training"),
        (ADVISOR, f"training {OTHER_SIP.name}", f"Training of {OTHER_SIP.name}"),
        (ADVISOR, "training nobody", "No School Improvement Partner"),
        (ADVISOR, "my training", "” is for: "),
        (HEAD, "training", "” is for: "),
    ):
        assert expected in (await typed(office, who, text, f"m-{text}-{who.id}"))[0]
    crowd = [replace(OTHER_SIP, id=f"{OTHER_SIP.id[:-2]}{at}") for at in range(10, 17)]
    office.bring([*EVERYBODY, *crowd])
    assert "More than one" in (await typed(office, ADVISOR, "training oakwell", "m-many"))[0]


async def test_a_change_meanwhile_is_kept_too_and_nothing_is_read_while_it_is_on_its_way(small_office: Office) -> None:
    office = small_office
    office.bring([*EVERYBODY, OTHER_SIP])
    await office.bus.decide(SetSession(INITIAL, Arrangement(WHOLE_DAY), (SIP.id,)), ADVISOR.id, "teams")
    session = await the_session(office)
    later = replace(WHOLE_DAY, on=WHOLE_DAY.on + timedelta(days=1))
    write = office.ends.calendars.write

    async def and_meanwhile(person_id: str, appointment: Appointment) -> CalendarEntry:
        await office.bus.decide(MoveSession(session.id, 1, Arrangement(later)), ADVISOR.id, "teams")
        return await write(person_id, appointment)

    await look_at_training(office.work, session.id)  # it is not there yet, and that is no news
    office.ends.calendars.write = and_meanwhile
    await office.run_all()
    assert [at for at, _, _ in in_calendar(office)] == [later]
    moved = await the_session(office)
    assert (moved.version, moved.shown) == (2, 2)
