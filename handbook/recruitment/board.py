"""The Trust Board decides on an application (R3): each member once, as many as the trust wants, without whoever has a
conflict of interest. More yes than no among them approves it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from handbook.core.people import Person, Role
from handbook.core.refusal import Refused, allows
from handbook.recruitment.application import (
    NO_SUCH_APPLICATION,
    Application,
    Condition,
    ConditionKind,
    SteppedAside,
    Vote,
    check_advisor,
    check_version,
    is_applicant,
    moved,
    not_now,
    reason_in,
)
from handbook.recruitment.moves import ApplicationMove, ApplicationStatus

BOARD: Final = (Role.BOARD_MEMBER, Role.CHAIR_OF_TRUST_BOARD)
_S, _M = ApplicationStatus, ApplicationMove


@dataclass(frozen=True, slots=True)
class PresentToBoard:
    """The Trust Advisor puts it to the Board. `aside` are members who take no part."""

    application_id: str
    version: int
    aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The Trust Advisor takes it back from the Board."""

    application_id: str
    version: int


@dataclass(frozen=True, slots=True)
class VoteOnApplication:
    application_id: str
    approves: bool
    words: str


@dataclass(frozen=True, slots=True)
class StepAside:
    """A member says that they have a conflict of interest."""

    application_id: str
    reason: str


def conflict_of(application: Application, member: Person, chairs: Collection[str]) -> str:
    """Why a member can take no part, as the service knows it; empty where it knows nothing. `chairs` are the accounts
    of those who chair the governors of the applicant's school."""
    if is_applicant(application, member):
        return "it is their own application"
    if member.id in chairs:
        return "they chair the governors of the applicant’s school"
    said = next((one.reason for one in application.aside if one.member_id == member.id), None)
    return "" if said is None else said or "the Trust Advisor has set them aside"


def takes_part(application: Application, person: Person, chairs: Collection[str]) -> bool:
    """Whether somebody is a member of the Board who may read and decide on it."""
    return person.is_a(*BOARD) and not conflict_of(application, person, chairs)


def voters(application: Application, board: Iterable[Person], chairs: Collection[str]) -> Sequence[Person]:
    """The members who have still to decide."""
    done = {vote.member_id for vote in application.votes}
    return [one for one in board if one.id not in done and takes_part(application, one, chairs)]


def check_quorum(application: Application, board: Iterable[Person], chairs: Collection[str], quorum: int) -> None:
    """Raises Refused where fewer members can take part than must."""
    can = len(voters(application, board, chairs)) + len(application.votes)
    if can < quorum:
        raise Refused(
            "missing",
            f"{quorum} members of the Trust Board decide on an application, and {can} can take part in this one. "
            "Please have more members added to the list of people.",
            "R3",
        )


def presented(
    application: Application,
    command: PresentToBoard,
    person: Person,
    board: Sequence[Person],
    chairs: Collection[str],
    quorum: int,
    now: datetime,
) -> Application:
    """Raises Refused. Each time it is decided anew."""
    check_advisor(application, person)
    check_version(application, command.version)
    known = {one.id for one in board}
    aside = tuple(SteppedAside(one, "", person.id) for one in dict.fromkeys(command.aside) if one in known)
    after = replace(moved(application, _M.PRESENT, now), aside=aside, votes=())
    check_quorum(after, board, chairs, quorum)
    return after


def taken_back(application: Application, command: TakeBack, person: Person, now: datetime) -> Application:
    """From the Board, before it has decided: to be put to it anew, with others or without one. Raises Refused."""
    check_advisor(application, person)
    check_version(application, command.version)
    return replace(moved(application, _M.TAKE_BACK, now), votes=())


def check_may_vote(application: Application, person: Person, chairs: Collection[str]) -> None:
    """Raises Refused: as for an id that is none to whoever is no member of the Board."""
    if not person.is_a(*BOARD):
        raise Refused("not_yours", NO_SUCH_APPLICATION, "R3")
    conflict = conflict_of(application, person, chairs)
    if conflict:
        raise Refused("barred", f"{person.name} takes no part in this application: {conflict}.", "R3")
    if any(vote.member_id == person.id for vote in application.votes):
        raise Refused("stale", "You have decided on this application already. Here is how it stands now.", "R3")
    if application.status is not _S.PRESENTED:
        raise not_now(application)


def may_vote(application: Application, person: Person, chairs: Collection[str]) -> bool:
    return allows(lambda: check_may_vote(application, person, chairs))


def voted(
    application: Application,
    command: VoteOnApplication,
    person: Person,
    board: Iterable[Person],
    chairs: Collection[str],
    quorum: int,
    now: datetime,
) -> Application:
    """With one more decision; approved or declined once enough have decided. Raises Refused."""
    check_may_vote(application, person, chairs)
    words = reason_in(command.words)
    if not command.approves and not words:
        raise Refused("missing", "Please say why you would not approve it: the Trust Advisor reads it.", "R3")
    vote = Vote(person.id, command.approves, words, now)
    return _decided(replace(application, votes=(*application.votes, vote)), board, chairs, quorum, now)


def stepped_aside(
    application: Application,
    command: StepAside,
    person: Person,
    board: Iterable[Person],
    chairs: Collection[str],
    quorum: int,
    now: datetime,
) -> Application:
    """Raises Refused. Where nobody else has still to decide, it is decided by those who have."""
    check_may_vote(application, person, chairs)
    reason = reason_in(command.reason)
    if not reason:
        raise Refused("missing", "Please say in a few words what ties you to the applicant.", "R3")
    aside = SteppedAside(person.id, reason, person.id)
    return _decided(replace(application, aside=(*application.aside, aside)), board, chairs, quorum, now)


def _decided(
    application: Application, board: Iterable[Person], chairs: Collection[str], quorum: int, now: datetime
) -> Application:
    """With the quorum, by more yes or more no; even votes wait for the next one, and where there is none, it is not
    approved. Conditions begin with the Board's yes."""
    yes = sum(vote.approves for vote in application.votes)
    no = len(application.votes) - yes
    if yes + no < quorum or (yes == no and voters(application, board, chairs)):
        return application
    if yes > no:
        conditions = tuple(Condition(kind) for kind in ConditionKind)
        return replace(moved(application, _M.BOARD_APPROVES, now), conditions=conditions)
    return moved(application, _M.BOARD_DECLINES, now)
