"""What is promised of reports."""

from collections.abc import Iterator
from datetime import timedelta

from handbook.reports.agreements.agreement import AgreementStatus
from handbook.reports.report import Report, Status
from service.simulation.promises.seen import Broken, Seen


def what_is_filed_was_approved_by_the_headteacher(seen: Seen) -> Iterator[Broken]:
    """W1: no report is filed or shared without its headteacher's approval, and none before it."""
    for one in _of(seen, Status.APPROVED, Status.FILED, Status.SHARED):
        if one.decision is None:
            yield Broken(one.id, f"It is {one.status} without an approval.")
        elif one.sent_at is None or one.decision.at < one.sent_at:
            yield Broken(one.id, "It was approved before it was sent.")
        elif one.shared_at is not None and one.shared_at < one.decision.at:
            yield Broken(one.id, "It was shared before it was approved.")


def what_is_shared_is_under_a_signed_agreement(seen: Seen) -> Iterator[Broken]:
    """W5: what was shared within the last day is of a school whose agreement is signed."""
    for one in _of(seen, Status.SHARED):
        standing = seen.uow.agreements.of_school(one.urn).status
        if one.shared_at and seen.now - one.shared_at < timedelta(days=1) and standing is not AgreementStatus.SIGNED:
            yield Broken(one.id, f"It was shared, and the agreement is {standing}.")


def nobody_outside_opens_what_is_not_shared(seen: Seen) -> Iterator[Broken]:
    """W4: the files of a report are open to diocese and local authority only once it is shared."""
    shared = {item.item_id for one in _of(seen, Status.SHARED) for item in one.files_shared}
    for school in seen.uow.roster.schools():
        found = (seen.uow.roster.person(one) for one in (school.dso_id, school.la_officer_id) if one)
        outside = {one.email for one in found if one}
        for item, readers in (seen.readers or {}).values():
            if readers & outside and item.item_id not in shared:
                yield Broken(item.item_id, f"{', '.join(sorted(readers & outside))} can open {item.name}.")
        return


def _of(seen: Seen, *status: Status) -> tuple[Report, ...]:
    return seen.uow.reports.in_status(status)
