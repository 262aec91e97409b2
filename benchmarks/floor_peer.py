"""What no uploader can save: the MD5 of each part, and its bytes through plain sockets, several parts at once.

`floor_peer ENDPOINT FILE PART_SIZE AT_ONCE`. Each piece is read once, hashed and sent; requests are written by hand.
"""

from __future__ import annotations

import hashlib
import os
import socket
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

PIECE = 1024 * 1024
ANSWER_END = b"\r\n\r\n"

own = threading.local()


def main(endpoint: str, path: str, part_size: int, at_once: int) -> None:
    """Hash and send the file."""
    server = urlsplit(endpoint)
    file = os.open(path, os.O_RDONLY)
    size = os.fstat(file).st_size

    def send(start: int) -> str:
        if not hasattr(own, "socket"):
            own.socket = socket.create_connection((server.hostname, server.port))
            own.buffer = memoryview(bytearray(PIECE))
        digest, left = hashlib.md5(usedforsecurity=False), min(part_size, size - start)
        query = f"partNumber={start // part_size + 1}&uploadId=floor"
        head = f"PUT /bench/floor?{query} HTTP/1.1\r\nHost: {server.netloc}\r\nContent-Length: {left}\r\n\r\n"
        own.socket.sendall(head.encode())
        while left:
            count = os.preadv(file, [own.buffer[: min(left, PIECE)]], start)
            digest.update(own.buffer[:count])
            own.socket.sendall(own.buffer[:count])
            start, left = start + count, left - count
        answer = b""
        while not answer.endswith(ANSWER_END):
            answer += own.socket.recv(PIECE)
        if not answer.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError("the server refuses")
        return digest.hexdigest()

    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(send, range(0, size, part_size)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
