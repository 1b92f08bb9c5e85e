"""The few Kubernetes API calls that the testbed itself makes, over one kept connection."""

import base64
import http.client
import json
import ssl
import tempfile
from pathlib import Path
from urllib.parse import urlsplit


class ApiError(Exception):
    def __init__(self, status: int, body: str):
        super().__init__(f"{status}: {body[:300]}")
        self.status = status


class Api:
    def __init__(self, kubeconfig: Path, timeout=5.0):
        config = json.loads(Path(kubeconfig).read_text())
        cluster, user = config["clusters"][0]["cluster"], config["users"][0]["user"]
        self._server, self._timeout, self._connection = urlsplit(cluster["server"]), timeout, None
        self._tls = ssl.create_default_context(cadata=base64.b64decode(cluster["certificate-authority-data"]).decode())
        with tempfile.NamedTemporaryFile("wb") as pem:  # ssl takes client certificates from files only
            for part in ("client-certificate-data", "client-key-data"):
                pem.write(base64.b64decode(user[part]))
            pem.flush()
            self._tls.load_cert_chain(pem.name)

    def call(self, method: str, path: str, body=None, kind="application/json"):
        """The answer as a value. Raises OSError when nothing answers, ApiError when it says no."""
        if self._connection is None:
            self._connection = http.client.HTTPSConnection(self._server.hostname, self._server.port, context=self._tls,
                                                           timeout=self._timeout)
        try:
            data = None if body is None else json.dumps(body)
            self._connection.request(method, path, data, {"Content-Type": kind, "Accept": "application/json"})
            reply = self._connection.getresponse()
            text = reply.read().decode(errors="replace")
        except (http.client.HTTPException, OSError) as error:
            self._connection.close()
            self._connection = None
            raise OSError(f"{method} {path}: {error}") from error
        if reply.status >= 400:
            raise ApiError(reply.status, text)
        return json.loads(text) if text.startswith("{") else text

    def get(self, path: str):
        return self.call("GET", path)

    def merge(self, path: str, body):
        return self.call("PATCH", path, body, "application/merge-patch+json")


def cluster_uid(kubeconfig: Path) -> str | None:
    """kube-system's UID, by which a cluster is told from another; None when no cluster answers."""
    try:
        return Api(kubeconfig, timeout=3).get("/api/v1/namespaces/kube-system")["metadata"]["uid"]
    except (OSError, ValueError, KeyError, ApiError):
        return None
