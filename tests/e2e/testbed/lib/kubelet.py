"""What a kubelet would do that kwok does not: run Argo CD's real processes while their Pods exist, and look for Secrets."""

import time

from . import argocd, kube, kwok
from .bed import Bed
from .daemon import Daemons

PAUSE = 0.25


class Kubelet:
    def __init__(self, bed: Bed):
        self.bed, self.api, self.daemons = bed, kube.Api(bed.kubeconfig), Daemons(bed, "cluster")
        self.running: dict[str, argocd.Process] = {}
        self.daemons.stop(kwok.REAL.values())  # of a kubelet before this one: nobody reads their output any more

    def run(self) -> None:
        while True:
            try:
                self._processes()
                self._secrets()
            except (OSError, kube.ApiError) as error:
                print(f"kubelet: {error}", flush=True)
            time.sleep(PAUSE)

    def _processes(self) -> None:
        """A process lives as long as its Pod; a new Pod (a rollout) means a new process."""
        pods = self.api.get("/api/v1/namespaces/argocd/pods?resourceVersion=0")["items"]
        for role, make in argocd.ROLES.items():
            pod = _newest(pods, role)
            process = self.running.get(role)
            if process and (pod is None or pod["metadata"]["uid"] != process.pod):
                process.stop()
                process = self.running.pop(role, None) and None
            if pod is None or argocd.stopped_on_purpose(self.bed, role):
                if process:
                    process.stop()
                    self.running.pop(role, None)
                continue
            if process is None or process.ended():
                if process and time.monotonic() < process.started + 1.0:
                    continue
                process = self.running[role] = make(self.bed, self.daemons, pod["metadata"]["uid"])
            if not process.announced and process.listens():
                self._annotate(pod, {"relight.test/listening": "true"})
                process.announced = True

    def _secrets(self) -> None:
        for pod in self.api.get("/api/v1/pods?labelSelector=relight.test%2Fneeds-secret&resourceVersion=0")["items"]:
            said = (pod["metadata"].get("annotations") or {}).get("relight.test/secret")
            if said == "found" or not pod["spec"].get("nodeName"):
                continue
            found = "found" if self._exists(pod["metadata"]["namespace"], pod["metadata"]["labels"]["relight.test/needs-secret"]) else "missing"
            if said != found:
                self._annotate(pod, {"relight.test/secret": found})

    def _exists(self, namespace: str, secret: str) -> bool:
        try:
            self.api.get(f"/api/v1/namespaces/{namespace}/secrets/{secret}")
            return True
        except kube.ApiError as error:
            if error.status != 404:
                raise
            return False

    def _annotate(self, pod, annotations) -> None:
        place = f"/api/v1/namespaces/{pod['metadata']['namespace']}/pods/{pod['metadata']['name']}"
        try:
            self.api.merge(place, {"metadata": {"annotations": annotations}})
        except kube.ApiError as error:
            if error.status != 404:
                raise


def _newest(pods, role):
    mine = [p for p in pods if (p["metadata"].get("labels") or {}).get("app.kubernetes.io/name") == role
            and p["spec"].get("nodeName") and not p["metadata"].get("deletionTimestamp")]
    return max(mine, key=lambda p: p["metadata"]["creationTimestamp"], default=None)
