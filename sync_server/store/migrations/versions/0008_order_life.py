"""What becomes of an order after it was made."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    return None


def downgrade() -> None:
    return None
