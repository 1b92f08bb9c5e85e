#include "app/drill/world/base/repositoryidentity.h"

#include <QUrl>

namespace relight::world {

QString repositoryIdentity(const QString &url)
{
    QString text = url.trimmed();
    if (!text.contains(QStringLiteral("://")) && text.contains(u':'))
        text = QStringLiteral("ssh://") + text.replace(text.indexOf(u':'), 1, u'/'); // git@host:path
    const QUrl parsed(text);
    const QString port = parsed.port() > 0 && parsed.port() != 22 && parsed.port() != 443
        ? u':' + QString::number(parsed.port())
        : QString();
    QString path = parsed.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    if (path.endsWith(QStringLiteral(".git")))
        path.chop(4);
    return (parsed.host() + port + path).toLower();
}

bool isSameRepository(const QString &one, const QString &other)
{
    return repositoryIdentity(one) == repositoryIdentity(other);
}

} // namespace relight::world
