"""For whom SIP Desk is installed: who lacks it and can have it, nobody twice, and the names that were read."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.reach.installing import (
    AppInstall,
    InstallForAll,
    InstallOutcome,
    Standing,
    check_install,
    counts,
    counts_words,
    lacking,
    mark_of,
    newest,
    without_account,
)
from handbook.reach.states import AccountState, Reached
from tests.support import builders as a

ADVISOR, SIP, DSO = a.a_person(Role.TRUST_ADVISOR), a.a_person(Role.SIP), a.a_person(Role.DSO)
HOUR = timedelta(hours=1)


def asked(outcome: InstallOutcome, person_id: str = SIP.id) -> AppInstall:
    return AppInstall(person_id, a.MONDAY, ADVISOR.id, outcome)


@pytest.mark.parametrize("state", Reached)
@pytest.mark.parametrize("account", [None, *AccountState])
def test_who_has_an_account_and_not_the_app_lacks_it(state: Reached, account: AccountState | None) -> None:
    one = Standing(SIP, state, None, account)
    without = state in (Reached.NOT_INSTALLED, Reached.NEVER)
    no_account = account in (AccountState.CLOSED, AccountState.MISSING)
    assert lacking([one], {}) == ((SIP,) if without and not no_account else ())
    assert without_account([one]) == ((SIP,) if without and no_account else ())


@pytest.mark.parametrize(
    ("outcome", "since", "again"),
    [
        (InstallOutcome.WAITING, HOUR, False),
        (InstallOutcome.INSTALLED, None, False),
        (InstallOutcome.INSTALLED, -HOUR, False),
        (InstallOutcome.INSTALLED, HOUR, True),
        (InstallOutcome.PRESENT, -HOUR, False),
        (InstallOutcome.PRESENT, HOUR, True),
        (InstallOutcome.REFUSED, -HOUR, True),
        (InstallOutcome.NO_TEAMS, None, True),
        (InstallOutcome.FAILED, None, True),
    ],
)
def test_nobody_is_installed_for_twice(outcome: InstallOutcome, since: timedelta | None, again: bool) -> None:
    """But who took it out since, and for whom it did not work."""
    one = Standing(SIP, Reached.NOT_INSTALLED, a.MONDAY + since if since else None)
    assert bool(lacking([one], {SIP.id: asked(outcome)})) == again


def test_only_the_names_that_were_read() -> None:
    read = InstallForAll(mark_of([SIP, DSO]))
    for found, by, permitted, why in (
        ([DSO, SIP], SIP, True, "Only the Trust Advisor"),
        ([DSO, SIP], ADVISOR, False, "nobody has permitted that"),
        ([SIP], ADVISOR, True, "without SIP Desk has changed"),
        ([SIP, replace(DSO, id="other")], ADVISOR, True, "without SIP Desk has changed"),
    ):
        with pytest.raises(Refused, match=why):
            check_install(read, found, by, DSO.id, permitted=permitted)
    for by in (ADVISOR, DSO):  # the second looks after the service
        check_install(read, [DSO, SIP], by, DSO.id, permitted=True)
    with pytest.raises(Refused, match="Nobody lacks"):
        check_install(InstallForAll(mark_of([])), [], ADVISOR, DSO.id, permitted=True)


def test_outcomes_come_to_all() -> None:
    earlier = replace(asked(InstallOutcome.FAILED, "p0"), asked_at=a.MONDAY - HOUR)
    these = [asked(one, f"p-{one}") for one in (*InstallOutcome, InstallOutcome.FAILED)]
    last = newest({one.person_id: one for one in (earlier, *these)})
    assert counts(last).total() == len(last) == len(InstallOutcome)
    assert newest({}) == ()
    assert counts_words([asked(InstallOutcome.INSTALLED)]) == "1 person: 1 installed"
    assert counts_words([*these[-1:], asked(InstallOutcome.PRESENT)]) == "2 people: 1 had it already; 1 failed"
