"""People are let in to files. Who cannot be let in keeps nobody else outside: it is tried again for each of them alone,
and told with their name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from automations.engine.jobs.outbox import OutboxJob
from automations.engine.workflow import Work
from handbook.core.external_errors import AddressUnknown, ExternalError, NoSuchAccount, NotFound
from handbook.core.people import Person
from handbook.core.refusal import Refused
from handbook.reports.library import FiledItem

Check = Callable[[Person], None]
"""Asks again, for one person, the rule that allows it. Raises Refused."""


async def let_in(
    work: Work,
    files: Iterable[FiledItem],
    people: Iterable[Person],
    own: OutboxJob,
    check: Check = lambda _: None,
    *,
    to_write: bool = False,
) -> tuple[str, ...]:
    """Lets these people read (or write); returns the ids of those who now can. `own` is the job that is being carried
    out: for each of the others it is made again, with their `person_id`, and one that has it is for them alone and
    raises what is in their way."""
    alone = own.args.get("person_id")
    outside: dict[str, ExternalError | Refused] = {}
    addresses: dict[str, list[str]] = {}
    for person in people:
        if alone in (None, person.id):
            try:
                check(person)
                addresses[person.id] = await addresses_of(work, person)
            except (NoSuchAccount, AddressUnknown, Refused) as error:
                outside[person.id] = error
    for file in files:
        for person_id, error in (await _opened(work, file, addresses, to_write=to_write)).items():
            outside[person_id] = error
            del addresses[person_id]
    if alone in outside:
        raise outside[str(alone)]
    await work.bus.record(lambda _: [_alone(own, person_id) for person_id in outside])
    return tuple(addresses)


async def addresses_of(work: Work, person: Person) -> list[str]:
    """By which somebody may be known to SharePoint, best first. Somebody whose account is gone is known by none: their
    address may be another's by now."""
    try:
        account = await work.directory.account(person.id)
    except NotFound as gone:
        raise NoSuchAccount(str(gone)) from None
    known = list(dict.fromkeys(one for one in (account.email, account.sign_in, person.email) if one))
    if not known:
        raise AddressUnknown("no address is known")
    return known


async def _opened(
    work: Work, file: FiledItem, addresses: dict[str, list[str]], *, to_write: bool
) -> dict[str, ExternalError]:
    """Each is tried by their next address until one is taken; those of whom none is, with why."""
    left: dict[str, Sequence[str]] = dict(addresses)
    outside: dict[str, ExternalError] = {}
    while left:
        refused = await work.libraries.share(file, [known[0] for known in left.values()], to_write=to_write)
        again = {person_id: known for person_id, known in left.items() if known[0] in refused}
        outside |= {person_id: refused[known[0]] for person_id, known in again.items() if not known[1:]}
        left = {person_id: known[1:] for person_id, known in again.items() if known[1:]}
    return outside


def _alone(own: OutboxJob, person_id: str) -> OutboxJob:
    return replace(own, key=f"{own.key}:{person_id}", args={**own.args, "person_id": person_id})
