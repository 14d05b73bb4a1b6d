"""What a SIP is asked about a file whose head looks like a slip, with a button for each likely answer (W1)."""

from cards.kit.elements import Json, card, execute, facts, refresh, status, text
from cards.kit.lines import closed_card, why
from cards.reports.verbs import ReportVerb
from handbook.core.people import Person
from handbook.reports.arriving.file_question import KEPT_FOR, FileAsked

_WHY = why("you sent me this file")


def file_question_card(asked: FileAsked, viewer: Person, no: str = "") -> Json:
    """For who sent the file, as it now stands; `no` says why an answer could not be taken."""
    if viewer.id != asked.person_id:
        return closed_card()
    if asked.let_go:
        words = "you said that you would correct it, or did not answer. I have kept nothing of this file."
        return _card(asked, [status("Not kept", words, "emphasis"), text("Please send me the file again here.")], [])
    if asked.report_id:
        words = "you have told me what the file is about. The report has a card of its own."
        return _card(asked, [status("Answered", words, "good")], [])
    data: dict[str, str | int] = {"file": asked.id, "number": asked.number}
    body = [
        *([status("Not possible", no, "attention")] if no else []),
        status("Question", asked.question.words, "warning"),
        text(f"Nobody else has seen the file. Without an answer I keep it for {KEPT_FOR.days} days."),
    ]
    actions = [
        execute(choice.words, ReportVerb.FILE_ANSWER, {**data, "choice": place})
        for place, choice in enumerate(asked.question.choices)
    ]
    return _card(asked, body, [*actions, execute("I will correct the file", ReportVerb.FILE_LET_GO, data)])


def _card(asked: FileAsked, body: list[Json], actions: list[Json]) -> Json:
    again = refresh(ReportVerb.SHOW_FILE, {"file": asked.id})
    about = facts((("File", asked.file_name),))
    notification = "I have a question about the file that you sent me."
    return card("Which report is this?", [*body, about, _WHY], actions, notification, asks_again=again)
