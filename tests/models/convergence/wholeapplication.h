#pragma once
// An Application with every field that Relight reads, as the Kubernetes API gives it.

#include <QByteArray>

namespace relight::testing {

inline const QByteArray full = R"({
 "apiVersion":"argoproj.io/v1alpha1","kind":"Application",
 "metadata":{"name":"shop","namespace":"argocd","uid":"u-1","resourceVersion":"42","generation":3,
  "annotations":{"argocd.argoproj.io/sync-wave":"-2","argocd.argoproj.io/skip-reconcile":"true","note":"a \u00e9 \"q\""},
  "labels":{"team":"a"},
  "ownerReferences":[{"apiVersion":"argoproj.io/v1alpha1","kind":"ApplicationSet","name":"tenants","controller":true,"uid":"x"}]},
 "operation":{"sync":{"revision":"abc"}},
 "spec":{"project":"team-a","source":{"repoURL":"https://git.example.com/r.git","path":"apps/shop","targetRevision":"main"},
  "destination":{"server":"https://kubernetes.default.svc","namespace":"shop"},
  "syncPolicy":{"automated":{"prune":true,"selfHeal":true},"syncOptions":["CreateNamespace=true"]},
  "ignoreDifferences":[{"group":"apps","kind":"Deployment","jsonPointers":["/spec/replicas"]},{"kind":"Service","jsonPointers":["/spec/clusterIP"]}]},
 "status":{
  "sync":{"status":"OutOfSync","revision":"abc","comparedTo":{"source":{"repoURL":"x","path":"never"},"destination":{}}},
  "health":{"status":"Degraded","message":"bad","lastTransitionTime":"2026-08-01T00:00:00Z"},
  "resources":[
   {"group":"apps","version":"v1","kind":"Deployment","namespace":"shop","name":"web","status":"Synced","health":{"status":"Progressing","message":"m"},"syncWave":3},
   {"version":"v1","kind":"Service","namespace":"shop","name":"web","status":"OutOfSync"},
   {"group":"batch","version":"v1","kind":"Job","namespace":"shop","name":"m","hook":true}],
  "operationState":{"phase":"Running","message":"waiting","startedAt":"2026-08-01T10:00:00Z","finishedAt":"2026-08-01T10:00:05Z","retryCount":2,
   "operation":{"sync":{"revision":"asked"},"initiatedBy":{"automated":true},"retry":{"limit":5}},
   "syncResult":{"revision":"abc","source":{"repoURL":"x"},"resources":[
    {"group":"apps","version":"v1","kind":"Deployment","namespace":"shop","name":"web","status":"SyncFailed","message":"immutable","hookPhase":"Failed","syncPhase":"Sync"}]}},
  "conditions":[{"type":"SyncError","message":"failed","lastTransitionTime":"2026-08-01T00:00:00Z"}],
  "reconciledAt":"2026-08-01T10:00:07Z","sourceType":"Directory","summary":{"images":["a:1"]}}})";

} // namespace relight::testing
