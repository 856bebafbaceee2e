"""A nonce is fresh in its own two minutes and the two after them, at every server."""

from datetime import timedelta

from sync_server.services.proof import Nonces
from tests.fakes.clock import FakeClock


def test_a_nonce_stays_fresh_for_two_windows_and_no_longer():
    clock = FakeClock()
    nonces = Nonces(key=b"k" * 32, clock=clock)
    nonce = nonces.current()
    assert nonces.is_fresh(nonce)
    clock.advance(timedelta(minutes=2))
    assert nonces.is_fresh(nonce)
    assert nonces.current() != nonce
    clock.advance(timedelta(minutes=2))
    assert not nonces.is_fresh(nonce)


def test_a_nonce_of_the_future_is_not_fresh():
    clock = FakeClock()
    nonces = Nonces(key=b"k" * 32, clock=clock)
    now = clock.now
    clock.advance(timedelta(minutes=2))
    later = nonces.current()
    clock.now = now
    assert not nonces.is_fresh(later)


def test_servers_with_one_key_take_each_other_s_nonces_and_nobody_else_s():
    clock = FakeClock()
    first, second = (Nonces(key=b"k" * 32, clock=clock) for _ in range(2))
    stranger = Nonces(key=b"x" * 32, clock=clock)
    assert second.is_fresh(first.current())
    assert not stranger.is_fresh(first.current())
    assert not first.is_fresh("")
