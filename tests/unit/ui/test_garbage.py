"""Cycles are freed on the GUI thread, by a timer and by nothing else."""

import gc
import weakref

from app.ui.garbage import GarbageCollection


class Knot:
    """An object in a reference cycle."""

    def __init__(self):
        self.itself = self


def test_pythons_own_collector_is_off_and_ours_frees_a_cycle(qapp):
    gc.enable()
    collection = GarbageCollection()
    try:
        assert not gc.isenabled()
        gc.collect()
        watched = weakref.ref(Knot())
        many = [Knot() for _ in range(gc.get_threshold()[0] + 1)]
        assert watched() is not None
        collection.collect_due()
        assert watched() is None
        assert len(many) > 0
    finally:
        collection.stop()


def test_nothing_is_collected_before_it_is_due(qapp):
    collection = GarbageCollection()
    gc.collect()
    watched = weakref.ref(Knot())
    collection.collect_due()
    assert watched() is not None
    collection.stop()
    assert watched() is None
