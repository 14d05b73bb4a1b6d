"""The application form, step by step: to be written, with a draft kept at each press, and to be read."""

from collections.abc import Mapping

from cards.kit.elements import Json, card, execute, heading, input_text, text
from cards.kit.lines import closed_card, why
from cards.kit.safe_text import capped
from cards.recruitment.actions import answer_name, application_data
from cards.recruitment.seen import ApplicationSeen
from cards.recruitment.standing import because
from cards.recruitment.verbs import RecruitmentVerb as V
from handbook.recruitment.form import STEPS, FormField
from handbook.recruitment.moves import ApplicationStatus as S
from handbook.recruitment.writing import may_write

_READ_AT_MOST = 2000


def step_card(seen: ApplicationSeen, step: int, typed: Mapping[str, str] | None = None, no: str = "") -> Json:
    """Step 1, 2 … of the form. `typed` was sent last and not taken, and `no` says why."""
    one = seen.application
    if not (may_write(one, seen.viewer) and seen.stands(S.DRAFTED)):
        return closed_card()
    form, of = {**one.form, **(typed or {})}, STEPS[step - 1]
    body = [
        *([text(no, bold=True)] if no else []),
        *(_box(each, form.get(each.key, "")) for each in of.fields),
        text("Every button keeps what you have written. Nothing is sent before you say so.", muted=True),
        why(because(seen)),
    ]
    return card(f"{step} of {len(STEPS)}: {of.title}", body, _presses(seen, step), "A part of the application form.")


def _box(field: FormField, value: str) -> Json:
    label = field.label if field.needed else f"{field.label} (optional)"
    return input_text(answer_name(field.key), label, "Please shorten it.", at_most=field.at_most,
                      multiline=not field.short, value=value)  # fmt: skip


def _presses(seen: ApplicationSeen, step: int) -> list[Json]:
    data = {**application_data(seen.application), "step": step}
    last = step == len(STEPS)
    on = "Save and check" if last else "Save and go on"
    presses = [execute(on, V.SAVE, {**data, "then": 0 if last else step + 1}, style="positive")]
    if step > 1:
        presses.append(execute("Save and go back", V.SAVE, {**data, "then": step - 1}))
    if not last:
        presses.append(execute("Save for later", V.SAVE, {**data, "then": 0}))
    return presses


def read_card(seen: ApplicationSeen, step: int) -> Json:
    """What was written, for those who may read the application."""
    one, of = seen.application, STEPS[step - 1]
    if not seen.parts or (seen.stands(S.DRAFTED, S.BEGUN, S.NOT_ELIGIBLE) and not seen.writes) or not one.form:
        return closed_card()
    said = [part for each in of.fields for part in
            (heading(each.label), text(capped(one.form.get(each.key, "") or "–", _READ_AT_MOST)))]  # fmt: skip
    data = application_data(one)
    steps = [
        execute(f"Part {number}", V.READ, {**data, "step": number}, submits_inputs=False)
        for number in range(1, len(STEPS) + 1)
        if number != step
    ]
    back = execute("Back", V.SHOW, data, submits_inputs=False)
    return card(
        f"{seen.applicant}: {of.title}", [*said, why(because(seen))], [*steps, back], "A part of an application form."
    )
