"""`sipdesk faq export`: the FAQ (F1) as Markdown for the website, and as the `editorial_answers` of a declarative agent
in Microsoft 365 Copilot. It needs no running service."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from cards.kit.safe_text import escaped, one_line
from handbook.questions.faq import FaqEntry, by_question
from service.audit.noting import note_done
from service.audit_check import has_database
from service.database_settings import DatabaseSettings
from store.database import Database

MARKDOWN: Final = "faq.md"
EDITORIAL: Final = "editorial-answers.json"
ANSWERS_AT_MOST: Final = 300
"""As many as an agent takes (Microsoft's schema 1.7 for declarative agents)."""


def run(settings: DatabaseSettings, chosen: argparse.Namespace) -> int:
    """0 where both files are written, in place of those of an earlier time; 1 where they cannot be; 2 where there is no
    database."""
    database = Database(settings.database_url, keys=settings.case_keys_source())
    try:
        if not has_database(database):
            print("SIPDESK_DATABASE_URL names no database of this version of SIP Desk.", file=sys.stderr)
            return 2
        with database.reading() as uow:
            entries = by_question(uow.questions.faq.listed())
        written = _write(entries, chosen.folder)
        note_done(database, "faq_exported", "faq", entries=len(entries))
        return written
    except OSError as no:
        print(f"{chosen.folder} cannot be written to: {no.strerror}.", file=sys.stderr)
        return 1
    finally:
        database.close()


def markdown(entries: Sequence[FaqEntry]) -> str:
    """Each question a heading, so that a page can be linked to it. What was written shows as it was written."""
    parts = [f"## {escaped(one_line(one.question))}\n\n{escaped(one.answer)}\n" for one in entries]
    return "\n".join(["# Questions and answers\n", *parts])


def editorial_answers(entries: Sequence[FaqEntry]) -> dict[str, object]:
    """The newest, where there are more than an agent takes."""
    newest = sorted(entries, key=lambda one: one.at, reverse=True)[:ANSWERS_AT_MOST]
    answers = [{"question": one.question, "answer": one.answer} for one in by_question(newest)]
    return {"editorial_answers": {"answers": answers}}


def _write(entries: Sequence[FaqEntry], folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKDOWN).write_text(markdown(entries), encoding="utf-8")
    told = json.dumps(editorial_answers(entries), ensure_ascii=False, indent=2)
    (folder / EDITORIAL).write_text(f"{told}\n", encoding="utf-8")
    print(f"Written: {folder / MARKDOWN} and {folder / EDITORIAL}, with {len(entries)} of the FAQ.")
    if len(entries) > ANSWERS_AT_MOST:
        print(f"An agent takes {ANSWERS_AT_MOST} answers: the newest are in {EDITORIAL}.")
    return 0
