"""kwok's configuration: its own stages, ours for Pods that get stuck, and real logs, exec and port-forward for Argo CD."""

import json
from pathlib import Path

from . import peers
from .bed import HERE, Bed

# Pods of these names have a real process behind them, started by kubelet.py: container name -> daemon name.
REAL = {"argocd-server": "argocd-server", "argocd-repo-server": "argocd-repo-server",
        "argocd-application-controller": "argocd-application-controller", "redis": "redis"}


def command(bed: Bed) -> list:
    file = bed.path("cluster/kwok.yaml")
    file.write_text(configuration(bed))
    return [peers.place("kwok") / "bin/kwok", f"--config={file}", f"--kubeconfig={bed.kubeconfig}"]


def configuration(bed: Bed) -> str:
    keys = bed.path("cluster/pki")
    options = {"enableDebuggingHandlers": True, "manageAllNodes": True, "nodeIP": "127.0.0.1", "nodePort": bed.port("kwok"),
               "cidr": "10.244.0.1/16", "serverAddress": f"127.0.0.1:{bed.port('kwok')}", "tlsCertFile": f"{keys}/server.crt",
               "tlsPrivateKeyFile": f"{keys}/server.key", "nodeLeaseDurationSeconds": 40, "nodeLeaseParallelism": 4,
               "nodePlayStageParallelism": 4, "podPlayStageParallelism": 4}
    documents = [_document("config.kwok.x-k8s.io", "KwokConfiguration", {"options": options})]
    documents += _own_stages(peers.place("kwok") / "share/stage")
    documents += [file.read_text() for file in sorted((HERE / "kwok").glob("*.yaml"))]
    documents += [_port_forward(bed), _logs(bed), _exec()]
    return "\n---\n".join(documents) + "\n"


def _own_stages(folder: Path) -> list[str]:
    """kwok's stages as they are, but a Pod is not made ready while gates.txt says that something holds it up."""
    gates = [line for line in (HERE / "kwok/gates.txt").read_text().splitlines() if line and not line.startswith("#")]
    held = "".join(f"    - key: '{gate}'\n      operator: 'NotIn'\n      values:\n      - 'true'\n" for gate in gates)
    stages = []
    for file in sorted(folder.glob("*/*/*.yaml")):
        if file.name == "kustomization.yaml":
            continue
        text = file.read_text()
        if file.name == "pod-ready.yaml":
            before, after = text.split("    matchExpressions:\n", 1)
            text = f"{before}    matchExpressions:\n{held}{after}"
        stages.append(text)
    return stages


def _document(group: str, kind: str, rest: dict) -> str:
    return json.dumps({"apiVersion": f"{group}/v1alpha1", "kind": kind, "metadata": {"name": "testbed"}, **rest})


def _port_forward(bed: Bed) -> str:
    target = {"address": "127.0.0.1", "port": bed.port("argocd-server")}
    return _document("kwok.x-k8s.io", "ClusterPortForward", {"spec": {
        "selector": {"matchNamespaces": ["argocd"]}, "forwards": [{"ports": [8080], "target": target}]}})


def _logs(bed: Bed) -> str:
    logs = [{"containers": [container], "logsFile": str(bed.path("cluster/logs", f"{daemon}.cri")), "follow": True}
            for container, daemon in REAL.items()]
    played = bed.folder("cluster/logs") / "played.cri"
    played.write_text("1970-01-01T00:00:00.000000000Z stdout F This container is played by kwok: there is no process behind it.\n")
    logs.append({"logsFile": str(played), "follow": False})
    return _document("kwok.x-k8s.io", "ClusterLogs", {"spec": {"logs": logs}})


def _exec() -> str:
    return _document("kwok.x-k8s.io", "ClusterExec", {"spec": {"execs": [{"local": {"workDir": "/tmp"}}]}})
