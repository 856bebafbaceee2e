"""Work that was begun and not saved."""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    return None


def downgrade() -> None:
    return None
