#pragma once
// Where an application's manifests come from. Pure functions.

#include <QJsonObject>
#include <QString>

namespace relight::world {

struct GitSource
{
    QString repoUrl, path, chart, targetRevision;
    bool recurse = false;
    QString include, exclude; // globs of spec.source.directory
};

// Of the first source; further ones bring values and the like.
[[nodiscard]] GitSource sourceOf(const QJsonObject &application);

} // namespace relight::world
