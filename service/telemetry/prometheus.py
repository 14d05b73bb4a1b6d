"""Measures as Prometheus reads them. Imported only with `otel.py`."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from opentelemetry.sdk.metrics.export import Histogram, MetricsData, Sum

TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_UNITS: Final = {"ms": "_milliseconds", "s": "_seconds"}


def exposition(data: MetricsData | None) -> str:
    """By the rules by which OpenTelemetry's names become Prometheus's: dots and units are words of the name."""
    return "".join(f"{line}\n" for line in _lines(data)) if data else ""


def _lines(data: MetricsData) -> Iterator[str]:
    for resource in data.resource_metrics:
        for scope in resource.scope_metrics:
            for metric in scope.metrics:
                name = metric.name.replace(".", "_") + _UNITS.get(metric.unit or "", "")
                if isinstance(metric.data, Histogram):
                    yield f"# TYPE {name} histogram"
                    for point in metric.data.data_points:
                        yield from _buckets(name, point)
                elif isinstance(metric.data, Sum):
                    yield f"# TYPE {name}_total counter"
                    for point in metric.data.data_points:
                        yield f"{name}_total{_labels(point.attributes)} {point.value}"
                else:
                    yield f"# TYPE {name} gauge"
                    for point in metric.data.data_points:
                        yield f"{name}{_labels(point.attributes)} {getattr(point, 'value', 0)}"


def _buckets(name: str, point: Any) -> Iterator[str]:
    so_far = 0
    for bound, count in zip((*point.explicit_bounds, "+Inf"), point.bucket_counts, strict=True):
        so_far += count
        yield f"{name}_bucket{_labels(point.attributes, le=str(bound))} {so_far}"
    yield f"{name}_sum{_labels(point.attributes)} {point.sum}"
    yield f"{name}_count{_labels(point.attributes)} {point.count}"


def _labels(about: Mapping[str, Any] | None, **more: str) -> str:
    every = {**(about or {}), **more}
    told = ",".join(f'{name.replace(".", "_")}="{_escaped(str(value))}"' for name, value in every.items())
    return f"{{{told}}}" if told else ""


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
