#include "app/drill/world/argocd/gitsource.h"

#include "app/drill/world/argocd/jsonpath.h"

#include <QDir>

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

} // namespace relight::world
