"""What is said of a report that was reopened, and nothing of one that was not."""

from cards.reports.reopening import reopened_lines
from handbook.reports.report import Status
from tests.support import builders as a


def test_nothing_is_said_of_a_report_that_stands() -> None:
    assert reopened_lines(a.a_dossier(Status.FILED)) == []
