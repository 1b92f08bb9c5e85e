"""A fresh certificate authority and what it signs: every new cluster has its own, as a real one would."""

import base64
import json
import subprocess
from pathlib import Path


def _openssl(*arguments, cwd: Path) -> None:
    result = subprocess.run(["openssl", *map(str, arguments)], cwd=cwd, capture_output=True, text=True)
    if result.returncode:
        raise RuntimeError(f"openssl {arguments[0]}: {result.stderr.strip()}")


def _key_and_certificate(folder: Path, name: str, subject: str, extensions: list[str], signed_by_ca=True) -> None:
    command = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30", "-subj", subject,
               "-keyout", f"{name}.key", "-out", f"{name}.crt"]
    if signed_by_ca:
        command += ["-CA", "ca.crt", "-CAkey", "ca.key"]
    for extension in extensions:
        command += ["-addext", extension]
    _openssl(*command, cwd=folder)


def make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _key_and_certificate(folder, "ca", "/CN=relight-testbed-ca", ["basicConstraints=critical,CA:TRUE",
                                                                  "keyUsage=critical,keyCertSign,cRLSign"], signed_by_ca=False)
    leaf = "basicConstraints=critical,CA:FALSE"
    _key_and_certificate(folder, "server", "/CN=kube-apiserver", [
        leaf, "extendedKeyUsage=serverAuth", "subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:kubernetes.default.svc"])
    for name, subject in (("admin", "/O=system:masters/CN=admin"), ("viewer", "/O=viewers/CN=viewer")):
        _key_and_certificate(folder, name, subject, [leaf, "extendedKeyUsage=clientAuth"])
    _openssl("genrsa", "-out", "service-account.key", "2048", cwd=folder)
    _openssl("rsa", "-in", "service-account.key", "-pubout", "-out", "service-account.pub", cwd=folder)


def kubeconfig(folder: Path, port: int, who: str, name="production") -> str:
    """JSON, which every reader of YAML takes. Who is "admin", "viewer" (may do nothing) or "expired" (a token nobody issued)."""
    def data(file):
        return base64.b64encode((folder / file).read_bytes()).decode()

    user = {"token": "expired"} if who == "expired" else {
        "client-certificate-data": data(f"{who}.crt"), "client-key-data": data(f"{who}.key")}
    cluster = {"server": f"https://127.0.0.1:{port}", "certificate-authority-data": data("ca.crt")}
    return json.dumps({"apiVersion": "v1", "kind": "Config", "current-context": name,
                       "clusters": [{"name": name, "cluster": cluster}], "users": [{"name": who, "user": user}],
                       "contexts": [{"name": name, "context": {"cluster": name, "user": who}}]}, indent=2) + "\n"
