"""The schema goes up and down with data, and a killed upgrade leaves one step or the other."""

import json
import subprocess

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from app.adapters.store.engine import open_engine, unverified_pages
from app.adapters.store.local_store import LocalStore
from app.adapters.store.profile import Profile
from app.adapters.store.schema import (
    KNOWN,
    LATEST,
    MIGRATIONS,
    bring_up_to_date,
    migrate,
    revision_of,
)
from app.adapters.store.tables import METADATA
from app.domain.pricing.site_tax import SiteTax
from app.papers.kinds import PrinterRole
from app.papers.letterhead import Letterhead
from tests.factories import (
    a_frame,
    a_lab_job,
    a_lens,
    a_movement,
    a_patient,
    a_prescription,
    a_print_job,
    a_printer,
    a_staff_member,
    a_stage_entry,
    a_work_order,
    an_order,
)
from tests.factories.customers import OPTICIAN_ID
from tests.factories.drafts import a_draft
from tests.factories.mails import a_mail
from tests.factories.moments import NOW
from tests.factories.order_life import a_parked_order, a_return
from tests.factories.prices import LIMITS, a_price_list, a_promotion
from tests.factories.records import a_consent, a_merge, a_recall
from tests.integration.store.audits import an_audit_entry
from tests.integration.store.money.amounts import fill_with_money
from tests.integration.store.stores import KEY, PYTHON, ROOT, bare, take_order

KILLED = -9
INDEXES = ("customers_search_words", "customers_search_digits", "customers_search_parts")
# Going up again takes most of the time, and is the same from any of the killed ones.
EVERY = 8


def tables_of(path):
    with bare(path) as connection:
        rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    names = {row[0] for row in rows} - {"alembic_version", "sqlite_sequence"}
    # The indexes of the search and their own tables are FTS5's, not ours.
    return {name for name in names if not name.startswith(INDEXES)}


def fill_records(unit):
    patient, twin = a_patient(), a_patient()
    unit.patients.save_patient(patient)
    unit.patients.save_patient(twin)
    unit.people.save_note(a_recall(patient_id=patient.patient_id))
    unit.people.add_consent(a_consent(patient_id=patient.patient_id))
    unit.people.add_merge(a_merge(winner_id=patient.patient_id, loser_id=twin.patient_id))
    unit.people.add_file("ab" * 32, b"%PDF-")


def fill(store):
    """Put a row into every table."""
    order = an_order()
    job = a_lab_job(an_order(n=418))
    work_order = a_work_order(job)
    with store.units() as unit:
        fill_records(unit)
        unit.patients.add_prescription(a_prescription())
        unit.catalogue.save_frame(a_frame())
        unit.catalogue.save_lens(a_lens())
        fill_prices(unit)
        take_order(unit, order)
        unit.stock.add_movement(a_movement())
        unit.work_orders.add_job(job)
        unit.work_orders.open(work_order, a_stage_entry(work_order))
        fill_papers(unit, work_order)
        unit.staff.save_member(member := a_staff_member())
        unit.staff.record_failure(member.user_id, order.created_at)
        unit.device.keep_private_key("ab" * 32)
        unit.sync.move_cursor("chain", expected=0, to=5)
        unit.numbers.take(order.number.series, year=2026)
        fill_with_money(unit)
        unit.audit.add(an_audit_entry())
        fill_what_is_put_aside(unit, order)
        unit.badges.give(member.user_id, "ab" * 32)
        unit.commit()


def fill_what_is_put_aside(unit, order):
    unit.orders.add_return(a_return(order))
    unit.orders.park(a_parked_order())
    unit.drafts.save(a_draft())


def fill_papers(unit, work_order):
    printer = a_printer()
    unit.print_jobs.save_printer(printer)
    unit.print_jobs.add(a_print_job(work_order, printer_id=printer.printer_id))
    unit.papers.route(PrinterRole.RECEIPT, printer.printer_id)
    unit.papers.save_letterhead(Letterhead(name="Nordlicht Optik"))
    unit.mails.add(a_mail())


def fill_prices(unit):
    unit.pricing.publish(a_price_list(prices={a_frame().sku: 179_00}))
    unit.pricing.save_promotion(a_promotion(), version=1)
    unit.pricing.save_limits("EUR", LIMITS, version=1)
    unit.pricing.save_tax(SiteTax(jurisdiction="DE"), version=1)
    unit.pricing.spend_code("WELCOME20", OPTICIAN_ID, NOW)


