"""The tables as queries see them; the migrations say what may stand in them."""

from typing import Any

from sqlalchemy import Boolean, Column, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

from app.adapters.store.column_types import Day, Identity, Moment
from app.services.changes import Topic

METADATA = MetaData()


# `topic` is what a screen would show of the table; None where no screen does.
def _table(name: str, topic: Topic | None, *columns: Column[Any]) -> Table:
    return Table(name, METADATA, *columns, info={"topic": topic})


def _key(name: str, kind: type[TypeEngine[Any]] = Identity) -> Column[Any]:
    return Column(name, kind, primary_key=True)


def _has(name: str, kind: type[TypeEngine[Any]]) -> Column[Any]:
    return Column(name, kind, nullable=False)


def _may_have(name: str, kind: type[TypeEngine[Any]]) -> Column[Any]:
    return Column(name, kind, nullable=True)


customers_patients = _table(
    "customers_patients",
    Topic.PATIENTS,
    _key("patient_id"),
    _has("number", Text),
    _has("given_name", Text),
    _has("family_name", Text),
    _has("given_key", Text),
    _has("family_key", Text),
    _has("born_on", Day),
    _may_have("phone", Text),
    _has("home_site_id", Identity),
    _has("version", Integer),
)

customers_patient_words = _table(
    "customers_patient_words", Topic.PATIENTS, _key("word", Text), _key("patient_id")
)

customers_prescriptions = _table(
    "customers_prescriptions",
    Topic.PRESCRIPTIONS,
    _key("prescription_id"),
    _has("patient_id", Identity),
    _has("issued_on", Day),
    _may_have("expires_on", Day),
    _has("prescriber", Text),
    _has("issued_by", Identity),
    _may_have("replaces", Identity),
)

customers_prescription_eyes = _table(
    "customers_prescription_eyes",
    Topic.PRESCRIPTIONS,
    _key("prescription_id"),
    _key("eye", Text),
    _has("sphere_thousandths", Integer),
    _has("cylinder_thousandths", Integer),
    _may_have("axis_deg", Integer),
    _may_have("add_thousandths", Integer),
    _may_have("base_in_thousandths", Integer),
    _may_have("base_up_thousandths", Integer),
    _has("is_balance", Boolean),
)

catalog_frames = _table(
    "catalog_frames",
    Topic.CATALOGUE,
    _key("sku", Text),
    _has("gtin", Text),
    _has("brand", Text),
    _has("model", Text),
    _has("colour", Text),
    _has("a_hundredths_mm", Integer),
    _has("b_hundredths_mm", Integer),
    _has("dbl_hundredths_mm", Integer),
    _has("temple_mm", Integer),
    _has("price_minor", Integer),
    _has("currency", Text),
)

catalog_frame_words = _table(
    "catalog_frame_words", Topic.CATALOGUE, _key("word", Text), _key("sku", Text)
)

catalog_lenses = _table(
    "catalog_lenses",
    Topic.CATALOGUE,
    _key("sku", Text),
    _has("name", Text),
    _has("kind", Text),
    _has("material", Text),
    _has("index_thousandths", Integer),
    _has("coating", Text),
    _has("price_minor", Integer),
    _has("currency", Text),
)

catalog_lens_words = _table(
    "catalog_lens_words", Topic.CATALOGUE, _key("word", Text), _key("sku", Text)
)

orders_patient_snapshots = _table(
    "orders_patient_snapshots", Topic.ORDERS, _key("sha256", Text), _has("document", Text)
)

orders_prescription_snapshots = _table(
    "orders_prescription_snapshots", Topic.ORDERS, _key("sha256", Text), _has("document", Text)
)

orders_orders = _table(
    "orders_orders",
    Topic.ORDERS,
    _key("order_id"),
    _has("command_id", Identity),
    _has("number", Text),
    _has("site_id", Identity),
    _has("lab_site_id", Identity),
    _has("created_at", Moment),
    _has("created_by", Identity),
    _has("status", Text),
    _has("version", Integer),
    _has("currency", Text),
    _has("total_minor", Integer),
    _has("patient_id", Identity),
    _has("patient_snapshot_sha256", Text),
    _has("prescription_snapshot_sha256", Text),
    _has("frame", Text),
    _has("lens", Text),
    _has("edging", Text),
    _has("promised_on", Day),
    _has("is_rush", Boolean),
    _has("note", Text),
)

orders_order_items = _table(
    "orders_order_items",
    Topic.ORDERS,
    _key("item_id"),
    _has("order_id", Identity),
    _has("position", Integer),
    _has("sku", Text),
    _has("description", Text),
    _has("quantity", Integer),
    _has("unit_price_minor", Integer),
)

orders_access_audit = _table(
    "orders_access_audit",
    None,
    _key("audit_id"),
    _has("at", Moment),
    _has("user_id", Identity),
    _has("session_id", Identity),
    _has("site_id", Identity),
    _has("action", Text),
    _has("subject_type", Text),
    _has("subject_id", Identity),
    _has("correlation_id", Identity),
    _may_have("reason", Text),
)

