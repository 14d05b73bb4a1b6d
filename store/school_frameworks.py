"""By which framework each school is judged."""

from handbook.reports.framework_choice import SchoolFramework
from store.record_table import Kept, RecordTable
from store.tables import school_frameworks


class SchoolFrameworks(RecordTable[SchoolFramework]):
    """The choices of one transaction."""

    kept = Kept(SchoolFramework, school_frameworks, lambda choice: {"urn": choice.urn}, key=("urn",))

    def of_school(self, urn: str) -> SchoolFramework:
        """What was chosen; where nothing was, a choice that says so."""
        return next(iter(self._of(urn=urn)), SchoolFramework(urn))
