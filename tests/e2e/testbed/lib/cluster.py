"""A Kubernetes control plane of real processes, with kwok for its nodes. What terraform's local-exec starts and ends."""

import shutil
import signal
import sys
import time

from . import kube, kwok, nodes, peers, pki
from .bed import PROGRAM, Bed, is_free
from .daemon import Daemons


def up(bed: Bed, count: int) -> None:
    """Returns when the API answers and the nodes are registered. Called again it starts only what is missing."""
    if missing := [c for c in ("kubernetes", "kwok", "argocd") if not peers.place(c).is_dir()]:
        sys.exit(f"testbed: {', '.join(missing)} not built yet; run `testbed build` first.")
    with bed.locked("cluster"):
        daemons = Daemons(bed, "cluster")
        daemons.sweep()
        if not bed.path("cluster/etcd").is_dir():
            _fresh(bed)
        _start_missing(bed, daemons, {"etcd": _etcd, "apiserver": _apiserver})
        api = _answering(bed, daemons)
        _start_missing(bed, daemons, {"controller-manager": _controller_manager, "scheduler": _scheduler, "kwok": kwok.command,
                                      "kubelet": _kubelet})
        nodes.register(api, count, kwok_port=bed.port("kwok"))


def down(bed: Bed) -> None:
    """The whole cluster with all its data, at once: the way a cluster is lost."""
    with bed.locked("cluster"):
        Daemons(bed, "cluster").stop(how=signal.SIGKILL)
        Daemons(bed, "cluster").sweep()
        for flag in bed.path("cluster").glob("*.stopped"):
            flag.unlink()
        for part in ("etcd", "argocd", "pids", "home", "logs"):
            shutil.rmtree(bed.path("cluster", part), ignore_errors=True)


def _fresh(bed: Bed) -> None:
    taken = [name for name in ("apiserver", "etcd", "etcd-peer", "kwok") if not is_free(bed.port(name))]
    if taken:
        sys.exit(f"testbed: the ports of {', '.join(taken)} are taken by another program ({bed.dir}/testbed.json lists them).")
    pki_folder = bed.path("cluster/pki")
    shutil.rmtree(pki_folder, ignore_errors=True)
    pki.make(pki_folder)
    for who, name in (("admin", "kubeconfig"), ("viewer", "kubeconfig-viewer"), ("expired", "kubeconfig-expired")):
        file = bed.path("cluster", name)
        file.unlink(missing_ok=True)
        file.touch(mode=0o600)
        file.write_text(pki.kubeconfig(pki_folder, bed.port("apiserver"), who))
    bed.folder("cluster/etcd")


def _start_missing(bed: Bed, daemons: Daemons, commands) -> None:
    for name, command in commands.items():
        if not daemons.pid(name):
            # Daemons have a home of their own; the kubelet has to find the peers all the same.
            daemons.start(name, command(bed), {"XDG_CACHE_HOME": str(peers.cache().parents[1])})


def _answering(bed: Bed, daemons: Daemons) -> kube.Api:
    api, deadline = kube.Api(bed.kubeconfig), time.monotonic() + 120
    while True:
        try:
            api.get("/readyz")
            return api
        except (OSError, kube.ApiError):
            for name in ("etcd", "apiserver"):
                if not daemons.pid(name):
                    sys.exit(f"testbed: {daemons.say_why(name)}")
            if time.monotonic() > deadline:
                sys.exit(f"testbed: the API server did not get ready within 2 minutes; see {daemons.log('apiserver')}.")
        time.sleep(0.1)


def _etcd(bed: Bed) -> list:
    peer, client = (f"http://127.0.0.1:{bed.port(n)}" for n in ("etcd-peer", "etcd"))
    return ["/usr/bin/etcd", "--name=testbed", f"--data-dir={bed.path('cluster/etcd')}", "--unsafe-no-fsync", "--log-level=warn",
            f"--listen-client-urls={client}", f"--advertise-client-urls={client}", f"--listen-peer-urls={peer}",
            f"--initial-advertise-peer-urls={peer}", f"--initial-cluster=testbed={peer}"]


def _apiserver(bed: Bed) -> list:
    keys = bed.path("cluster/pki")
    return [peers.place("kubernetes") / "bin/kube-apiserver", f"--etcd-servers=http://127.0.0.1:{bed.port('etcd')}",
            "--bind-address=127.0.0.1", f"--secure-port={bed.port('apiserver')}", "--service-cluster-ip-range=10.96.0.0/16",
            f"--tls-cert-file={keys}/server.crt", f"--tls-private-key-file={keys}/server.key", f"--client-ca-file={keys}/ca.crt",
            "--service-account-issuer=https://kubernetes.default.svc", f"--service-account-key-file={keys}/service-account.pub",
            f"--service-account-signing-key-file={keys}/service-account.key", "--authorization-mode=Node,RBAC",
            f"--kubelet-client-certificate={keys}/admin.crt", f"--kubelet-client-key={keys}/admin.key",
            f"--kubelet-certificate-authority={keys}/ca.crt", "--kubelet-preferred-address-types=InternalIP",
            "--endpoint-reconciler-type=none"]


def _controller_manager(bed: Bed) -> list:
    keys = bed.path("cluster/pki")
    return [peers.place("kubernetes") / "bin/kube-controller-manager", f"--kubeconfig={bed.kubeconfig}", "--secure-port=0",
            f"--service-account-private-key-file={keys}/service-account.key", f"--root-ca-file={keys}/ca.crt",
            "--use-service-account-credentials", "--leader-elect=false", "--kube-api-qps=200", "--kube-api-burst=400",
            "--controllers=*,-nodeipam,-cloud-node-lifecycle-controller"]


def _scheduler(bed: Bed) -> list:
    return [peers.place("kubernetes") / "bin/kube-scheduler", f"--kubeconfig={bed.kubeconfig}", "--leader-elect=false", "--secure-port=0"]


def _kubelet(bed: Bed) -> list:
    return [sys.executable, PROGRAM, "kubelet", "--dir", bed.dir]
