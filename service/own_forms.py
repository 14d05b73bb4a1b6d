"""`sipdesk forms`: a trust's own forms of a report, to edit in Word, and what those that it edited lack."""

import shutil
import sys
from pathlib import Path

from documents.template_check import faults_in
from documents.term_forms import SHIPPED, file_name
from handbook.core.school_years import Term


def look_over(folder: Path) -> int:
    """Puts our form of each term into the folder that has none, and says what is wrong with those there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for term in Term:
            if not (folder / file_name(term)).exists():
                shutil.copyfile(SHIPPED / file_name(term), folder / file_name(term))
                print(f"{file_name(term)} is written: edit it in Word.")
        faults = faults_in(folder)
    except OSError as error:
        print(f"{folder}: {error.strerror}.", file=sys.stderr)
        return 2
    if faults:
        print("\n".join(faults), file=sys.stderr)
        return 1
    print(f"The forms in {folder} have every place. They are used from the next start with the setting")
    print(f"SIPDESK_FORM_TEMPLATES={folder}")
    return 0
