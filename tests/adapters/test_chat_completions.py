"""Claims about the chat adapter, against a real HTTP server: every way in which an endpoint can fail is named."""

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from seatrial.adapters.chat_completions import ANSWER_BYTES_MAX, ChatCompletions, Endpoint, configured
from seatrial.core.errors import ExitCode, ProviderError
from seatrial.core.ports import ModelUsage

KEY = "sk-very-secret-1234"
PAYLOAD = {
    "system": "You are on a panel.",
    "messages": [{"role": "user", "content": "The case."}],
    "schema": {"type": "object"},
    "seed": 7,
}


class Server:
    """A chat endpoint that answers as it is told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.answers: Callable[[BaseHTTPRequestHandler, dict[str, Any]], None] = completion("{}")
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.asked.append((self.path, dict(self.headers), body))
                server.answers(self, body)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as the base class names it
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def reply(status: int, data: bytes, **headers: str) -> Callable[[BaseHTTPRequestHandler, Any], None]:
    def answer(handler: BaseHTTPRequestHandler, _: Any) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def completion(text: str, **more: Any) -> Callable[[BaseHTTPRequestHandler, Any], None]:
    return reply(200, json.dumps({"choices": [{"message": {"content": text}}], **more}).encode())


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


def ask(server_url: str, *, timeout_s: float = 5.0, times: int = 1) -> list[Any]:
    model = ChatCompletions(Endpoint(url=server_url, model="small", key=KEY, timeout_s=timeout_s))

    async def asked() -> list[Any]:
        found: list[Any] = []
        for _ in range(times):
            found += [piece async for piece in model.answer("panellist", PAYLOAD)]
        return found

    return asyncio.run(asked())


def refusal(url: str, **options: Any) -> ProviderError:
    with pytest.raises(ProviderError) as raised:
        ask(url, **options)
    error = raised.value
    assert KEY not in f"{error} {error.hint} {error!r} {error.__cause__!r}"
    assert error.exit_code == ExitCode.PROVIDER_UNAVAILABLE
    return error


def answered(model: ChatCompletions) -> str | ProviderError:
    async def one() -> str | ProviderError:
        try:
            return "".join([piece async for piece in model.answer("judge", PAYLOAD) if isinstance(piece, str)])
        except ProviderError as error:
            return error

    return asyncio.run(one())


def test_the_answer_and_what_it_took_come_back(server: Server):
    server.answers = completion('{"p": 0.5}', usage={"prompt_tokens": 12, "completion_tokens": 3})
    assert ask(server.url) == ['{"p": 0.5}', ModelUsage(tokens_in=12, tokens_out=3)]
    path, headers, body = server.asked[0]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert body["model"] == "small"
    assert body["seed"] == 7
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert body["messages"][0]["content"].startswith("You are on a panel.")
    assert '{"type": "object"}' in body["messages"][0]["content"]
    assert body["messages"][1] == {"role": "user", "content": "The case."}
    assert body["response_format"] == {"type": "json_object"}


def test_an_endpoint_that_knows_no_response_format_is_asked_without_it_from_then_on(server: Server):
    def answers(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        known = "response_format" not in body
        (completion("yes") if known else reply(400, b'{"error": {"message": "unknown field"}}'))(handler, body)

    server.answers = answers
    assert ask(server.url, times=2)[0] == "yes"
    assert ["response_format" in body for _, _, body in server.asked] == [True, False, False]


def test_an_answer_that_is_refused_either_way_does_not_change_how_the_next_is_asked_for(server: Server):
    def answers(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        first = len(server.asked) <= 3
        (reply(400, b'{"error": {"message": "too long"}}') if first else completion("yes"))(handler, body)

    server.answers = answers
    model = ChatCompletions(Endpoint(url=server.url, model="small"))
    assert isinstance(answered(model), ProviderError)
    assert answered(model) == "yes"
    asked = [("response_format" in body, "seed" in body) for _, _, body in server.asked]
    assert asked == [(True, True), (False, True), (False, False), (True, True)]


@pytest.mark.parametrize(
    ("unknown", "said", "times"),
    [
        ("seed", b'{"error": {"message": "Unrecognized request argument: seed"}}', 1),
        ("seed", b'{"detail": [{"loc": ["body", "seed"], "msg": "Extra inputs are not permitted"}]}', 1),
        ("seed", b"no", 2),
        ("response_format", b"no", 1),
    ],
)
def test_an_endpoint_that_does_not_know_a_field_is_asked_without_it_from_then_on(
    server: Server, unknown: str, said: bytes, times: int
):
    def answers(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        (reply(422, said) if unknown in body else completion("yes"))(handler, body)

    server.answers = answers
    model = ChatCompletions(Endpoint(url=server.url, model="small"))
    assert [answered(model), answered(model)] == ["yes", "yes"]
    assert [unknown in body for _, _, body in server.asked] == [True] * times + [False, False]
    kept = "response_format" if unknown == "seed" else "seed"
    assert (kept in server.asked[-1][2]) == (times == 1)


@pytest.mark.parametrize(
    ("status", "code", "retryable"),
    [
        (400, "model.refused", False),
        (401, "model.denied", False),
        (403, "model.denied", False),
        (404, "model.not_found", False),
        (302, "model.refused", False),
        (429, "model.busy", True),
        (500, "model.busy", True),
        (503, "model.busy", True),
    ],
)
def test_a_refusal_says_what_to_do_and_whether_to_try_again(server: Server, status: int, code: str, retryable: bool):
    said = {"error": {"message": f"no,\n not with {KEY} " + "x" * 5_000}}
    server.answers = reply(status, json.dumps(said).encode(), Location="http://127.0.0.1:1/elsewhere")
    error = refusal(server.url)
    assert (error.code, error.retryable) == (code, retryable)
    assert f"(HTTP {status})" in str(error)
    assert "no, not with ..." in str(error)
    assert len(str(error)) < 400


@pytest.mark.parametrize(
    "data",
    [b"", b"<html>", b"[]", b"{}", b'{"choices": []}', b'{"choices": [{"message": {"content": null}}]}', b"[" * 90_000],
)
def test_what_is_no_completion_is_said_to_be_none(server: Server, data: bytes):
    server.answers = reply(200, data)
    error = refusal(server.url)
    assert (error.code, error.retryable) == ("model.garbled", True)


def test_an_answer_without_end_is_cut_off(server: Server):
    def answers(handler: BaseHTTPRequestHandler, _: Any) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(100):
                handler.wfile.write(b" " * ANSWER_BYTES_MAX)
        except OSError:
            pass  # the reader has left

    server.answers = answers
    assert refusal(server.url).code == "model.too_large"


def test_an_endpoint_that_dribbles_is_not_waited_for(server: Server):
    done = threading.Event()

    def answers(handler: BaseHTTPRequestHandler, _: Any) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while not done.wait(0.02):
                handler.wfile.write(b" ")
                handler.wfile.flush()
        except OSError:
            pass  # the reader has left

    server.answers = answers
    try:
        error = refusal(server.url, timeout_s=0.3)
    finally:
        done.set()
    assert (error.code, error.retryable) == ("model.timeout", True)


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: "])
def test_the_deadline_covers_headers_that_dribble(start: bytes):
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as slow:

        def talk() -> None:
            connection, _ = slow.accept()
            with connection:
                try:
                    connection.sendall(start)
                    for _ in range(400):  # longer than any patience here, if the deadline were for each piece
                        connection.sendall(b"x")
                        if done.wait(0.02):
                            return
                except OSError:
                    pass  # the reader has left

        thread = threading.Thread(target=talk)
        thread.start()
        try:
            error = refusal(f"http://127.0.0.1:{slow.getsockname()[1]}/v1", timeout_s=0.3)
        finally:
            done.set()
            thread.join()
    assert (error.code, error.retryable) == ("model.timeout", True)


def test_the_deadline_covers_the_handshake():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        error = refusal(f"https://127.0.0.1:{silent.getsockname()[1]}/v1", timeout_s=0.2)
    assert (error.code, error.retryable) == ("model.timeout", True)


def resolves_to(monkeypatch: pytest.MonkeyPatch, found: list[Any]) -> None:
    def resolve(*_: Any, **__: Any) -> list[Any]:
        return found

    monkeypatch.setattr("socket.getaddrinfo", resolve)


def test_the_deadline_is_one_for_all_addresses_of_a_host(monkeypatch: pytest.MonkeyPatch):
    given: list[float] = []

    class Deaf(socket.socket):
        def connect(self, address: Any, /) -> None:
            given.append(self.gettimeout() or 0.0)
            raise TimeoutError

    here = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 9))
    resolves_to(monkeypatch, [here] * 3)
    monkeypatch.setattr("socket.socket", Deaf)
    assert refusal("http://model.invalid/v1", timeout_s=6.0).code == "model.timeout"
    assert len(given) == 3
    assert given[0] <= 2.0 < given[1] <= 3.0 < given[2] <= 6.0


def test_an_address_that_refuses_is_passed_over_for_the_next(server: Server, monkeypatch: pytest.MonkeyPatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody = taken.getsockname()
    there = ("127.0.0.1", int(server.url.rsplit(":", 1)[1].removesuffix("/v1")))
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", address) for address in (nobody, there)]
    resolves_to(monkeypatch, found)
    assert ask(server.url)[0] == "{}"


def test_an_endpoint_that_never_answers_is_not_waited_for():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        error = refusal(f"http://127.0.0.1:{silent.getsockname()[1]}/v1", timeout_s=0.2)
    assert (error.code, error.retryable) == ("model.timeout", True)
    assert "did not answer within" in str(error)


def test_nobody_listening_is_said_with_what_to_set():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    error = refusal(f"http://127.0.0.1:{port}/v1")
    assert (error.code, error.retryable) == ("model.unreachable", True)
    assert "SEATRIAL_MODEL_URL" in error.hint


def test_an_endpoint_that_speaks_no_http_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as odd:

        def talk() -> None:
            connection, _ = odd.accept()
            with connection:
                connection.recv(10)
                connection.sendall(b"SSH-2.0-something\r\n\r\n")

        thread = threading.Thread(target=talk)
        thread.start()
        error = refusal(f"http://127.0.0.1:{odd.getsockname()[1]}/v1")
        thread.join()
    assert error.code == "model.unreachable"


@pytest.mark.parametrize(
    "url",
    [
        "localhost:1234",
        "file:///etc/passwd",
        "ftp://host/v1",
        "http://",
        "http://user:word@host/v1",
        "http://host:99999999/v1",
        "http://host/v1?key=1",
        "http://host/v1\r\nX-Evil: 1",
        "http://[::1/v1",
        "http://hóst/v1",
    ],
)
def test_what_is_no_address_is_refused_without_being_repeated(url: str):
    with pytest.raises(ProviderError) as raised:
        ChatCompletions(Endpoint(url=url, model="m"))
    assert raised.value.code == "model.bad_url"
    assert "word" not in str(raised.value)


def test_the_environment_names_the_endpoint():
    environment = {"SEATRIAL_MODEL_URL": " http://h/v1 ", "SEATRIAL_MODEL": "m", "SEATRIAL_MODEL_KEY": KEY}
    found = configured(environment)
    assert (found.url, found.model, found.key) == ("http://h/v1", "m", KEY)
    assert configured(environment, model="other").model == "other"
    assert KEY not in repr(found)


@pytest.mark.parametrize(
    ("environment", "missing"),
    [
        ({}, "SEATRIAL_MODEL_URL and SEATRIAL_MODEL is not set"),
        ({"SEATRIAL_MODEL": "m"}, "SEATRIAL_MODEL_URL is not set"),
        ({"SEATRIAL_MODEL_URL": "http://h"}, "SEATRIAL_MODEL is not set"),
    ],
)
def test_without_a_configured_model_the_error_names_what_to_set(environment: dict[str, str], missing: str):
    with pytest.raises(ProviderError, match=missing) as raised:
        configured(environment)
    assert raised.value.code == "model.none"
    assert "SEATRIAL_MODEL_KEY" in raised.value.hint
    assert raised.value.exit_code == ExitCode.PROVIDER_UNAVAILABLE
