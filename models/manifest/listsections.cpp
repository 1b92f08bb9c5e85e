// The two lists of one-key maps: external dependencies and contacts.
#include "models/manifest/nearest.h"
#include "models/manifest/sections.h"
#include "models/manifest/yamlvalue.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

void readPairs(YamlMap &recovery, const char *key, const QString &example,
    const std::function<void(YamlMap &, const YamlEntry &)> &read)
{
    recovery.maps(key, [&](YamlMap &map) {
        int count = 0;
        map.rest([&](const YamlEntry &entry, const QString &place) {
            if (++count == 2)
                map.error(entry.keyAt, place,
                    u"an entry of this list is one key with its value: put \"- \" before %1"_s.arg(
                        quotedValue(entry.key)));
            else if (entry.key.trimmed().isEmpty() || entry.key.size() > 200)
                map.error(entry.keyAt, place, u"the entry has no usable name: write for example \"%1\""_s.arg(example));
            else if (count == 1)
                read(map, entry);
        });
        if (count == 0)
            map.error(
                map.at(), map.path(), u"the entry is empty: write for example \"%1\", or remove it"_s.arg(example));
    });
}

void readCheck(YamlMap &map, ExternalDependency &dependency)
{
    dependency.checkHttp = map.url("http", {u"https"_s, u"http"_s});
    dependency.checkTcp = map.text("tcp");
    dependency.checkDns = map.text("dns");
    dependency.checkCommand = map.command("command");
    const int given = int(map.has("http")) + int(map.has("tcp")) + int(map.has("dns")) + int(map.has("command"));
    if (given != 1)
        map.error(map.at(), map.path(), u"expected exactly one of http, tcp, dns and command, found %1"_s.arg(given));
    static const QRegularExpression hostAndPort(u"\\A[^:].*:([1-9][0-9]{0,4})\\z"_s);
    const auto match = hostAndPort.match(dependency.checkTcp);
    if (!dependency.checkTcp.isEmpty() && (!match.hasMatch() || match.captured(1).toInt() > 65535))
        map.error("tcp", u"%1 is not a place to connect to: write HOST:PORT"_s.arg(quotedValue(dependency.checkTcp)));
}

} // namespace

void readExternalDependencies(YamlMap &recovery, QList<ExternalDependency> &dependencies)
{
    readPairs(recovery, "external-dependencies", u"- DNS zone: managed in Route53"_s,
        [&](YamlMap &map, const YamlEntry &entry) {
            ExternalDependency dependency;
            dependency.name = entry.key;
            dependency.at = entry.keyAt;
            const QByteArray key = entry.key.toUtf8();
            if (entry.value->kind == YamlNode::Kind::Map) {
                map.map(key.constData(), [&](YamlMap &value) {
                    dependency.description = value.lines("description").trimmed();
                    value.map("check", [&](YamlMap &check) { readCheck(check, dependency); });
                });
            } else {
                dependency.description = map.lines(key.constData()).trimmed();
            }
            dependencies.append(dependency);
        });
}

void readContacts(YamlMap &recovery, QList<Contact> &contacts)
{
    readPairs(recovery, "contacts", u"- oncall: ops-team@company.com"_s, [&](YamlMap &map, const YamlEntry &entry) {
        const QByteArray key = entry.key.toUtf8();
        contacts.append({entry.key, map.written(key.constData()), entry.keyAt});
    });
}

} // namespace relight
