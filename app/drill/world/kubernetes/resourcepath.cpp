#include "app/drill/world/kubernetes/resourcepath.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace relight::world {

std::optional<ResourcePath> readResourcePath(const QString &path)
{
    QStringList words = path.split(u'/', Qt::SkipEmptyParts);
    ResourcePath found;
    if (words.size() >= 3 && words.at(0) == u"api") {
        found.version = words.at(1);
        words.remove(0, 2);
    } else if (words.size() >= 4 && words.at(0) == u"apis") {
        found.group = words.at(1);
        found.version = words.at(2);
        words.remove(0, 3);
    } else {
        return std::nullopt;
    }
    const bool ofNamespaceItself = words.size() == 3 && (words.at(2) == u"status" || words.at(2) == u"finalize");
    if (words.at(0) == u"namespaces" && words.size() >= 3 && !ofNamespaceItself) {
        found.space = words.at(1);
        words.remove(0, 2);
    }
    if (words.size() > 3)
        return std::nullopt;
    found.plural = words.value(0);
    found.name = words.value(1);
    found.subresource = words.value(2);
    return found;
}

} // namespace relight::world
