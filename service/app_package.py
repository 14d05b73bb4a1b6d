"""`sipdesk manifest build`: the Teams app package, of what is typed."""

import argparse
import sys

from manifest.details import Unusable, details
from manifest.package import build


def build_package(chosen: argparse.Namespace) -> int:
    """0 where it is written, 2 where something typed cannot be used."""
    try:
        checked = details(
            chosen.app_id,
            chosen.domain,
            version=chosen.version,
            organisation=chosen.organisation,
            privacy=chosen.privacy,
            terms=chosen.terms,
            sharepoint=chosen.sharepoint,
        )
        build(checked, chosen.out)
    except Unusable as reason:
        print(reason, file=sys.stderr)
        return 2
    print(f"{chosen.out} is ready for upload: version {checked.version} of the app {checked.app_id}.")
    return 0
