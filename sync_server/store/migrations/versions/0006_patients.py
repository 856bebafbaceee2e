"""What a patient's record holds beside prescriptions."""

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    return None


def downgrade() -> None:
    return None
