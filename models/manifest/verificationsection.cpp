#include "models/manifest/sections.h"

using namespace Qt::StringLiterals;

namespace relight {

void readVerification(YamlMap &recovery, QList<VerificationItem> &verification)
{
    QStringList names;
    recovery.maps("verification", [&](YamlMap &map) {
        VerificationItem item;
        item.at = map.at();
        item.name = readUniqueName(map, names, u"check"_s);
        item.http = map.url("http", {u"https"_s, u"http"_s});
        item.command = map.command("command");
        item.expect = map.number("expect", 100, 599).value_or(200);
        item.within = map.duration("within").value_or(Seconds{300});
        item.environment = map.environment("environment");
        if (map.has("http") == map.has("command"))
            map.error(map.at(), map.path(),
                u"expected one of http and command, found %1"_s.arg(map.has("http") ? u"both"_s : u"neither"_s));
        else if (map.has("command") && map.has("expect"))
            map.error("expect", u"is the status of an http check; a command passes with exit status 0: remove it"_s);
        verification.append(item);
    });
}

} // namespace relight
