#pragma once
// The Applications that stand as plain manifests in the GitOps repository at the run's commit. Worker threads.

#include "app/engine/stepcontext.h"

namespace relight {

struct RepositoryApplication
{
    QString file;
    QJsonObject object;
    QString name() const { return object[QLatin1String("metadata")][QLatin1String("name")].toString(); }
};

// Below `folder` ("" = the whole repository). Files that are templates or broken are skipped; `skipped` names them.
[[nodiscard]] Result<QList<RepositoryApplication>> repositoryApplications(
    const StepContext &context, const QString &folder, QStringList *skipped = nullptr);

// "name → destination" of those that do not go to the cluster they are applied to.
[[nodiscard]] QStringList foreignDestinations(const QList<RepositoryApplication> &applications);

// Names that restores hold and that are not released yet (no finished restore step, no mark of an earlier run).
[[nodiscard]] Result<QStringList> heldNames(StepContext &context, Cluster &cluster);

} // namespace relight
