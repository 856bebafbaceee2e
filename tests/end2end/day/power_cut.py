"""The counter's windows in a process of their own, whose life the test takes.

    python -m tests.end2end.day.power_cut PROFILE NAME PIN sale SKU KIND PRICE GTIN
    python -m tests.end2end.day.power_cut PROFILE NAME PIN form PATIENT RX FRAME

It sells one article for notes, or types a form that nobody saves; it says so in a JSON line once
the store has it, and then waits for its end. Nothing is printed in this life.
"""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from app.adapters.security.profile_keys import key_of
from app.bootstrap.windows import services_of, station_with_screens
from app.domain.optics.notation import parse_rx
from app.domain.optics.power import Millimetres
from app.domain.optics.prescription import EyeMeasurements
from app.services.draft_ports import Draft
from app.ui.driver import CounterDriver
from app.ui.shell.main_window import MainWindow
from app.ui.theme.theme import prepare_application
from tests.end2end.day.book import Label, Line
from tests.end2end.day.till_hands import CheckoutHands, Purse

MEASURED = EyeMeasurements(monocular_pd_mm=Millimetres(31_50), fitting_height_mm=Millimetres(22_00))


def main() -> None:
    profile, name, pin, what, *words = sys.argv[1:]
    application = QApplication([])
    prepare_application(application)
    station, screens = station_with_screens(Path(profile))
    station.open(key_of(Path(profile))).result()
    window = MainWindow()
    window.show()
    window.ready(station.store.call(lambda: services_of(station, screens)))
    driver = CounterDriver(window)
    driver.wait_until(lambda: window.lock_model and window.lock_model.members, "names")
    driver.sign_in(name, pin)
    said = _sell(driver, *words) if what == "sale" else _type(driver, *words)
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()
    QEventLoop().exec()


def _sell(driver: CounterDriver, sku: str, kind: str, price: str, gtin: str) -> dict[str, str]:
    line = Line(label=Label(sku=sku, kind=kind, price=int(price), gtin=gtin))
    hands = CheckoutHands(driver=driver)
    hands.lays_out((line,))
    return {"receipt": hands.pays(Purse(cash=line.cost))}


def _type(driver: CounterDriver, patient: str, rx: str, frame: str) -> dict[str, str]:
    kept: list[Draft] = []
    driver.find_patient(patient)
    driver.enter_rx(parse_rx(rx), MEASURED, MEASURED)
    driver.window.desk.drafts.kept.connect(kept.append)
    driver.choose_frame(frame)
    sku = driver.wait_until(
        lambda: driver.place.entry.form.frame and driver.place.entry.form.frame.frame.sku, "chosen"
    )
    driver.wait_until(lambda: kept and sku in kept[-1].json, "the store has the form")
    return {"title": kept[-1].title}


if __name__ == "__main__":
    main()
