"""What a sender may do at once and a minute."""

from handbook.core.token_buckets import Rate, Taken, TokenBuckets

GIVEN = Taken(is_given=True)


def test_so_many_at_once_and_then_as_time_passes() -> None:
    buckets = TokenBuckets(Rate(3, 60))
    assert [buckets.take("a", 0).is_given for _ in range(4)] == [True, True, True, False]
    assert [buckets.take("a", 2).is_given for _ in range(3)] == [True, True, False]
    assert [buckets.take("a", 900).is_given for _ in range(4)] == [True, True, True, False]


def test_what_one_uses_up_is_nobody_elses() -> None:
    buckets = TokenBuckets(Rate(1, 60))
    for _ in range(1000):
        buckets.take("a", 0)
    assert buckets.take("b", 0) == GIVEN


def test_a_flood_begins_once_until_there_was_a_pause() -> None:
    buckets = TokenBuckets(Rate(2, 60))
    taken = [buckets.take("a", 0) for _ in range(100)]
    assert sum(one.begins_flood for one in taken) == 1
    trickle = [buckets.take("a", second) for second in (1, 1, 2, 2)]
    assert [one.is_given for one in trickle] == [True, False, True, False]
    assert not any(one.begins_flood for one in trickle)
    again = [buckets.take("a", 60) for _ in range(5)]
    assert [one.begins_flood for one in again] == [False, False, True, False, False]


def test_it_says_how_long_to_wait() -> None:
    for a_minute, wait in ((1, 60), (60, 2), (6000, 1)):
        buckets = TokenBuckets(Rate(1, a_minute))
        buckets.take("a", 0)
        refused = buckets.take("a", 0)
        assert 1 <= refused.wait <= wait + 1
        assert buckets.take("a", refused.wait) == GIVEN


def test_memory_has_an_end() -> None:
    buckets = TokenBuckets(Rate(1, 1), most=10)
    for sender in range(1000):
        buckets.take(str(sender), 0)
    assert len(buckets) == 10
    assert not buckets.take("999", 0).is_given


def test_a_clock_that_is_set_back_gives_nothing() -> None:
    buckets = TokenBuckets(Rate(1, 60))
    buckets.take("a", 100)
    assert not buckets.take("a", 50).is_given
    assert buckets.take("a", 51).is_given
