"""Every command of the house leaves an entry in the audit, or is named here with the reason why it does not."""

from collections.abc import Iterator
from functools import partial
from types import CodeType, FunctionType, ModuleType
from typing import Any, Final

from automations.workflows import TABLES

_SHOWS = "shows their own card of something once more; views of cases are noted, others are not"
_OWN = "is somebody's own note to themselves, which nobody else sees"
_STEP = "promises work, and the command that it ends with leaves the entry: "
_TYPED = "hands words on to the command that they stand for, which is noted"

WITHOUT: Final = {
    "AnswerTyped": _TYPED,
    "TypeWords": _TYPED,
    "Rehearse": "asks “are you sure?”: what was decided is undone within it, and what is then done is noted",
    "GoOnInPrivate": "says that a concern is not spoken of in a channel: that somebody began would tell of them",
    "Welcome": "greets somebody who met the bot",
    "BringCard": _SHOWS,
    "BringOfSchool": _SHOWS,
    "BringWaiting": _SHOWS,
    "OpenSession": _SHOWS,
    "OpenSkillsPlan": _SHOWS,
    "AskForCalendarFile": "is the way to one's own visits, which stand in one's own calendar already",
    "AskForForm": "is the way to an empty form",
    "AskForInvitation": "is the way to a calendar file of training that everybody was invited to",
    "WatchSchool": _OWN,
    "WriteQuestion": _OWN,
    "DropQuestion": _OWN,
    "ForgetSendings": "empties where messages stand, after their time",
    "ForgetDrafts": "empties drafts that were never sent, after their time",
    "AskAllForNeeds": _STEP + "AskForNeeds, school by school",
    "CheckAccounts": _STEP + "NoteAccounts",
    "LookAtMeeting": _STEP + "NoteMeetingMoved or NoteMeetingGone",
    "LookAtTraining": _STEP + "NoteSessionMoved or NoteSessionGone",
    "NoteMeetingShown": "says that Outlook shows what was decided",
    "PlanTerm": _STEP + "what the plan asks of people, line by line",
    "SolveAgain": _STEP + "NoteRun",
    "ReportDeadlineUnknown": "comes at every stroke of the clock until it is mended; it is told once a day",
}


def leaves_an_entry(handler: object) -> bool:
    """Whether its code, or what that calls in the house, makes one."""
    seen: set[int] = set()

    def look(found: object) -> bool:
        if isinstance(found, partial):
            return look(found.func) or any(map(look, found.args))
        if isinstance(found, dict):
            return any(map(look, found.values()))
        found = getattr(found, "__func__", found)
        if not isinstance(found, FunctionType) or id(found) in seen or not _ours(found.__module__):
            return False
        seen.add(id(found))
        names = set(_names(found.__code__))
        if names & {"AuditEntry", "audit"} or "entry" in names:
            return True
        cells = [one.cell_contents for one in found.__closure__ or ()]
        return any(map(look, [*cells, *_called(found, names)]))

    return look(handler)


def _called(found: FunctionType, names: set[str]) -> Iterator[Any]:
    for name in names:
        known = found.__globals__.get(name)
        yield known
        if isinstance(known, ModuleType):
            yield from (getattr(known, one, None) for one in names)
        elif isinstance(known, type):
            yield from (one for key, one in vars(known).items() if key in names or key == "__call__")


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from _names(one)


def _ours(module: str) -> bool:
    return module.startswith("automations.")


def silent() -> set[str]:
    return {kind.__name__ for kind, handler in TABLES.handlers.items() if not leaves_an_entry(handler)}


def test_every_command_leaves_an_entry_or_has_a_reason() -> None:
    assert silent() == set(WITHOUT), "give it an entry of the audit, or a reason"


def test_what_is_noted_is_seen_by_this_and_what_is_not_is_not() -> None:
    """The look itself: a decision, one behind a closure, and one that leaves none."""
    handlers = {kind.__name__: handler for kind, handler in TABLES.handlers.items()}
    found = {name: leaves_an_entry(handlers[name]) for name in ("ApproveReport", "OpenCase", "ShareReport", "Welcome")}
    assert found == {"ApproveReport": True, "OpenCase": True, "ShareReport": True, "Welcome": False}
