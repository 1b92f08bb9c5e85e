#!/usr/bin/env python3
"""A small Git server for tests: git's own http-backend behind an HTTP server that can also refuse, hang and move away.

usage: gitsmarthttp.py ROOT [CERT KEY]    prints its port, serves ROOT/NAME.git until its standard input closes; with CERT over TLS.
/open/NAME.git needs nothing; /auth/NAME.git needs git:right; /slow/NAME.git stops in the middle of a pack;
/once/NAME.git lists its branches once, then 503;
/hang, /busy (503), /forbidden (403), /moved (same host), /away?PORT (another host)."""

import base64
import os
import ssl
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROOT = sys.argv[1]
GOOD = "Basic " + base64.b64encode(b"git:right").decode()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    listed = False

    def log_message(self, *_):
        pass

    def plain(self, status, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def body(self):
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        data = b""
        while size := int(self.rfile.readline(), 16):
            data += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return data

    def serve(self):
        area, _, rest = self.path[1:].partition("/")
        body = self.body()
        if area == "hang":
            threading.Event().wait()
        if area == "busy":
            return self.plain(503)
        if area == "once" and self.command == "GET" and Handler.listed:
            return self.plain(503)
        Handler.listed |= area == "once"
        if area == "forbidden":
            return self.plain(403)
        if area == "moved":
            return self.plain(301, Location="/open/" + rest)
        if area.startswith("away-"):
            return self.plain(301, Location=f"http://127.0.0.2:{area[5:]}/open/{rest}")
        if area == "auth" and self.headers.get("Authorization") != GOOD:
            return self.plain(401, WWW_Authenticate='Basic realm="git"')
        self.backend("/" + rest, body, slow=area == "slow" and self.command == "POST")

    do_GET = do_POST = serve

    def backend(self, path, body, slow):
        path, _, query = path.partition("?")
        environment = dict(os.environ, GIT_PROJECT_ROOT=ROOT, GIT_HTTP_EXPORT_ALL="1", PATH_INFO=path, QUERY_STRING=query,
                           REQUEST_METHOD=self.command, CONTENT_TYPE=self.headers.get("Content-Type", ""),
                           HTTP_CONTENT_ENCODING=self.headers.get("Content-Encoding", ""), REMOTE_ADDR="127.0.0.1",
                           GIT_PROTOCOL=self.headers.get("Git-Protocol", ""), CONTENT_LENGTH=str(len(body)))
        out = subprocess.run(["git", "http-backend"], input=body, env=environment, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, check=False).stdout
        head, _, content = out.partition(b"\r\n\r\n")
        headers = [line.split(": ", 1) for line in head.decode().splitlines() if ": " in line]
        status = next((value for name, value in headers if name == "Status"), "200")
        self.send_response(int(status.split()[0]))
        for name, value in headers:
            if name not in ("Status", "Content-Length"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if slow and len(content) > 65536:
            self.wfile.write(content[: len(content) // 2])
            self.wfile.flush()
            threading.Event().wait()
        self.wfile.write(content)


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
if len(sys.argv) > 3:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(sys.argv[2], sys.argv[3])
    server.socket = tls.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
