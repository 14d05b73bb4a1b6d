"""`python -m tests.site`: builds the site into build/site. Status 1 and the place where a link leads nowhere."""

import sys
from pathlib import Path

from tests.site.building import built

BUILD = Path("build")


def main() -> int:
    outcome = built(Path.cwd(), BUILD)
    sys.stdout.write(outcome.said)
    if outcome.is_whole:
        sys.stdout.write(f"The site: {BUILD / 'site' / 'index.html'}\n")
    return 0 if outcome.is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
