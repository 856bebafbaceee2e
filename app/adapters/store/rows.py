"""The tables as queries see them; the migrations say what may stand in them."""

from sqlalchemy import Boolean, Integer, LargeBinary, Text

from app.adapters.store.column_types import Day, Identity, Moment
from app.adapters.store.tables import has, key, may_have, table
from app.services.changes import Topic

customers_patients = table(
    "customers_patients",
    Topic.PATIENTS,
    key("patient_id"),
    has("number", Text),
    has("given_name", Text),
    has("family_name", Text),
    has("given_key", Text),
    has("family_key", Text),
    has("born_on", Day),
    may_have("phone", Text),
    has("home_site_id", Identity),
    has("version", Integer),
    *(may_have(name, Text) for name in ("email", "street", "postcode", "city", "country")),
)

customers_prescriptions = table(
    "customers_prescriptions",
    Topic.PRESCRIPTIONS,
    key("prescription_id"),
    has("patient_id", Identity),
    has("issued_on", Day),
    may_have("expires_on", Day),
    has("prescriber", Text),
    has("issued_by", Identity),
    may_have("replaces", Identity),
)

customers_prescription_eyes = table(
    "customers_prescription_eyes",
    Topic.PRESCRIPTIONS,
    key("prescription_id"),
    key("eye", Text),
    has("sphere_thousandths", Integer),
    has("cylinder_thousandths", Integer),
    may_have("axis_deg", Integer),
    may_have("add_thousandths", Integer),
    may_have("base_in_thousandths", Integer),
    may_have("base_up_thousandths", Integer),
    has("is_balance", Boolean),
)

orders_patient_snapshots = table(
    "orders_patient_snapshots", Topic.ORDERS, key("sha256", Text), has("document", Text)
)

orders_prescription_snapshots = table(
    "orders_prescription_snapshots", Topic.ORDERS, key("sha256", Text), has("document", Text)
)

orders_orders = table(
    "orders_orders",
    Topic.ORDERS,
    key("order_id"),
    has("command_id", Identity),
    has("number", Text),
    has("site_id", Identity),
    has("lab_site_id", Identity),
    has("created_at", Moment),
    has("created_by", Identity),
    has("status", Text),
    has("version", Integer),
    has("currency", Text),
    has("total_minor", Integer),
    has("patient_id", Identity),
    has("patient_snapshot_sha256", Text),
    has("prescription_snapshot_sha256", Text),
    has("frame", Text),
    has("lens", Text),
    has("edging", Text),
    has("promised_on", Day),
    has("is_rush", Boolean),
    has("note", Text),
    may_have("root_id", Identity),
    may_have("details", Text),
)

orders_order_items = table(
    "orders_order_items",
    Topic.ORDERS,
    key("item_id"),
    has("order_id", Identity),
    has("position", Integer),
    has("sku", Text),
    has("description", Text),
    has("quantity", Integer),
    has("unit_price_minor", Integer),
)

orders_access_audit = table(
    "orders_access_audit",
    None,
    key("audit_id"),
    has("at", Moment),
    has("user_id", Identity),
    has("session_id", Identity),
    has("site_id", Identity),
    has("action", Text),
    has("subject_type", Text),
    has("subject_id", Identity),
    has("correlation_id", Identity),
    may_have("reason", Text),
)

orders_outbox = table(
    "orders_outbox",
    Topic.OUTBOX,
    key("log_position", Integer),
    has("incarnation", Identity),
    has("device_seq", Integer),
    has("event_id", Identity),
    has("command_id", Identity),
    has("position", Integer),
    has("topic", Text),
    has("aggregate_type", Text),
    has("aggregate_id", Identity),
    has("occurred_at", Moment),
    has("envelope", LargeBinary),
    has("hash", Text),
    has("state", Text),
    may_have("code", Text),
)

inventory_movements = table(
    "inventory_movements",
    Topic.STOCK,
    key("movement_id"),
    has("site_id", Identity),
    has("sku", Text),
    has("kind", Text),
    has("on_hand_change", Integer),
    has("reserved_change", Integer),
    has("at", Moment),
    may_have("order_id", Identity),
)

