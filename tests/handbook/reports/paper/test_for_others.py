"""P5, G1, W3: the headteacher's own part reaches nobody else, whatever stands in it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.reports.arrival import arrived_card
from cards.reports.governors_pack import governors_card
from cards.reports.sharing import report_card, shared_report_card
from documents.form_lines import with_lines
from handbook.reports.paper.boxes import BOXES, TABLES, TableRow
from handbook.reports.paper.passages import Passage
from handbook.reports.paper.proforma import SECTIONS, Contents
from handbook.reports.paper.wellbeing import shared_needs
from handbook.reports.report import Status
from tests.documents.test_governors_pack import pack, read
from tests.support import builders as a
from tests.support.examples import examples

OWN = [kind.key for kind in SECTIONS if kind.own]
OURS = [kind.key for kind in SECTIONS if not kind.own]


def test_the_own_part_is_that_on_cpd_and_wellbeing() -> None:
    assert OWN == ["headteacher"]
    assert [box.key for box in BOXES if box.section in OWN] == ["wellbeing"]
    assert [table.key for table in TABLES if table.section in OWN] == ["cpd"]


def secret(name: str) -> str:
    return f"secret{name}"


def contents(own: dict[str, str], needs: list[str], consent: str, near: str) -> Contents:
    """A report with secrets wherever the own part has a place for them."""
    outside = Passage("a section that was added", secret("outside"), near=near)
    placed = Passage("a text box", secret("placed"), belongs="headteacher")
    kept = Passage("a text box", "Seen by all", belongs="visit_notes")
    return with_lines(
        a.a_contents(
            sections={**dict.fromkeys(OURS, "Everybody reads this."), **own},
            boxes={"roll": "210", "wellbeing": secret("box"), "present": "Head, SIP"},
            rows={
                "practice": (TableRow({"practice": "A choir"}),),
                "cpd": tuple(TableRow({"need": secret(need), "consent": consent}) for need in needs),
            },
            unplaced=(outside, placed, kept, Passage("a comment by Head", secret("comment"))),
            subheadings=(("headteacher", secret("heading")), ("visit_notes", "Books")),
        )
    )


parts = st.fixed_dictionaries({}, optional={key: st.sampled_from(["secretone", "• secrettwo\nsecret"]) for key in OWN})
anything = st.builds(
    contents,
    parts,
    st.lists(st.sampled_from(("rest", "time")), max_size=3),
    st.sampled_from(("", "No", "not yet", "Yes, but ask me first", "?", "Maybe")),
    st.sampled_from(("", *OWN, *OURS)),
)


@examples(30)
@given(anything)
def test_nothing_of_it_is_in_what_others_get(said: Contents) -> None:
    others = said.for_others()
    assert "secret" not in repr(others)
    assert {kind.key for kind in others.filled} == set(OURS)
    assert (others.boxes, others.unplaced[0].text) == ({"roll": "210", "present": "Head, SIP"}, "Seen by all")
    assert others.subheadings == (("visit_notes", "Books"),)
    assert others.for_others() == others
    assert shared_needs(said) == ()


@examples(10)
@given(anything)
def test_nothing_of_it_is_in_the_pack_or_on_a_card_of_others(said: Contents) -> None:
    said = replace(said, unplaced=tuple(one for one in said.unplaced if not one.is_comment))
    dossier = a.a_dossier(Status.SHARED, contents=said)
    assert "secret" not in read(pack(said))
    cards = [report_card(dossier, dossier.trust_advisor), shared_report_card(dossier, dossier.la_officer)]
    assert "secret" not in str([*cards, governors_card(dossier, dossier.headteacher)])
    assert "secret" not in str([arrived_card(dossier, who) for who in (dossier.trust_advisor, dossier.la_officer)])


@pytest.mark.parametrize(
    ("consent", "shared"),
    [
        ("Yes", True),
        (" yes, please ", True),
        ("Y", True),
        ("✓", True),
        ("Agreed", True),
        ("", False),
        ("No", False),
        ("yesterday", False),
        ("Yes, but not to the LA", False),
        ("Yes if I am asked first", False),
        ("not yet", False),
        ("perhaps", False),
    ],
)
def test_only_a_clear_yes_lets_the_trust_advisor_know_of_a_need(consent: str, shared: bool) -> None:
    rows = (
        TableRow({"need": "A\ncoach", "consent": consent}),
        TableRow({"need": "Rest"}),
        TableRow({"consent": "Yes"}),
    )
    said = a.a_contents(rows={"cpd": rows})
    assert shared_needs(said) == (("A coach",) if shared else ())
    dossier = a.a_dossier(Status.FILED, contents=said)
    assert ("A coach" in str(report_card(dossier, dossier.trust_advisor))) is shared
