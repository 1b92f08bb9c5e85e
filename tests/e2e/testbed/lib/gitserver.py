"""Git over HTTP with a password: `git http-backend` behind a small server. Runs as a daemon of the world."""

import base64
import hmac
import os
import subprocess
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from .bed import Bed


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    projects: Path
    password: Path  # a file, so that a test can change the password while everything runs

    def do_GET(self):
        self._serve(b"")

    def do_POST(self):
        self._serve(self._body())

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass
        return b"".join(parts)

    def _allowed(self) -> bool:
        said = self.headers.get("Authorization", "")
        right = base64.b64encode(b"git:" + self.password.read_text().strip().encode()).decode()
        return hmac.compare_digest(said.encode(), f"Basic {right}".encode())

    def _serve(self, body: bytes):
        if not self._allowed():
            return self._answer(401, [("WWW-Authenticate", 'Basic realm="gitops"'), ("Content-Type", "text/plain")],
                                b"the user name or the password is wrong\n")
        path, _, query = self.path.partition("?")
        environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "GIT_PROJECT_ROOT": str(self.projects), "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*",
            "GIT_CONFIG_KEY_1": "http.receivepack", "GIT_CONFIG_VALUE_1": "true", "REQUEST_METHOD": self.command, "PATH_INFO": path,
            "QUERY_STRING": query, "CONTENT_TYPE": self.headers.get("Content-Type", ""), "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""), "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "REMOTE_USER": "git", "REMOTE_ADDR": self.client_address[0]}
        done = subprocess.run(["git", "http-backend"], input=body, stdout=subprocess.PIPE, env=environment)
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        headers = [tuple(line.decode().split(": ", 1)) for line in head.split(b"\r\n") if b": " in line]
        status = next((int(value.split()[0]) for name, value in headers if name == "Status"), 200 if head else 500)
        self._answer(status, [h for h in headers if h[0] != "Status"], content)

    def _answer(self, status: int, headers, content: bytes):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def serve(bed: Bed) -> None:
    Handler.projects, Handler.password = bed.path("world/git"), bed.path("world/git-password")
    ThreadingHTTPServer(("127.0.0.1", bed.port("git")), Handler).serve_forever()
