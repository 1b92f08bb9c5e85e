#include "app/integrations/git/gitremoterefs.h"

#include <QRegularExpression>
#include <QSet>

namespace relight {

static QString commitOf(const QList<RemoteRef> &refs, const QString &name)
{
    for (const RemoteRef &ref : refs) {
        if (ref.name == name)
            return ref.commit;
    }
    return {};
}

static Result<QString> resolveShort(const QList<RemoteRef> &refs, const QString &start, const QString &where)
{
    QSet<QString> found;
    for (const RemoteRef &ref : refs) {
        if (ref.commit.startsWith(start))
            found.insert(ref.commit);
    }
    if (found.size() == 1)
        return *found.begin();
    return failure(ErrorCode::NotFound,
        found.isEmpty()
            ? QStringLiteral("%1 has no branch or tag \"%2\": check the revision; a commit is given by all 40 digits")
                  .arg(where, start)
            : QStringLiteral("\"%2\" fits several commits in %1: give all 40 digits").arg(where, start));
}

Result<QString> resolveRevision(const QList<RemoteRef> &refs, const QString &revision, const QString &where)
{
    const QString wanted = revision.isEmpty() ? QStringLiteral("HEAD") : revision;
    const QString tag = QStringLiteral("refs/tags/") + wanted;
    for (const QString &name : {wanted + QLatin1String("^{}"), wanted, QStringLiteral("refs/heads/") + wanted,
             tag + QLatin1String("^{}"), tag}) {
        if (const QString commit = commitOf(refs, name); !commit.isEmpty())
            return commit;
    }
    static const QRegularExpression hex(QStringLiteral("^[0-9a-fA-F]{7,40}$"));
    if (wanted.size() == 40 && hex.match(wanted).hasMatch())
        return wanted.toLower();
    if (hex.match(wanted).hasMatch())
        return resolveShort(refs, wanted.toLower(), where);
    if (wanted == QLatin1String("HEAD"))
        return failure(ErrorCode::NotFound,
            QStringLiteral("%1 has no commit on its default branch yet: push one, or name a revision").arg(where));
    return failure(
        ErrorCode::NotFound, QStringLiteral("%1 has no branch or tag \"%2\": check the revision").arg(where, wanted));
}

} // namespace relight
