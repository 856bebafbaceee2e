"""The finding of patients, and what a record holds beside prescriptions."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    return None


def downgrade() -> None:
    return None
