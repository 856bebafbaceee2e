"""Every table of part 1: customers, catalogue, orders, stock, lab, printing, staff and sync.

Powers are thousandths of a dioptre, lengths hundredths of a millimetre, money minor units, moments
microseconds since 1970 UTC, days ISO text, identities the 36 signs of a UUID.
"""

from alembic import op

revision = "0001"
down_revision = None

CUSTOMERS = """
CREATE TABLE customers_patients (
    patient_id TEXT NOT NULL PRIMARY KEY CHECK (length(patient_id) = 36),
    number TEXT NOT NULL,
    given_name TEXT NOT NULL CHECK (length(given_name) > 0),
    family_name TEXT NOT NULL CHECK (length(family_name) > 0),
    given_key TEXT NOT NULL,
    family_key TEXT NOT NULL,
    born_on TEXT NOT NULL CHECK (born_on IS date(born_on)),
    phone TEXT,
    home_site_id TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE TABLE customers_patient_words (
    word TEXT NOT NULL CHECK (length(word) > 0),
    patient_id TEXT NOT NULL REFERENCES customers_patients ON DELETE CASCADE,
    PRIMARY KEY (word, patient_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customers_patient_words_of ON customers_patient_words (patient_id);
-- A pulled prescription may come a page before its patient, so nothing refers to the patient here.
CREATE TABLE customers_prescriptions (
    prescription_id TEXT NOT NULL PRIMARY KEY CHECK (length(prescription_id) = 36),
    patient_id TEXT NOT NULL,
    issued_on TEXT NOT NULL CHECK (issued_on IS date(issued_on)),
    expires_on TEXT CHECK (expires_on IS date(expires_on) AND expires_on >= issued_on),
    prescriber TEXT NOT NULL,
    issued_by TEXT NOT NULL,
    replaces TEXT
) STRICT;
CREATE INDEX customers_prescriptions_of ON customers_prescriptions (patient_id, issued_on);
CREATE TABLE customers_prescription_eyes (
    prescription_id TEXT NOT NULL REFERENCES customers_prescriptions ON DELETE CASCADE,
    eye TEXT NOT NULL CHECK (eye IN ('right', 'left')),
    sphere_thousandths INTEGER NOT NULL CHECK (sphere_thousandths BETWEEN -25000 AND 18000),
    cylinder_thousandths INTEGER NOT NULL CHECK (cylinder_thousandths BETWEEN -8000 AND 8000),
    axis_deg INTEGER CHECK (axis_deg BETWEEN 1 AND 180),
    add_thousandths INTEGER CHECK (add_thousandths BETWEEN 250 AND 4500),
    base_in_thousandths INTEGER CHECK (base_in_thousandths BETWEEN -10000 AND 10000),
    base_up_thousandths INTEGER CHECK (base_up_thousandths BETWEEN -10000 AND 10000),
    is_balance INTEGER NOT NULL CHECK (is_balance IN (0, 1)),
    PRIMARY KEY (prescription_id, eye),
    CHECK ((cylinder_thousandths = 0) = (axis_deg IS NULL)),
    CHECK ((base_in_thousandths IS NULL) = (base_up_thousandths IS NULL))
) STRICT, WITHOUT ROWID
"""

CATALOGUE = """
CREATE TABLE catalog_frames (
    sku TEXT NOT NULL PRIMARY KEY,
    gtin TEXT NOT NULL,
    brand TEXT NOT NULL,
    model TEXT NOT NULL,
    colour TEXT NOT NULL,
    a_hundredths_mm INTEGER NOT NULL CHECK (a_hundredths_mm > 0),
    b_hundredths_mm INTEGER NOT NULL CHECK (b_hundredths_mm > 0),
    dbl_hundredths_mm INTEGER NOT NULL CHECK (dbl_hundredths_mm >= 0),
    temple_mm INTEGER NOT NULL CHECK (temple_mm >= 0),
    price_minor INTEGER NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3)
) STRICT;
CREATE INDEX catalog_frames_gtin ON catalog_frames (gtin);
CREATE TABLE catalog_frame_words (
    word TEXT NOT NULL CHECK (length(word) > 0),
    sku TEXT NOT NULL REFERENCES catalog_frames ON DELETE CASCADE,
    PRIMARY KEY (word, sku)
) STRICT, WITHOUT ROWID;
CREATE INDEX catalog_frame_words_of ON catalog_frame_words (sku);
CREATE TABLE catalog_lenses (
    sku TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    material TEXT NOT NULL,
    index_thousandths INTEGER NOT NULL CHECK (index_thousandths BETWEEN 1000 AND 2500),
    coating TEXT NOT NULL,
    price_minor INTEGER NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3)
) STRICT;
CREATE TABLE catalog_lens_words (
    word TEXT NOT NULL CHECK (length(word) > 0),
    sku TEXT NOT NULL REFERENCES catalog_lenses ON DELETE CASCADE,
    PRIMARY KEY (word, sku)
) STRICT, WITHOUT ROWID;
CREATE INDEX catalog_lens_words_of ON catalog_lens_words (sku)
"""

