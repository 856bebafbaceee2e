"""Finds out which device sent a request, off the event loop because the database is asked."""

from collections.abc import Callable
from typing import TypeVar

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from app.contracts.proof import PROOF_HEADER
from sync_server.services import proof
from sync_server.services.devices import Device

Answer = TypeVar("Answer")


async def as_device(
    request: Request,
    proofs: proof.ProofService,
    work: Callable[[Device, bytes], Answer],
) -> Answer:
    """Return what `work` makes of the request, once its device has proved itself.

    Raises:
        Unproved: it has not.
        Malformed: the body is too large or comes too slowly.
    """
    body = await request.body()
    asked = proof.Request(
        method=request.method, path=request.scope["raw_path"].decode("ascii", errors="replace")
    )

    def prove_and_work() -> Answer:
        device = proofs.prove(request.headers.get(PROOF_HEADER), asked, body)
        request.state.device_id = str(device.device_id)
        return work(device, body)

    return await run_in_threadpool(prove_and_work)
