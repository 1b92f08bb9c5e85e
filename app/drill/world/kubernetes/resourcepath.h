#pragma once
// Which resource a URL of the API names. Pure.

#include <QString>

#include <optional>

namespace relight::world {

struct ResourcePath
{
    QString group, version; // group empty: core
    QString space;          // empty: cluster-scoped, or everywhere
    QString plural;
    QString name;        // empty: the collection
    QString subresource; // "status", "log", "portforward"; usually empty
};

// None: not below /api/v1 or /apis/GROUP/VERSION, or no resource there (discovery).
[[nodiscard]] std::optional<ResourcePath> readResourcePath(const QString &path);

} // namespace relight::world
