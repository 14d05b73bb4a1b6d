import json
from typing import Any

import pytest

from graph.notices import notices
from handbook.calendars import Happening, Notice
from handbook.far_ends import Rejected

TOLD = {
    "subscriptionId": "s1",
    "clientState": "a secret",
    "tenantId": "84BD8158-6D4D-4958-8B9F-9D6445542F95",
    "changeType": "updated",
    "resource": "Users/u1/Events/e1",
    "resourceData": {"@odata.etag": 'W/"CQAA+/="', "id": "e1"},
}


def told(*given: Any) -> list[Notice]:
    return notices(json.dumps({"value": list(given)}).encode())


def test_one_post_may_tell_of_several_things() -> None:
    lifecycle = {"subscriptionId": "s2", "lifecycleEvent": "missed", "clientState": None}
    tenant = "84bd8158-6d4d-4958-8b9f-9d6445542f95"
    assert told(TOLD, lifecycle) == [
        Notice("s1", "a secret", tenant, Happening.UPDATED, "e1", "CQAA+/="),
        Notice("s2", "", "", Happening.MISSED),
    ]
    assert told() == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"[]",
        b"{}",
        b'{"value": 1}',
        b'{"value": [1]}',
        b'{"value": [{"changeType": "updated"}]}',
        b'{"value": [{"subscriptionId": "s1"}]}',
        b'{"value": [{"subscriptionId": "s1", "changeType": "renamed"}]}',
        b'{"value": [{"subscriptionId": "s1", "changeType": "updated", "resourceData": 1}]}',
        b"\xff",
    ],
)
def test_what_graph_would_not_send_is_refused(body: bytes) -> None:
    with pytest.raises(Rejected):
        notices(body)
