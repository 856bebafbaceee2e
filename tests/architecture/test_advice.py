"""Each piece of advice finds its case, lets the right places be, and the tree needs none."""

import pytest

from tests.architecture.advice import ADVICE, advise, main

CASES = [
    ("app/ui/orders/order_entry_view.py", "QApplication.processEvents()", "Runner"),
    ("app/ui/orders/order_entry_view.py", "self.setStyleSheet('color: red')", "app/ui/theme"),
    ("sync_server/api/sync.py", "datetime.utcnow()", "Clock port"),
    ("app/services/orders.py", "print(order)", "Log an event"),
    ("app/services/orders.py", "    except Exception:", "edges of two threads"),
    ("sync_server/api/sync.py", "    except:", "edges of two threads"),
    ("app/services/orders.py", "x = 1  # noqa", "Name the rule"),
    ("app/services/orders.py", "x = 1  # type: ignore", "Name the rule"),
    ("app/services/orders.py", "# TODO: refuse it", "file it"),
    ("app/adapters/sync/pump.py", "time.sleep(1)", "Wait for an event"),
    ("requirements.lock", "--index-url https://mirror.example/simple", "name the package alone"),
    ("docs/architecture.md", "see https://pypi.org/project/qrcode", "name the package alone"),
]

FINE = [
    ("app/ui/theme/qss.py", "application.setStyleSheet(qss)"),
    ("app/cli/ticket.py", "print(json.dumps(result))"),
    ("app/services/print_ports.py", "    def print(self, job: PrintJob) -> PrintOutcome: ..."),
    ("app/services/printing.py", "self._device.print(job)"),
    (
        "app/adapters/sync/pump.py",
        "        except Exception:  # noqa: BLE001 - the thread lives on",
    ),
    ("app/services/orders.py", "x = f()  # noqa: S608 - the names are our own"),
    ("app/services/orders.py", "x = f()  # type: ignore[no-untyped-call]"),
]


@pytest.mark.parametrize(("name", "line", "words"), CASES)
def test_a_bad_line_gets_its_advice(name, line, words):
    [complaint] = advise(line, name)
    assert complaint.startswith(f"{name}:1: ")
    assert words in complaint


@pytest.mark.parametrize(("name", "line"), FINE)
def test_a_right_line_gets_none(name, line):
    assert list(advise(line, name)) == []


def test_every_piece_of_advice_has_a_case():
    told = "".join(complaint for name, line, _ in CASES for complaint in advise(line, name))
    assert [advice.sentence for advice in ADVICE if advice.sentence not in told] == []


def test_the_tree_needs_no_advice(capsys):
    assert main() == 0, capsys.readouterr().out
