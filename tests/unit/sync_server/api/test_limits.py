"""A request is bounded in size and time whatever the HTTP server lets through."""

import asyncio

import pytest

from sync_server.api.limits import BoundedBody, Limits, LimitsMiddleware
from sync_server.services.refusals import Code, Malformed


def chunks(*sizes: int):
    """Return a `receive` that brings a body in chunks and then is silent."""
    messages = [{"type": "http.request", "body": b"x" * size, "more_body": True} for size in sizes]

    async def receive():
        if messages:
            return messages.pop(0)
        await asyncio.Event().wait()
        raise AssertionError

    return receive


async def read_all(body: BoundedBody) -> None:
    while (await body()).get("more_body"):
        pass


def code_of(receive, **limits) -> Code:
    with pytest.raises(Malformed) as caught:
        asyncio.run(read_all(BoundedBody(receive, Limits(**limits))))
    return caught.value.code


def test_a_body_without_a_length_is_counted_while_it_comes():
    assert code_of(chunks(40, 40, 40), body_bytes=100) is Code.REQUEST_TOO_LARGE


def test_a_body_that_falls_silent_is_given_up():
    assert code_of(chunks(1), idle_s=0.01) is Code.REQUEST_TOO_SLOW


def test_a_body_that_drips_is_given_up_too():
    async def drip():
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b"x", "more_body": True}

    assert code_of(drip, idle_s=10, total_s=0.05) is Code.REQUEST_TOO_SLOW


def test_a_complete_body_has_all_the_time_it_takes_to_answer():
    async def scenario():
        answers = [{"type": "http.request", "body": b"x", "more_body": False}]

        async def receive():
            if answers:
                return answers.pop()
            await asyncio.sleep(0.05)
            return {"type": "http.disconnect"}

        body = BoundedBody(receive, Limits(idle_s=0.01, total_s=0.01))
        await body()
        return await body()

    assert asyncio.run(scenario()) == {"type": "http.disconnect"}


def statuses(*requests: dict[str, object], in_flight: int = 100) -> list[int]:
    """Send requests that all wait for each other, and return the statuses in their order."""

    async def scenario():
        arrived, go_on = 0, asyncio.Event()

        async def app(_scope, _receive, send):
            nonlocal arrived
            arrived += 1
            await go_on.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})

        middleware = LimitsMiddleware(app, Limits(in_flight=in_flight))
        found: list[int] = [0] * len(requests)

        async def one(place, request):
            async def send(message):
                if message["type"] == "http.response.start":
                    found[place] = message["status"]

            scope = {"type": "http", "raw_path": b"/", "query_string": b"", "headers": []}
            await middleware(scope | request, chunks(), send)

        tasks = [asyncio.create_task(one(*each)) for each in enumerate(requests)]
        for _ in range(5):
            await asyncio.sleep(0)
        go_on.set()
        await asyncio.gather(*tasks)
        return found

    return asyncio.run(scenario())


def test_one_request_too_many_is_sent_away_and_the_others_are_served():
    assert statuses({}, {}, {}, in_flight=2) == [200, 200, 503]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"headers": [(b"content-length", b"1048576")]}, 200),
        ({"headers": [(b"content-length", b"1048577")]}, 413),
        ({"headers": [(b"content-length", b"9" * 30)]}, 413),
        ({"headers": [(b"x", b"y" * 16_384)]}, 431),
        ({"query_string": b"y" * 16_384}, 431),
    ],
)
def test_what_announces_itself_as_too_large_is_not_even_read(request_, status):
    assert statuses(request_) == [status]
