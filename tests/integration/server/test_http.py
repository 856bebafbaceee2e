"""What the server answers to whatever arrives: a problem with a code, and no word of the input."""

import gzip
import json
from collections.abc import Iterator
from uuid import UUID, uuid4

import httpx
import pytest
import zstandard

from sync_server.api.app import create_app
from sync_server.api.limits import Limits
from sync_server.api.server import PatientProtocol
from sync_server.bootstrap import services_on
from tests.factories.places import STORE_ID
from tests.fakes.server_device import ServerDevice
from tests.fakes.server_facts import count, sell
from tests.fakes.server_http import listening
from tests.fakes.server_raw import exchange

PUSH = "/v1/sync/push"
CANARY = "Achterberg"


class HastyProtocol(PatientProtocol):
    """Hangs up on late headers in less time."""

    headers_s = 0.2


@pytest.fixture
def limits() -> Limits:
    return Limits(idle_s=0.2, total_s=1.0)


@pytest.fixture
def port(http: httpx.Client) -> int:
    port = http.base_url.port
    assert port is not None
    return port


@pytest.fixture
def hasty_port(engine, limits) -> Iterator[int]:
    app = create_app(services_on(engine, limits=limits))
    with listening(app, protocol=HastyProtocol) as port:
        yield port


def code_of(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(answer.content) <= 300
    return answer.status_code, answer.json()["code"]


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/", (404, "request.not_found")),
        ("GET", "/docs", (404, "request.not_found")),
        ("GET", "/redoc", (404, "request.not_found")),
        ("GET", "/metrics", (404, "request.not_found")),
        ("GET", "/v1/orders/../../etc/passwd", (404, "request.not_found")),
        ("GET", PUSH, (405, "request.method_not_allowed")),
        ("DELETE", "/v1/orders", (405, "request.method_not_allowed")),
        ("POST", PUSH, (401, "proof.missing")),
        ("GET", "/v1/sync/pull", (401, "proof.missing")),
        ("GET", f"/v1/orders/{STORE_ID}", (401, "proof.missing")),
        ("POST", "/v1/enrol", (422, "request.json_invalid")),
    ],
)
def test_every_error_is_a_problem_with_a_code(http, method, path, expected):
    assert code_of(http.request(method, path)) == expected


def test_the_process_lives_and_the_database_is_ready(http):
    assert http.get("/healthz").json() == {"status": "alive"}
    assert http.get("/readyz").json() == {"status": "ready"}


def test_a_server_whose_database_is_behind_lives_and_is_not_ready(http, engine):
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    try:
        assert http.get("/healthz").is_success
        assert code_of(http.get("/readyz")) == (503, "server.not_ready")
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0009'")


def test_the_surface_describes_itself(http):
    surface = http.get("/openapi.json").json()
    assert {"/v1/enrol", PUSH, "/v1/sync/pull", "/v1/orders", "/v1/orders/{order_id}"} <= set(
        surface["paths"]
    )
    assert {"PushAnswerV1", "PullPageV1", "Problem"} <= set(surface["components"]["schemas"])
    for path, method in ((PUSH, "post"), ("/v1/sync/pull", "get"), ("/v1/orders", "get")):
        named = [each["name"] for each in surface["paths"][path][method]["parameters"]]
        assert "Dioptre-Proof" in named


def test_every_reference_of_the_description_leads_somewhere(http):
    text = http.get("/openapi.json").text
    known = set(json.loads(text)["components"]["schemas"])
    named = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert named <= known


@pytest.mark.parametrize("path", ["/healthz", "/nothing", "/v1/sync/pull"])
def test_a_correlation_id_comes_back_whatever_the_answer(http, path):
    given = str(uuid4())
    answer = http.get(path, headers={"X-Correlation-Id": given})
    assert answer.headers["X-Correlation-Id"] == given
    made = [http.get(path).headers["X-Correlation-Id"] for _ in range(2)]
    assert len({UUID(each) for each in made}) == 2


def test_a_correlation_id_that_is_none_is_not_taken_over(http):
    answer = http.get("/healthz", headers={"X-Correlation-Id": "x\tlevel=fatal"})
    assert str(UUID(answer.headers["X-Correlation-Id"])) == answer.headers["X-Correlation-Id"]


def test_a_bug_is_answered_without_a_word_of_it(http, store, engine, expected_log):
    expected_log("Exception in ASGI application")
    sell(store)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE orders_orders RENAME TO gone")
    try:
        answer = store.push_raw(store.batch())
        assert code_of(answer) == (500, "server.bug")
        assert "X-Correlation-Id" in answer.headers
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE gone RENAME TO orders_orders")


