"""The card of a form that its SIP writes in the library: to open, to finish, or why it is closed (P1, W1)."""

from dataclasses import dataclass
from typing import Final

from cards.kit.elements import Json, card, execute, refresh, status, text
from cards.kit.lines import closed_card, link, why
from cards.reports.verbs import ReportVerb
from handbook.core.people import Person, School
from handbook.core.school_years import Term
from handbook.reports.forms.form import ReportForm, may_begin, may_finish
from handbook.reports.paper.frameworks import Framework
from handbook.reports.report import Report

_WHY: Final = why("you are this school’s SIP")


@dataclass(frozen=True, slots=True)
class FormDossier:
    """A form with what stands around it. `report`: what has come of it, or was sent as a file."""

    form: ReportForm
    school: School
    framework: Framework
    report: Report | None = None

    @property
    def title(self) -> str:
        return f"{self.form.term} {self.form.year} report form: {self.school.full_name}"


def form_data(form: ReportForm) -> dict[str, str | int]:
    """What a button about a form carries."""
    return {"urn": form.urn, "year": form.year.starts_in, "term": form.term.value}


def form_card(dossier: FormDossier, viewer: Person) -> Json:
    """For the SIP of the school, and for nobody else."""
    if viewer.id != dossier.school.sip_id:
        return closed_card()
    form = dossier.form
    trouble = [text(form.trouble)] if form.trouble else []
    asks_again = refresh(ReportVerb.SHOW_FORM, form_data(form))
    body = [*_stands(form), *trouble, *_framework(dossier), _WHY]
    return card(dossier.title, body, _buttons(dossier, viewer), f"{dossier.title}.", asks_again=asks_again)


def _stands(form: ReportForm) -> list[Json]:
    if form.trouble:
        return [status("Not read", "what you wrote is still yours alone", "warning")]
    if form.is_open and form.item is None:
        return [status("Being made", "it will be here in a moment, with what is known filled in", "accent")]
    if form.reading:
        return [status("Being read", "its card comes to you here", "accent")]
    if form.is_open and form.tag:
        again = "If you write more, press “I have finished” again: what you send is what I read last."
        return [status("Read", "its card is in this chat. Nobody else has seen it", "accent"), text(again)]
    if form.is_open:
        how = "What is known is filled in. Write it in Word or the browser, and press “I have finished”."
        return [status("Yours to write", "until you send the report to the headteacher", "accent"), text(how)]
    return _closed(form)


def _closed(form: ReportForm) -> list[Json]:
    if not form.is_begun:
        return [status("Not begun", "nobody writes it in the library yet", "emphasis")]
    words = "You wrote in it after I had read it: that is not in what the headteacher has."
    return [
        status("Closed", "the report is sent. It opens again if the headteacher asks for a change", "emphasis"),
        *([text(words)] if form.changed_since else []),
    ]


def _framework(dossier: FormDossier) -> list[Json]:
    """Judged at the first visit of the year (P2)."""
    if dossier.form.term is not Term.AUTUMN or not dossier.form.is_open:
        return []
    words = f"It asks for judgements by this framework: {dossier.framework.name}. For another, type “framework”."
    return [text(words)]


def _buttons(dossier: FormDossier, viewer: Person) -> list[Json]:
    form, title = dossier.form, dossier.title
    opens = link("Open the form", form.item.web_url) if form.item and form.is_open else []
    done = execute(
        "I have finished", ReportVerb.FORM_FINISH, form_data(form), style="positive", tooltip=f"Finished: {title}"
    )
    begin = execute(
        "Begin it again" if form.is_begun else "Begin it",
        ReportVerb.FORM_BEGIN,
        form_data(form),
        tooltip=f"Begin: {title}",
    )
    begins = may_begin(form, dossier.school, dossier.report, viewer)
    return [*opens, *([done] if may_finish(form, viewer) else []), *([begin] if begins else [])]
