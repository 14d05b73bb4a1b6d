"""The words on the wire: the verbs of buttons, and the names of the cards that they stand on."""

from enum import StrEnum


class VisitVerb(StrEnum):
    """The buttons of visits and of Ofsted’s calls."""

    VISIT_SEEK = "visit.seek"
    VISIT_OTHERS = "visit.others"
    VISIT_SEND = "visit.send"
    VISIT_PICK = "visit.pick"
    VISIT_ASK_OTHERS = "visit.ask_others"
    VISIT_NONE_SUITS = "visit.none_suits"
    VISIT_MOVE = "visit.move"
    VISIT_CANCEL = "visit.cancel"
    VISIT_AGREE = "visit.agree"
    VISIT_KEEP = "visit.keep"
    VISIT_AGENDA = "visit.agenda"
    VISIT_HELD = "visit.held"
    VISIT_NOT_HELD = "visit.not_held"
    SHOW_VISIT = "visit.show"
    SHOW_VISITS = "visits.show"
    OFSTED_CALLED = "ofsted.called"
    OFSTED_KEEP = "ofsted.keep"
    OFSTED_PUT_OFF = "ofsted.put_off"
    OFSTED_ASK_SIP = "ofsted.ask_sip"
    OFSTED_COME = "ofsted.come"
    OFSTED_CANNOT_COME = "ofsted.cannot_come"
    OFSTED_CORRECT = "ofsted.correct"
    OFSTED_CALL_OFF = "ofsted.call_off"
    SHOW_OFSTED = "ofsted.show"
    VISIT_FILE = "visit.download"
    VISITS_FILE = "visits.download"


class VisitCard(StrEnum):
    """The cards that a visit can stand on."""

    VISIT = "visit"
    PACK = "visit_pack"
