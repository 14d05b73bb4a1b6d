"""Presses as fast as they are answered, over kept connections, from a process of its own."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """What one series came to. Milliseconds from the request's first byte to the answer's last; of processor for one
    answer, where that was measured: what the server took in all its threads, with all else that it did meanwhile."""

    rps: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float = 0.0


async def press(host: str, port: int, path: str, bodies: Sequence[bytes], at_once: int, *, expect: bytes) -> Figures:
    """Posts each body once, `at_once` at a time. Raises RuntimeError for an answer without `expect` in it."""
    waits: list[float] = []
    queue = iter(bodies)
    began = time.perf_counter()
    await asyncio.gather(*(_client(host, port, path, queue, waits, expect) for _ in range(at_once)))
    lasted = time.perf_counter() - began
    waits.sort()
    return Figures(len(waits) / lasted, _at(waits, 0.50), _at(waits, 0.99))


async def _client(host: str, port: int, path: str, queue: Iterator[bytes], waits: list[float], expect: bytes) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    for body in queue:
        head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
        head += f"Content-Length: {len(body)}\r\n\r\n"
        began = time.perf_counter()
        writer.write(head.encode() + body)
        status = await reader.readuntil(b"\r\n\r\n")
        length = int(status.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        answer = await reader.readexactly(length)
        waits.append(time.perf_counter() - began)
        if b" 200 " not in status[:16] or expect not in answer:
            raise RuntimeError(f"not answered as it should be: {status[:60]!r} {answer[:300]!r}")
    writer.close()


def _at(waits: Sequence[float], share: float) -> float:
    return 1000 * waits[min(len(waits) - 1, int(len(waits) * share))]
