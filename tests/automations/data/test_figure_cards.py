"""D1: figures are asked for in chat; the agreement to them is asked, signed and withdrawn; cards follow both."""

from dataclasses import replace
from decimal import Decimal

from automations.data.keeping import KeepFigures
from automations.engine.inbound.commands import AnswerTyped
from automations.engine.inbound.port import CardAnswer, Click, Sender
from handbook.core.people import Person
from handbook.data.figures import ENGLAND, Source
from handbook.data.measures import Topic
from handbook.reports.agreements.agreement import AskForAgreement, DeclineAgreement, SignAgreement, WithdrawAgreement
from handbook.reports.agreements.texts import AgreementKind
from tests.automations.office import ADVISOR, DSO, EVERYBODY, HEAD, SIP, Office
from tests.support import builders as a
from tests.support.card_reading import words
from tests.support.figures import a_set

DATA = AgreementKind.DATA
HILDA = replace(a_set({Topic.COMBINED: 61, Topic.COHORT: 30}), number="9993301")
AROUND = (a_set({Topic.COMBINED: 62}, "la:999"), a_set({Topic.COMBINED: 64}, ENGLAND))


async def typed(office: Office, person: Person, text: str, message: str = "m1") -> list[str]:
    """The words of the cards, or what is said, that answer it."""
    before = len(office.ends.messenger.to(person))
    await office.bus.decide(AnswerTyped(text, message), person.id, "teams")
    await office.run_all()
    return [words(one.card) for one in office.ends.messenger.to(person)[before:]]


async def sign(office: Office, revision: int = 0) -> None:
    await office.bus.decide(SignAgreement("900001", revision, "data 2026.1", "Hanna Tilling", DATA), HEAD.id, "teams")
    await office.run_all()


async def take_in(office: Office, *sets: object, sha256: str = "abc") -> None:
    await office.bus.decide(KeepFigures(sha256, (HILDA, *AROUND, *sets)))  # pyright: ignore[reportArgumentType]
    await office.run_all()


async def test_without_the_agreement_they_are_not_shown_and_the_trust_advisor_asks_for_it(office: Office) -> None:
    await take_in(office)
    (said,) = await typed(office, ADVISOR, "Figures hilda")
    assert "Not shown: The school has no signed data agreement" in said
    assert "61.0%" not in said
    ask = Click("agreement.ask", {"urn": "900001", "revision": 0, "kind": "data"})
    answer = await office.router.clicked(Sender(ADVISOR.id, "chat", "https://t/"), ask)
    await office.run_all()
    assert isinstance(answer, CardAnswer)
    assert "was asked for its data agreement" in words(answer.card)
    asked = words(office.ends.messenger.to(HEAD)[-1].card)
    assert "Data agreement: St Hilda" in asked
    assert "Groups of fewer than six pupils are never shown" in asked


async def test_the_headteacher_signs_and_withdraws_and_the_cards_follow(office: Office) -> None:
    await take_in(office)
    await typed(office, SIP, "figures")
    await sign(office)
    assert "School: 61.0%" in words(office.ends.messenger.to(SIP)[-1].card)
    (said,) = await typed(office, HEAD, "data agreement", "m2")
    assert "The data agreement (text data 2026.1) was signed" in said
    await office.bus.decide(WithdrawAgreement("900001", 1, DATA), HEAD.id, "teams")
    await office.run_all()
    now = words(office.ends.messenger.to(SIP)[-1].card)
    assert "The school withdrew its data agreement" in now
    assert "61.0%" not in now
    assert "No figures of this school are shown." in words(office.ends.messenger.to(ADVISOR)[-1].card)


async def test_it_is_not_the_sharing_agreement(office: Office) -> None:
    await sign(office)
    sharing, data = await office.bus.read(
        lambda uow: (uow.agreements.of_school("900001"), uow.agreements.of_school("900001", DATA))
    )
    assert (sharing.in_force, data.in_force) == (False, True)
    assert (sharing.allows_figures, data.allows_figures, data.allows_sharing) == (False, True, False)
    (entry,) = [one for one in office.entries() if one.action == "signed"]
    assert (entry.about, entry.detail["rule"]) == ("data_agreement:900001", "D1")
    await office.bus.decide(AskForAgreement("900001", 0), ADVISOR.id, "teams")
    await office.bus.decide(DeclineAgreement("900001", 1), HEAD.id, "teams")
    assert (await office.bus.read(lambda uow: uow.agreements.of_school("900001", DATA))).in_force


async def test_new_figures_are_drawn_on_the_cards_that_stand(office: Office) -> None:
    await sign(office)
    (said,) = await typed(office, SIP, "figures")
    assert "No figures of this school were taken in yet." in said
    await take_in(office)
    shown = words(office.ends.messenger.to(SIP)[-1].card)
    assert "School: 61.0%; Similar schools: fewer than three similar schools have this figure" in shown
    assert "Local authority: 62.0%; England: 64.0%" in shown
    count = len(office.ends.messenger.to(SIP))
    await take_in(office, sha256="def")
    assert len(office.ends.messenger.to(SIP)) == count