MALFORMED = {
    "not a number": b'{"a": NaN}',
    "beyond every float": b'{"a": 1e400}',
    "ten thousand digits": b'{"a": ' + b"9" * 10_000 + b"}",
    "two to the 63rd": b'{"a": 9223372036854775808}',
    "nesting of 100,000": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "a name given twice": b'{"a": "Achterberg", "a": 1}',
    "half a surrogate pair": b'{"a": "\\ud800"}',
    "NUL": b'{"a": "\\u0000"}',
    "UTF-16": '{"a": "Achterberg"}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"a": 1}',
    "invalid UTF-8": b'{"a": "\xff"}',
    "a fraction": b'{"a": 12.0}',
    "no JSON": b"Achterberg",
}


@pytest.mark.parametrize("line", MALFORMED.values(), ids=MALFORMED.keys())
def test_malformed_json_is_refused_on_every_way_in(http, store, engine, line):
    answers = [
        http.post("/v1/enrol", content=line[:4000]),
        store.push_raw(line),
        store.push_raw(b"\n".join([_header(store), line])),
    ]
    assert {code_of(answer)[0] for answer in answers} == {422}
    assert not any(CANARY.encode() in answer.content for answer in answers)
    assert count(engine, "sync_events") == 0


def _header(store: ServerDevice) -> bytes:
    sell(store)
    return store.batch().split(b"\n")[0]


BOMBS = {
    "gzip": (gzip.compress(b"\0" * (64 << 20)), "gzip", (413, "request.too_large")),
    "zstd": (zstandard.compress(b"\0" * (64 << 20)), "zstd", (413, "request.too_large")),
    "gzip in gzip": (
        gzip.compress(gzip.compress(b"\0" * 1000)),
        "gzip, gzip",
        (415, "request.encoding_unknown"),
    ),
    "gzip in gzip that says once": (
        gzip.compress(gzip.compress(b"\0" * 1000)),
        "gzip",
        (422, "request.json_invalid"),
    ),
    "cut off": (zstandard.compress(b"{}" * 99)[:-2], "zstd", (422, "request.encoding_invalid")),
    "more than a body may be": (b"x" * ((1 << 20) + 1), "identity", (413, "request.too_large")),
}


@pytest.mark.parametrize(("body", "encoding", "expected"), BOMBS.values(), ids=BOMBS.keys())
def test_a_packed_body_does_no_harm(store, body, encoding, expected):
    store.pull()
    answer = store.send("POST", PUSH, body, headers={"Content-Encoding": encoding})
    assert code_of(answer) == expected


def test_a_body_without_a_length_is_cut_off_at_its_bound(port):
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    head = f"POST {PUSH} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    # 300 MiB, of which the server reads one.
    answer = exchange(port, head, *[chunk] * 4800)
    assert (answer.status, answer.code) == (413, "request.too_large")


def test_a_body_that_falls_silent_is_given_up(port):
    head = f"POST {PUSH} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n".encode()
    answer = exchange(port, head, b"half")
    assert (answer.status, answer.code) == (408, "request.too_slow")


def test_headers_that_never_end_are_given_up(hasty_port):
    answer = exchange(hasty_port, b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    assert (answer.status, answer.code) == (408, "request.too_slow")


def test_a_line_on_which_nothing_is_said_is_given_up(hasty_port):
    assert exchange(hasty_port).status == 408


def test_a_line_is_used_again_after_an_answer(hasty_port):
    with httpx.Client(base_url=f"http://127.0.0.1:{hasty_port}") as client:
        assert [client.get("/healthz").status_code for _ in range(3)] == [200, 200, 200]


@pytest.mark.parametrize("length", [17 << 10, 200 << 10])
def test_headers_that_are_too_large_are_refused(port, allowed_log, length):
    allowed_log("Invalid HTTP request received")
    head = b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: " + b"y" * length + b"\r\n\r\n"
    answer = exchange(port, head)
    assert (answer.status, answer.code) == (431, "request.headers_too_large")


SMUGGLED = {
    "two lengths": "Content-Length: 5\r\nContent-Length: 6\r\n",
    "length and chunks that disagree": "Content-Length: x\r\nTransfer-Encoding: chunked\r\n",
    "an unknown coding": "Transfer-Encoding: identity, chunked\r\n",
    "a negative length": "Content-Length: -1\r\n",
    "a folded header": "X: a\r\n b\r\nContent-Length: +1\r\n",
}


@pytest.mark.parametrize("headers", SMUGGLED.values(), ids=SMUGGLED.keys())
def test_a_request_that_two_servers_could_cut_differently_is_refused(port, allowed_log, headers):
    allowed_log("Invalid HTTP request received")
    answer = exchange(port, f"POST {PUSH} HTTP/1.1\r\nHost: x\r\n{headers}\r\nhello".encode())
    assert (answer.status, answer.code) == (400, "request.invalid")
    assert "connection: close" in answer.headers


def test_no_answer_may_be_kept_or_guessed_at(http):
    for path in ("/healthz", "/v1/sync/pull", "/nothing"):
        headers = http.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "server" not in headers