ORDERS = """
CREATE TABLE orders_patient_snapshots (
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    document TEXT NOT NULL CHECK (json_valid(document))
) STRICT;
CREATE TABLE orders_prescription_snapshots (
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    document TEXT NOT NULL CHECK (json_valid(document))
) STRICT;
-- Two devices that share a block by mistake may bring one number twice; both orders are kept, so
-- the number is not unique here. The command is.
CREATE TABLE orders_orders (
    order_id TEXT NOT NULL PRIMARY KEY CHECK (length(order_id) = 36),
    command_id TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL,
    site_id TEXT NOT NULL,
    lab_site_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN (
        'quote', 'draft', 'confirmed', 'sent_to_lab', 'in_lab',
        'at_store', 'notified', 'collected', 'cancelled', 'returned'
    )),
    version INTEGER NOT NULL CHECK (version >= 1),
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    total_minor INTEGER NOT NULL,
    patient_id TEXT NOT NULL,
    patient_snapshot_sha256 TEXT NOT NULL REFERENCES orders_patient_snapshots,
    prescription_snapshot_sha256 TEXT NOT NULL REFERENCES orders_prescription_snapshots,
    frame TEXT NOT NULL CHECK (json_valid(frame)),
    lens TEXT NOT NULL CHECK (json_valid(lens)),
    edging TEXT NOT NULL CHECK (json_valid(edging)),
    promised_on TEXT NOT NULL CHECK (promised_on IS date(promised_on)),
    is_rush INTEGER NOT NULL CHECK (is_rush IN (0, 1)),
    note TEXT NOT NULL
) STRICT;
CREATE INDEX orders_orders_number ON orders_orders (number);
CREATE INDEX orders_orders_newest ON orders_orders (created_at);
CREATE INDEX orders_orders_patient ON orders_orders (patient_id, created_at);
CREATE TABLE orders_order_items (
    item_id TEXT NOT NULL PRIMARY KEY CHECK (length(item_id) = 36),
    order_id TEXT NOT NULL REFERENCES orders_orders ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    sku TEXT NOT NULL,
    description TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity >= 1),
    unit_price_minor INTEGER NOT NULL,
    UNIQUE (order_id, position)
) STRICT;
CREATE TABLE orders_access_audit (
    audit_id TEXT NOT NULL PRIMARY KEY CHECK (length(audit_id) = 36),
    at INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    site_id TEXT NOT NULL,
    action TEXT NOT NULL,
    subject_type TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    correlation_id TEXT NOT NULL,
    reason TEXT
) STRICT;
CREATE INDEX orders_access_audit_subject ON orders_access_audit (subject_id, at)
"""

LOG = """
CREATE TABLE sync_incarnations (
    incarnation TEXT NOT NULL PRIMARY KEY CHECK (length(incarnation) = 36),
    began_at INTEGER NOT NULL,
    is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
    last_seq INTEGER NOT NULL,
    last_hash TEXT NOT NULL CHECK (length(last_hash) = 64),
    acked_seq INTEGER NOT NULL CHECK (acked_seq BETWEEN 0 AND last_seq),
    acked_hash TEXT NOT NULL CHECK (length(acked_hash) = 64)
) STRICT;
CREATE UNIQUE INDEX sync_incarnations_current ON sync_incarnations (is_current) WHERE is_current;
CREATE TABLE orders_outbox (
    log_position INTEGER NOT NULL PRIMARY KEY,
    incarnation TEXT NOT NULL REFERENCES sync_incarnations,
    device_seq INTEGER NOT NULL CHECK (device_seq >= 1),
    event_id TEXT NOT NULL UNIQUE,
    command_id TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 1),
    topic TEXT NOT NULL,
    aggregate_type TEXT NOT NULL,
    aggregate_id TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    envelope BLOB NOT NULL,
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    state TEXT NOT NULL CHECK (state IN ('pending', 'acked', 'quarantined', 'refused')),
    code TEXT,
    UNIQUE (incarnation, device_seq),
    UNIQUE (command_id, position)
) STRICT;
CREATE INDEX orders_outbox_state ON orders_outbox (state, log_position);
CREATE INDEX orders_outbox_aggregate ON orders_outbox (aggregate_id, state)
"""