async def test_similar_schools_are_those_on_the_list_and_of_the_ebius_figures_none(office: Office) -> None:
    schools = [a.a_school(urn=str(900001 + one), name=f"School {one}") for one in range(8)]
    with office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, schools, {}, {})
    census = [a_set({Topic.ON_ROLL: 210 + one}, str(900001 + one), source=Source.CENSUS) for one in range(8)]
    published = [a_set({Topic.COMBINED: 50 + one, Topic.COHORT: 30}, str(900001 + one)) for one in range(1, 4)]
    own = [a_set({Topic.COMBINED: 99, Topic.COHORT: 30}, "900005", source=Source.EBIU)]
    await sign(office)
    await take_in(office, *census, *published, *own)
    (said,) = await typed(office, HEAD, "figures 900001")
    assert "Similar schools: 52.0%" in said
    (many,) = await typed(office, SIP, "figures", "m2")
    assert "8 schools fit. Please type “figures” and a part of the school’s name" in many
    (none,) = await typed(office, SIP, "figures cuthbert", "m3")
    assert "None of your schools is called that. Please type “figures”" in none


async def test_which_schools_are_similar_is_told_in_words_and_follows_agreement_and_figures(office: Office) -> None:
    """P2: by what the DfE publishes, and never by the EBIU's sheet; a school that has left the list is not named."""
    schools = [a.a_school(urn=str(900001 + one), name=f"School {one}", sip_id=f"s{one}") for one in range(7)]
    with office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, schools, {}, {})
    (said,) = await typed(office, ADVISOR, "similar schools 900001")
    assert "Not shown: The school has no signed data agreement" in said
    await sign(office)
    assert "No figures that schools are compared by were taken in" in words(office.ends.messenger.to(ADVISOR)[0].card)
    await take_in(office, a_set({Topic.ON_ROLL: 210}, source=Source.CENSUS))
    assert "No figures of another school on the list" in words(office.ends.messenger.to(ADVISOR)[0].card)
    roll = {900002: 215, 900003: 300, 900004: 900, 900005: 150, 900006: 130, 900007: 211}
    census = [a_set({Topic.ON_ROLL: value}, str(urn), source=Source.CENSUS) for urn, value in roll.items()]
    ebiu = a_set({Topic.ON_ROLL: 210}, "900004", 2020, Source.EBIU)
    await take_in(office, *census, ebiu, sha256="def")
    now = words(office.ends.messenger.to(ADVISOR)[0].card)
    places = [now.index(f"School {one}, Northbeck") for one in (6, 1, 4, 5, 2)]
    assert places == sorted(places)
    assert "School 3, " not in now
    assert "A little larger. Not known: pupils with free school meals" in now
    assert "210" not in now
    with office.database.writing() as uow:
        uow.roster.replace(EVERYBODY, [one for one in schools if one.urn != "900007"], {}, {})
    click = Click("figures.similar", {"urn": "900001"})
    answer = await office.router.clicked(Sender(ADVISOR.id, "chat", "https://t/"), click)
    assert isinstance(answer, CardAnswer)
    assert "School 6" not in words(answer.card)


async def test_similar_schools_are_asked_for_by_the_trust_advisor_and_by_a_sip_of_their_own_alone(
    office: Office,
) -> None:
    (own,) = await typed(office, SIP, "Similar  schools")
    assert "Similar schools: St Hilda" in own
    (none,) = await typed(office, SIP, "similar schools cuthbert", "m2")
    assert "Please type “similar schools” and a part of the school’s name" in none
    for person, text, answer in (
        (HEAD, "similar schools", "“similar schools” is for: "),
        (DSO, "similar schools hilda", "“similar schools” is for: "),
        (ADVISOR, "similar schoolsx", "I did not understand “similar schoolsx”. Did you mean this?"),
    ):
        (said,) = await typed(office, person, text, f"m3-{person.id}")
        assert answer in said
    click = Click("figures.similar", {"urn": "900001"})
    answer = await office.router.clicked(Sender(HEAD.id, "chat", "https://t/"), click)
    assert isinstance(answer, CardAnswer)
    assert "Hilda" not in words(answer.card)


async def test_others_are_not_understood_and_a_card_of_theirs_says_nothing(office: Office) -> None:
    for words_, answer in (("figures", "“figures” is for: "), ("figure", "I did not understand “figure”")):
        (said,) = await typed(office, DSO, words_, f"m-{words_}")
        assert answer in said
    answer = await office.router.clicked(Sender(DSO.id, "chat", "https://t/"), Click("figures.show", {"urn": "900001"}))
    assert isinstance(answer, CardAnswer)
    assert "Hilda" not in words(answer.card)
    assert Decimal(61) == HILDA.figure(Topic.COMBINED).value


async def test_where_an_agreement_does_not_arrive_the_trust_advisor_hears_which(office: Office) -> None:
    office.ends.messenger.away.add(HEAD.id)
    for kind in AgreementKind:
        await office.bus.decide(AskForAgreement("900001", 0, kind), ADVISOR.id, "teams")
    await typed(office, HEAD, "figures")
    await office.wait_and_keep()
    said = " ".join(office.ends.messenger.said_to(ADVISOR))
    assert "about the sharing agreement of St Hilda" in said
    assert "about the data agreement of St Hilda" in said
    assert "figures" not in said
