"""Traces and metrics by OpenTelemetry, for who asks for them (ADR 74). Only `otel.py` imports it, and only then."""
