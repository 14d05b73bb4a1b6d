"""P2, P3: over the reports of a year nothing that is open vanishes, whatever they say or do not say of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.core.school_years import Term
from handbook.reports.paper.boxes import TableRow
from handbook.reports.paper.proforma import Contents, Judgement, Target
from handbook.reports.paper.spine import open_actions, opening, visit_number
from tests.support import builders as a

GAP = Judgement("Inclusion", "Strong standard", "Expected standard")
READ = Target("Read daily", "80 %", "Lead", "July")
SINCE = "Autumn 2026/27"
Rows = dict[str, tuple[TableRow, ...]]


def report(term: Term, **changes: object) -> Contents:
    return a.a_contents(**{"sections": {}, "targets": (), "judgements": (), "term": term, **changes})


AUTUMN = report(Term.AUTUMN, judgements=(GAP,), targets=(READ,))


def waits(*later: Contents) -> dict[str, str]:
    return {one.name: one.since for one in open_actions([AUTUMN, *later])}


def gap_row(status: str = "", note: str = "") -> Rows:
    values = {"area": "Inclusion", "judged": "x", "since": SINCE, "status": status, "note": note}
    return {"gap": (TableRow({key: value for key, value in values.items() if value}),)}


def action_row(status: str = "", note: str = "", words: str = "Read daily (80 %; Lead; July)") -> Rows:
    values = {"action": words, "since": SINCE, "status": status, "note": note}
    return {"action": (TableRow({key: value for key, value in values.items() if value}),)}


@pytest.mark.parametrize(
    ("spring", "is_open"),
    [
        ({}, True),
        ({"rows": gap_row()}, True),
        ({"rows": gap_row("Still open")}, True),
        ({"rows": gap_row("Not closed yet")}, True),
        ({"rows": gap_row("see notes")}, True),
        ({"rows": gap_row(note="Closed, we think")}, True),
        ({"rows": gap_row("No")}, True),
        ({"rows": gap_row("Closed")}, False),
        ({"rows": gap_row("closed: seen in books")}, False),
        ({"rows": gap_row("No gap any more")}, False),
        ({"judgements": (GAP,)}, True),
        ({"judgements": (replace(GAP, sip=""),)}, True),
        ({"judgements": (replace(GAP, sip="n/a"),)}, True),
        ({"judgements": (replace(GAP, sip="Strong standard"),)}, False),
        ({"judgements": (replace(GAP, gap="Closed"),)}, False),
        ({"judgements": (replace(GAP, gap="No gap"),)}, True),
        ({"judgements": (replace(GAP, sip="Strong standard", gap="Gap"),)}, True),
        ({"sections": {"progress": "• Inclusion: still a gap"}}, True),
        ({"sections": {"progress": "• Inclusion – closed"}}, False),
    ],
)
def test_a_gap_stays_until_somebody_closes_it(spring: dict[str, object], *, is_open: bool) -> None:
    summer = report(Term.SUMMER)
    assert ("Inclusion" in waits(report(Term.SPRING, **spring))) is is_open
    assert waits(report(Term.SPRING, **spring), summer).get("Inclusion") == (SINCE if is_open else None)


@pytest.mark.parametrize(
    ("spring", "is_open"),
    [
        ({}, True),
        ({"rows": action_row()}, True),
        ({"rows": action_row("Under way")}, True),
        ({"rows": action_row("Not begun")}, True),
        ({"rows": action_row("Hm")}, True),
        ({"rows": action_row(note="All read daily.")}, True),
        ({"rows": action_row("Done")}, False),
        ({"rows": action_row("Dropped", "no longer needed")}, False),
        ({"rows": action_row("Done", words="Read daily")}, False),
        ({"rows": action_row("Done"), "targets": (READ,)}, True),
        ({"sections": {"progress": "Read daily: done."}}, False),
        ({"sections": {"progress": "Read daily: moved to the summer."}}, True),
        ({"sections": {"progress": "Read daily: not started."}}, True),
        (
            {
                "sections": {"progress": "Read daily (80 %; Lead; July) (Status: Under way)\nWe talked."},
                "rows": action_row("Under way"),
            },
            True,
        ),
    ],
)
def test_an_action_stays_until_it_is_done_or_dropped(spring: dict[str, object], *, is_open: bool) -> None:
    assert ("Read daily" in waits(report(Term.SPRING, **spring))) is is_open
    assert ("Read daily" in waits(report(Term.SPRING, **spring), report(Term.SUMMER))) is is_open


def test_rows_of_which_no_earlier_report_is_kept_wait_too() -> None:
    gaps = (*gap_row()["gap"], TableRow({"area": "Achievement"}), TableRow({"status": "Open"}))
    spring = report(Term.SPRING, rows={**action_row("Under way", words="Open a library"), "gap": gaps})
    assert {one.words: one.since for one in open_actions([spring])} == {
        "Open a library": SINCE,
        "Inclusion (x)": SINCE,
        "Achievement": "Spring 2026/27",
    }
    assert open_actions([report(Term.SPRING, rows=action_row("Done") | gap_row("Closed"))]) == ()


def test_when_it_was_first_agreed_is_kept_and_its_words_are_the_last() -> None:
    again = report(Term.SPRING, targets=(replace(READ, measure="90 %"),))
    action = next(one for one in open_actions([AUTUMN, again]) if not one.is_gap)
    assert (action.words, action.since) == ("Read daily (90 %; Lead; July)", SINCE)


def test_visits_are_numbered() -> None:
    assert [visit_number(term) for term in Term] == ["1 of 3", "2 of 3", "3 of 3"]


statuses = st.sampled_from(("", "Done", "Under way", "Not begun", "Dropped", "hm"))
CLOSED = ("Done", "Dropped")


@given(st.lists(st.lists(statuses, min_size=3, max_size=3), max_size=4))
def test_whatever_is_not_closed_is_asked_again_and_what_is_closed_never(visits: list[list[str]]) -> None:
    names = ("Read", "Sing", "Draw")
    reports = [report(Term.AUTUMN, targets=tuple(Target(name, "", "", "") for name in names))]
    expected = set(names)
    for said in visits:
        asked = opening(reports, ()).rows.get("action", ())
        assert {row["action"] for row in asked} == expected
        by_name = dict(zip(names, said, strict=True))
        rows = tuple(replace(row, values={**row.values, "status": by_name[row["action"]]}) for row in asked)
        reports.append(report(Term.SPRING, rows={"action": rows}))
        expected -= {name for name in expected if by_name[name] in CLOSED}
    assert {one.name for one in open_actions(reports)} == expected
