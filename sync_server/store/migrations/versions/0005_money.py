"""Payments, refunds, stored value and the tills' journals."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    return None


def downgrade() -> None:
    return None
