"""The words on the wire: the verbs of a handover's buttons."""

from enum import StrEnum


class HandoverVerb(StrEnum):
    BRING = "handover.bring"
    SHOW_HANDOVER = "handover.show"
