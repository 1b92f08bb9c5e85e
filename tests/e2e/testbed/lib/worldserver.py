"""What else the outside world answers: a webhook that records, the shop's public address, Vault's health."""

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from . import kube
from .bed import Bed


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    bed: Bed

    def do_GET(self):
        if self.path.startswith("/shop/"):
            return self._answer(200 if self._shop_available() else 503, {"shop": self.path})
        if self.path.startswith("/v1/sys/health"):
            return self._answer(200, {"initialized": True, "sealed": False, "standby": False})
        self._answer(404, {"error": f"nothing at {self.path}"})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path != f"/hook/{self.bed.data['webhookKey']}":
            return self._answer(404, {"error": "no such webhook"})
        try:
            value = json.loads(body)
        except ValueError:
            return self._answer(400, {"error": "the body is not JSON"})
        with open(self.bed.path("webhooks.jsonl"), "a") as out:
            out.write(json.dumps({"time": time.time(), "contentType": self.headers.get("Content-Type"), "body": value}) + "\n")
        self._answer(200, {"ok": True})

    def _shop_available(self) -> bool:
        try:
            shop = kube.Api(self.bed.kubeconfig, timeout=3).get("/apis/apps/v1/namespaces/shop/deployments/shop")
        except (OSError, ValueError, kube.ApiError):
            return False
        return any(c["type"] == "Available" and c["status"] == "True" for c in shop.get("status", {}).get("conditions", []))

    def _answer(self, status: int, value):
        content = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def serve(bed: Bed) -> None:
    Handler.bed = bed
    ThreadingHTTPServer(("127.0.0.1", bed.port("world")), Handler).serve_forever()
