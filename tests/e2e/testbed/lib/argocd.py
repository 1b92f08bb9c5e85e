"""Argo CD's processes and its redis, as the containers of their Pods would run them."""

import datetime
import shutil
import socket
import subprocess
import threading
import time

from . import peers
from .bed import Bed
from .daemon import Daemons


class Process:
    def __init__(self, bed: Bed, daemons: Daemons, name: str, port: int, pod: str, command, env=None):
        self.name, self.pod, self.announced, self.started = name, pod, False, time.monotonic()
        self._daemons, self._port = daemons, port
        self._popen = daemons.start(name, command, env=env, stdout=subprocess.PIPE)
        log = bed.folder("cluster/logs") / f"{name}.cri"
        threading.Thread(target=_copy, args=(self._popen.stdout, log), daemon=True).start()

    def ended(self) -> bool:
        return self._popen.poll() is not None

    def listens(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self._port), timeout=1).close()
            return True
        except OSError:
            return False

    def stop(self) -> None:
        self._daemons.stop([self.name])
        self._popen.wait()


def _copy(source, log) -> None:
    """Into the format in which a container runtime writes logs, so that reading a Pod's log gives the real lines."""
    with open(log, "ab", buffering=0) as out:
        for line in source:
            now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f000Z")
            out.write(f"{now} stdout F ".encode() + line.rstrip(b"\n") + b"\n")


def stop_on_purpose(bed: Bed, role="argocd-server") -> None:
    bed.folder("cluster")
    bed.path("cluster", f"{role}.stopped").touch()


def start_again(bed: Bed, role="argocd-server") -> None:
    bed.path("cluster", f"{role}.stopped").unlink(missing_ok=True)


def stopped_on_purpose(bed: Bed, role: str) -> bool:
    return bed.path("cluster", f"{role}.stopped").exists()


def _environment(bed: Bed) -> dict[str, str]:
    own = bed.folder("cluster/argocd")
    for part in ("tls", "ssh", "gnupg", "tmp", "plugins"):
        bed.folder("cluster/argocd", part)
    (own / "ssh/ssh_known_hosts").touch()
    # repo-server asks for Git's password by running `argocd` from PATH; the socket it is asked through is one for each testbed.
    return {"PATH": f"{peers.place('argocd') / 'bin'}:/usr/bin:/bin", "KUBECONFIG": str(bed.kubeconfig), "ARGOCD_FAKE_IN_CLUSTER": "true",
            "ARGOCD_TLS_DATA_PATH": f"{own}/tls", "ARGOCD_SSH_DATA_PATH": f"{own}/ssh", "ARGOCD_GNUPGHOME": f"{own}/gnupg",
            "ARGOCD_GPG_ENABLED": "false", "ARGOCD_PLUGINSOCKFILEPATH": f"{own}/plugins", "TMPDIR": f"{own}/tmp",
            "ARGOCD_ASK_PASS_SOCK": f"{own}/ask-pass.sock"}


def _program(role: str):
    return peers.place("argocd") / "bin" / role


def _redis(bed: Bed, daemons: Daemons, pod: str) -> Process:
    port = bed.port("redis")
    return Process(bed, daemons, "redis", port, pod, ["/usr/bin/redis-server", "--bind", "127.0.0.1", "--port", port,
                                                      "--save", "", "--appendonly", "no"])


def _repo_server(bed: Bed, daemons: Daemons, pod: str) -> Process:
    shutil.rmtree(bed.path("cluster/argocd/tmp"), ignore_errors=True)
    port = bed.port("argocd-repo-server")
    return Process(bed, daemons, "argocd-repo-server", port, pod, [
        _program("argocd-repo-server"), "--address", "127.0.0.1", "--port", port, "--metrics-address", "127.0.0.1", "--metrics-port",
        bed.port("argocd-repo-server-metrics"), "--redis", _redis_at(bed), "--disable-tls"], _environment(bed))


def _server(bed: Bed, daemons: Daemons, pod: str) -> Process:
    port = bed.port("argocd-server")
    return Process(bed, daemons, "argocd-server", port, pod, [
        _program("argocd-server"), "--namespace", "argocd", "--address", "127.0.0.1", "--port", port, "--metrics-address", "127.0.0.1",
        "--metrics-port", bed.port("argocd-server-metrics"), *_others(bed)], _environment(bed))


def _controller(bed: Bed, daemons: Daemons, pod: str) -> Process:
    port = bed.port("argocd-application-controller")
    return Process(bed, daemons, "argocd-application-controller", port, pod, [
        _program("argocd-application-controller"), "--namespace", "argocd", "--metrics-port", port, "--app-resync", "30",
        *_others(bed)], _environment(bed))


def _redis_at(bed: Bed) -> str:
    return f"127.0.0.1:{bed.port('redis')}"


def _others(bed: Bed) -> list[str]:
    return ["--redis", _redis_at(bed), "--repo-server", f"127.0.0.1:{bed.port('argocd-repo-server')}", "--repo-server-plaintext"]


ROLES = {"argocd-redis": _redis, "argocd-repo-server": _repo_server, "argocd-server": _server,
         "argocd-application-controller": _controller}
