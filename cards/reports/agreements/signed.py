"""What a school has signed, in the words that it signed, for ever; and the form for a paper that it signed (W5, D1)."""

from collections.abc import Sequence

from cards.kit.elements import (
    Json,
    buttons,
    card,
    execute,
    facts,
    heading,
    input_choice,
    input_date,
    input_text,
    refresh,
    text,
)
from cards.kit.folding import short_card
from cards.kit.lines import closed_card, why
from cards.reports.agreements.actions import agreement_data
from cards.reports.agreements.lines import agreement_words, on, signature_words, whole_text
from cards.reports.agreements.verbs import AgreementVerb
from cards.reports.verbs import ReportVerb
from handbook.core.british_time import day_words, london_date
from handbook.core.people import Person, Role, School
from handbook.reports.agreements.agreement import NAME_AT_MOST, SharingAgreement
from handbook.reports.agreements.paper import REFERENCE_AT_MOST
from handbook.reports.agreements.signatures import Signature
from handbook.reports.agreements.texts import AgreementText


def signed_card(
    agreement: SharingAgreement, school: School, viewer: Person, number: int, words: AgreementText | None
) -> Json:
    """One signature of a school, for its headteacher and the Trust Advisor. `number` counts from 1; `words` are what
    was signed."""
    is_open = viewer.id == school.headteacher_id or viewer.is_a(Role.TRUST_ADVISOR)
    if not is_open or not 1 <= number <= len(agreement.signatures):
        return closed_card()
    signature, name = agreement.signatures[number - 1], agreement.called.name
    title = f"What was signed: {school.full_name}"
    seen_as = "the headteacher" if viewer.id == school.headteacher_id else "the Trust Advisor"
    body = [
        text(signature_words(signature, name), bold=True),
        text(_since(signature, agreement)),
        heading("The words that were signed"),
        *([whole_text(words)] if words else [text("These words are not in the service.")]),
        *_other(agreement, number),
    ]
    known = (
        ("School", f"{school.full_name} (URN {school.urn})"),
        *_facts(signature, len(agreement.signatures), number),
    )
    mark = f"The fingerprint of the words (SHA-256) is {signature.sha256}."
    details = [facts(known), *([text(mark, muted=True)] if signature.sha256 else []), why(f"you are {seen_as}")]
    data = agreement_data(agreement)
    back = execute("How it stands now", ReportVerb.SHOW_AGREEMENT, data)
    again = refresh(AgreementVerb.SHOW_SIGNED, {**data, "number": number})
    notification = f"{title}. In the words that were signed."
    return short_card(title, body, [back], notification, details=details, asks_again=again)


def paper_card(
    agreement: SharingAgreement, school: School, headteacher: Person | None, texts: Sequence[AgreementText]
) -> Json:
    """The form for the Trust Advisor, who has a signed paper before them."""
    name = agreement.called.name
    title = f"Signed on paper: {school.full_name}"
    told = (
        f"{headteacher.name} gets a copy, and can say that it is not so."
        if headteacher
        else "No headteacher can be told."
    )
    choices = [(f"{one.version}, from {day_words(one.from_on)}", one.version) for one in reversed(texts)]
    body = [
        text(agreement_words(agreement)),
        text(f"You record that the {name} was signed on paper. Your name and the signer’s are both kept. {told}"),
        input_text(
            "signed_by",
            "Name under the paper",
            "Please type the name.",
            at_most=NAME_AT_MOST,
            multiline=False,
            value=headteacher.name if headteacher else "",
        ),
        input_date("signed_on", "Day on which it was signed", "Please choose the day."),
        input_choice(
            "paper_version", "Text that was signed", "Please choose the text.", choices[:_CHOICES], value=choices[0][1]
        ),
        input_text(
            "reference", "Where the paper is kept", "Please say where.", at_most=REFERENCE_AT_MOST, multiline=False
        ),
        why("you are the Trust Advisor, who keeps the agreements of schools"),
    ]
    data = agreement_data(agreement)
    record = execute("Record it", AgreementVerb.RECORD_PAPER, data, style="positive")
    back = execute("Back", ReportVerb.SHOW_AGREEMENT, data, submits_inputs=False)
    return card(title, body, [record, back], f"{title}. What to fill in.")


_CHOICES = 40


def _since(signature: Signature, agreement: SharingAgreement) -> str:
    if signature.denied:
        return f"The headteacher said{on(signature.ended_at)} that it was not signed."
    if signature.ended_at is None:
        return "It holds."
    anew = agreement.in_force or signature != agreement.signatures[-1]
    return f"It held until {day_words(london_date(signature.ended_at))}{', when it was signed again' if anew else ''}."


def _facts(signature: Signature, of: int, number: int) -> list[tuple[str, str]]:
    rows = [("School year", str(signature.year)), *([("Signature", f"{number} of {of}")] if of > 1 else [])]
    if signature.listed_name and signature.listed_name != signature.name:
        rows.append(("Name on the list", signature.listed_name))
    if signature.paper is not None:
        rows.append(("Paper", signature.paper.reference))
    return rows


def _other(agreement: SharingAgreement, number: int) -> list[Json]:
    data = agreement_data(agreement)

    def press(title: str, to: int) -> Json:
        return execute(title, AgreementVerb.SHOW_SIGNED, {**data, "number": to})

    found = [
        *([press("Signed before that", number - 1)] if number > 1 else []),
        *([press("Signed after that", number + 1)] if number < len(agreement.signatures) else []),
    ]
    return [buttons(found)] if found else []
