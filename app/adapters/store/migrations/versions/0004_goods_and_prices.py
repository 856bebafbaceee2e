"""Goods, lens extras, price lists, promotions and discount limits."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    return None


def downgrade() -> None:
    return None