STOCK = """
CREATE TABLE inventory_movements (
    movement_id TEXT NOT NULL PRIMARY KEY CHECK (length(movement_id) = 36),
    site_id TEXT NOT NULL,
    sku TEXT NOT NULL,
    kind TEXT NOT NULL,
    on_hand_change INTEGER NOT NULL,
    reserved_change INTEGER NOT NULL,
    at INTEGER NOT NULL,
    order_id TEXT
) STRICT;
CREATE INDEX inventory_movements_article ON inventory_movements (site_id, sku);
-- Below zero means oversold, which is shown and never hidden: no check on the sums.
CREATE TABLE inventory_stock_levels (
    site_id TEXT NOT NULL,
    sku TEXT NOT NULL,
    on_hand INTEGER NOT NULL,
    reserved INTEGER NOT NULL,
    PRIMARY KEY (site_id, sku)
) STRICT, WITHOUT ROWID;
CREATE TABLE inventory_reservations (
    reservation_id TEXT NOT NULL PRIMARY KEY REFERENCES inventory_movements,
    order_id TEXT NOT NULL,
    site_id TEXT NOT NULL,
    sku TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity >= 1),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX inventory_reservations_order ON inventory_reservations (order_id)
"""

LAB = """
CREATE TABLE lab_jobs (
    order_id TEXT NOT NULL PRIMARY KEY CHECK (length(order_id) = 36),
    order_number TEXT NOT NULL,
    store_site_id TEXT NOT NULL,
    store_name TEXT NOT NULL,
    lab_site_id TEXT NOT NULL,
    promised_on TEXT NOT NULL CHECK (promised_on IS date(promised_on)),
    is_rush INTEGER NOT NULL CHECK (is_rush IN (0, 1)),
    patient_snapshot_sha256 TEXT NOT NULL REFERENCES orders_patient_snapshots,
    prescription_snapshot_sha256 TEXT NOT NULL REFERENCES orders_prescription_snapshots,
    frame TEXT NOT NULL CHECK (json_valid(frame)),
    lens TEXT NOT NULL CHECK (json_valid(lens)),
    edging TEXT NOT NULL CHECK (json_valid(edging)),
    note TEXT NOT NULL
) STRICT;
CREATE TABLE lab_work_orders (
    work_order_id TEXT NOT NULL PRIMARY KEY CHECK (length(work_order_id) = 36),
    order_id TEXT NOT NULL REFERENCES lab_jobs,
    number TEXT NOT NULL,
    stage TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX lab_work_orders_number ON lab_work_orders (number);
CREATE INDEX lab_work_orders_order ON lab_work_orders (order_id);
-- A store keeps the history of its orders without the lab's work orders, so nothing refers to them.
CREATE TABLE lab_stage_history (
    event_id TEXT NOT NULL PRIMARY KEY CHECK (length(event_id) = 36),
    work_order_id TEXT NOT NULL,
    work_order_number TEXT NOT NULL,
    order_id TEXT NOT NULL,
    stage TEXT NOT NULL,
    visit INTEGER NOT NULL CHECK (visit >= 1),
    entered_at INTEGER NOT NULL,
    entered_by TEXT NOT NULL,
    device_id TEXT NOT NULL,
    station TEXT NOT NULL,
    UNIQUE (work_order_id, stage, visit)
) STRICT;
CREATE INDEX lab_stage_history_order ON lab_stage_history (order_id)
"""

