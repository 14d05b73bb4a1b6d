"""What stands in the address of the list, and what is no filter; and who may watch a school."""

import pytest

from handbook.core.people import Role
from handbook.core.refusal import Refused
from handbook.overview.school_table import HEADER, TableAsked, TableRow, asked_of, check_known, sheet_rows
from handbook.overview.watchlist import check_may_watch
from handbook.schools.school_list import Show, ShowSchools
from tests.support import builders as a

SCHOOL = a.a_school()


def test_an_address_is_read() -> None:
    assert asked_of({}) == TableAsked(ShowSchools())
    assert asked_of({"show": "", "find": "  hilda "}) == TableAsked(ShowSchools(find="hilda"))
    read = asked_of({"show": "no_visit", "of": "sip:x", "after": "900001", "watched": "1", "key": "is another's"})
    assert read == TableAsked(ShowSchools(Show.NO_VISIT, "sip:x", after="900001"), watched=True)
    assert [one.is_narrowed for one in (asked_of({}), asked_of({"after": "1"}), read)] == [False, False, True]


@pytest.mark.parametrize("query", [{"show": "everything"}, {"watched": "yes"}, {"find": "x" * 61}])
def test_what_is_no_filter_is_refused(query: dict[str, str]) -> None:
    with pytest.raises(Refused, match="There is no such filter"):
        asked_of(query)


def test_a_filter_that_is_not_offered_is_none() -> None:
    whose = [("SIP: Samir Pell", "sip:x")]
    check_known(asked_of({"of": "sip:x", "show": "no_sip"}), [Show.ALL, Show.NO_SIP], whose)
    for query in ({"of": "sip:y"}, {"show": "no_visit"}):
        with pytest.raises(Refused, match="There is no such filter"):
            check_known(asked_of(query), [Show.ALL, Show.NO_SIP], whose)


def test_the_workbook_says_what_the_table_says() -> None:
    [row] = sheet_rows([TableRow(SCHOOL, "Hanna Tilling", "Samir Pell", "approved", "", "4 of 6", watched=True)])
    assert len(row) == len(HEADER)
    assert row == (
        *(SCHOOL.full_name, "900001", "Fellshire", "Hanna Tilling"),
        *("Samir Pell", "approved", "", "4 of 6"),
    )


def test_only_a_school_of_which_one_sees_something_is_watched() -> None:
    check_may_watch(SCHOOL, a.a_person(Role.DSO), "")
    with pytest.raises(Refused):
        check_may_watch(SCHOOL, a.a_person(Role.DIRECTOR), "")
