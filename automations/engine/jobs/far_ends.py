"""Which service outside a job needs: what an administrator stops, lists and is told of as one kind."""

from typing import Final

from automations.engine.jobs.outbox import JobQueue, OutboxJob

SHAREPOINT: Final = "sharepoint"
OUTLOOK: Final = "outlook"
ENTRA: Final = "entra"
FAR_ENDS: Final = {
    "teams": "messages and cards in Teams",
    "mail": "e-mail",
    SHAREPOINT: "SharePoint",
    OUTLOOK: "calendars in Outlook",
    ENTRA: "Microsoft Entra",
    "desk": "SIP Desk’s own work",
}
"""By the word that is typed, what it is called."""
_CALENDARS: Final = frozenset(
    (
        *("book_visit", "call_off", "find_slots", "invite_successor", "keep_holds", "keep_interview", "keep_meeting"),
        *("keep_partnership_meeting", "keep_training", "leave_calendar", "look_at_calendar", "look_at_interview"),
        *("look_at_meeting", "look_at_training", "look_in_schools_calendars", "look_whether_gone", "plan_again"),
        *("plan_term", "renew_offer", "sweep_calendar", "watch_calendar", "write_agenda"),
    )
)
OTHERS: Final = {
    **dict.fromkeys(sorted(_CALENDARS), OUTLOOK),
    **dict.fromkeys(("check_accounts", "install_app", "look_up_person"), ENTRA),
    "allocate": "desk",
}
"""The effects in the queue for Microsoft 365 that need something else than SharePoint."""
QUEUE_WORDS: Final = {
    JobQueue.DESK.value: "SIP Desk’s own work",
    JobQueue.GRAPH.value: "work in SharePoint and Outlook",
    JobQueue.TEAMS.value: "messages and cards in Teams",
    JobQueue.MAIL.value: "e-mail",
}


def far_end(job: OutboxJob) -> str:
    """The word of `FAR_ENDS` for what this job needs."""
    if job.queue is not JobQueue.GRAPH:
        return job.queue.value
    return OTHERS.get(job.effect, SHAREPOINT)
