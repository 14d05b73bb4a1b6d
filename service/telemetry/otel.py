"""Steps as spans and measures, under the names of the Teams SDK and of OpenTelemetry's conventions. This module is
imported only where somebody asked for it."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.metrics import Histogram
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader, MetricsData
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.trace import SpanContext, SpanKind, StatusCode, TraceFlags

from automations.engine.watch import COMMIT, CONVERSATION, DECIDE, GRAPH, HANDLER, PROCESS, TURN, About
from automations.operating.counting import Count
from handbook.core.refusal import Refused

_MS, _S = 1000.0, 1.0
_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_CARRIED: Final = 2 + 1 + 32 + 1 + 16 + 1 + 2
"""Letters of a `traceparent`."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a step is noted: what kind of span, its measure with its unit, what counts its failures and itself."""

    kind: SpanKind
    measure: str
    per_second: float = _S
    counts: str = ""
    failures: str = ""
    keeps: tuple[str, ...] = ()


_KINDS: Final = {
    TURN: _Kind(SpanKind.SERVER, "teams.turn.duration", _MS, "teams.activities.received"),
    HANDLER: _Kind(
        SpanKind.INTERNAL,
        "teams.handler.duration",
        _MS,
        "teams.handler.dispatched",
        "teams.handler.failures",
        ("handler.type",),
    ),
    DECIDE: _Kind(SpanKind.INTERNAL, "sipdesk.decide.duration", keeps=("sipdesk.command", "sipdesk.route")),
    COMMIT: _Kind(SpanKind.INTERNAL, "sipdesk.commit.duration"),
    PROCESS: _Kind(
        SpanKind.CONSUMER,
        "messaging.process.duration",
        keeps=("messaging.destination.name", "sipdesk.effect"),
    ),
    GRAPH: _Kind(
        SpanKind.CLIENT,
        "http.client.request.duration",
        keeps=("http.request.method", "server.address", "sipdesk.service"),
    ),
    CONVERSATION: _Kind(
        SpanKind.CLIENT,
        "teams.outbound.duration",
        _MS,
        "teams.outbound.calls",
        "teams.outbound.errors",
        ("http.request.method",),
    ),
}
_GAUGES: Final = ("waiting", "stopped", "under_way", "failing", "given_up")
_NAMED_BY: Final = {PROCESS: "messaging.destination.name", GRAPH: "http.request.method"}


class OtelWatch:
    """Keeps to `Watch`. It holds providers of its own, and sets none for the whole process."""

    def __init__(self, version: str, worker: str, *processors: SpanProcessor) -> None:
        own = {"service.name": "sip-desk", "service.version": version, "service.instance.id": worker}
        resource = Resource(own)
        self._spans = TracerProvider(resource=resource, shutdown_on_exit=False)
        for one in processors:
            self._spans.add_span_processor(one)
        self._reader = InMemoryMetricReader()
        self._metrics = MeterProvider([self._reader], resource, shutdown_on_exit=False)
        self._tracer = self._spans.get_tracer("sip-desk", version)
        meter = self._metrics.get_meter("sip-desk", version)
        self._measures: dict[str, Histogram] = {
            name: meter.create_histogram(
                one.measure,
                "ms" if one.per_second == _MS else "s",
                explicit_bucket_boundaries_advisory=[at * one.per_second for at in _BUCKETS],
            )
            for name, one in _KINDS.items()
        }
        counted = {word for one in _KINDS.values() for word in (one.counts, one.failures) if word}
        self._counts = {word: meter.create_counter(word) for word in counted}
        self._gauges = {word: meter.create_gauge(f"sipdesk.jobs.{word}") for word in _GAUGES}
        self._oldest = meter.create_gauge("sipdesk.jobs.oldest", "s")

    def also(self, processor: SpanProcessor) -> None:
        """It is told of each span from now on."""
        self._spans.add_span_processor(processor)

    @contextmanager
    def step(self, name: str, about: About | None = None, carried: str = "") -> Generator[None]:
        own = dict(about or {})
        called = f"{name} {own[_NAMED_BY[name]]}" if name == PROCESS else str(own.get(_NAMED_BY.get(name, ""), name))
        before = time.perf_counter()
        failed = ""
        with self._tracer.start_as_current_span(
            called,
            context=_follows(carried),
            kind=_KINDS[name].kind,
            attributes=own,
            record_exception=False,  # its text may say what nobody may read
            set_status_on_exception=False,
        ) as span:
            try:
                yield
            except Refused as no:
                span.set_attribute("sipdesk.refused", no.code)
                raise
            except Exception as error:
                failed = type(error).__name__
                span.set_attribute("error.type", failed)
                span.set_status(StatusCode.ERROR)
                raise
            finally:
                self._measured(name, own, time.perf_counter() - before, failed)

    def past(self, name: str, began_ns: int) -> None:
        self._tracer.start_span(name, start_time=began_ns).end()
        self._measured(name, {}, (time.time_ns() - began_ns) / 1e9, "")

    def note(self, name: str, value: str | int) -> None:
        trace.get_current_span().set_attribute(name, value)

    def carried(self) -> str:
        """As W3C writes it: `traceparent`."""
        of = trace.get_current_span().get_span_context()
        return f"00-{of.trace_id:032x}-{of.span_id:016x}-{int(of.trace_flags):02x}" if of.is_valid else ""

    def measures(self, counts: tuple[Count, ...]) -> MetricsData | None:
        """All that was measured so far, with what there is to do now."""
        for one in counts:
            own = {"kind": one.kind}
            for word, gauge in self._gauges.items():
                gauge.set(int(getattr(one, word)), own)
            self._oldest.set(int(one.waited.total_seconds()), own)
        return self._reader.get_metrics_data()

    def close(self) -> None:
        """Sends what is not sent yet."""
        self._spans.shutdown()
        self._metrics.shutdown()

    def _measured(self, name: str, about: About, seconds: float, failed: str) -> None:
        kind = _KINDS[name]
        own = {word: about[word] for word in kind.keeps if word in about}
        with_error = {**own, "error.type": failed} if failed else own
        self._measures[name].record(seconds * kind.per_second, with_error)
        if kind.counts:
            self._counts[kind.counts].add(1, own)
        if failed and kind.failures:
            self._counts[kind.failures].add(1, with_error)


def _follows(carried: str) -> Context | None:
    """None where it follows from what is under way, or what was kept is none of ours."""
    parts = carried.split("-")
    if len(carried) != _CARRIED or len(parts) != 4:
        return None
    try:
        trace_id, span_id, flags = (int(part, 16) for part in parts[1:])
    except ValueError:
        return None
    of = SpanContext(trace_id, span_id, is_remote=True, trace_flags=TraceFlags(flags))
    return trace.set_span_in_context(trace.NonRecordingSpan(of))
