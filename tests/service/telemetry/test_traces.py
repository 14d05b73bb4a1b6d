"""A click is followed through its decision, its commit, its jobs and their calls. Where nobody asked for it, nothing of
OpenTelemetry is imported."""

import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from automations.engine.watch import UNWATCHED
from handbook.core.external_errors import Forbidden
from handbook.core.refusal import Refused
from service.settings import Settings
from service.telemetry.otel import OtelWatch
from service.telemetry.setting_up import watch_of
from tests.support.builders import MONDAY
from tests.support.house import House, a_house_with, a_sandbox, free_port, local_settings
from tests.support.story import VIEW, Story


@asynccontextmanager
async def watched_house(folder: Path) -> AsyncGenerator[tuple[House, InMemorySpanExporter]]:
    clock, port, spans = [MONDAY], free_port(), InMemorySpanExporter()
    async with a_sandbox(folder, f"http://127.0.0.1:{port}", lambda: clock[0]) as around:
        given = local_settings(folder, around.tenant, port, "")
        settings = Settings.model_validate({**given, "telemetry": True})
        async with a_house_with(settings, around, clock) as house:
            assert house.service.measured is not None
            house.service.measured.also(SimpleSpanProcessor(spans))
            yield house, spans


def above(span: ReadableSpan, spans: dict[int, ReadableSpan]) -> list[str]:
    """Its name, and those of all that it follows from."""
    names = [span.name]
    while span.parent is not None:
        span = spans[span.parent.span_id]
        names.append(span.name)
    return names


async def test_a_click_is_followed_from_its_activity_to_the_call_of_graph_that_files_the_report(tmp_path: Path) -> None:
    async with watched_house(tmp_path) as (house, memory):
        story = Story.of(house)
        approval = await story.sent()
        memory.clear()
        await story.head.press(approval, "report.approve_with_view", view=VIEW)
        await house.kept()
        finished = memory.get_finished_spans()
        by_id = {one.context.span_id: one for one in finished if one.context}
        chains = [above(one, by_id) for one in finished]
        to_filing = ["process graph", "process desk", "decide", "handler", "turn"]
        assert ["PUT", *to_filing] in chains
        assert ["conversation_client", "process teams", *to_filing[1:]] in chains
        assert ["commit", *to_filing[2:]] in chains
        filed = next(one for one in finished if above(one, by_id) == ["PUT", *to_filing])
        decided = [
            one for one in finished if one.context and filed.context and one.context.trace_id == filed.context.trace_id
        ]
        assert any((one.attributes or {}).get("sipdesk.command") == "ApproveReport" for one in decided)
        words = " ".join(f"{one.name} {dict(one.attributes or {})}" for one in finished)
        for secret in (VIEW, story.head.id, story.school.name, "report:"):
            assert secret not in words
        async with house.http.get(f"{house.bot}/metrics") as reply:
            told = await reply.text()
        assert 'teams_handler_dispatched_total{handler_type="press"} ' in told
        assert 'sipdesk_decide_duration_seconds_count{sipdesk_command="ApproveReport",sipdesk_route="teams"} ' in told
        assert 'sipdesk_jobs_waiting{kind="mail"} 0' in told
        async with house.http.get(f"{house.bot}/metrics", headers={"X-Forwarded-For": "192.0.2.1"}) as reply:
            assert reply.status == 404


def test_where_nobody_asked_for_it_nothing_of_it_is_imported() -> None:
    asked = (
        "import sys, service.web, service.wiring, service.metrics_door, service.telemetry.setting_up; "
        "sys.exit(any(name.startswith('opentelemetry') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", asked], check=False, timeout=60).returncode == 0
    assert UNWATCHED.carried() == ""


def test_what_is_raised_is_noted_by_its_kind_alone() -> None:
    memory = InMemorySpanExporter()
    watch = OtelWatch("1", "worker-1", SimpleSpanProcessor(memory))
    with pytest.raises(Forbidden), watch.step("graph", {"http.request.method": "GET"}):
        raise Forbidden("Hanna Tilling may not")
    with pytest.raises(Refused), watch.step("decide"):
        raise Refused("stale", "Hanna Tilling was first.")
    failed, refused = memory.get_finished_spans()
    assert (failed.name, dict(failed.attributes or {})["error.type"], failed.status.description) == (
        "GET",
        "Forbidden",
        None,
    )
    assert dict(refused.attributes or {}) == {"sipdesk.refused": "stale"}
    assert "Hanna" not in f"{[one.to_json() for one in (failed, refused)]}"
    watch.close()


def test_what_was_kept_of_a_step_is_followed_and_what_is_none_is_not() -> None:
    memory = InMemorySpanExporter()
    watch = OtelWatch("1", "worker-1", SimpleSpanProcessor(memory))
    with watch.step("decide"):
        carried = watch.carried()
    for kept in (carried, "00-xx", f"00-{'z' * 32}-{'1' * 16}-01"):
        with watch.step("process", {"messaging.destination.name": "graph"}, kept):
            pass
    decided, first, *others = memory.get_finished_spans()
    assert first.parent is not None
    assert decided.context is not None
    assert (first.parent.trace_id, first.parent.span_id) == (decided.context.trace_id, decided.context.span_id)
    assert [one.parent for one in others] == [None, None]
    watch.close()


def test_traces_are_sent_only_where_somebody_says_where() -> None:
    with pytest.raises(ModuleNotFoundError):
        watch_of(Settings.model_construct(telemetry=True, worker="w", otlp_endpoint="http://127.0.0.1:4318"), "1")
    watch, measured = watch_of(Settings.model_construct(telemetry=True, worker="w", otlp_endpoint=""), "1")
    assert watch is measured
    assert watch_of(Settings.model_construct(telemetry=False), "1") == (UNWATCHED, None)
