"""Payments, refunds, stored value, card requests and the sealed journal."""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    return None


def downgrade() -> None:
    return None
