"""`make docs`: counts, and writes the page."""

import sys

from tests.attacks.page import PAGE, page

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"written: {PAGE.name}\n")
