"""A new device takes its place in a chain by a one-time code and the proof of its key."""

from dataclasses import dataclass

import httpx

from app.adapters.sync.line import Answer, Query, ServerLine, accepted
from app.adapters.sync.store_call import StoreCall
from app.contracts.v1 import EnrolAnswerV1, EnrolRequestV1
from app.domain.kernel.canonical import canonical_json
from app.domain.kernel.ids import ChainId, DeviceId, SiteId
from app.services.sync_ports import SyncLog
from app.services.views import DeviceIdentity, SiteKind

ENROL_PATH = "/v1/enrol"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """Enrols this device; `slot_kind` says where its storage key is kept."""

    log: SyncLog
    call: StoreCall
    server_url: str
    slot_kind: str
    transport: httpx.BaseTransport | None = None

    def enrol(self, code: str) -> DeviceIdentity:
        """Trade the one-time code for an identity and remember it.

        Raises:
            ServerAddressIsInvalid, ServerUnreachable, ServerIsBusy, ServerAnswerIsDamaged,
            ServerRefused: see there; nothing was remembered.
        """
        line = ServerLine(self.server_url, self.transport)
        try:
            answer = accepted(self._asked(line, code.strip().upper()), EnrolAnswerV1)
        finally:
            line.close()
        identity = _identity(answer)
        self.call(lambda: self.log.save_identity(identity, timeline=answer.timeline))
        return identity

    def _asked(self, line: ServerLine, code: str) -> Answer:
        public_key = self.call(self.log.public_key)
        signature = self.call(lambda: self.log.sign(f"{code}\n{public_key}".encode()))
        request = EnrolRequestV1(
            code=code,
            public_key=public_key,
            signature=signature.hex(),
            slot_kind=self.slot_kind,
        )
        body = canonical_json(request.model_dump(mode="json"))
        headers = {"Content-Type": "application/json"}
        return line.send(Query(method="POST", path=ENROL_PATH, headers=headers, body=body))


def _identity(answer: EnrolAnswerV1) -> DeviceIdentity:
    return DeviceIdentity(
        chain_id=ChainId(answer.chain_id),
        chain_name=answer.chain_name,
        site_id=SiteId(answer.site_id),
        site_code=answer.site_code,
        site_name=answer.site_name,
        site_kind=SiteKind(answer.site_kind),
        device_id=DeviceId(answer.device_id),
        device_index=answer.device_index,
        device_name=answer.device_name,
        lab_site_id=SiteId(answer.lab_site_id) if answer.lab_site_id else None,
        currency=answer.currency,
    )
