#pragma once
// The plain YAML of one folder of the repository, as Argo CD's directory source, a simple kustomization or an
// untemplated chart gives it. Pure functions over the repository's files.

#include "app/drill/world/argocd/gitsource.h"
#include "app/drill/world/base/world.h"

namespace relight::world {

struct FolderManifests
{
    QList<QJsonObject> objects;
    QString sourceType; // Directory, Kustomize, Helm
};

[[nodiscard]] bool folderExists(const RepositoryFiles &files, const QString &path);
// NotFound: no such folder; Invalid: what is in it does not parse. Both with the words of Argo CD.
[[nodiscard]] Result<FolderManifests> readFolder(const RepositoryFiles &files, const GitSource &source);

} // namespace relight::world
