#pragma once
// Application objects as YAML. Pure functions, any thread.

#include "models/manifest/recoverymanifest.h"

namespace relight::world {

struct ApplicationText
{
    QString name, path, space;
    int wave = 0;
};

// Automated with self-heal, this cluster, CreateNamespace=true, and patient retries.
[[nodiscard]] QByteArray applicationYaml(const GitOpsSection &gitops, const ApplicationText &application);
// The root of an estate: prunes nothing, its path holds Applications.
[[nodiscard]] QByteArray rootYaml(const GitOpsSection &gitops, const QString &name, const QString &path);

} // namespace relight::world