PRINTING = """
CREATE TABLE print_printers (
    printer_id TEXT NOT NULL PRIMARY KEY CHECK (length(printer_id) = 36),
    setup_no INTEGER NOT NULL UNIQUE,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    paper_mm INTEGER NOT NULL CHECK (paper_mm IN (58, 80))
) STRICT;
CREATE TABLE print_jobs (
    job_id TEXT NOT NULL PRIMARY KEY CHECK (length(job_id) = 36),
    printer_id TEXT NOT NULL REFERENCES print_printers,
    kind TEXT NOT NULL,
    reference TEXT NOT NULL,
    document BLOB NOT NULL,
    document_sha256 TEXT NOT NULL CHECK (length(document_sha256) = 64),
    copy_number INTEGER NOT NULL CHECK (copy_number >= 1),
    state TEXT NOT NULL CHECK (state IN (
        'QUEUED', 'SENDING', 'PRINTED', 'NOT_SENT', 'HELD', 'UNKNOWN', 'CANCELLED'
    )),
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    reason TEXT,
    queued_at INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX print_jobs_due ON print_jobs (printer_id, state, queued_at);
CREATE INDEX print_jobs_reference ON print_jobs (reference, queued_at);
CREATE INDEX print_jobs_newest ON print_jobs (queued_at)
"""

PEOPLE = """
CREATE TABLE staff_members (
    user_id TEXT NOT NULL PRIMARY KEY CHECK (length(user_id) = 36),
    name TEXT NOT NULL,
    roles TEXT NOT NULL CHECK (json_type(roles) = 'array'),
    pin_verifier TEXT NOT NULL
) STRICT;
CREATE TABLE staff_failures (
    failure_no INTEGER NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL CHECK (length(user_id) = 36),
    at INTEGER NOT NULL
) STRICT
"""

DEVICE = """
CREATE TABLE sync_device_key (
    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    private_key TEXT NOT NULL CHECK (length(private_key) = 64)
) STRICT;
CREATE TABLE sync_device (
    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    chain_id TEXT NOT NULL,
    chain_name TEXT NOT NULL,
    site_id TEXT NOT NULL,
    site_code TEXT NOT NULL,
    site_name TEXT NOT NULL,
    site_kind TEXT NOT NULL CHECK (site_kind IN ('store', 'lab')),
    device_id TEXT NOT NULL,
    device_index INTEGER NOT NULL CHECK (device_index >= 1),
    device_name TEXT NOT NULL,
    lab_site_id TEXT,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    timeline TEXT NOT NULL,
    last_contact_at INTEGER
) STRICT;
CREATE TABLE sync_cursors (
    stream TEXT NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL CHECK (seq >= 0)
) STRICT, WITHOUT ROWID;
CREATE TABLE sync_number_blocks (
    series TEXT NOT NULL,
    site TEXT NOT NULL,
    year INTEGER NOT NULL,
    first INTEGER NOT NULL CHECK (first >= 1),
    last INTEGER NOT NULL CHECK (last >= first),
    given INTEGER NOT NULL CHECK (given BETWEEN 0 AND last - first + 1),
    PRIMARY KEY (series, site, year)
) STRICT, WITHOUT ROWID
"""

CONTEXTS = (CUSTOMERS, CATALOGUE, ORDERS, LOG, STOCK, LAB, PRINTING, PEOPLE, DEVICE)
APPEND_ONLY = (
    "orders_patient_snapshots",
    "orders_prescription_snapshots",
    "orders_access_audit",
    "inventory_movements",
    "lab_stage_history",
)
TABLES_CHILDREN_FIRST = (
    *("sync_number_blocks", "sync_cursors", "sync_device", "sync_device_key"),
    *("staff_failures", "staff_members", "print_jobs", "print_printers"),
    *("lab_stage_history", "lab_work_orders", "lab_jobs"),
    *("inventory_reservations", "inventory_stock_levels", "inventory_movements"),
    *("orders_outbox", "sync_incarnations", "orders_access_audit", "orders_order_items"),
    *("orders_orders", "orders_prescription_snapshots", "orders_patient_snapshots"),
    *("catalog_lens_words", "catalog_lenses", "catalog_frame_words", "catalog_frames"),
    *("customers_prescription_eyes", "customers_prescriptions"),
    *("customers_patient_words", "customers_patients"),
)


def upgrade() -> None:
    for context in CONTEXTS:
        for statement in context.split(";\n"):
            op.execute(statement)
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_forbids_{verb.lower()} BEFORE {verb} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def downgrade() -> None:
    for table in APPEND_ONLY:
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_forbids_{verb}")
    for table in TABLES_CHILDREN_FIRST:
        op.execute(f"DROP TABLE {table}")
