#include "models/plan/scriptprelude.h"

namespace relight {

namespace {

constexpr auto cluster = R"sh(
# A question that the cluster does not answer never counts as "no": $(…) first, "|| fail" behind it, the test after that.

# FILE: the kubeconfig of the new cluster, cut down to it.
take_kubeconfig() {
    [ -s "$1" ] || return 1
    if [ -n "$context" ]; then
        contexts=$(KUBECONFIG=$1 kubectl config get-contexts -o name) || return 1
        if ! listed "$context" "$contexts"; then
            note "the kubeconfig has no context $context; it has: $(printf '%s' "$contexts" | tr '\n' ' ')"
            return 1
        fi
        KUBECONFIG=$1 kubectl config view --raw --minify --flatten --context="$context" >"$work/new" || return 1
    else
        KUBECONFIG=$1 kubectl config view --raw --minify --flatten >"$work/new" || return 1
    fi
    grep -q 'server:' "$work/new" || return 1
    mv "$work/new" "$KUBECONFIG" || return 1
    taken=1
}
answers() { kubectl get --raw /readyz --request-timeout=5s >/dev/null 2>&1; }
uid() { kubectl get namespace kube-system --request-timeout=10s -o 'jsonpath={.metadata.uid}' </dev/null; }
server_name() { printf '%s' "$1" | tr '[:upper:]' '[:lower:]' | sed 's,/*$,,; s,:443$,,'; }

# A line each: applications, and workloads outside kube-* that neither bootstrap nor an earlier try put there.
contents() {
    crd=$(kubectl get crd applications.argoproj.io --ignore-not-found -o name) || return 1
    if [ -n "$crd" ]; then
        kubectl get applications.argoproj.io -A -o name || return 1
    fi
    kubectl get deployments.apps,statefulsets.apps,daemonsets.apps -A --show-managed-fields \
        -o 'jsonpath={range .items[*]}{.kind}{"|"}{.metadata.namespace}{"|"}{.metadata.name}{"| "}{.metadata.managedFields[*].manager}{" \n"}{end}' >"$work/workloads" || return 1
    awk -F'|' 'NF && $2 !~ /^kube-/ && $4 !~ / relight(-bootstrap)? / { print $1 " " $2 "/" $3 }' "$work/workloads"
}

# The one cluster this script may write to, from here on.
pin_cluster() {
    now=$(uid) || fail "the new cluster does not say who it is"
    [ -n "$now" ] || fail "the new cluster does not say who it is"
    server=$(kubectl config view --minify -o 'jsonpath={.clusters[0].cluster.server}') || fail "the kubeconfig names no server"
    [ "$now" != "$lost_uid" ] || fail "$server is the cluster that was declared lost ($lost_uid); it is never a target"
    if [ -z "$lost_uid" ] && [ -n "$lost_server" ] && [ "$(server_name "$server")" = "$(server_name "$lost_server")" ]; then
        fail "$server is the address of the cluster that was declared lost, which is never a target; if a new cluster took its address, state the lost one's uid in the manifest"
    fi
    contents >"$work/contents" || fail "what is in $server cannot be listed; nothing was written"
    if [ -s "$work/contents" ]; then
        prune=false
    fi
    if [ -n "${RELIGHT_CLUSTER_UID:-}" ]; then
        [ "$now" = "$RELIGHT_CLUSTER_UID" ] || fail "$server has the kube-system UID $now, not $RELIGHT_CLUSTER_UID"
    elif [ -s "$work/contents" ]; then
        sed 's/^/    /; 10q' "$work/contents" >&2
        stop "$server ($now) is not empty; RELIGHT_CLUSTER_UID=$now recovers into it all the same"
    else
        ask "Recover into $server (kube-system $now)?"
    fi
    cluster_uid=$now
}
same_cluster() {
    now=$(uid) || return 1
    [ -n "$now" ] && [ "$now" = "$cluster_uid" ]
}
guard() {
    same_cluster || fail "the cluster does not answer, or another one does (kube-system ${now:-unknown} instead of ${cluster_uid:-none yet}); nothing more was written"
}
apply() {
    guard
    kubectl apply --server-side --force-conflicts --field-manager=relight "$@" >&2
}
bootstrap() {
    guard
    kubectl apply --server-side --force-conflicts --field-manager=relight-bootstrap "$@" >&2
}
namespace() { printf '%s\n' 'apiVersion: v1' 'kind: Namespace' 'metadata:' "  name: $1" | apply -f -; }
has_nodes() { [ "$(kubectl get nodes -o name 2>/dev/null | wc -l)" -ge "$1" ]; }
nodes_ready() {
    kubectl get nodes -o 'jsonpath={range .items[*]}{.status.conditions[?(@.type=="Ready")].status}{"\n"}{end}' >"$work/nodes" 2>/dev/null || return 1
    [ -s "$work/nodes" ] && ! grep -qvx True "$work/nodes"
}
service_address() { # NAMESPACE NAME: sets $expected
    address=$(kubectl get service "$2" -n "$1" -o 'jsonpath={.status.loadBalancer.ingress[0].ip}|{.status.loadBalancer.ingress[0].hostname}') || return 1
    expected=${address%%|*}
    [ -n "$expected" ] || expected=${address#*|}
    [ -n "$expected" ]
}

# What must not be done twice is written down on the Lease kube-system/relight, as Relight itself does it.
take_lease() {
    holder=$(kubectl get lease relight -n kube-system --ignore-not-found -o 'jsonpath={.spec.holderIdentity}') ||
        fail "whether another commander is at work cannot be read from the Lease kube-system/relight"
    [ -z "$holder" ] || ask "The Lease kube-system/relight is held by $holder. Go on?"
    printf '%s\n' 'apiVersion: coordination.k8s.io/v1' 'kind: Lease' 'metadata:' '  name: relight' '  namespace: kube-system' | apply -f -
}
mark() { # ID NAME-IN-JSON STATE
    guard
    kubectl annotate --overwrite lease relight -n kube-system \
        "$(once_key "$1")={\"name\":$2,\"run\":\"script\",\"at\":\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\",\"state\":\"$3\"}" >&2
}
read_mark() { # ID: sets $marked to finished, started or nothing
    written=$(kubectl get lease relight -n kube-system -o "jsonpath={.metadata.annotations.$(once_key "$1" | sed 's/\./\\./g')}") ||
        fail "whether $1 was done before cannot be read from the Lease kube-system/relight; it was not begun"
    case $written in
    *'"state":"finished"'*) marked=finished ;;
    *'"state":"started"'*) marked=started ;;
    '') marked='' ;;
    *) fail "the Lease kube-system/relight says about $1 what this script does not understand: $written" ;;
    esac
}
again() { listed "$1" "${RELIGHT_RESTORE_AGAIN:-}"; }
once() { # ID: false if it was done before
    read_mark "$1"
    if again "$1"; then
        return 0
    fi
    case $marked in
    finished)
        note "$1 was done before; RELIGHT_RESTORE_AGAIN='$1' does it again"
        return 1
        ;;
    started) consent RELIGHT_REPEAT "$1 was started before and did not finish: what is there may be half done. Do it again?" ;;
    esac
}
ended() { # ID: was this restore done, or given up?
    if again "$1"; then
        return 1
    fi
    if listed "$1" "${RELIGHT_SKIP:-}" || listed "$1" "${RELIGHT_DONE:-}"; then
        return 0
    fi
    read_mark "$1"
    [ "$marked" = finished ]
}
)sh";

} // namespace

QString scriptClusterFunctions()
{
    return QString::fromUtf8(cluster);
}

} // namespace relight
