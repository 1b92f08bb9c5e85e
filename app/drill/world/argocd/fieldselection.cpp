#include "app/drill/world/argocd/fieldselection.h"

using namespace Qt::StringLiterals;

namespace relight::world {

FieldSelection::FieldSelection(const QString &fields, const QString &prefix)
    : m_excludes(fields.startsWith(u'-'))
{
    for (QString field : fields.mid(m_excludes ? 1 : 0).split(u',', Qt::SkipEmptyParts)) {
        if (field.startsWith(u'-'))
            field.removeFirst();
        if (field.startsWith(prefix + u'.'))
            m_paths << field.sliced(prefix.size() + 1).split(u'.');
    }
}

static void copyPath(const QJsonObject &from, const QStringList &path, QJsonObject &to)
{
    const QJsonValue value = from.value(path.first());
    if (value.isUndefined())
        return;
    if (path.size() == 1) {
        to.insert(path.first(), value);
        return;
    }
    QJsonObject inner = to.value(path.first()).toObject();
    copyPath(value.toObject(), path.sliced(1), inner);
    to.insert(path.first(), inner);
}

static void removePath(QJsonObject &from, const QStringList &path)
{
    if (!from.contains(path.first()))
        return;
    if (path.size() == 1)
        return from.remove(path.first());
    QJsonObject inner = from.value(path.first()).toObject();
    const qsizetype before = inner.size();
    removePath(inner, path.sliced(1));
    if (path.size() > 2 || inner.size() != before)
        from.insert(path.first(), inner);
}

QJsonObject FieldSelection::of(const QJsonObject &application) const
{
    if (m_paths.isEmpty())
        return application;
    QJsonObject selected = m_excludes ? application : QJsonObject();
    for (const QStringList &path : m_paths) {
        if (m_excludes)
            removePath(selected, path);
        else
            copyPath(application, path, selected);
    }
    return selected;
}

} // namespace relight::world
