"""What is another's is marked: an officer reads what stands there, and the person that something stood there."""

from typing import Any

from handbook.subject_access.kinds import KINDS, Kind, Words, kind_of
from handbook.subject_access.marking import Marker, officer_words, person_words, short_name
from handbook.subject_access.plain import Line, Reading, author_of, own_parts, pruned
from handbook.subject_access.subject import Relation, Seeker, Subject

OWN, OTHER, THIRD = "11111111-aaaa", "22222222-bbbb", "33333333-cccc"
HELEN = Subject("Helen Marsh", frozenset({OWN}), frozenset({"helen@school.example"}), frozenset({"Helen Marsh"}))
NAMES = {OWN: ("Helen Marsh",), OTHER: ("Bill Marsh",), THIRD: ("Ada Wren",)}
OPEN, TOLD, MANY = Kind("Open"), Kind("Told", words=Words.CONFIDENCE), Kind("Many", many=True, secret=("link",))


def a_reading(*named: str) -> Reading:
    marker = Marker(Seeker(HELEN), NAMES, frozenset(named))
    return Reading(marker, {"900001": "St Bede’s, Fell"})


def both(text: str, *named: str) -> tuple[str, str]:
    pieces = a_reading(*named).marker.marked(text)
    return officer_words(pieces), person_words(pieces)


def said(row: dict[str, Any], kind: Kind = OPEN) -> list[tuple[int, str, str]]:
    return [(one.depth, one.label, person_words(one.pieces)) for one in a_reading().lines(row, kind)]


def test_others_are_marked_and_the_person_is_not() -> None:
    assert both("Helen Marsh met Bill Marsh and Ada Wren.") == (
        "Helen Marsh met [a third party: Bill M.] and [a third party: Ada W.].",
        "Helen Marsh met [another person 1] and [another person 2].",
    )
    assert both(f"{OWN} wrote to {OTHER} by helen@school.example and b@x.example") == (
        "Helen Marsh wrote to [a third party: Bill M.] by helen@school.example and [a third party: b@x.example]",
        "Helen Marsh wrote to [another person 1] by helen@school.example and [another person’s address]",
    )
    assert both("nobody at all") == ("nobody at all", "nobody at all")


def test_who_may_be_theirs_is_taken_as_theirs() -> None:
    assert both("Mrs Marsh was there")[1] == "Mrs Marsh was there"


def test_who_may_stand_by_name() -> None:
    assert both(f"Ada Wren and {THIRD}", THIRD) == ("Ada Wren and Ada Wren", "Ada Wren and Ada Wren")


def test_anothers_words_in_confidence_are_marked_whole() -> None:
    row = {"by_id": OTHER, "words": "She is too strict with Ada Wren.", "weight": 2, "at": "2026-11-02T10:00:00+00:00"}
    lines = a_reading().lines(row, TOLD)
    words = next(one for one in lines if one.label == "Words")
    assert officer_words(words.pieces) == "[a third party’s words, in confidence: She is too strict with Ada Wren.]"
    assert person_words(words.pieces) == "[another person’s words, in confidence]"
    assert (0, "When", "Monday 2 November 2026 at 10:00") in said(row, TOLD)
    assert (0, "Words", "I am ready.") in said({"asker_id": OWN, "words": "I am ready."}, TOLD)
    assert (0, "Words", "She is kind.") in said({"by_id": OTHER, "words": "She is kind."}, OPEN)


def test_whose_words() -> None:
    assert author_of({"by": {"holder_id": OTHER, "deputy_id": ""}}) == OTHER
    assert author_of({"by": {"person_id": OWN}, "sip_id": OTHER}) == OWN
    assert author_of({"by": {}, "words": "x"}) == ""


def test_in_plain_words() -> None:
    row = {
        "id": "x", "revision": 3, "urn": "900001", "year": {"starts_in": 2026}, "sip_id": OTHER, "on_day": "2027-03-01",
        "asked_again": False, "kept": None, "by_id": "", "sha256": "a" * 64, "status": "waiting_for_head",
        "tags": ["One", "Two"], "of": "b" * 32, "about": "report:" + "b" * 32, "actor_id": "service",
        "odd": "2026-99-01", "told": {OWN: 2}, "empty": {"revision": 1}, "number": 4, "sentOn": "soon",
        "parts": [{"words": "a"}, {"words": "b"}], "one": [{"words": "c"}], "clock": "2026-01-01T10:00",
    }  # fmt: skip
    assert said(row) == [
        (0, "School", "St Bede’s, Fell (URN 900001)"),
        (0, "Year", "2026/27"),
        (0, "School Improvement Partner", "[another person 1]"),
        (0, "On day", "1 March 2027"),
        (0, "Asked again", "no"),
        (0, "Fingerprint of the file", "aaaaaaaaaaaa…"),
        (0, "Status", "waiting for head"),
        (0, "Tags", "One; Two"),
        (0, "About", "a record: report"),
        (0, "Who did it", "the service"),
        (0, "Odd", "2026-99-01"),
        (0, "Told", ""),
        (1, "Helen Marsh", "2"),
        (0, "Number", "4"),
        (0, "Sent On", "soon"),
        (0, "Parts 1", ""),
        (1, "Words", "a"),
        (0, "Parts 2", ""),
        (1, "Words", "b"),
        (0, "One", ""),
        (1, "Words", "c"),
        (0, "Clock", "2026-01-01T10:00"),
    ]