orders_outbox = _table(
    "orders_outbox",
    Topic.OUTBOX,
    _key("log_position", Integer),
    _has("incarnation", Identity),
    _has("device_seq", Integer),
    _has("event_id", Identity),
    _has("command_id", Identity),
    _has("position", Integer),
    _has("topic", Text),
    _has("aggregate_type", Text),
    _has("aggregate_id", Identity),
    _has("occurred_at", Moment),
    _has("envelope", LargeBinary),
    _has("hash", Text),
    _has("state", Text),
    _may_have("code", Text),
)

inventory_movements = _table(
    "inventory_movements",
    Topic.STOCK,
    _key("movement_id"),
    _has("site_id", Identity),
    _has("sku", Text),
    _has("kind", Text),
    _has("on_hand_change", Integer),
    _has("reserved_change", Integer),
    _has("at", Moment),
    _may_have("order_id", Identity),
)

inventory_stock_levels = _table(
    "inventory_stock_levels",
    Topic.STOCK,
    _key("site_id"),
    _key("sku", Text),
    _has("on_hand", Integer),
    _has("reserved", Integer),
)

inventory_reservations = _table(
    "inventory_reservations",
    Topic.STOCK,
    _key("reservation_id"),
    _has("order_id", Identity),
    _has("site_id", Identity),
    _has("sku", Text),
    _has("quantity", Integer),
    _has("at", Moment),
)

lab_jobs = _table(
    "lab_jobs",
    Topic.WORK_ORDERS,
    _key("order_id"),
    _has("order_number", Text),
    _has("store_site_id", Identity),
    _has("store_name", Text),
    _has("lab_site_id", Identity),
    _has("promised_on", Day),
    _has("is_rush", Boolean),
    _has("patient_snapshot_sha256", Text),
    _has("prescription_snapshot_sha256", Text),
    _has("frame", Text),
    _has("lens", Text),
    _has("edging", Text),
    _has("note", Text),
)

lab_work_orders = _table(
    "lab_work_orders",
    Topic.WORK_ORDERS,
    _key("work_order_id"),
    _has("order_id", Identity),
    _has("number", Text),
    _has("stage", Text),
    _has("version", Integer),
)

lab_stage_history = _table(
    "lab_stage_history",
    Topic.WORK_ORDERS,
    _key("event_id"),
    _has("work_order_id", Identity),
    _has("work_order_number", Text),
    _has("order_id", Identity),
    _has("stage", Text),
    _has("visit", Integer),
    _has("entered_at", Moment),
    _has("entered_by", Identity),
    _has("device_id", Identity),
    _has("station", Text),
)

print_printers = _table(
    "print_printers",
    Topic.PRINTERS,
    _key("printer_id"),
    _has("setup_no", Integer),
    _has("name", Text),
    _has("url", Text),
    _has("paper_mm", Integer),
)

print_jobs = _table(
    "print_jobs",
    Topic.PRINT_JOBS,
    _key("job_id"),
    _has("printer_id", Identity),
    _has("kind", Text),
    _has("reference", Text),
    _has("document", LargeBinary),
    _has("document_sha256", Text),
    _has("copy_number", Integer),
    _has("state", Text),
    _has("attempts", Integer),
    _may_have("reason", Text),
    _has("queued_at", Moment),
    _has("next_attempt_at", Moment),
    _may_have("ended_at", Moment),
)

staff_members = _table(
    "staff_members",
    Topic.STAFF,
    _key("user_id"),
    _has("name", Text),
    _has("roles", Text),
    _has("pin_verifier", Text),
)

staff_failures = _table(
    "staff_failures",
    Topic.STAFF,
    _key("failure_no", Integer),
    _has("user_id", Identity),
    _has("at", Moment),
)

sync_device_key = _table("sync_device_key", None, _key("only", Integer), _has("private_key", Text))

sync_device = _table(
    "sync_device",
    Topic.SYNC,
    _key("only", Integer),
    _has("chain_id", Identity),
    _has("chain_name", Text),
    _has("site_id", Identity),
    _has("site_code", Text),
    _has("site_name", Text),
    _has("site_kind", Text),
    _has("device_id", Identity),
    _has("device_index", Integer),
    _has("device_name", Text),
    _may_have("lab_site_id", Identity),
    _has("currency", Text),
    _has("timeline", Identity),
    _may_have("last_contact_at", Moment),
)

sync_incarnations = _table(
    "sync_incarnations",
    Topic.OUTBOX,
    _key("incarnation"),
    _has("began_at", Moment),
    _has("is_current", Boolean),
    _has("last_seq", Integer),
    _has("last_hash", Text),
    _has("acked_seq", Integer),
    _has("acked_hash", Text),
)

sync_cursors = _table("sync_cursors", Topic.SYNC, _key("stream", Text), _has("seq", Integer))

sync_number_blocks = _table(
    "sync_number_blocks",
    None,
    _key("series", Text),
    _key("site", Text),
    _key("year", Integer),
    _has("first", Integer),
    _has("last", Integer),
    _has("given", Integer),
)
