"""A mail server of a few words, on this machine: enough of IMAP for reading a folder."""

import socket
import socketserver
from base64 import b64decode
from threading import Thread
from typing import Any

FOLDERS = {'"INBOX"', '"INBOX.Gr&APY-sse &- mehr"'}  # as this server writes them


class MailServer(socketserver.ThreadingTCPServer):
    """`mails` by number; `gone_after` mails it hangs up."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.mails: dict[int, bytes] = {}
        self.validity = 7
        self.gone_after: int | None = None
        self.asked: list[str] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def begin(self) -> None:
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def end(self) -> None:
        self.shutdown()
        self.server_close()


class _Session(socketserver.StreamRequestHandler):
    server: MailServer

    def say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

    def handle(self) -> None:
        self.say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, _, words = line.partition(" ")
            self.server.asked.append(words)
            verb = words.split()[0].upper()
            if verb == "LOGOUT":
                self.say("* BYE", f"{tag} OK done")
                return
            self.answer(tag, verb, words)

    def answer(self, tag: str, verb: str, words: str) -> None:
        if verb == "CAPABILITY":
            self.say("* CAPABILITY IMAP4rev1 AUTH=PLAIN", f"{tag} OK done")
        elif verb == "AUTHENTICATE":
            self.say("+ ")
            said = b64decode(self.rfile.readline()).decode()
            self.say(f"{tag} OK done" if said.endswith("\0öffne dich") else f"{tag} NO wrong password")
        elif verb == "LIST":
            self.say('* LIST (\\Noselect) "." ""', f"{tag} OK done")
        elif verb == "LOGIN":
            fits = words.endswith('"open sesame"')
            self.say(f"{tag} OK done" if fits else f"{tag} NO wrong password")
        elif verb in {"EXAMINE", "SELECT"} and words.split(maxsplit=1)[1] in FOLDERS:
            there = len(self.server.mails)
            self.say(f"* {there} EXISTS", f"* OK [UIDVALIDITY {self.server.validity}]", f"{tag} OK done")
        elif words.upper().startswith("UID SEARCH"):
            self.say(f"* SEARCH {' '.join(map(str, self.found(words)))}", f"{tag} OK done")
        elif words.upper().startswith("UID FETCH"):
            self.fetch(tag, words)
        else:
            self.say(f"{tag} NO what")

    def found(self, words: str) -> list[int]:
        first = int(words.split()[3].split(":")[0])
        numbers = sorted(self.server.mails)
        return [number for number in numbers if number >= first] or numbers[-1:]

    def fetch(self, tag: str, words: str) -> Any:
        number = int(words.split()[2])
        body = self.server.mails[number]
        if "SIZE" in words:
            read = "* 2 FETCH (FLAGS (\\Seen))"  # somebody opened another mail meanwhile
            return self.say(read, f"* 1 FETCH (UID {number} RFC822.SIZE {len(body)})", f"{tag} OK done")
        if self.server.gone_after is not None:
            self.server.gone_after -= 1
            if self.server.gone_after < 0:
                return self.connection.shutdown(socket.SHUT_RDWR)
        self.say(f"* 1 FETCH (UID {number} BODY[] {{{len(body)}}}")
        self.wfile.write(body + b")\r\n")
        return self.say(f"{tag} OK done")
