#pragma once
// The kinds that the repository uses and does not define: somebody's operator brings their definitions. Read once a
// commit. Pure.

#include "app/drill/world/base/world.h"

namespace relight::world {

class ForeignKinds
{
public:
    // Definitions that the chart or application of this name is known, or likely, to bring.
    QList<QJsonObject> definitionsOf(const QString &name, const RepositoryFiles &files);

private:
    void read(const RepositoryFiles &files);

    QString m_commit;
    QMap<std::pair<QString, QString>, QString> m_used; // group, kind -> version
};

} // namespace relight::world
