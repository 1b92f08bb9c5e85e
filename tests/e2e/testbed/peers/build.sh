#!/bin/sh
# Builds one peer from its pinned module: peers/build.sh COMPONENT OUT, with `go` on PATH. Fills OUT/bin, and OUT/share with
# the data files of the same module, so that running the peers later needs neither Go nor its module cache.
set -eu
component=$1
out=$2
cd "$(dirname -- "$0")/$component"
export CGO_ENABLED=0 GOTOOLCHAIN=local GOWORK=off
mkdir -p "$out/bin" "$out/share"

build() { go build -mod=readonly -trimpath -buildvcs=false -ldflags "-s -w ${stamp:-}" -o "$out/bin/" "$@"; }
version() { go list -m -f '{{.Version}}' "$1"; }
folder() { go list -m -f '{{.Dir}}' "$1"; }

case $component in
kubernetes)
    stamp="-X k8s.io/component-base/version.gitVersion=$(version k8s.io/kubernetes)"
    stamp="$stamp -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=34"
    build k8s.io/kubernetes/cmd/kube-apiserver k8s.io/kubernetes/cmd/kube-controller-manager k8s.io/kubernetes/cmd/kube-scheduler
    ;;
kwok)
    build sigs.k8s.io/kwok/cmd/kwok
    stage=$(folder sigs.k8s.io/kwok)/kustomize/stage
    for part in node/fast node/heartbeat-with-lease pod/fast; do
        mkdir -p "$out/share/stage/$part"
        cp "$stage/$part"/*.yaml "$out/share/stage/$part/"
    done
    ;;
argocd)
    argocd=$(version github.com/argoproj/argo-cd/v3)
    stamp="-X github.com/argoproj/argo-cd/v3/common.version=${argocd#v}"
    build github.com/argoproj/argo-cd/v3/cmd
    # One binary; the name it is called by is its role. repo-server runs `argocd` from PATH to answer Git's password question.
    mv "$out/bin/cmd" "$out/bin/argocd"
    for role in server repo-server application-controller; do ln -sf argocd "$out/bin/argocd-$role"; done
    cp "$(folder github.com/argoproj/argo-cd/v3)/manifests/install.yaml" "$out/share/install.yaml"
    ;;
opentofu)
    build github.com/opentofu/opentofu/cmd/tofu
    ;;
*)
    echo "peers/build.sh: no peer is called '$component'" >&2
    exit 2
    ;;
esac
chmod -R u+w "$out"
