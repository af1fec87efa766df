"""So many an hour, and no way round it."""

from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from geo.quota import Quota, Refusal, visitor_keys

KEYS = st.sampled_from(["a", "b", "c", "d", "e"])
STEPS = st.lists(st.tuples(st.sets(KEYS, min_size=1, max_size=2), st.floats(0, 700), st.booleans()), max_size=60)


@given(STEPS, st.integers(1, 4))
@example([({"b"}, 12.210145695933477, False), ({"a"}, 12.210145695933477, False), ({"a"}, 0.0, False)], 1)
def test_no_key_is_granted_more_than_the_limit_in_any_window(steps, limit):
    quota = Quota(limit, window_s=1000)
    now, granted = 0.0, []
    for keys, pause, returned in steps:
        now += pause
        asked = quota.refusal(keys, now=now)
        left = quota.left(keys, now=now)
        refusal = quota.take(keys, now=now)
        assert asked == refusal
        assert (refusal is None) == (left > 0)
        if refusal is None:
            granted.append((now, keys))
            if returned:
                quota.give_back(keys)
                granted.pop()
        else:
            assert 0 < refusal.wait_s <= 1000
            assert not refusal.crowded
    for end, _ in granted:
        window = Counter(key for at, keys in granted if end - 1000 < at <= end for key in keys)
        assert max(window.values()) <= limit


@given(st.lists(st.floats(0, 5000), min_size=1, max_size=30))
def test_after_the_wait_it_is_granted(pauses):
    quota, now = Quota(2, window_s=1000), 0.0
    for pause in pauses:
        now += pause
        refusal = quota.take(["a"], now=now)
        if refusal:
            now += refusal.wait_s + 0.001
            assert quota.take(["a"], now=now) is None


def test_a_new_session_from_the_same_address_gets_nothing_more():
    quota = Quota(3)
    for n in range(3):
        assert quota.take(visitor_keys(f"session {n}", "203.0.113.7"), now=n) is None
    assert quota.take(visitor_keys("another", "203.0.113.7"), now=10) == Refusal(3590)
    assert quota.take(visitor_keys("another", "203.0.113.8"), now=10) is None
    assert quota.take(visitor_keys("another", "203.0.113.7"), now=3600) is None


def test_memory_is_bounded_and_nobody_is_forgotten_for_newcomers():
    quota = Quota(1, most_keys=100)
    answers = [quota.take([f"key {n}"], now=n) for n in range(300)]
    assert len(quota) == 100
    assert answers[:100] == [None] * 100
    assert all(answer.crowded for answer in answers[100:])
    assert quota.take(["key 0"], now=300) == Refusal(3300)
    assert quota.take(["key 299"], now=3600) is None
    assert len(quota) == 100


def test_addresses_of_one_subscriber_are_one_key():
    assert visitor_keys("s", "2001:db8::1")[1] == visitor_keys("s", "2001:db8::ffff:1")[1]
    assert visitor_keys("s", "2001:db8::1")[1] != visitor_keys("s", "2001:db8:0:1::1")[1]
    assert visitor_keys("s", "::ffff:203.0.113.7") == visitor_keys("s", "203.0.113.7")
    assert visitor_keys("s", "fe80::1%eth0")[1] == "address:fe80::/64"


@given(st.text() | st.none())
def test_any_word_for_an_address_makes_keys(address):
    session, where = visitor_keys("s", address)
    assert (session, where.partition(":")[0]) == ("session:s", "address")
