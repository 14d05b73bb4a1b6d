"""Whether anybody watches, as the settings say."""

import importlib
from typing import TYPE_CHECKING, Any, Final

from automations.engine.watch import UNWATCHED, Watch
from service.settings import Settings

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor

    from service.telemetry.otel import OtelWatch

_SENDER: Final = "opentelemetry.exporter.otlp.proto.http.trace_exporter"


def watch_of(settings: Settings, version: str) -> "tuple[Watch, OtelWatch | None]":
    """The same twice where somebody does. Raises ModuleNotFoundError where traces are to be sent and what sends them is
    not installed."""
    if not settings.telemetry:
        return UNWATCHED, None
    from service.telemetry.otel import OtelWatch  # noqa: PLC0415 - it costs time and memory, and is seldom wanted

    watch = OtelWatch(version, settings.worker, *_senders(settings.otlp_endpoint))
    return watch, watch


def _senders(endpoint: str) -> "list[SpanProcessor]":
    if not endpoint:
        return []
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415 - as above

    sender: Any = importlib.import_module(_SENDER)  # an extra: it is not there where nobody wants it
    return [BatchSpanProcessor(sender.OTLPSpanExporter(f"{endpoint.rstrip('/')}/v1/traces"))]
