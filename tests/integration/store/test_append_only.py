"""What the tables themselves refuse, whoever writes to them."""

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from app.adapters.store.local_store import LocalStore
from tests.factories import (
    a_movement,
    a_patient,
    a_prescription,
    a_stage_entry,
    a_work_order,
    an_order,
)
from tests.integration.store.audits import an_audit_entry
from tests.integration.store.money.amounts import fill_with_money
from tests.integration.store.stores import bare, take_order

APPEND_ONLY = {
    "orders_patient_snapshots": "document = '{}'",
    "orders_prescription_snapshots": "document = '{}'",
    "orders_access_audit": "reason = 'other'",
    "inventory_movements": "on_hand_change = 9",
    "lab_stage_history": "stage = 'packed'",
    "payments_payments": "rounding_minor = 1",
    "payments_payment_lines": "amount_minor = 1",
    "payments_refunds": "credit_minor = 1",
    "payments_refund_lines": "amount_minor = 1",
    "payments_stored_value_entries": "amount_minor = 1",
    "payments_journal": "entry = '{}'",
    "payments_checkpoints": "checkpoint = '{}'",
}


@pytest.fixture
def filled(store: LocalStore, profile):
    """Return a bare connection to a store with a row in each append-only table."""
    work_order = a_work_order()
    with store.units() as unit:
        unit.patients.save_patient(a_patient())
        unit.patients.add_prescription(a_prescription())
        take_order(unit, an_order())
        unit.stock.add_movement(a_movement())
        unit.work_orders.add_job(work_order.job)
        unit.work_orders.open(work_order, a_stage_entry(work_order))
        unit.audit.add(an_audit_entry())
        fill_with_money(unit)
        unit.commit()
    with bare(profile.store_file) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        yield connection


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_a_row_that_was_written_is_never_changed(filled, table):
    before = filled.execute(f"SELECT * FROM {table}").fetchall()
    assert before
    with pytest.raises(sqlcipher.IntegrityError, match="append-only"):
        filled.execute(f"UPDATE {table} SET {APPEND_ONLY[table]}")
    assert filled.execute(f"SELECT * FROM {table}").fetchall() == before


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_a_row_that_was_written_is_never_deleted(filled, table):
    with pytest.raises(sqlcipher.IntegrityError, match=r"append-only|FOREIGN KEY"):
        filled.execute(f"DELETE FROM {table}")
    assert filled.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 0


@pytest.mark.parametrize(
    "table", ["orders_access_audit", "inventory_movements", "payments_journal"]
)
def test_a_row_that_was_written_is_never_replaced(filled, table):
    row = filled.execute(f"SELECT * FROM {table}").fetchone()
    marks = ", ".join("?" * len(row))
    with pytest.raises(sqlcipher.IntegrityError, match="append-only"):
        filled.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", row)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE customers_prescription_eyes SET axis_deg = 0",
        "UPDATE customers_prescription_eyes SET axis_deg = 181",
        "UPDATE customers_prescription_eyes SET axis_deg = NULL",
        "UPDATE customers_prescription_eyes SET cylinder_thousandths = 0",
        "UPDATE customers_prescription_eyes SET sphere_thousandths = 30000",
        "UPDATE customers_prescription_eyes SET sphere_thousandths = '-2.25'",
        "UPDATE customers_prescription_eyes SET base_up_thousandths = 500",
        "UPDATE customers_prescriptions SET expires_on = '2020-01-01'",
        "UPDATE customers_patients SET born_on = '1958-02-31'",
        "UPDATE customers_patients SET born_on = '11.2.1958'",
        "UPDATE customers_patients SET version = 0",
        "UPDATE orders_orders SET status = 'lost'",
        "UPDATE orders_orders SET total_minor = 68.7",
        "UPDATE orders_orders SET currency = 'EURO'",
        "UPDATE orders_orders SET frame = '{'",
        "UPDATE orders_orders SET patient_snapshot_sha256 = '0'",
        "UPDATE orders_order_items SET quantity = 0",
        "UPDATE orders_outbox SET state = 'sent'",
        "UPDATE orders_outbox SET device_seq = 7",
        "UPDATE sync_incarnations SET acked_seq = last_seq + 1",
        "UPDATE inventory_reservations SET reservation_id = '0'",
        "UPDATE payments_terminal_attempts SET state = 'lost'",
        "UPDATE payments_stored_values SET kind = 'cash'",
        "INSERT INTO payments_stored_value_word VALUES (2, 0)",
        "INSERT INTO sync_device_key VALUES (2, '')",
        "INSERT INTO print_printers VALUES ('0', 1, 'x', 'x', 80)",
        "INSERT INTO sync_number_blocks VALUES ('O', 'LIN', 26, 1, 10, 11)",
    ],
)
def test_an_impossible_value_cannot_be_written(filled, statement):
    with pytest.raises(sqlcipher.IntegrityError):
        filled.execute(statement)
