"""The SharePoint site, its two libraries and what may be done in them."""

from collections.abc import Mapping
from typing import Final

from graph.permissions import SITE_ROLE
from handbook.core.external_errors import Forbidden, NotFound, Rejected
from handbook.reports.library import Library
from handbook.reports.library_columns import COLUMNS, Column
from service.doctor.finding import BY_SCRIPT, Finding, Look, amber, green, red, tenant_script
from service.doctor.set_up import SetUp

_ROLE: Final = f"Sites.Selected must be given the role {SITE_ROLE} on the site."


async def look_at_site(set_up: SetUp) -> Finding:
    try:
        await set_up.site.find_site()
    except Forbidden:
        words = f"The site cannot be opened. {_ROLE} (Or SIPDESK_SITE names another site.)"
        return red(words, BY_SCRIPT, tenant_script("Site"))
    except (NotFound, Rejected):
        fix = "Copy the address from the browser, as host:/path, and run it again:"
        return red("The site in SIPDESK_SITE does not exist.", fix, "sipdesk doctor")
    return green("The site exists and can be opened.")


def look_at_library(library: Library) -> Look:
    """Whether it is there and has every column that filing writes."""

    async def look(set_up: SetUp) -> Finding:
        name = _name(set_up, library)
        try:
            found = await set_up.site.columns(library)
        except Rejected:
            setting = f"SIPDESK_{library.value.upper()}_LIBRARY"
            return red(
                f"The site has no library “{name}”: {setting} names another, or it was never created.",
                BY_SCRIPT,
                tenant_script("Libraries"),
            )
        return _of_columns(name, COLUMNS[library], found)

    return look


def _of_columns(name: str, wanted: tuple[Column, ...], found: Mapping[str, Column]) -> Finding:
    lacking = [column.name for column in wanted if column.name not in found]
    if lacking:
        words = f"“{name}” has no column {', '.join(lacking)}: reports cannot be filed until it has."
        return red(words, f"The internal name must match exactly. {BY_SCRIPT}", tenant_script("Libraries"))
    other = [f"{column.name}: {column.kind.value}" for column in wanted if found[column.name].kind is not column.kind]
    if other:
        fix = "If the column is still empty, delete it and create it again. " + BY_SCRIPT
        return amber(f"“{name}” has columns of the wrong kind.", fix, tenant_script("Libraries"), about=tuple(other))
    unindexed = [column.name for column in wanted if column.indexed and not found[column.name].indexed]
    if unindexed:
        words = f"“{name}” has no index on {', '.join(unindexed)}: its views fail beyond 5,000 files."
        return amber(words, BY_SCRIPT, tenant_script("Libraries"))
    return green(f"“{name}” exists, with its {len(wanted)} columns.")


async def look_at_filing(set_up: SetUp) -> Finding:
    try:
        for library in Library:
            await set_up.site.begin_a_file(library)
    except Forbidden:
        return red(f"Files cannot be written. {_ROLE}", BY_SCRIPT, tenant_script("Site"))
    return green("Files can be written to both libraries. (An upload to each was started and cancelled.)")


async def look_at_sharing(set_up: SetUp) -> Finding:
    try:
        for library in Library:
            await set_up.site.see_sharing(library)
    except Forbidden:
        words = f"Files cannot be shared, so nobody could read a report. {_ROLE}"
        return red(words, BY_SCRIPT, tenant_script("Site"))
    return green("Files can be shared with named people.")


def _name(set_up: SetUp, library: Library) -> str:
    names = {Library.REPORTS: set_up.settings.reports_library, Library.DRAFTS: set_up.settings.drafts_library}
    return names[library]
