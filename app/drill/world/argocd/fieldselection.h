#pragma once
// The query `fields` of Argo CD's API: paths that are kept, or, after a leading "-", left out. Pure.

#include <QJsonObject>
#include <QStringList>

namespace relight::world {

class FieldSelection
{
public:
    // prefix: what stands before an application's own fields: "items", "result.application".
    FieldSelection(const QString &fields, const QString &prefix);

    bool isEverything() const { return m_paths.isEmpty(); }
    QJsonObject of(const QJsonObject &application) const;
    bool operator==(const FieldSelection &) const = default;

private:
    bool m_excludes = false;
    QList<QStringList> m_paths;
};

} // namespace relight::world
