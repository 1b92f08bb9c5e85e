"""One testbed: its folder, its ports, its passwords. All that the other modules ask for is here."""

import fcntl
import json
import os
import random
import secrets
import socket
import sys
from contextlib import contextmanager
from pathlib import Path

from . import peers

HERE = Path(__file__).resolve().parent.parent
REPOSITORY = HERE.parents[2]
PROGRAM = HERE / "testbed"
ENTER = REPOSITORY / "packaging/enter"

# Below Linux's range for outgoing connections, so that no client takes a port between choosing and using it.
FIRST, LAST, BLOCK = 20000, 32000, 24
NAMES = ("apiserver", "etcd", "etcd-peer", "kwok", "redis", "argocd-server", "argocd-server-metrics", "argocd-repo-server",
         "argocd-repo-server-metrics", "argocd-application-controller", "git", "postgres", "world")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def choose_base() -> int:
    blocks = list(range(FIRST, LAST - BLOCK, BLOCK))
    random.SystemRandom().shuffle(blocks)
    for base in blocks:
        if all(is_free(base + i) for i in range(len(NAMES))):
            return base
    sys.exit(f"testbed: no {len(NAMES)} free ports in a row between {FIRST} and {LAST}; end other testbeds with `testbed down`.")


class Bed:
    def __init__(self, folder: Path, data: dict):
        self.dir, self.data = folder, data

    @staticmethod
    def load(folder) -> "Bed":
        folder = Path(folder).resolve()
        try:
            return Bed(folder, json.loads((folder / "testbed.json").read_text()))
        except FileNotFoundError:
            sys.exit(f"testbed: no testbed in {folder}; make one with `testbed up --dir {folder}`.")

    @staticmethod
    def make(folder, base_port=None) -> "Bed":
        folder = Path(folder).resolve()
        if (folder / "testbed.json").exists():
            return Bed.load(folder)
        folder.mkdir(parents=True, exist_ok=True)
        token = lambda kind: f"{kind}-{secrets.token_hex(12)}"
        bed = Bed(folder, {"basePort": base_port or choose_base(), "gitPassword": token("gitpw"), "vaultToken": token("vault"),
                           "postgresPassword": token("pgpw"), "webhookKey": token("hook"), "nodes": 3})
        bed.save()
        return bed

    def save(self) -> None:
        # PostgreSQL's user has to pass through this folder; what is secret in it is closed by its own mode.
        self.dir.chmod(0o755)
        file = self.dir / "testbed.json"
        file.touch(mode=0o600)
        file.write_text(json.dumps(self.data, indent=2) + "\n")

    def port(self, name: str) -> int:
        return self.data["basePort"] + NAMES.index(name)

    def ports(self) -> dict[str, int]:
        return {name: self.port(name) for name in NAMES}

    def path(self, *parts) -> Path:
        return self.dir.joinpath(*parts)

    def folder(self, *parts) -> Path:
        made = self.path(*parts)
        made.mkdir(parents=True, exist_ok=True)
        return made

    @property
    def kubeconfig(self) -> Path:
        return self.path("cluster/kubeconfig")

    @property
    def work(self) -> Path:
        """The clone that holds the manifest."""
        return self.path("work/gitops")

    @property
    def git_url(self) -> str:
        return f"http://127.0.0.1:{self.port('git')}/gitops.git"

    @property
    def webhook_url(self) -> str:
        return f"http://127.0.0.1:{self.port('world')}/hook/{self.data['webhookKey']}"

    @contextmanager
    def locked(self, name: str):
        """Only one process at a time changes this part of this testbed; the lock goes with the process that holds it."""
        file = self.path(f".{name}.lock")
        with open(file, "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


@contextmanager
def choosing_ports():
    """Held from choosing ports until the first server listens on one, so that two `up` at once choose differently."""
    with open(peers.cache() / "ports.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
