#include "app/drill/world/argocd/gitsource.h"

#include "app/drill/world/argocd/jsonpath.h"

#include <QDir>
#include <QUrl>

namespace relight::world {

GitSource sourceOf(const QJsonObject &application)
{
    QJsonObject source = objectAt(application, {u"spec", u"source"});
    for (const QJsonValue &one : listAt(application, {u"spec", u"sources"})) {
        if (source.isEmpty() || (textAt(source, {u"path"}).isEmpty() && textAt(source, {u"chart"}).isEmpty()))
            source = one.toObject(); // one that is only referred to by others has neither
    }
    const QJsonObject directory = objectAt(source, {u"directory"});
    QString path = QDir::cleanPath(textAt(source, {u"path"}));
    if (path == u"." || path == u"/")
        path.clear();
    return {textAt(source, {u"repoURL"}), path, textAt(source, {u"chart"}), textAt(source, {u"targetRevision"}),
        directory.value(u"recurse").toBool(), textAt(directory, {u"include"}), textAt(directory, {u"exclude"})};
}

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

} // namespace relight::world