inventory_stock_levels = table(
    "inventory_stock_levels",
    Topic.STOCK,
    key("site_id"),
    key("sku", Text),
    has("on_hand", Integer),
    has("reserved", Integer),
)

inventory_reservations = table(
    "inventory_reservations",
    Topic.STOCK,
    key("reservation_id"),
    has("order_id", Identity),
    has("site_id", Identity),
    has("sku", Text),
    has("quantity", Integer),
    has("at", Moment),
)

lab_jobs = table(
    "lab_jobs",
    Topic.WORK_ORDERS,
    key("order_id"),
    has("order_number", Text),
    has("store_site_id", Identity),
    has("store_name", Text),
    has("lab_site_id", Identity),
    has("promised_on", Day),
    has("is_rush", Boolean),
    has("patient_snapshot_sha256", Text),
    has("prescription_snapshot_sha256", Text),
    has("frame", Text),
    has("lens", Text),
    has("edging", Text),
    has("note", Text),
    has("extras", Text),
    has("version", Integer),
    has("is_cancelled", Boolean),
)

lab_work_orders = table(
    "lab_work_orders",
    Topic.WORK_ORDERS,
    key("work_order_id"),
    has("order_id", Identity),
    has("number", Text),
    has("stage", Text),
    has("version", Integer),
)

lab_stage_history = table(
    "lab_stage_history",
    Topic.WORK_ORDERS,
    key("event_id"),
    has("work_order_id", Identity),
    has("work_order_number", Text),
    has("order_id", Identity),
    has("stage", Text),
    has("visit", Integer),
    has("entered_at", Moment),
    has("entered_by", Identity),
    has("device_id", Identity),
    has("station", Text),
)

print_printers = table(
    "print_printers",
    Topic.PRINTERS,
    key("printer_id"),
    has("setup_no", Integer),
    has("name", Text),
    has("url", Text),
    has("paper_mm", Integer),
)

print_jobs = table(
    "print_jobs",
    Topic.PRINT_JOBS,
    key("job_id"),
    has("printer_id", Identity),
    has("kind", Text),
    has("reference", Text),
    has("document", LargeBinary),
    has("document_sha256", Text),
    has("copy_number", Integer),
    has("state", Text),
    has("attempts", Integer),
    may_have("reason", Text),
    has("queued_at", Moment),
    has("next_attempt_at", Moment),
    may_have("ended_at", Moment),
    has("subject", Text),
)

staff_members = table(
    "staff_members",
    Topic.STAFF,
    key("user_id"),
    has("name", Text),
    has("roles", Text),
    has("pin_verifier", Text),
)

staff_failures = table(
    "staff_failures",
    Topic.STAFF,
    key("failure_no", Integer),
    has("user_id", Identity),
    has("at", Moment),
)

sync_device_key = table("sync_device_key", None, key("only", Integer), has("private_key", Text))

sync_device = table(
    "sync_device",
    Topic.SYNC,
    key("only", Integer),
    has("chain_id", Identity),
    has("chain_name", Text),
    has("site_id", Identity),
    has("site_code", Text),
    has("site_name", Text),
    has("site_kind", Text),
    has("device_id", Identity),
    has("device_index", Integer),
    has("device_name", Text),
    may_have("lab_site_id", Identity),
    has("currency", Text),
    has("timeline", Identity),
    may_have("last_contact_at", Moment),
)

sync_incarnations = table(
    "sync_incarnations",
    Topic.OUTBOX,
    key("incarnation"),
    has("began_at", Moment),
    has("is_current", Boolean),
    has("last_seq", Integer),
    has("last_hash", Text),
    has("acked_seq", Integer),
    has("acked_hash", Text),
)

sync_cursors = table("sync_cursors", Topic.SYNC, key("stream", Text), has("seq", Integer))

sync_number_blocks = table(
    "sync_number_blocks",
    None,
    key("series", Text),
    key("site", Text),
    key("year", Integer),
    has("first", Integer),
    has("last", Integer),
    has("given", Integer),
)
