#!/bin/sh
# The recovery as the article's playbook does it: terraform, kubectl, wait, pg_restore, on a testbed that has lost its cluster.
# The benchmark's peer. Two things are not as printed there: the install manifest comes from the repository and is applied
# server-side (a newer one no longer fits client-side apply), and AppProject `default` is waited for (else the root stays Unknown).
# Usage: tests/bench/playbook.sh DIR. Prints one line of JSON.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
eval "$("$here/../e2e/testbed/testbed" env --dir "$1")"
repository=$(dirname -- "$TESTBED_MANIFEST")
KUBECONFIG=$TESTBED_DIR/playbook.kubeconfig
export KUBECONFIG
out=$TESTBED_DIR/playbook.log
limit=600

now() { date +%s%N; }
say() { echo "$(date +%T) $*" >> "$out"; }
poll() { # every second until the command holds
    what=$1
    shift
    rounds=0
    until "$@" >> "$out" 2>&1; do
        rounds=$((rounds + 1))
        [ "$rounds" -lt "$limit" ] || { echo "playbook: gave up waiting for $what; see $out" >&2; exit 1; }
        sleep 1
    done
}
converged() {
    kubectl get applications -n argocd -o jsonpath='{range .items[*]}{.status.sync.status}{"/"}{.status.health.status}{"\n"}{end}' > "$out.apps"
    [ "$(wc -l < "$out.apps")" -ge "$expected" ] && ! grep -qvx 'Synced/Healthy' "$out.apps"
}

expected=$(($(find "$repository/clusters/production" -name '*.yaml' | wc -l) + 1))
: > "$out"
cd "$repository"
begin=$(now)

say "1 provision"
(cd terraform/clusters/production && "$TESTBED_PROVISIONER" init -input=false && "$TESTBED_PROVISIONER" apply -input=false -auto-approve) >> "$out" 2>&1
rm -f "$KUBECONFIG"
(umask 077 && "$TESTBED_PROVISIONER" -chdir=terraform/clusters/production output -raw kubeconfig > "$KUBECONFIG" 2>> "$out")
provisioned=$(now)

say "2 install Argo CD"
kubectl create namespace argocd >> "$out"
kubectl apply -n argocd --server-side --force-conflicts -f bootstrap/argocd/install.yaml >> "$out"
poll "Argo CD's pods to be there" sh -c 'kubectl get pods -n argocd -o name | grep -q argocd-server'
kubectl wait --for=condition=Ready pods --all -n argocd --timeout=300s >> "$out"

say "3 secrets"
kubectl create namespace external-secrets >> "$out"
kubectl create secret generic vault-token -n external-secrets --from-literal=token="$VAULT_TOKEN" >> "$out"

say "4 connect Git"
kubectl apply -f - >> "$out" <<EOF
apiVersion: v1
kind: Secret
metadata:
  name: gitops-repo
  namespace: argocd
  labels:
    argocd.argoproj.io/secret-type: repository
stringData:
  type: git
  url: $(git config --get remote.origin.url)
  username: git
  password: $GIT_TOKEN
EOF

say "5 root application"
poll "AppProject default" kubectl get appproject default -n argocd
kubectl apply -f apps/root.yaml >> "$out"

say "6 wait"
poll "$expected applications Synced and Healthy" converged
synced=$(now)

say "7 restore data"
export PGPASSWORD="${PG_PASSWORD:?}"
restore=$(sed -n 's/^ *restore-command: //p' recovery-manifest.yaml)
RELIGHT_BACKUP_LOCATION="$TESTBED_DIR/backups" sh -c "$restore" >> "$out" 2>&1
restored=$(now)

say "8 DNS, verification, notification"
./dns/cdn.sh >> "$out"
shop=$(sed -n 's/.*http: "\([^"]*\)".*/\1/p' recovery-manifest.yaml)
poll "the shop to answer" curl -fsS "$shop"
./checks/orders.sh >> "$out"
curl -fsS -H 'Content-Type: application/json' -d '{"text":"production is back"}' "$RELIGHT_WEBHOOK" >> "$out"
end=$(now)

ms() { echo $((($2 - $1) / 1000000)); }
printf '{"totalMs":%s,"withoutProvisioningMs":%s,"provisionMs":%s,"untilSyncedMs":%s,"restoreMs":%s,"applications":%s}\n' \
    "$(ms "$begin" "$end")" "$(ms "$provisioned" "$end")" "$(ms "$begin" "$provisioned")" "$(ms "$provisioned" "$synced")" \
    "$(ms "$synced" "$restored")" "$expected"
