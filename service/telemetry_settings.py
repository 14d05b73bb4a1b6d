"""The settings of traces and measures."""

from pydantic import Field
from pydantic_settings import BaseSettings

from service.settings_source import SOURCE


class TelemetrySettings(BaseSettings):
    """Whether the service measures itself, and where its traces go."""

    model_config = SOURCE

    telemetry: bool = Field(
        default=False,
        description="Whether the service measures itself with OpenTelemetry, and answers `/metrics` for Prometheus. "
        "Who asks through a proxy is not answered.",
    )
    otlp_endpoint: str = Field(
        default="",
        pattern=r"^(https?://\S+)?$",
        description="Where traces are sent by OTLP over HTTP, such as http://127.0.0.1:4318. Needs SIPDESK_TELEMETRY, "
        "and what `requirements-otel.lock` names. If empty, none are.",
    )
