from cards.reports import lines as report_lines
from handbook.reports.report import Status
from tests.support import builders as a


def test_nothing_is_decided_before_the_headteacher_decides() -> None:
    assert report_lines.decided(a.a_dossier(Status.SENT)) == []


def test_there_is_no_trouble_without_trouble() -> None:
    assert report_lines.trouble(a.a_dossier()) == []
