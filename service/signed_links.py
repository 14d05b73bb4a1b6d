"""Links that open something to whoever holds them, for a while."""

import hashlib
import hmac
from datetime import datetime
from typing import Any, Final

import jwt

from handbook.core.refusal import Refused
from handbook.core.school_years import AcademicYear, Term

APPLICATION_FORM: Final = "sip-application.docx"
_FOR: Final = "calendar file"
_FOR_CELEBRATIONS: Final = "celebration list"
_FOR_MEMBERSHIPS: Final = "membership sheet"
_FOR_TRAINING: Final = "training"
_FOR_SKILLS: Final = "skills"


class SignedLinks:
    """`secret` is one that the service has anyway; the key is derived from it for this use alone."""

    def __init__(self, secret: str, public_url: str) -> None:
        self._key = hmac.new(secret.encode(), b"sip-desk links", hashlib.sha256).digest()
        self._origin = public_url.rstrip("/")

    def calendar_file(self, person_id: str, visit_id: str, until: datetime) -> str:
        claims = {"aud": _FOR, "sub": person_id, "visit": visit_id, "exp": int(until.timestamp())}
        return f"{self._origin}/visits/{jwt.encode(claims, self._key, 'HS256')}.ics"

    def celebration_list(self, person_id: str, until: datetime) -> str:
        claims = {"aud": _FOR_CELEBRATIONS, "sub": person_id, "exp": int(until.timestamp())}
        return f"{self._origin}/celebrations/{jwt.encode(claims, self._key, 'HS256')}.xlsx"

    def membership_sheet(self, person_id: str, year: AcademicYear, until: datetime) -> str:
        claims = {"aud": _FOR_MEMBERSHIPS, "sub": person_id, "year": year.starts_in, "exp": int(until.timestamp())}
        return f"{self._origin}/memberships/{jwt.encode(claims, self._key, 'HS256')}.xlsx"

    def training_file(self, until: datetime) -> str:
        """For nobody by name: it is passed on."""
        claims = {"aud": _FOR_TRAINING, "exp": int(until.timestamp())}
        return f"{self._origin}/training/{jwt.encode(claims, self._key, 'HS256')}.ics"

    def skills_files(self, person_id: str, year: AcademicYear, until: datetime) -> tuple[str, str]:
        """Of the picture, and of the workbook."""
        claims = {"aud": _FOR_SKILLS, "sub": person_id, "year": year.starts_in, "exp": int(until.timestamp())}
        address = f"{self._origin}/training/{jwt.encode(claims, self._key, 'HS256')}"
        return f"{address}.png", f"{address}.xlsx"

    def blank_form(self, term: Term, framework: str) -> str:
        """The same for everybody, and nothing about anybody: there is nothing to sign."""
        return f"{self._origin}/forms/{term.value}-{framework.replace('_', '-')}.docx"

    def application_form(self) -> str:
        """As with other blank forms."""
        return f"{self._origin}/forms/{APPLICATION_FORM}"

    def case_document(self, key: str) -> str:
        """The key is kept by the database, which takes it once: there is nothing to sign."""
        return f"{self._origin}/records/{key}"

    def mail_page(self, key: str) -> str:
        """As for the document of a case."""
        return f"{self._origin}/mail/{key}"

    def read(self, token: str, now: datetime) -> tuple[str, str]:
        """Whose link to a calendar file it is, and for which visit. Raises Refused for one that is forged, foreign or
        has expired; time is that of the service, which a test may move."""
        claims = self._claims(token, _FOR, ("visit",), now)
        return str(claims["sub"]), str(claims["visit"])

    def read_celebrations(self, token: str, now: datetime) -> str:
        """Whose link to the list for celebration events it is. Raises Refused in the same way."""
        return str(self._claims(token, _FOR_CELEBRATIONS, (), now)["sub"])

    def read_memberships(self, token: str, now: datetime) -> tuple[str, AcademicYear]:
        """Whose link to which year's sheet it is. Raises Refused in the same way."""
        claims = self._claims(token, _FOR_MEMBERSHIPS, ("year",), now)
        return str(claims["sub"]), AcademicYear(int(claims["year"]))

    def read_skills(self, token: str, now: datetime) -> tuple[str, AcademicYear]:
        """Whose link to which year's skills it is. Raises Refused in the same way."""
        claims = self._claims(token, _FOR_SKILLS, ("year",), now)
        return str(claims["sub"]), AcademicYear(int(claims["year"]))

    def check_training(self, token: str, now: datetime) -> None:
        """Raises Refused in the same way."""
        self._claims(token, _FOR_TRAINING, (), now, of_somebody=False)

    def _claims(
        self, token: str, audience: str, more: tuple[str, ...], now: datetime, *, of_somebody: bool = True
    ) -> dict[str, Any]:
        whose = ["sub"] if of_somebody else []
        wanted = {"verify_exp": False, "require": ["aud", "exp", *whose, *more]}
        try:
            claims = jwt.decode(token, self._key, ["HS256"], audience=audience, options=wanted)  # pyright: ignore[reportArgumentType] - its types know no mapping built before
        except (jwt.PyJWTError, RecursionError, UnicodeError):  # thousands of brackets are JSON; half a letter is none
            raise Refused("unknown", "That link is not one of ours.") from None
        if claims["exp"] <= now.timestamp():
            raise Refused("unknown", "That link has expired.")
        return claims
