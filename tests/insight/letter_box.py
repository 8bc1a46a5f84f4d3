"""A mail server of a few words, on this machine: enough of SMTP for taking letters in."""

import socketserver
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread
from typing import Self


class LetterBox(socketserver.ThreadingTCPServer):
    """`letters`: whom the envelope named, and what was in it. `full`: it takes none."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.letters: list[tuple[str, EmailMessage]] = []
        self.full = False

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def __enter__(self) -> Self:
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Session(socketserver.StreamRequestHandler):
    server: LetterBox

    def handle(self) -> None:
        self._say("220 ready")
        to = ""
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "RCPT":
                to = line.partition("<")[2].partition(">")[0]
                self._say("452 full" if self.server.full else "250 OK")
            elif verb == "DATA":
                self._say("354 go on")
                self.server.letters.append((to, self._letter()))
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 OK")

    def _letter(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))  # a dot at a line's start is doubled on the way
        return message_from_bytes(b"".join(lines), policy=policy.default)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
