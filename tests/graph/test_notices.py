"""What Graph posts about watched calendars, and what anybody else might."""

import json

import pytest

from graph.notices import AT_MOST, notices
from handbook.core.calendars import Notice

CHANGED = {
    "subscriptionId": "w1",
    "clientState": "secret",
    "changeType": "updated",
    "id": "n1",
    "resourceData": {"id": "event-1", "@odata.etag": 'W/"2"'},
}
REMOVED = {"subscriptionId": "w1", "clientState": "secret", "lifecycleEvent": "subscriptionRemoved"}


def test_changes_and_lifecycle_events_come_together() -> None:
    said = notices(json.dumps({"value": [CHANGED, REMOVED]}).encode())
    assert said == [
        Notice("w1", "secret", "event-1", 'updated W/"2"'),
        Notice("w1", "secret", "", " ", about_subscription="subscriptionRemoved"),
    ]


def test_word_of_a_deletion_is_told_apart() -> None:
    [said] = notices(json.dumps({"value": [CHANGED | {"changeType": "deleted"}]}).encode())
    assert said == Notice("w1", "secret", "event-1", 'deleted W/"2"', deleted=True)


def test_without_an_etag_a_change_is_known_by_its_notices_id() -> None:
    bare = CHANGED | {"resourceData": {"id": "event-1"}}
    assert notices(json.dumps({"value": [bare]}).encode()) == [Notice("w1", "secret", "event-1", "updated n1")]


def test_what_is_no_notice_is_left_out() -> None:
    odd = ["?", 1, None, {"resourceData": "?", "clientState": None}, {"subscriptionId": {"a": [1]}, "id": 7}]
    assert notices(json.dumps({"value": odd}).encode()) == [Notice("", "", "", " ")] * 2


@pytest.mark.parametrize("name", ["subscriptionId", "clientState", "changeType", "lifecycleEvent", "resourceData"])
def test_text_that_cannot_be_kept_takes_nothing_else_with_it(name: str) -> None:
    for text in ("\ud800", "a\0b"):
        odd = CHANGED | {name: {"id": text} if name == "resourceData" else text}
        assert notices(json.dumps({"value": [odd, CHANGED, odd]}).encode()) == notices(
            json.dumps({"value": [CHANGED]}).encode()
        )


def test_what_only_a_stranger_sends_at_once_is_too_many() -> None:
    assert len(notices(json.dumps({"value": [CHANGED] * AT_MOST}).encode())) == AT_MOST
    for many in ([CHANGED] * (AT_MOST + 1), [{"subscriptionId": [[]] * 10 * AT_MOST}]):
        with pytest.raises(ValueError, match="too_many"):
            notices(json.dumps({"value": many}).encode())


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"?"', b'{"value": 1}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_post_of_graph_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        notices(body)
