"""What can go when somebody asks, and why the rest stays."""

from handbook.subject_access.erasure import RULES, Erase, goes, rule_of, why_it_stays
from handbook.subject_access.kinds import KINDS

OUTSIDE = {"sharepoint", "calendars", "waiting_jobs"}


def test_every_rule_is_of_a_table_and_each_that_stays_has_its_reason() -> None:
    assert set(RULES) <= set(KINDS) | OUTSIDE
    for table in KINDS:
        rule = rule_of(table)
        assert rule.why or rule.when is Erase.NOW
        assert bool(rule.column) is (rule.when is not Erase.STAYS)


def test_nothing_about_children_reports_or_the_audit_goes() -> None:
    for table in ("cases", "reports", "report_versions", "audit", "safeguarding", "sip_checks", "agreements"):
        assert not goes(rule_of(table), is_listed=False)


def test_some_goes_at_once_and_some_once_they_have_left() -> None:
    assert goes(rule_of("drafts"), is_listed=True)
    assert not goes(rule_of("whereabouts"), is_listed=True)
    assert goes(rule_of("whereabouts"), is_listed=False)


def test_the_reason_names_what_ends_it() -> None:
    assert "SIPDESK_KEEP_CASES_YEARS" in why_it_stays(rule_of("cases"))
    assert why_it_stays(rule_of("audit")).endswith("(article 17(3)(e))")
