"""Whatever a record holds, it is the same after it was written and read."""

import json
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.reports.agreements.agreement import SharingAgreement
from handbook.reports.paper.proforma import SECTIONS, Contents, Form, Target
from handbook.reports.report import Report, Version
from store.records import from_json, to_json
from tests.support import builders as a

# what cannot stand in UTF-8 cannot come out of a .docx either
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds; the zone is put in
SECTIONS_READ = st.dictionaries(st.sampled_from([kind.key for kind in SECTIONS]), TEXT, max_size=4)
CONTENTS = st.builds(Contents, sections=SECTIONS_READ, town=TEXT, school_name=TEXT, urn=TEXT, sip_name=TEXT)


@settings(deadline=None)
@given(st.builds(Version, received_at=INSTANTS, contents=CONTENTS, file_name=TEXT))
def test_a_version(version: Version) -> None:
    assert from_json(Version, to_json(version)) == version


def test_a_version_from_before_it_could_be_corrected_opens() -> None:
    version = a.a_version()
    before = json.loads(to_json(version))
    del before["correction"], before["unanswered"], before["contents"]["year_said"]
    assert from_json(Version, json.dumps(before)) == version


@settings(deadline=None)
@given(st.builds(Report, sent_at=INSTANTS | st.none(), shared_at=INSTANTS | st.none(), asked_change=TEXT, trouble=TEXT))
def test_a_report(report: Report) -> None:
    assert from_json(Report, to_json(report)) == report


@settings(deadline=None)
@given(st.builds(SharingAgreement, asked_at=INSTANTS | st.none(), typed_name=TEXT, answered_at=INSTANTS | st.none()))
def test_an_agreement(agreement: SharingAgreement) -> None:
    assert from_json(SharingAgreement, to_json(agreement)) == agreement


def test_a_version_that_was_read_before_all_words_were_accounted_for() -> None:
    """As it lies in databases of earlier days: it says of itself that not everything was looked at."""
    old = """{"number": 1, "sha256": "aa", "file_name": "r.docx", "received_at": "2026-11-23T09:00:00Z",
        "set_aside": false, "draft": null, "contents": {"school_name": "St Hilda’s", "urn": "900001",
        "academic_year": {"starts_in": 2026}, "term": "Autumn", "sip_name": "Jo", "sections": {"progress": "Done."},
        "town": "Northbeck", "judgements": [{"area": "Early years", "school": "Good", "sip": "Good"}],
        "targets": [{"text": "Read", "measure": "80%", "owner": "HT", "due": "May"}]}}"""
    contents = from_json(Version, old).contents
    assert contents.sections == {"progress": "Done."}
    assert contents.targets == (Target("Read", "80%", "HT", "May"),)
    assert (contents.unplaced, contents.facts, contents.tracked, contents.form) == ((), (), (), Form.UNKNOWN)
