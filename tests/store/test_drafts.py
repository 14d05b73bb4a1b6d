"""What people have written and not sent: one for each form, theirs alone, and forgotten after a while."""

from datetime import timedelta

from store.database import Database
from tests.support.builders import MONDAY


def test_somebody_has_one_draft_for_each_form_and_others_see_none(database: Database) -> None:
    with database.writing() as uow:
        uow.drafts.keep("ann", "a@x", {"words": "first"}, MONDAY)
        uow.drafts.keep("ann", "a@x", {"words": "second"}, MONDAY + timedelta(1))
        uow.drafts.keep("ann", "b@", {"words": "other"}, MONDAY)
        assert uow.drafts.of("ann") == {"b@": {"words": "other"}, "a@x": {"words": "second"}}
        assert uow.drafts.of("bo") == {}
        uow.drafts.drop("bo", "b@")
        uow.drafts.drop("ann", "b@")
        assert list(uow.drafts.of("ann")) == ["a@x"]


def test_what_was_left_for_long_is_forgotten(database: Database) -> None:
    with database.writing() as uow:
        uow.drafts.keep("ann", "a@", {"words": "old"}, MONDAY)
        uow.drafts.keep("ann", "b@", {"words": "new"}, MONDAY + timedelta(2))
        assert not uow.drafts.any_before(MONDAY)
        assert uow.drafts.any_before(MONDAY + timedelta(1))
        uow.drafts.forget_before(MONDAY + timedelta(1))
        assert list(uow.drafts.of("ann")) == ["b@"]
