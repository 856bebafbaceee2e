"""One chain with a store and its lab."""

from uuid import UUID

from app.domain.kernel.ids import ChainId, SiteId

CHAIN_ID = ChainId(UUID("0198a000-0000-7000-8000-000000000001"))
STORE_ID = SiteId(UUID("0198a000-0000-7000-8000-000000000002"))
LAB_ID = SiteId(UUID("0198a000-0000-7000-8000-000000000003"))