def test_of_a_record_of_many_only_what_is_about_them() -> None:
    row = {
        "scores": [{"sip_id": OWN, "points": 3}, {"sip_id": OTHER, "points": 9}, {"sip_id": THIRD, "points": 1}],
        "told": {OWN: "yes", OTHER: "no"},
        "link": "a key",
    }
    assert said(row, MANY) == [
        (0, "Scores", ""),
        (1, "School Improvement Partner", "Helen Marsh"),
        (1, "Points", "3"),
        (0, "Scores", "2 parts about others, left out"),
        (0, "Told", ""),
        (1, "Helen Marsh", "yes"),
    ]
    assert a_reading().masked(row, MANY) == {
        "scores": [{"sip_id": "Helen Marsh", "points": 3}],
        "told": {"Helen Marsh": "yes"},
    }


def test_for_a_machine_with_the_same_blanks() -> None:
    row = {"by_id": OTHER, "words": "She is too strict.", "list": ["Ada Wren", 3, None], OTHER: True}
    assert a_reading().masked(row, TOLD) == {
        "by_id": "[another person 1]",
        "words": "[another person’s words, in confidence]",
        "list": ["[another person’s words, in confidence]", 3, None],
        "[another person 1]": True,
    }


def test_what_is_about_them_and_what_may_be() -> None:
    seeker = Seeker(HELEN)
    assert seeker.relation({"told": {OWN: 1}}) is Relation.ABOUT
    assert seeker.relation([f"card:{OWN.upper()}:2"]) is Relation.ABOUT
    assert seeker.relation("write to HELEN@school.example") is Relation.ABOUT
    assert seeker.relation({"words": "as Mrs Marsh said"}) is Relation.MAYBE
    assert seeker.relation({"words": "nobody", "count": 3, "x": f"{OWN}9", "at": "a@b.example"}) is None
    assert Seeker(Subject("Ada", names=frozenset({"Ada"}))).relation("ask Ada") is Relation.MAYBE


def test_only_what_names_them() -> None:
    row = {"a": "Helen Marsh came", "b": "nobody", "c": [{"d": "H. Marsh", "e": 1}, "x"], "f": ("y",), "g": 4}
    assert pruned(row, Seeker(HELEN)) == {"a": "Helen Marsh came", "c": [{"d": "H. Marsh"}]}
    assert pruned({"b": 3}, Seeker(HELEN)) is None


def test_of_what_is_about_others_too_only_their_parts() -> None:
    theirs = {"by": {"holder_id": OWN}, "words": "I agree."}
    row = {
        "sip_id": OTHER,
        "said": [theirs, {"by_id": THIRD, "words": "No."}],
        "told": {OWN: 1, OTHER: 2},
        "let_in": [OWN, OTHER],
        "count": 4,
        "shared_with": [{"id": OWN, "role": "la_officer"}, {"id": OTHER}],
    }
    seeker = Seeker(HELEN)
    assert own_parts(row, seeker) == {
        "said": [theirs],
        "told": {OWN: 1},
        "let_in": [OWN],
        "shared_with": [{"id": OWN, "role": "la_officer"}],
    }
    assert own_parts({"sip_id": OWN, "count": 4}, seeker) == {"sip_id": OWN, "count": 4}
    assert own_parts({"count": 4}, seeker) is None
    assert said({"role": "la_officer", "dbs_level": "barred"}) == [
        (0, "Role", "local authority officer"),
        (0, "DBS level", "barred"),
    ]


def test_short_names_and_kinds() -> None:
    assert short_name("Ada") == "Ada"
    assert kind_of("reports") is KINDS["reports"]
    assert kind_of("new_table") == Kind("New table", words=Words.CONFIDENCE)
    assert Line(0, "x").pieces == ()
