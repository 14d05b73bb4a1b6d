"""The dashboard asks for nothing that `/metrics` does not tell, by its very names and labels."""

import json
import re
from pathlib import Path

from automations.operating.counting import Count
from service.telemetry.otel import OtelWatch
from service.telemetry.prometheus import exposition

_BOARD = Path("deployment/grafana/sip-desk.json")
_STEPS = {
    "turn": {},
    "handler": {"handler.type": "press"},
    "decide": {"sipdesk.command": "X", "sipdesk.route": "teams"},
    "process": {"messaging.destination.name": "graph", "sipdesk.effect": "file_report"},
    "graph": {"http.request.method": "GET", "server.address": "g", "sipdesk.service": "sharepoint"},
    "conversation_client": {"http.request.method": "POST"},
}


def told() -> str:
    """What is told where each step was taken, and failed."""
    watch = OtelWatch("1", "worker-1")
    for name, about in _STEPS.items():
        for error in (None, OSError):
            try:
                with watch.step(name, about):
                    if error:
                        raise error
            except OSError:
                continue
    watch.past("commit", 1)
    text = exposition(watch.measures((Count("mail", waiting=2),)))
    watch.close()
    return text


def test_each_question_of_the_dashboard_has_an_answer() -> None:
    text = told()
    names = set(re.findall(r"^(\w+?)(?:\{| )", text, re.MULTILINE))
    labels = set(re.findall(r'(\w+)="', text))
    board = json.loads(_BOARD.read_text(encoding="utf-8"))
    asked = [one["expr"] for panel in board["panels"] for one in panel["targets"]]
    assert len(asked) >= len(board["panels"]) > 10
    for one in asked:
        found = set(re.findall(r"\b(?:sipdesk_jobs|sipdesk_(?:decide|commit)|teams|messaging|http_client)_\w+", one))
        labelled = {word for group in re.findall(r"by \(([^)]*)\)", one) for word in group.split(", ")}
        labelled |= set(re.findall(r"(\w+)!?=", one))
        assert found - labelled <= names, one
        assert labelled <= labels, one
    assert 'sipdesk_jobs_waiting{kind="mail"} 2' in text


def test_no_service_of_the_internet_is_asked_by_its_name() -> None:
    assert "http://" not in _BOARD.read_text(encoding="utf-8")
    assert "https://" not in _BOARD.read_text(encoding="utf-8")
