#!/bin/sh
# Recovery of the cluster "production", made from its recovery manifest by relight plan --shell.
# Run it in the work tree of https://github.com/yourorg/gitops-repo.git (or say where it is with RELIGHT_WORKTREE).
# RELIGHT_YES=1 answers its yes/no questions. It is safe to run again: what holds is left alone.
# RELIGHT_SKIP and RELIGHT_DONE hold ids of steps to skip, or that a person has done, with spaces between them;
# RELIGHT_RESTORE_AGAIN ids of restores and switches to do over what is there.
# RELIGHT_CLUSTER_UID is the kube-system UID of the only cluster to write to; one that is not empty needs it.
# Exit status: 0 recovered, 1 something failed, 3 a person is needed.
# Text of the manifest stands in single quotes on purpose:
# shellcheck disable=SC1003,SC2016,SC2089,SC2090
set -eu
umask 077
export LC_ALL=C NO_COLOR=1 TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1

cd "${RELIGHT_WORKTREE:-$(git rev-parse --show-toplevel 2>/dev/null || pwd)}"
started=$(date +%s)
argocd=argocd
context=''
held=' '
cluster_uid=
taken=
prune=true
for tool in kubectl curl awk base64; do have "$tool"; done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
# The user's own kubeconfig is neither read nor written: this one is private and knows the new cluster only.
KUBECONFIG=$work/kubeconfig
export KUBECONFIG
: >"$KUBECONFIG"
: >"$work/reported"
guard_if_pinned() { [ -z "$cluster_uid" ] || guard; }
once_key() { # ID: the annotation that says whether it was done
    case $1 in
    restore-data/postgres-main) echo relight.dev/once-restore-data.postgres-main ;;
    restore-data/uploads) echo relight.dev/once-restore-data.uploads ;;
    *) fail "$1 is no restore and no switch" ;;
    esac
}

# Secrets, all of them before anything is written.
secret_1=$(ask_secret RELIGHT_SECRET_VAULT_TOKEN prompt:vault-token)

# Provision new cluster: Provision new cluster
# Why: Everything else needs an empty, working cluster to land on. How it is made is the provisioner's business, not GitOps'.
lost_uid=''
lost_server=''
tf() { terraform -chdir=terraform/clusters/production "$@"; }
kubeconfig_output() {
    tf output -no-color -raw "$1" >"$work/raw" 2>/dev/null || return 1
    [ -s "$work/raw" ] || return 1
    if [ "$(awk 'END { print NR }' "$work/raw")" -le 1 ]; then # a path
        (cd terraform/clusters/production && cat -- "$(cat "$work/raw")") >"$work/content" 2>/dev/null || return 1
        mv "$work/content" "$work/raw" || return 1
    fi
    take_kubeconfig "$work/raw"
}
find_kubeconfig() {
    kubeconfig_output kubeconfig || kubeconfig_output kubeconfig_raw || kubeconfig_output kube_config
}
if begin provision 'Provision new cluster'; then
    have terraform
    tf init -input=false -no-color >&2 </dev/null
    if find_kubeconfig && soon 10 answers; then
        note 'the cluster answers already: nothing to provision'
    else
        status=0
        tf plan -input=false -no-color -detailed-exitcode -out="$work/plan" >&2 </dev/null || status=$?
        case $status in 0 | 2) ;; *) fail 'terraform plan failed; nothing was changed' ;; esac
        if [ "$status" -eq 2 ]; then
            tf show -no-color "$work/plan" >"$work/shown" || fail 'terraform show failed, so nobody knows what the plan destroys; nothing was changed'
            [ -s "$work/shown" ] || fail 'terraform show says nothing about its plan; nothing was changed'
            if grep -E 'will be destroyed|must be replaced|will be replaced|no longer be managed|will be removed|[1-9][0-9]* to destroy' "$work/shown" >&2; then
                consent RELIGHT_DESTROY 'The plan deletes, replaces or forgets what is listed above.'
            fi
            tf apply -input=false -no-color "$work/plan" >&2 </dev/null
        fi
        find_kubeconfig || fail 'no output of terraform holds a kubeconfig that can be used'
        if [ "$status" -eq 0 ] && ! soon 60 answers; then
            stop 'terraform reports no change, but the cluster has not answered for a minute. If it is really gone, the state outlived it: run "terraform -chdir=terraform/clusters/production apply -replace=ADDRESS" for what made the cluster, then this again'
        fi
    fi
fi
[ -n "$taken" ] || find_kubeconfig || fail 'there is no kubeconfig of the new cluster that can be used'
wait_for 900 'the answer of the new API server' answers
pin_cluster
take_lease

