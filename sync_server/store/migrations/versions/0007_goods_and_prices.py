"""Goods, lens extras, price lists and promotions."""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    return None


def downgrade() -> None:
    return None
