"""A language model behind the Model port: any endpoint that speaks the chat completions of OpenAI. Standard library.

In a thread, with a deadline for each request from connecting on (finding the address out takes as long as the resolver
lets it) and a bound on the answer's size. Nothing is tried again, but without fields that the endpoint may not know; no
redirect is followed. The key goes into one header and nowhere else. Called by the app, where a model is configured.
"""

from __future__ import annotations

import asyncio
import http.client
import io
import json
import socket
import ssl
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, cast
from urllib.parse import urlsplit

import msgspec

from seatrial.core.errors import ProviderError
from seatrial.core.events import Json
from seatrial.core.ports import ModelUsage

URL, MODEL, KEY = "SEATRIAL_MODEL_URL", "SEATRIAL_MODEL", "SEATRIAL_MODEL_KEY"
"""The environment variables that configure it."""

HINT = (
    f"Set {URL} (such as http://localhost:11434/v1) and {MODEL} to a chat completions endpoint and its model, and"
    f" {KEY} if it needs one."
)
TIMEOUT_S = 60.0
ANSWER_BYTES_MAX = 1_000_000
ERROR_CHARS_MAX = 200
_PIECE_BYTES = 65_536
_DISPENSABLE = ("response_format", "seed")
_NO_SUCH_FIELD = {400, 422}
"""How endpoints answer that do not know one of these."""
_LATER = {408, 409, 425, 429, 500, 502, 503, 504, 529}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask, and what for.

    Attributes:
        key: Never printed, never in an error.
        timeout_s: For one whole answer, from connecting on.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout_s: float = TIMEOUT_S


def configured(environment: Mapping[str, str], *, model: str = "") -> Endpoint:
    """Return the endpoint that the environment names.

    Args:
        environment: Such as ``os.environ``.
        model: Instead of the one named there.

    Raises:
        ProviderError: None is named, or one that cannot be.
    """
    url, named = environment.get(URL, "").strip(), model or environment.get(MODEL, "").strip()
    if not url or not named:
        missing = " and ".join(name for name, value in ((URL, url), (MODEL, named)) if not value)
        raise ProviderError(f"No model is configured: {missing} is not set.", code="model.none", hint=HINT)
    return Endpoint(url=url, model=named, key=environment.get(KEY, "").strip())


class ChatCompletions:
    """A model that is asked with ``{"system", "messages", "schema", "seed"}`` and answers with text."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Take an endpoint.

        Raises:
            ProviderError: Its address is none.
        """
        self._endpoint = endpoint
        self._parts = _parts(endpoint.url)
        self._fields = _DISPENSABLE

    async def answer(self, role: str, payload: Json) -> AsyncIterator[str | ModelUsage]:
        """Yield the answer in one piece, and what it took.

        Raises:
            ProviderError: There is none.
        """
        del role
        answer = await asyncio.to_thread(self._answer, cast("Mapping[str, Any]", payload))
        text, usage = _read(answer)
        yield text
        yield usage

    def _answer(self, payload: Mapping[str, Any]) -> bytes:
        fields = list(self._fields)
        status, data = self._post(payload, fields)
        while status in _NO_SUCH_FIELD and fields:
            fields.remove(next((name for name in fields if name.encode() in data), fields[0]))
            status, data = self._post(payload, fields)
        if status != http.client.OK:
            raise self._refused(status, data)  # that was not the reason: the next is asked with all of them again
        self._fields = tuple(name for name in self._fields if name in fields)
        return data

    def _body(self, payload: Mapping[str, Any], fields: Sequence[str]) -> bytes:
        system = str(payload.get("system", ""))
        if "schema" in payload:
            system += "\n\nThe schema of your answer:\n" + json.dumps(payload["schema"])
        body: dict[str, Any] = {
            "model": self._endpoint.model,
            "messages": [{"role": "system", "content": system}, *payload.get("messages", ())],
        }
        if "seed" in payload and "seed" in fields:
            body["seed"] = payload["seed"]
        if "schema" in payload and "response_format" in fields:
            body["response_format"] = {"type": "json_object"}
        return json.dumps(body).encode()

    def _post(self, payload: Mapping[str, Any], fields: Sequence[str]) -> tuple[int, bytes]:
        host, port, path, secure = self._parts
        context = ssl.create_default_context() if secure else None
        connection = (
            http.client.HTTPSConnection(host, port, context=context)
            if context is not None
            else http.client.HTTPConnection(host, port)
        )
        line = _Line(time.monotonic() + self._endpoint.timeout_s)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._endpoint.key:
            headers["Authorization"] = f"Bearer {self._endpoint.key}"
        try:
            line.open(host, port, context)
            connection.sock = line
            connection.request("POST", path, body=self._body(payload, fields), headers=headers)
            with connection.getresponse() as response:
                return response.status, _bounded(response)
        except TimeoutError as error:
            raise _timeout(self._endpoint) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise ProviderError(
                f"The model at {host} could not be asked: {reason}.",
                code="model.unreachable",
                hint=HINT,
                retryable=True,
            ) from error
        finally:
            line.hang_up()

    def _refused(self, status: int, data: bytes) -> ProviderError:
        key = self._endpoint.key.encode()
        said = _message(data.replace(key, b"...") if key else data)
        message = f"The model '{self._endpoint.model[:80]}' refused to answer (HTTP {status})"
        code, hint = "model.refused", ""
        if status in {401, 403}:
            code, hint = "model.denied", f"Check {KEY}."
        elif status == http.client.NOT_FOUND:
            code, hint = "model.not_found", f"Check {URL} and {MODEL}."
        elif status in _LATER:
            code = "model.busy"
        return ProviderError(
            f"{message}: {said}." if said else f"{message}.", code=code, hint=hint, retryable=status in _LATER
        )


