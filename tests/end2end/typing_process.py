"""The windows of a store in a process of their own, with a form that keeps what is typed.

    python -m tests.end2end.typing_process PROFILE NAME PIN [--type TEXT]

With `--type` it types, says when the store has it, and waits for its end; without, it says what the
lock screen tells of unfinished work and what came back into the form.
"""

import argparse
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from app.adapters.security.profile_keys import key_of
from app.bootstrap.windows import services_of, station_with_screens
from app.services.draft_ports import Draft, DraftWork
from app.ui.driver import WindowDriver
from app.ui.shell.main_window import MainWindow
from app.ui.theme.theme import prepare_application


class Form:
    """A form with one text, as screens keep theirs."""

    def __init__(self, desk):
        self.text = ""
        self.watch = desk.drafts.watch("note", self._work)
        desk.drafts.on_resume("note", self._take)

    def type(self, text):
        for length in range(1, len(text) + 1):
            self.text = text[:length]
            self.watch.touch()

    def _work(self):
        return DraftWork(kind="note", subject="p-1", title="Note A. K.", json=json.dumps(self.text))

    def _take(self, draft):
        self.text = json.loads(draft.json)


def main() -> None:
    options = _parser().parse_args()
    application = QApplication([])
    prepare_application(application)
    station, screens = station_with_screens(options.profile)
    station.open(key_of(options.profile)).result()
    window = MainWindow()
    window.show()
    window.ready(station.store.call(lambda: services_of(station, screens)))
    driver = WindowDriver(window)
    driver.wait_until(lambda: window.lock_model and window.lock_model.members, "names")
    form = Form(window.desk)
    if options.text:
        _type(driver, form, options)
    driver.wait_until(lambda: window.lock_view.unfinished, "the lock tells of unfinished work")
    lock = window.lock_view.unfinished
    driver.sign_in(options.name, options.pin)
    driver.wait_until(lambda: form.text, "the work is back")
    _say(lock=lock, form=form.text)
    window.close()
    station.close()


def _type(driver: WindowDriver, form: Form, options: argparse.Namespace) -> None:
    driver.sign_in(options.name, options.pin)
    kept: list[Draft] = []
    driver.window.desk.drafts.kept.connect(kept.append)
    form.type(options.text)
    driver.wait_until(lambda: kept, "the store has the draft")
    _say(kept=kept[-1].title)
    QEventLoop().exec()


def _say(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("profile", type=Path)
    parser.add_argument("name")
    parser.add_argument("pin")
    parser.add_argument("--type", dest="text", default="")
    return parser


if __name__ == "__main__":
    main()
