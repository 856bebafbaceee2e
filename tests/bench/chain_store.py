"""The store of a chain that has been at work for years, made once and kept for the next run."""

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.adapters.security.pin_verifier import ArgonPinVerifier
from app.adapters.security.profile_keys import key_of, new_key
from app.bootstrap.edges import Edges
from app.bootstrap.station import Station
from app.domain.kernel.access import Role
from tests.bench.orders import Written, fill_with_orders, write_pattern
from tests.bench.patients import fill_with_patients
from tests.factories import (
    a_frame,
    a_lens,
    a_movement,
    a_patient,
    a_staff_member,
    an_identity,
)
from tests.factories.moments import NOW
from tests.integration.store.stores import TIMELINE

KEPT_IN = Path("build/bench")
PIN, NAME = "194620", "Mara Lindqvist"
# What the rows of a kept store depend on.
SOURCES = (
    *("tests/bench/orders.py", "tests/bench/patients.py", "tests/bench/chain_store.py"),
    *("app/adapters/store/folding.py", "app/adapters/store/rows.py"),
    "app/adapters/store/migrations/versions",
)
PATIENTS = int(os.environ.get("BENCH_PATIENTS", "200000"))
ORDERS = int(os.environ.get("BENCH_ORDERS", "500000"))


@contextmanager
def a_chain_store() -> Iterator[Path]:
    """Give the folder of a device with all of a chain's patients and orders, to do as one likes.

    The kept one is copied, so that every run begins with the same.
    """
    kept = kept_store()
    with TemporaryDirectory(dir=KEPT_IN) as folder:
        profile = Path(folder) / "profile"
        shutil.copytree(kept, profile)
        yield profile


def kept_store() -> Path:
    """Return the folder of the kept store; it is made if there is none of this content."""
    kept = KEPT_IN / f"chain-{_content_key()}"
    if not kept.exists():
        begun = time.perf_counter()
        draft = kept.with_suffix(".draft")
        shutil.rmtree(draft, ignore_errors=True)
        for old in KEPT_IN.glob("chain-*"):
            shutil.rmtree(old, ignore_errors=True)
        _make(draft)
        draft.rename(kept)
        seconds = round(time.perf_counter() - begun)
        print(f"made a store of {PATIENTS} patients and {ORDERS} orders in {seconds} s", flush=True)
    return kept


def _make(folder: Path) -> None:
    station = Station(folder, Edges(clock=lambda: NOW))
    station.open(new_key(folder, kind="demo")).result()
    written = station.store.call(lambda: _furnish(station))
    station.close()
    file, key = folder / "store.db", key_of(folder)()
    fill_with_patients(file, key, PATIENTS)
    fill_with_orders(file, key, written, patient_count=PATIENTS, order_count=ORDERS)


def _furnish(station: Station) -> Written:
    member = a_staff_member(
        name=NAME,
        roles=frozenset({Role.MANAGER, Role.OPTICIAN}),
        pin_verifier=ArgonPinVerifier().verifier_of(PIN),
    )
    unit: Any = station.store.units()
    with unit:
        unit.log.begin(an_identity(), timeline=TIMELINE)
        unit.staff.save_member(member)
        unit.catalogue.save_frame(a_frame())
        unit.catalogue.save_lens(a_lens())
        unit.stock.add_movement(a_movement(on_hand_change=3))
        written = write_pattern(unit, a_patient(number="P-LIN-25-1"))
        unit.commit()
        return written


def _content_key() -> str:
    digest = hashlib.sha256(f"{PATIENTS} {ORDERS}".encode())
    for source in SOURCES:
        path = Path(source)
        files = sorted(path.glob("*.py")) if path.is_dir() else [path]
        for file in files:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def unlocked(folder: Path) -> Callable[[], str]:
    """Return the reader of the kept store's key."""
    return key_of(folder)