# Install ArgoCD: Install ArgoCD
# Why: Argo CD is what turns Git into a cluster, and it cannot install itself. This is the one component that is put in by hand.
if begin install-argocd 'Install ArgoCD'; then
    if managed_argocd; then
        note 'an application manages Argo CD already: only verified'
    else
        wait_for 900 'Ready of all nodes' nodes_ready
        namespace "$argocd"
        curl -fsSL -o "$work/install.yaml" -- https://raw.githubusercontent.com/argoproj/argo-cd/v3.2.11/manifests/install.yaml
        note 'no sha256 of the install manifest is stated: it is taken as it came'
        apply -n "$argocd" -f "$work/install.yaml"
    fi
    rollouts "$argocd" 1200
fi

# Restore secrets decryption capability: Restore secrets decryption capability
# Why: Git holds no plain secrets. Until the cluster can fetch or decrypt them, workloads that need one will not start.
if begin restore-secrets 'Restore secrets decryption capability'; then
    namespace external-secrets
    {
        printf '%s\n' 'apiVersion: v1' \
        'kind: Secret' \
        metadata: \
        '  name: "vault-token"' \
        '  namespace: "external-secrets"' \
        'type: Opaque' \
        data:
        printf '  %s: %s\n' '"token"' "$(b64 "$secret_1")"
    } | apply -f -
fi

# Connect ArgoCD to Git: Connect ArgoCD to Git
# Why: Argo CD must be able to read the repository before it can apply anything from it.
if begin connect-git 'Connect ArgoCD to Git'; then
    {
        printf '%s\n' 'apiVersion: v1' \
        'kind: Secret' \
        metadata: \
        '  name: relight-repo-d73570341b' \
        '  labels:' \
        '    argocd.argoproj.io/secret-type: repository' \
        stringData: \
        '  type: git' \
        '  url: "https://github.com/yourorg/gitops-repo.git"'
        # the manifest names no credentials: GIT_TOKEN if there is one, else a public repository
        if [ -n "${GIT_TOKEN:-}" ]; then
            printf '%s\n' '  username: "git"'
            printf 'data:\n  password: %s\n' "$(b64 "$GIT_TOKEN")"
        fi
    } | apply -n "$argocd" -f -
fi

# Apply root application: Apply root application
# Why: One application names all the others. Applying it hands the work over to Argo CD.
if begin apply-root 'Apply root application'; then
    kubectl wait --for=condition=Established crd/applications.argoproj.io crd/appprojects.argoproj.io --timeout=120s >&2
    wait_for 900 'an endpoint of argocd-repo-server' repo_server_ready
    wait_for 900 'AppProject default, which argocd-server makes' has_project default
    apply -n "$argocd" -f apps/root.yaml
fi

# Monitor sync progress: Monitor sync progress
# Why: The platform is back only when every application is at its revision and Healthy. Waiting blindly would hide the one that is stuck.
if begin monitor-sync 'Monitor sync progress'; then
    wait_for 5400 'Synced and Healthy of all applications' converged
fi

# Restore data from backups: Restore data from backups: postgres-main
# Why: Git brings back the software that holds the data, never the data. It comes from a backup, and usually takes longest.
if begin restore-data/postgres-main 'Restore data from backups: postgres-main'; then
    if once restore-data/postgres-main; then
        mark restore-data/postgres-main '"postgres-main"' started
        guard
        (
            RELIGHT_RUN=script
            RELIGHT_STEP=restore-data/postgres-main
            export RELIGHT_RUN RELIGHT_STEP
            RELIGHT_BACKUP_LOCATION=s3://backups/postgres/
            export RELIGHT_BACKUP_LOCATION
            sh -c 'pg_restore -d main /backups/latest.dump
' >&2 </dev/null
        )
        mark restore-data/postgres-main '"postgres-main"' finished
    fi
fi

# Restore data from backups: Restore data from backups: uploads
# Why: Git brings back the software that holds the data, never the data. It comes from a backup, and usually takes longest.
if begin restore-data/uploads 'Restore data from backups: uploads'; then
    if once restore-data/uploads; then
        # export RELIGHT_BACKUP_LOCATION=s3://backups/uploads/
        # # restore uploads from s3://backups/uploads/ by hand
        by_hand restore-data/uploads 'restore uploads from s3://backups/uploads/'
        mark restore-data/uploads '"uploads"' finished
    fi
fi

# Update DNS/load balancers: Update DNS/load balancers
# Why: Users still go where the old cluster was. Moving names and load balancers is what ends the outage for them.
if begin update-dns 'Update DNS/load balancers'; then
    note 'not in the manifest: nothing is done'
fi

# Verify application health: Verify application health
# Why: Green dots in a controller are not a working shop. The checks ask as a user would, over the new path.
if begin verify-health 'Verify application health'; then
    wait_for 300 'Synced and Healthy of all applications' converged
fi

# Notify stakeholders: Notify stakeholders
# Why: People are waiting for the word that it is over, how long it took and what was lost.
if begin notify 'Notify stakeholders'; then
    note 'not in the manifest: nothing is done'
fi

say "the recovery is complete after $((($(date +%s) - started + 59) / 60)) min"
