"""How many examples a property is tried on."""

from hypothesis import settings

THOROUGH = "thorough"
_TIMES = 20


def examples(quick: int) -> settings:
    """So many in `make test`, and twenty times as many where hypothesis is asked to be thorough (`make chaos`)."""
    times = _TIMES if settings.get_current_profile_name() == THOROUGH else 1
    return settings(max_examples=quick * times, deadline=None)
