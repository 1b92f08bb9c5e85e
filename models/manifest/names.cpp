#include "models/manifest/nearest.h"
#include "models/manifest/sections.h"
#include "models/manifest/yamlvalue.h"

using namespace Qt::StringLiterals;

namespace relight {

QString readUniqueName(YamlMap &item, QStringList &taken, const QString &what)
{
    item.require("name", u"each %1 needs one, it is how scripts, reports and people speak of it"_s.arg(what));
    const QString name = item.text("name");
    if (name.isEmpty())
        return {};
    if (!isName(name)) {
        item.error("name",
            u"%1 is not a name: use letters, digits, spaces and . _ - inside, at most 63"_s.arg(quotedValue(name)));
        return {};
    }
    if (taken.contains(name, Qt::CaseInsensitive)) {
        item.error("name",
            u"there already is a %1 called %2: names are unique (upper and lower case are the same)"_s.arg(
                what, quotedValue(name)));
        return {};
    }
    taken.append(name);
    return name;
}

} // namespace relight