def _parts(url: str) -> tuple[str, int, str, bool]:
    """Return host, port, path, and whether it is encrypted."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    sound = url.isascii() and url.isprintable() and " " not in url
    if parts.scheme not in {"http", "https"} or not host or parts.username or parts.query or not sound:
        raise ProviderError(f"{URL} is not an address of a model.", code="model.bad_url", hint=HINT)
    path = parts.path.rstrip("/")
    if not path.endswith("/chat/completions"):
        path += "/chat/completions"
    secure = parts.scheme == "https"
    return host, port or (http.client.HTTPS_PORT if secure else http.client.HTTP_PORT), path, secure


class _Line(io.RawIOBase):
    """What a connection takes for its socket: each step of it, however small, is over by one moment for all.

    An endpoint that dribbles is not waited for without end, whether with its addresses, its headers or its answer.
    """

    def __init__(self, deadline_s: float) -> None:
        """Take the moment, on the monotonic clock."""
        self._deadline_s = deadline_s
        self._socket: socket.socket | None = None

    def open(self, host: str, port: int, context: ssl.SSLContext | None) -> None:
        """Connect to the first of the host's addresses that can be reached, each being given its share of the time."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for left, (family, kind, protocol, _, address) in zip(range(len(found), 0, -1), found, strict=True):
            self.hang_up()
            self._socket = socket.socket(family, kind, protocol)
            try:
                self._in_time(left).connect(address)
                break
            except OSError:
                if left == 1:
                    raise
        if context is not None:
            secured = context.wrap_socket(self._in_time(), server_hostname=host, do_handshake_on_connect=False)
            self._socket = secured
            self._in_time()
            secured.do_handshake()

    def _in_time(self, shares: int = 1) -> socket.socket:
        left_s = self._deadline_s - time.monotonic()
        if left_s <= 0 or self._socket is None:
            raise TimeoutError
        self._socket.settimeout(left_s / shares)
        return self._socket

    def sendall(self, data: bytes) -> None:
        """Send it all."""
        rest = memoryview(data)
        while rest:
            rest = rest[self._in_time().send(rest) :]

    def makefile(self, mode: str) -> io.BufferedReader:
        """Return what is read from."""
        del mode
        return io.BufferedReader(self)

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what has come."""
        return self._in_time().recv_into(buffer)

    def close(self) -> None:
        """Do nothing: a connection says so where only the end of the line ends an answer, before that is read."""

    def hang_up(self) -> None:
        """Let go of the socket."""
        if self._socket is not None:
            self._socket.close()


def _bounded(response: http.client.HTTPResponse) -> bytes:
    """Read the answer, up to a bound."""
    pieces: list[bytes] = []
    size = 0
    while piece := response.read1(_PIECE_BYTES):
        size += len(piece)
        if size > ANSWER_BYTES_MAX:
            raise ProviderError(
                f"The model's answer is longer than {ANSWER_BYTES_MAX:,} bytes.",
                code="model.too_large",
                hint=f"Check that {URL} is the address of a model.",
            )
        pieces.append(piece)
    return b"".join(pieces)


def _timeout(endpoint: Endpoint) -> ProviderError:
    return ProviderError(
        f"The model '{endpoint.model[:80]}' did not answer within {endpoint.timeout_s:.0f} s.",
        code="model.timeout",
        hint=f"Try again, or name a faster model in {MODEL}.",
        retryable=True,
    )


class _Message(msgspec.Struct):
    content: str


class _Choice(msgspec.Struct):
    message: _Message


class _Usage(msgspec.Struct):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class _Completion(msgspec.Struct):
    choices: Annotated[list[_Choice], msgspec.Meta(min_length=1)]
    usage: _Usage | None = None


class _Problem(msgspec.Struct):
    message: str = ""


class _Refusal(msgspec.Struct):
    error: _Problem | str


_NOT_THAT = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


def _read(data: bytes) -> tuple[str, ModelUsage]:
    try:
        answer = msgspec.json.decode(data, type=_Completion)
    except _NOT_THAT as error:
        raise ProviderError(
            "The model's endpoint answered something other than a chat completion.",
            code="model.garbled",
            hint=f"Check {URL}.",
            retryable=True,
        ) from error
    usage = answer.usage or _Usage()
    return answer.choices[0].message.content, ModelUsage(
        tokens_in=usage.prompt_tokens, tokens_out=usage.completion_tokens
    )


def _message(data: bytes) -> str:
    """Return what an endpoint says of its refusal, if it says it in the usual way."""
    try:
        said = msgspec.json.decode(data, type=_Refusal).error
    except _NOT_THAT:
        return ""
    text = said if isinstance(said, str) else said.message
    return " ".join(text.split())[:ERROR_CHARS_MAX].rstrip(".")
