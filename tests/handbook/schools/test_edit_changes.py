"""What each change from Teams makes of the list, and every no with what would be right."""

from dataclasses import replace
from datetime import date

import pytest

from handbook.core.people import DirectoryAccount, Person, Role
from handbook.core.refusal import Refused
from handbook.schools.edit_changes import changes_of, check_form, to_look_for
from handbook.schools.edit_prefill import prefilled
from handbook.schools.list_edit import EditForm, EditKind
from handbook.schools.trust_list import ListChanges, PersonEntry, SchoolEntry, TrustList, applied
from tests.support import builders as a
from tests.support.lists import a_list

K = EditKind
SCHOOL, HEAD, SIP, DSO = a.a_school(), a.a_person(Role.HEADTEACHER), a.a_person(Role.SIP), a.a_person(Role.DSO)
ADVISOR = a.a_person(Role.TRUST_ADVISOR)
FREE = Person("free", "Fiona Free", "f.free@x.example", Role.HEADTEACHER)
TWIN = Person("twin", "Fiona Free", "twin@x.example", Role.HEADTEACHER)
NEW = DirectoryAccount("new", "Nora New", "nora@x.example", enabled=True, sign_in="nora@t.example")
TODAY = date(2026, 11, 23)


def known(*more: Person) -> TrustList:
    found = a_list()
    return replace(found, people={**found.people, **{one.id: PersonEntry(one) for one in (FREE, *more)}})


def made(kind: EditKind, about: str = "", *accounts: DirectoryAccount, **typed: str) -> ListChanges:
    return changes_of(EditForm(kind, about, typed), accounts, known())


def refused(kind: EditKind, about: str = "", *accounts: DirectoryAccount, **typed: str) -> str:
    with pytest.raises(Refused) as no:
        made(kind, about, *accounts, **typed)
    return no.value.reason


def test_a_person_is_added() -> None:
    changes = made(K.ADD_PERSON, "", NEW, who="nora@x.example", office="sip")
    assert changes == ListChanges(people={"new": PersonEntry(Person("new", "Nora New", "nora@x.example", Role.SIP))})
    own_name = made(K.ADD_PERSON, "", replace(NEW, email=""), who="Nora New", office="sip", name="N. New")
    added = own_name.people["new"]
    assert added is not None
    assert (added.person.name, added.person.email) == ("N. New", "nora@t.example")
    typed = made(K.ADD_PERSON, "", replace(NEW, email=""), who="alias@x.example", office="sip").people["new"]
    assert typed is not None
    assert typed.person.email == "alias@x.example"


@pytest.mark.parametrize(
    ("accounts", "typed", "no"),
    [
        ((), {"office": "sip"}, "Please type a name or a mail address."),
        ((NEW,), {"who": "Nora New"}, "Please choose the office."),
        ((NEW,), {"who": "Nora New", "office": "king"}, "Please choose the office."),
        ((), {"who": "Nora New", "office": "sip"}, "Microsoft Entra has no account for “Nora New”."),
        ((NEW, NEW), {"who": "Nora New", "office": "sip"}, "Several accounts fit. Please choose who it is."),
        (
            (replace(NEW, id=SIP.id),),
            {"who": "x", "office": "dso"},
            f"{SIP.name} is on the list already, as School Improvement Partner.",
        ),
    ],
)
def test_who_is_not_added(accounts: tuple[DirectoryAccount, ...], typed: dict[str, str], no: str) -> None:
    assert refused(K.ADD_PERSON, "", *accounts, **typed) == no


def test_a_persons_name_mail_and_office_are_changed() -> None:
    changes = made(K.CHANGE_PERSON, HEAD.id, name="Hanna Tilling-Shaw", mail=HEAD.email, office="headteacher")
    assert not changes.schools
    assert changes.people[HEAD.id] == PersonEntry(replace(HEAD, name="Hanna Tilling-Shaw"))
    moved = made(K.CHANGE_PERSON, HEAD.id, name=HEAD.name, mail=HEAD.email, office="sip")
    after = applied(known(), moved)
    assert after.people[HEAD.id].person.role is Role.SIP
    assert after.schools[SCHOOL.urn].school.headteacher_id == ""


