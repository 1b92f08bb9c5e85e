#!/usr/bin/env python3
"""Watches one recovery on a testbed from outside and says how long its parts took that no tool can shorten.

Usage: tests/bench/floor.py DIR [SECONDS], started before or beside the recovery. Ends when every application is Synced and
Healthy and the database is back, or after SECONDS (600). Prints one line of JSON: the moments, and the floor in milliseconds:
Argo CD's start (its Deployment applied until AppProject `default`), the sync (root applied until the last application Healthy)
and the restore (database created until its last constraint is there). The cluster's own clock has seconds; this looks 20 times a second.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "e2e/testbed"))

from lib import kube, postgres  # noqa: E402
from lib.bed import Bed  # noqa: E402

ARGOCD = "/apis/argoproj.io/v1alpha1/namespaces/argocd"


class Watch:
    def __init__(self, bed: Bed):
        self.bed, self.api, self.seen = bed, None, {}
        self.looks = 0
        self.expected = len(list((bed.work / "clusters/production").glob("*.yaml"))) + 1

    def note(self, moment: str, holds: bool) -> None:
        if holds and moment not in self.seen:
            self.seen[moment] = time.time()

    def has(self, path: str) -> bool:
        try:
            self.api.get(path)
            return True
        except kube.ApiError:
            return False

    def look(self) -> bool:
        try:
            if self.api is None:
                self.api = kube.Api(self.bed.kubeconfig, timeout=2)
            self._cluster()
        except (OSError, ValueError):
            self.api = None
        self.looks += 1
        # A client process a look would itself slow the recovery down; a restore that runs beside the sync is seen all the same.
        if "databaseCreated" in self.seen or "healthy" in self.seen or self.looks % 5 == 0:
            self._database()
        return {"healthy", "databaseComplete"} <= self.seen.keys()

    def _cluster(self) -> None:
        self.note("answers", self.has("/readyz"))
        if "installed" not in self.seen:
            self.note("installed", self.has("/apis/apps/v1/namespaces/argocd/deployments/argocd-server"))
        elif "projectDefault" not in self.seen:
            self.note("projectDefault", self.has(f"{ARGOCD}/appprojects/default"))
        if "projectDefault" in self.seen or self.has(f"{ARGOCD}/applications/root"):
            self._applications()

    def _applications(self) -> None:
        items = self.api.get(f"{ARGOCD}/applications")["items"]
        self.note("root", any(a["metadata"]["name"] == "root" for a in items))
        done = [a for a in items if a.get("status", {}).get("sync", {}).get("status") == "Synced"
                and a["status"].get("health", {}).get("status") == "Healthy"]
        self.note("healthy", len(items) >= self.expected and len(done) == len(items))

    def _database(self) -> None:
        created = self._ask("postgres", "select count(*) from pg_database where datname = 'main'")
        self.note("databaseCreated", created == "1")
        # The foreign key is the last that pg_restore makes.
        self.note("databaseComplete", self._ask("main", "select count(*) from pg_constraint where conname = 'orders_customer_fkey'") == "1")

    def _ask(self, database: str, query: str) -> str:
        command = postgres.client(self.bed, "psql", "-d", database, "-Atc", query)
        return subprocess.run(command, env=postgres.environment(self.bed), capture_output=True, text=True).stdout.strip()


def main(folder: str, limit: float) -> int:
    watch, deadline = Watch(Bed.load(folder)), time.monotonic() + limit
    while not watch.look():
        if time.monotonic() > deadline:
            print(json.dumps({"error": "the recovery did not end in time", "seen": watch.seen}))
            return 1
        time.sleep(0.05)
    at = watch.seen
    parts = {"argocdStartMs": ("installed", "projectDefault"), "syncMs": ("root", "healthy"),
             "restoreMs": ("databaseCreated", "databaseComplete")}
    took = {name: max(0, round((at[end] - at[begin]) * 1000)) for name, (begin, end) in parts.items()}
    print(json.dumps({"floorMs": sum(took.values()), **took, "moments": at}))
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: tests/bench/floor.py DIR [SECONDS]")
    sys.exit(main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 600))
