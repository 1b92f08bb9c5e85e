"""Ways in which the repository can differ from the plain case. Each takes the testbed and changes files of its working clone."""

from . import peers
from .bed import Bed


def _change(bed: Bed, file: str, old: str, new: str) -> None:
    path = bed.work / file
    text = path.read_text()
    if text.count(old) != 1:
        raise SystemExit(f"testbed: '{old}' stands {text.count(old)} times in {file}; the variant and repo/ no longer fit together.")
    path.write_text(text.replace(old, new))


def manual_sync(bed: Bed) -> None:
    """Application payments syncs only when someone asks for it."""
    _change(bed, "clusters/production/payments.yaml", "    automated:\n      prune: true\n      selfHeal: true\n", "")


def held(bed: Bed) -> None:
    """Application shop must not sync before its database is back."""
    _change(bed, "recovery-manifest.yaml", "        estimate: 20s\n", "        needs: [platform]\n        holds: [shop]\n        estimate: 20s\n")


def bad_image(bed: Bed) -> None:
    """Deployment payments wants an image that does not exist: ImagePullBackOff."""
    _change(bed, "workloads/payments/deployment.yaml", "registry.example.com/payments:v1.4.2", "registry.example.com/missing:v1")


def missing_secret(bed: Bed) -> None:
    """Deployment payments wants a Secret that nobody creates: CreateContainerConfigError."""
    _change(bed, "workloads/payments/deployment.yaml", "      labels: { app: payments }\n",
            "      labels: { app: payments, relight.test/needs-secret: payments-key }\n")
    _change(bed, "workloads/payments/deployment.yaml", "          ports:",
            "          envFrom: [{ secretRef: { name: payments-key } }]\n          ports:")


def bad_manifest(bed: Bed) -> None:
    """A file of application payments is not YAML: Argo CD's ComparisonError."""
    (bed.work / "workloads/payments/broken.yaml").write_text("apiVersion: v1\nkind: ConfigMap\n  metadata: [not, closed\n")


def bad_resource(bed: Bed) -> None:
    """A file of application payments is refused by the API server: the sync operation fails."""
    (bed.work / "workloads/payments/refused.yaml").write_text(
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: refused\nspec:\n  ports: [{ port: 99999 }]\n")


def missing_kind(bed: Bed) -> None:
    """Application payments uses a kind whose CRD nobody installs: "no matches for kind"."""
    (bed.work / "workloads/payments/certificate.yaml").write_text(
        "apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: payments\nspec: {}\n")


def foreign_destination(bed: Bed) -> None:
    """Application payments goes to a cluster that is not the one being recovered."""
    _change(bed, "clusters/production/payments.yaml", "server: https://kubernetes.default.svc", "server: https://10.20.30.40:6443")


def no_root(bed: Bed) -> None:
    """The manifest leaves root-app out: it has to be generated."""
    _change(bed, "recovery-manifest.yaml", "    root-app: apps/root.yaml\n", "")


def wrong_install(bed: Bed) -> None:
    """The manifest names an install manifest that is not in the repository."""
    _change(bed, "recovery-manifest.yaml", "bootstrap/argocd/install.yaml", "bootstrap/argocd/gone.yaml")


def no_approval(bed: Bed) -> None:
    """Nothing in traffic waits for a person: for runs that have to go through alone."""
    _change(bed, "recovery-manifest.yaml", "undo-command: ./dns/cdn-undo.sh, approve: true", "undo-command: ./dns/cdn-undo.sh, approve: false")
    _change(bed, "recovery-manifest.yaml", "    - { name: partner, provider: manual, instructions: "
            "\"Call the partner's desk and have them use the new address\" }\n", "")


def _existing(bed: Bed, kubeconfig: str) -> None:
    _change(bed, "recovery-manifest.yaml", f"    provisioner: {peers.provisioner()[0]}\n    path: terraform/clusters/production\n",
            "    provisioner: existing\n")
    _change(bed, "recovery-manifest.yaml", "kubeconfig: { output: kubeconfig }",
            f"kubeconfig: {{ path: {bed.path('cluster', kubeconfig)} }}")


def existing(bed: Bed) -> None:
    """The cluster is there already (`testbed cluster-up`), nobody provisions it."""
    _existing(bed, "kubeconfig")


def existing_expired(bed: Bed) -> None:
    """As existing, with a token that the API server refuses (401)."""
    _existing(bed, "kubeconfig-expired")


def existing_viewer(bed: Bed) -> None:
    """As existing, with a certificate that may do nothing (403)."""
    _existing(bed, "kubeconfig-viewer")


def output_path(bed: Bed) -> None:
    """terraform's output holds the kubeconfig's path, not its content."""
    _change(bed, "terraform/clusters/production/main.tf", "  value     = file(terraform_data.cluster.output.kubeconfig)\n  sensitive = true\n",
            "  value = terraform_data.cluster.output.kubeconfig\n")


def slow_provision(bed: Bed) -> None:
    """terraform's local-exec takes 15 s longer: time to interrupt it."""
    _change(bed, "terraform/clusters/production/main.tf", '    command = "${self.input.command} cluster-up',
            '    command = "sleep 15; ${self.input.command} cluster-up')


def slow_restore(bed: Bed) -> None:
    """The restore takes 4 s longer, as a larger database would, and counts in DIR/restores how often it was begun."""
    _change(bed, "recovery-manifest.yaml", "restore-command: pg_restore",
            f"restore-command: echo begun >>{bed.path('restores')}; sleep 4; pg_restore")


def failing_restore(bed: Bed) -> None:
    """The restore names a dump that is not there."""
    _change(bed, "recovery-manifest.yaml", "LOCATION/latest.dump", "LOCATION/gone.dump")


ALL = {function.__name__.replace("_", "-"): function for function in (
    manual_sync, held, bad_image, missing_secret, bad_manifest, bad_resource, missing_kind, foreign_destination, no_root, wrong_install,
    no_approval, existing, existing_expired, existing_viewer, output_path, slow_provision, slow_restore, failing_restore)}