@pytest.mark.parametrize(
    ("about", "typed", "no"),
    [
        (HEAD.id, {"mail": HEAD.email}, "Please type the name."),
        (HEAD.id, {"name": "H", "mail": "no address"}, "Please type a mail address"),
        (HEAD.id, {"name": "H", "mail": SIP.email.upper()}, f"{SIP.name} has that address on the list."),
        (HEAD.id, {"name": HEAD.name, "mail": HEAD.email}, "The list says all of this already."),
        ("gone", {"name": "H", "mail": "h@x.example"}, "This person is no longer on the list."),
    ],
)
def test_how_a_person_is_not_changed(about: str, typed: dict[str, str], no: str) -> None:
    assert refused(K.CHANGE_PERSON, about, office="headteacher", **typed).startswith(no)


def test_a_serving_headteacher_becomes_a_sip_as_well() -> None:
    changes = made(K.CHANGE_PERSON, HEAD.id, name=HEAD.name, mail=HEAD.email, office="headteacher,sip")
    assert not changes.schools
    assert changes.people[HEAD.id] == PersonEntry(replace(HEAD, role=Role.SIP, also=(Role.HEADTEACHER,)))
    both = replace(NEW, id="both")
    added = made(K.ADD_PERSON, "", both, who="Nora New", office="headteacher,sip").people["both"]
    assert added is not None
    assert added.person.offices == (Role.SIP, Role.HEADTEACHER)
    no = refused(K.CHANGE_PERSON, HEAD.id, name=HEAD.name, mail=HEAD.email, office="headteacher,dso")
    assert no.startswith(f"{HEAD.name} cannot have another office beside that of")


def test_the_list_keeps_its_trust_advisor() -> None:
    no = "The list would have no Trust Advisor, so nothing was changed."
    assert refused(K.LEAVE, ADVISOR.id) == no
    assert refused(K.CHANGE_PERSON, ADVISOR.id, name="T", mail=ADVISOR.email, office="sip") == no


def test_who_leaves_serves_no_school_any_more() -> None:
    changes = made(K.LEAVE, SIP.id)
    assert changes.people == {SIP.id: None}
    assert applied(known(), changes).schools[SCHOOL.urn].school.sip_id == ""
    assert refused(K.LEAVE, "gone") == "This person is no longer on the list."


@pytest.mark.parametrize("who", ["Fiona Free", "free", "F.FREE@x.example", "fiona"])
def test_a_school_gets_another_headteacher_however_they_are_typed(who: str) -> None:
    changes = made(K.SERVE, SCHOOL.urn, office="headteacher", who=who)
    assert applied(known(), changes).schools[SCHOOL.urn].school.headteacher_id == "free"
    assert not changes.people
    assert to_look_for(EditForm(K.SERVE, SCHOOL.urn, {"office": "headteacher", "who": who}), known()) == ""


def test_who_is_not_on_the_list_is_looked_for_and_added() -> None:
    form = EditForm(K.SERVE, SCHOOL.urn, {"office": "headteacher", "who": "Nora New"})
    assert to_look_for(form, known()) == "Nora New"
    check_form(form, known())
    changes = changes_of(form, (NEW,), known())
    after = applied(known(), changes)
    assert after.people["new"].person == Person("new", "Nora New", "nora@x.example", Role.HEADTEACHER)
    assert after.schools[SCHOOL.urn].school.headteacher_id == "new"
    known_by_another_name = replace(NEW, id="free")
    assert (
        applied(known(), changes_of(form, (known_by_another_name,), known())).schools[SCHOOL.urn].school.headteacher_id
        == "free"
    )


def test_an_office_can_be_vacant() -> None:
    changes = made(K.SERVE, SCHOOL.urn, office="dso", who="Nobody")
    assert applied(known(), changes).schools[SCHOOL.urn].school.dso_id == ""


