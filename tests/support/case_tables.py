"""Truth tables of a ladder: who may do what where a case stands, and what they are told who may not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handbook.cases.case import NO_SUCH_CASE, Case, Stage
from handbook.cases.signing import Actor
from handbook.core.refusal import Refused
from tests.support.case_people import (
    ADVISOR,
    BOARD_MEMBER,
    CHAIR,
    CHAIR_OF_GOVERNORS,
    DIRECTOR,
    DSO,
    HEAD,
    LA_OFFICER,
    OTHER_DSO,
    OTHER_HEAD,
    OTHER_SIP,
    SIP,
    actor,
    deputy,
)

_PERSONS = {
    "sip": SIP,
    "headteacher": HEAD,
    "trust advisor": ADVISOR,
    "dso": DSO,
    "director": DIRECTOR,
    "chair": CHAIR,
    "another sip": OTHER_SIP,
    "another headteacher": OTHER_HEAD,
    "another dso": OTHER_DSO,
    "board member": BOARD_MEMBER,
    "la officer": LA_OFFICER,
    "chair of governors": CHAIR_OF_GOVERNORS,
}
_ACTORS: Mapping[str, tuple[str, Actor]] = {
    **{name: (name, actor(person)) for name, person in _PERSONS.items()},
    **{f"deputy of {name}": (name, deputy(person)) for name, person in _PERSONS.items()},
}
"""Each with the name whose rights they have."""
_OF_HEADTEACHER = "deputy of headteacher"
"""For a headteacher nobody stands in here: whatever a list of covers says, they know of no case."""

Action = Callable[[Case, Actor], Case]
Allowed = Mapping[str, Mapping[str, Mapping[str, Stage]]]
"""Action → who → where it stands → where it stands afterwards."""


@dataclass(frozen=True)
class Table:
    """`readers` says for each standing who may know of the case. `answers` are actions for which whoever has nothing to
    answer and whoever has no seat are told the same; `passed_on` those which are for another seat after a step."""

    standings: Mapping[str, Case]
    readers: Mapping[str, str]
    actions: Mapping[str, Action]
    allowed: Allowed
    answers: frozenset[str]
    passed_on: frozenset[str]

    def check(self, action: str) -> None:
        """Every person and every standing for one action."""
        wrong: dict[str, set[tuple[str, str]]] = {}
        for standing, case in self.standings.items():
            readers = set(self.readers[standing].split(", "))
            for name, (own, somebody) in _ACTORS.items():
                expected = self.allowed.get(action, {}).get(own)
                came_of_it = outcome(case, self.actions[action], somebody)
                where = f"{action} by {name} where it stands {standing}: {came_of_it}"
                if own not in readers or name == _OF_HEADTEACHER:
                    assert came_of_it == ("unknown", NO_SUCH_CASE), where
                elif expected is None:
                    assert isinstance(came_of_it, tuple), where
                    assert came_of_it[0] == ("not_now" if action in self.answers else "not_yours"), where
                    wrong.setdefault(own, set()).add(came_of_it)
                elif standing in expected:
                    assert isinstance(came_of_it, Case), where
                    assert came_of_it.stage is expected[standing], where
                    assert came_of_it.parts[: len(case.parts)] == case.parts, where
                    self._check_signed(came_of_it, case, own, somebody)
                else:
                    assert isinstance(came_of_it, tuple), where
                    assert came_of_it[0] in (("not_now", "not_yours") if action in self.passed_on else ("not_now",)), (
                        where
                    )
        # whoever it is not for learns nothing of where it stands
        assert all(len(said) == 1 for said in wrong.values()), wrong

    @staticmethod
    def _check_signed(after: Case, before: Case, own: str, somebody: Actor) -> None:
        """In their own name, or in both."""
        for part in after.parts[len(before.parts) :]:
            assert part.by.person_id == somebody.person.id
            assert part.by.for_id == ("" if somebody.person == _PERSONS[own] else _PERSONS[own].id)
            assert _PERSONS[own].id in part.readers


def outcome(case: Case, action: Action, somebody: Actor) -> Case | tuple[str, str]:
    """The case afterwards, or the refusal's code and words."""
    try:
        return action(case, somebody)
    except Refused as refused:
        return refused.code, refused.reason
