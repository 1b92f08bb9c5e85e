"""The cluster's nodes, registered the way their kubelets would."""

from . import kube


def register(api: kube.Api, count: int, kwok_port: int) -> None:
    for number in range(1, count + 1):
        name = f"node-{number}"
        try:
            api.call("POST", "/api/v1/nodes", {
                "apiVersion": "v1", "kind": "Node",
                "metadata": {"name": name, "labels": {"kubernetes.io/hostname": name, "kubernetes.io/os": "linux",
                                                      "kubernetes.io/arch": "amd64", "type": "kwok"}}})
        except kube.ApiError as error:
            if error.status != 409:
                raise
        # Both addresses: with one missing kwok writes a list of its own that lacks the other, and logs, exec and port-forward fail.
        api.call("PATCH", f"/api/v1/nodes/{name}/status", {"status": {
            "addresses": [{"type": "InternalIP", "address": "127.0.0.1"}, {"type": "Hostname", "address": name}],
            "daemonEndpoints": {"kubeletEndpoint": {"Port": kwok_port}}}}, "application/strategic-merge-patch+json")