@pytest.mark.parametrize(
    ("typed", "no"),
    [
        ({"office": "headteacher"}, "Please type a name or a mail address, or “nobody”."),
        ({"who": "Fiona Free"}, "Please choose the office."),
        ({"office": "director", "who": "Fiona"}, "A school has no Director for Schools and Colleges on the list."),
        ({"office": "sip", "who": "nobody"}, "A SIP is normally given by the allocation."),
        ({"office": "dso", "who": "Fiona"}, "Fiona Free is on the list as headteacher, and not as Diocesan"),
        ({"office": "headteacher", "who": HEAD.name}, "The list says all of this already."),
        ({"office": "headteacher", "who": "Nora New"}, "Microsoft Entra has no account for “Nora New”."),
    ],
)
def test_who_does_not_serve_a_school(typed: dict[str, str], no: str) -> None:
    assert refused(K.SERVE, SCHOOL.urn, **typed).startswith(no)
    assert refused(K.SERVE, "900009", office="dso", who="nobody") == "This school is no longer on the list."


def test_of_two_with_one_name_none_is_guessed_at() -> None:
    form = EditForm(K.SERVE, SCHOOL.urn, {"office": "headteacher", "who": "Fiona Free"})
    with pytest.raises(Refused, match=r"That could be Fiona Free, f\.free@x\.example; Fiona Free, twin@x\.example"):
        changes_of(form, (), known(TWIN))
    by_mail = replace(form, typed={"office": "headteacher", "who": "twin@x.example"})
    assert changes_of(by_mail, (), known(TWIN)).schools


def test_nobody_is_the_sip_of_their_own_school() -> None:
    both = replace(known().schools[SCHOOL.urn], school=replace(SCHOOL, headteacher_id=SIP.id))
    people = {**known().people, SIP.id: PersonEntry(SIP)}
    form = EditForm(K.SERVE, SCHOOL.urn, {"office": "sip", "who": SIP.name, "why": "x"})
    with pytest.raises(Refused, match=f"{SIP.name} is the headteacher of this school"):
        changes_of(
            form,
            (),
            replace(
                known(), schools={SCHOOL.urn: replace(both, school=replace(both.school, sip_id=""))}, people=people
            ),
        )


def test_a_sip_is_changed_by_hand_with_a_reason() -> None:
    other = Person("sip-2", "Sal Second", "sal@x.example", Role.SIP)
    form = EditForm(K.SERVE, SCHOOL.urn, {"office": "sip", "who": "Sal", "why": "The SIP is ill."})
    after = applied(known(other), changes_of(form, (), known(other)))
    assert after.schools[SCHOOL.urn].school.sip_id == "sip-2"


def test_a_school_is_added_renamed_and_closed() -> None:
    added = made(K.ADD_SCHOOL, urn="900002", school_name=" St  Bede’s ", town="Southbeck", authority="Fellshire")
    entry = added.schools["900002"]
    assert entry is not None
    assert (entry.school.name, entry.school.town, entry.school.headteacher_id) == ("St Bede’s", "Southbeck", "")
    renamed = made(K.CHANGE_SCHOOL, SCHOOL.urn, school_name="St Hilda’s Academy", town="", authority="Fellshire")
    changed = renamed.schools[SCHOOL.urn]
    assert changed is not None
    assert changed.school == replace(SCHOOL, name="St Hilda’s Academy", town="")
    assert made(K.CLOSE_SCHOOL, SCHOOL.urn) == ListChanges({SCHOOL.urn: None})


