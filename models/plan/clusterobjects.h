#pragma once
// What a recovery puts into the new cluster by itself: the same objects for the engine, for the commands shown and for
// the script. Pure, any thread.

#include "models/manifest/recoverymanifest.h"

namespace relight {

// The version that is installed when the manifest names none.
[[nodiscard]] QString defaultArgoCdVersion();

struct InstallManifest
{
    bool inRepository = false;
    QString location; // path in the repository, or URL
    QString sha256;   // of what the URL gives; empty: not stated
};
[[nodiscard]] InstallManifest installManifest(const ArgoCdSection &argocd);

// The Secret that tells Argo CD about the repository; one name per URL, so that applying it twice makes one.
[[nodiscard]] QString repositorySecretName(const QString &url);

// The annotation on the Lease kube-system/relight that says a restore or switch was started or finished. By the step's
// id, as a restore and a DNS entry may have the same name.
[[nodiscard]] QString onceAnnotation(const QString &stepId);

// The root application made from repo, path and revision, for a manifest without `root-app`: name "root", project
// default, this cluster, automated with self-heal, no finalizer (deleting it must not delete the estate). prune: false
// on a non-empty cluster.
[[nodiscard]] QString rootApplicationYaml(const GitOpsSection &gitops, bool prune = true);

// A YAML scalar in double quotes that reads back as exactly this text.
[[nodiscard]] QString yamlQuoted(const QString &text);

// One word that ends in .yaml, .yml or .json: a `bootstrap` entry that is applied; every other one is a command.
[[nodiscard]] bool isManifestPath(const QString &entry);

} // namespace relight
