"""A small proxy in front of several replicas, with sticky sessions by a cookie and failing over when one is dead.

It stands for the proxies of `deploy/`: it looks at a request, then passes bytes on in both directions, websockets too.
"""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

COOKIE = "replica"
_HEAD_END = b"\r\n\r\n"


@dataclass
class Proxy:
    """Where it listens, which replicas it knows, and which of them each websocket went to, in order."""

    replicas: tuple[int, ...]
    port: int = 0
    websockets: list[int] = field(default_factory=list)
    _turn: int = 0

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of a browser."""
        # A stream's task may not end as cancelled: asyncio would complain of it.
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            head = await reader.readuntil(_HEAD_END)
            found = await self._connect(head)
            if found is None:
                writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                await writer.drain()
            else:
                place, there_reader, there_writer = found
                if b"\nupgrade: websocket" in head.lower():
                    self.websockets.append(place)
                else:
                    # One request a connection, so that the cookie counts for each of them.
                    head = re.sub(rb"(?i)\r\nconnection:[^\r]*", b"", head[:-4]) + b"\r\nConnection: close\r\n\r\n"
                there_writer.write(head)
                await asyncio.gather(
                    _pass_on(reader, there_writer), _pass_on_marked(there_reader, writer, place), return_exceptions=True
                )
        with suppress(ConnectionError):
            writer.close()

    async def _connect(self, head: bytes) -> tuple[int, asyncio.StreamReader, asyncio.StreamWriter] | None:
        """The replica that the cookie names, else the next in turn; the first of them that is alive."""
        told = re.search(rb"(?i)\ncookie:[^\r\n]*\b%s=(\d+)" % COOKIE.encode(), head)
        if told is not None:
            first = int(told[1]) % len(self.replicas)
        else:
            first, self._turn = self._turn % len(self.replicas), self._turn + 1
        for step in range(len(self.replicas)):
            place = (first + step) % len(self.replicas)
            with suppress(OSError):
                return place, *await asyncio.open_connection("localhost", self.replicas[place])
        return None


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while chunk := await reader.read(65_536):
            writer.write(chunk)
            await writer.drain()
    finally:
        writer.close()


async def _pass_on_marked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, place: int) -> None:
    """The answer, its first head with a cookie that brings the browser back to the same replica."""
    try:
        head = await reader.readuntil(_HEAD_END)
    except asyncio.IncompleteReadError:
        writer.close()
        return
    cookie = f"\r\nSet-Cookie: {COOKIE}={place}; Path=/; HttpOnly; SameSite=Lax".encode()
    writer.write(head[:-4] + cookie + _HEAD_END)
    await _pass_on(reader, writer)


async def _stop(server: asyncio.Server) -> None:
    server.close()
    open_still = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in open_still:
        task.cancel()
    await asyncio.gather(*open_still, return_exceptions=True)


@contextmanager
def sticky_proxy(*replicas: int) -> Iterator[Proxy]:
    """A proxy in front of the replicas at these ports of this computer."""
    proxy, loop = Proxy(replicas), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="proxy", daemon=True)
    thread.start()

    def run(work: Coroutine[object, object, asyncio.Server]) -> asyncio.Server:
        return asyncio.run_coroutine_threadsafe(work, loop).result(10)

    server = run(asyncio.start_server(proxy.handle, "127.0.0.1", 0, limit=1 << 20))
    proxy.port = int(server.sockets[0].getsockname()[1])
    try:
        yield proxy
    finally:
        asyncio.run_coroutine_threadsafe(_stop(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
