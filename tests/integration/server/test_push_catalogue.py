"""What the chain shares of goods and prices: versions, conflicts, and who hears of them."""

from dataclasses import replace
from uuid import uuid4

import pytest

from app.adapters.sync.mapping import stream_page
from app.contracts.pull import DocumentType, PulledRowV1, RowKind, StreamPageV1
from app.domain.catalog.article_versions import ArticleChanged, ArticleVersion
from app.domain.pricing.shared import UsedCode, VoucherCodeUsed
from tests.factories import a_frame
from tests.factories.moments import NOW
from tests.factories.places import STORE_ID
from tests.factories.prices import record_events
from tests.fakes.server_facts import APPLIED, outcomes, rows


def changed(version=1, **fields):
    article = ArticleVersion(good=a_frame(**fields), version=version)
    return ArticleChanged(article=article, change_id=uuid4())


@pytest.mark.parametrize("event", record_events(), ids=lambda event: event.topic)
def test_every_device_of_the_chain_hears_of_it_as_it_was_said(engine, store, event):
    store.commit(event)
    assert outcomes(store.push()) == [APPLIED]
    [(kind, name, payload)] = rows(
        engine,
        "SELECT s.type, s.doc_id, d.payload FROM sync_doc_streams s"
        " JOIN sync_docs d USING (chain_id, type, doc_id) WHERE s.stream = 'chain'"
        " AND s.type <> 'staff_member'",
    )
    assert (kind, name) == (event.record.kind.value, event.record.name)
    row = PulledRowV1.model_validate_json(
        f'{{"seq": 1, "type": "{kind}", "id": "x", "kind": "put", "doc": {payload}}}'
    )
    assert (row.type, row.kind) == (DocumentType(kind), RowKind.PUT)
    page = StreamPageV1(stream="chain", after=0, to=1, is_caught_up=True, rows=(row,))
    (document,) = stream_page(page).documents
    assert document.record == event.record


def test_of_two_stores_that_change_one_article_the_first_counts_and_the_second_is_told(
    engine, store, enrolled
):
    other = enrolled(STORE_ID)
    store.commit(changed())
    store.push()
    store.commit(changed(2, colour="Moss"))
    store.push(2)
    other.commit(changed(2, colour="Slate"))
    answer = other.push()
    assert outcomes(answer) == [("quarantined", "catalog.record.version_conflict")]
    assert answer["outcomes"][0]["version"] == 2
    [(version, body)] = rows(engine, "SELECT version, body FROM catalog_records")
    assert version == 2
    assert "Moss" in body


def test_a_voucher_that_two_stores_took_is_told_to_the_second(store, enrolled):
    other = enrolled(STORE_ID)

    def used():
        use = UsedCode(code="WELCOME20", owner=uuid4(), at=NOW)
        return VoucherCodeUsed(use=use, change_id=use.owner)

    store.commit(used())
    other.commit(used())
    assert outcomes(store.push()) == [APPLIED]
    assert outcomes(other.push()) == [("quarantined", "pricing.voucher.used_twice")]


def test_what_no_device_could_read_stays_out_of_the_stream(engine, store):
    event = changed()
    article = replace(event.article, good=a_frame(brand=""))
    store.commit(replace(event, article=article))
    assert outcomes(store.push()) == [("quarantined", "sync.payload.rule_broken")]
    assert rows(engine, "SELECT * FROM catalog_records") == []