def test_a_store_with_data_goes_down_to_nothing_and_up_again(profile, store, world):
    fill(store)
    store.close()
    with bare(profile.store_file) as connection:
        empty = [
            table
            for table in tables_of(profile.store_file)
            if not connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        ]
    assert empty == [], "every table must hold data, or going down proves little"
    engine = open_engine(profile.store_file, KEY)
    migrate(engine, "base")
    engine.dispose()
    assert tables_of(profile.store_file) == set()
    again = LocalStore.open(profile, KEY, world.surroundings)
    again.close()
    assert tables_of(profile.store_file) == set(METADATA.tables)
    assert unverified_pages(profile.store_file, KEY) == ()


def test_the_program_knows_every_step_there_is():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [LATEST]
    assert {step.revision for step in script.walk_revisions()} == KNOWN


def columns_of(inspector, table):
    keys = inspector.get_pk_constraint(table)["constrained_columns"]
    return {
        column["name"]: (bool(column["nullable"]), column["name"] in keys)
        for column in inspector.get_columns(table)
    }


def test_queries_see_the_tables_that_the_migrations_made(profile):
    engine = open_engine(profile.store_file, KEY)
    inspector = inspect(engine)
    names = [name for name in inspector.get_table_names() if not name.startswith(INDEXES)]
    made = {name: columns_of(inspector, name) for name in names}
    del made["alembic_version"]
    engine.dispose()
    seen = {
        table.name: {
            column.name: (bool(column.nullable), column.primary_key) for column in table.columns
        }
        for table in METADATA.sorted_tables
    }
    assert made == seen


def test_an_upgrade_that_is_not_needed_loads_no_migration_tool(profile):
    program = (
        "import sys; from pathlib import Path\n"
        "from app.adapters.store.engine import open_engine\n"
        "from app.adapters.store.schema import bring_up_to_date\n"
        "engine = open_engine(Path(sys.argv[1]), sys.argv[2])\n"
        "bring_up_to_date(engine); engine.dispose()\n"
        "print('alembic' in sys.modules)"
    )
    command = [PYTHON, "-c", program, str(profile.store_file), KEY]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"


KILLER = """
import json, os, signal, sys
from pathlib import Path
from sqlalchemy import event
from app.adapters.store.engine import open_engine
from app.adapters.store.schema import bring_up_to_date
import alembic.command, alembic.config

folder, key = Path(sys.argv[1]), sys.argv[2]

def upgrade(path, die_at):
    engine = open_engine(path, key)
    count = 0
    def before(*_):
        nonlocal count
        count += 1
        if count == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "commit", before)
    bring_up_to_date(engine)
    engine.dispose()
    return count

# The last call counts the statements and commits of a whole upgrade.
total = upgrade(folder / "whole.db", 0)
ends = []
for die_at in range(1, total + 1):
    child = os.fork()
    if child == 0:
        upgrade(folder / f"{die_at}.db", die_at)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    ends.append(-os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
print(json.dumps(ends))
"""


def test_an_upgrade_killed_at_any_statement_reopens_at_the_old_step_or_the_new(tmp_path):
    command = [PYTHON, "-c", KILLER, str(tmp_path), KEY]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    ends = json.loads(result.stdout)
    assert len(ends) > len(METADATA.tables)
    assert set(ends) == {KILLED}
    steps = tables_of_every_step(tmp_path / "steps.db")
    for die_at in range(1, len(ends) + 1):
        tables = tables_of(tmp_path / f"{die_at}.db")
        assert tables in steps, f"killed at statement {die_at}"
    for die_at in range(1, len(ends) + 1, EVERY):
        assert revision_after_reopening(tmp_path / f"{die_at}.db") == LATEST


def tables_of_every_step(path):
    """Return which tables there are before the first step and after each."""
    found: list[set[str]] = [set()]
    engine = open_engine(path, KEY)
    for step in sorted(KNOWN):
        migrate(engine, step)
        found.append(tables_of(path))
    engine.dispose()
    return found


def revision_after_reopening(path):
    engine = open_engine(path, KEY)
    bring_up_to_date(engine)
    with engine.connect() as connection:
        revision = revision_of(connection)
        assert connection.execute(text("SELECT count(*) FROM orders_orders")).scalar() == 0
    engine.dispose()
    return revision


def test_every_table_refuses_a_value_of_another_type(profile):
    with bare(profile.store_file) as connection:
        listing = connection.execute("PRAGMA table_list").fetchall()
    strict = {row[1] for row in listing if row[5]}
    assert set(METADATA.tables) - strict == set()


def test_a_new_profile_gets_the_newest_schema(tmp_path, world):
    profile = Profile(tmp_path / "new")
    LocalStore.open(profile, KEY, world.surroundings).close()
    assert tables_of(profile.store_file) == set(METADATA.tables)