@pytest.mark.parametrize(
    ("kind", "about", "typed", "no"),
    [
        (K.ADD_SCHOOL, "", {"urn": "12345", "school_name": "X"}, "Please type the URN"),
        (K.ADD_SCHOOL, "", {"urn": "٩٠٠٠٠٢", "school_name": "X"}, "Please type the URN"),
        (K.ADD_SCHOOL, "", {"urn": "900001", "school_name": "X"}, f"{SCHOOL.full_name} is on the list with that URN."),
        (K.ADD_SCHOOL, "", {"urn": "900002"}, "Please type the school’s name."),
        (K.CHANGE_SCHOOL, "900001", {"town": "X"}, "Please type the school’s name."),
        (K.CHANGE_SCHOOL, "900009", {"school_name": "X"}, "This school is no longer on the list."),
        (K.CLOSE_SCHOOL, "900009", {}, "This school is no longer on the list."),
        (K.DATES, "900001", {"year": "2026"}, "Please choose the school year."),
        (K.DATES, "900001", {"year": "2026/27", "inset": "soon"}, "I could not read a day in “soon”"),
    ],
)
def test_what_is_not_made_of_a_school(kind: EditKind, about: str, typed: dict[str, str], no: str) -> None:
    assert refused(kind, about, **typed).startswith(no)


def test_dates_of_one_year_are_replaced_and_others_stay() -> None:
    older, newer = date(2026, 7, 20), date(2027, 9, 1)
    entry = SchoolEntry(SCHOOL, closed=(older, date(2026, 9, 2), newer))
    form = EditForm(K.DATES, SCHOOL.urn, {"year": "2026/27", "inset": "4 Jan", "terms": "Spring: 5/1 to 12/2"})
    now = replace(known(), schools={SCHOOL.urn: entry})
    changed = changes_of(form, (), now).schools[SCHOOL.urn]
    assert changed is not None
    assert changed.closed == (older, date(2027, 1, 4), newer)
    assert [one.first_on for one in changed.sessions] == [date(2027, 1, 5)]
    emptied = changes_of(replace(form, typed={"year": "2026/27"}), (), now).schools[SCHOOL.urn]
    assert emptied is not None
    assert emptied.closed == (older, newer)


@pytest.mark.parametrize(
    ("kind", "about", "typed", "boxes"),
    [
        (K.ADD_PERSON, "", {}, {}),
        (K.ADD_SCHOOL, "", {}, {}),
        (K.CHANGE_PERSON, HEAD.id, {}, {"name": HEAD.name, "mail": HEAD.email, "office": "headteacher"}),
        (K.LEAVE, HEAD.id, {}, {"name": HEAD.name, "mail": HEAD.email, "office": "headteacher"}),
        (K.SERVE, "900001", {"office": "dso"}, {"office": "dso", "who": DSO.name}),
        (K.SERVE, "900001", {"office": "director"}, {"office": "director", "who": ""}),
        (K.CHANGE_SCHOOL, "900001", {"town": "Here"}, {"school_name": SCHOOL.name, "town": "Here"}),
        (K.CLOSE_SCHOOL, "900001", {}, {"school_name": SCHOOL.name}),
        (K.DATES, "900001", {}, {"year": "2026/27", "inset": "", "terms": ""}),
        (K.DATES, "900001", {"year": "2027/28"}, {"year": "2027/28"}),
    ],
)
def test_a_form_has_what_the_list_says_now(
    kind: EditKind, about: str, typed: dict[str, str], boxes: dict[str, str]
) -> None:
    found = prefilled(EditForm(kind, about, typed), known(), TODAY).typed
    assert {name: found.get(name) for name in boxes} == boxes


def test_what_can_be_said_before_anybody_is_looked_for_is_said() -> None:
    for form, no in (
        (EditForm(K.ADD_PERSON, "", {"who": "Nora New"}), "choose the office"),
        (EditForm(K.ADD_PERSON, "", {"office": "sip"}), "type a name"),
        (EditForm(K.SERVE, SCHOOL.urn, {"office": "sip", "who": "Nora New"}), "by the allocation"),
        (EditForm(K.SERVE, "900009", {"office": "dso", "who": "Nora New"}), "no longer on the list"),
        (EditForm(K.CLOSE_SCHOOL, "900009"), "no longer on the list"),
    ):
        with pytest.raises(Refused, match=no):
            check_form(form, known())
