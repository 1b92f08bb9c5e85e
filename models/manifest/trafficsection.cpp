#include "models/manifest/nearest.h"
#include "models/manifest/sections.h"
#include "models/manifest/yamlvalue.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

constexpr std::array<Word<TrafficProvider>, 6> providers{{
    {"route53", TrafficProvider::Route53},
    {"cloud-dns", TrafficProvider::CloudDns},
    {"rfc2136", TrafficProvider::Rfc2136},
    {"terraform", TrafficProvider::Terraform},
    {"command", TrafficProvider::Command},
    {"manual", TrafficProvider::Manual},
}};

constexpr std::array<Word<const char *>, 6> recordTypes{{
    {"auto", "auto"},
    {"A", "A"},
    {"AAAA", "AAAA"},
    {"CNAME", "CNAME"},
    {"ALIAS", "ALIAS"},
    {"TXT", "TXT"},
}};

constexpr std::array<Word<const char *>, 4> algorithms{{
    {"hmac-sha256", "hmac-sha256"},
    {"hmac-sha512", "hmac-sha512"},
    {"hmac-sha384", "hmac-sha384"},
    {"hmac-sha1", "hmac-sha1"},
}};

void readRecordValue(YamlMap &map, TrafficItem &item)
{
    const YamlNode *value = map.take("value");
    if (!value || value->kind != YamlNode::Kind::Map) {
        item.recordValue = map.written("value");
        return;
    }
    map.map("value", [&](YamlMap &source) {
        source.require("service", u"expected an address, a host name, or { service: NAMESPACE/NAME }"_s);
        item.recordService = source.text("service");
        const QStringList parts = item.recordService.split(u'/');
        const bool fits = parts.size() == 2 && std::ranges::all_of(parts, isNamespaceName); // a Service is a label, too
        if (!item.recordService.isEmpty() && !fits)
            source.error("service",
                u"%1 is not a Service: write NAMESPACE/NAME, for example ingress-nginx/ingress-nginx-controller"_s.arg(
                    quotedValue(item.recordService)));
    });
}

void readRecord(YamlMap &map, TrafficItem &item)
{
    map.require("name", u"which DNS name is switched?"_s);
    map.require("value", u"where to? An address, a host name, or { service: NAMESPACE/NAME }"_s);
    item.recordName = map.text("name");
    static const QRegularExpression host(
        u"\\A(\\*\\.)?[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*\\.?\\z"_s);
    if (!item.recordName.isEmpty() && (item.recordName.size() > 254 || !host.match(item.recordName).hasMatch()))
        map.error(
            "name", u"%1 is not a DNS name: write for example www.company.com"_s.arg(quotedValue(item.recordName)));
    item.recordType = QString::fromLatin1(map.oneOf<const char *>("type", recordTypes).value_or("auto"));
    item.recordTtl = Seconds{map.number("ttl", 0, 604800).value_or(60)};
    readRecordValue(map, item);
}

void readTsig(YamlMap &map, TrafficItem &item)
{
    map.require("name", u"which key does the name server know?"_s);
    map.require("secret", u"expected a reference: env:NAME, file:PATH, keychain:NAME, prompt:NAME or command:ARGV"_s);
    item.tsigName = map.text("name");
    item.tsigAlgorithm = QString::fromLatin1(map.oneOf<const char *>("algorithm", algorithms).value_or("hmac-sha256"));
    item.tsigSecret = map.secret("secret");
}

void checkProvider(YamlMap &map, TrafficProvider provider)
{
    switch (provider) {
    case TrafficProvider::Rfc2136:
        map.require("server", u"which name server takes the update?"_s);
        [[fallthrough]];
    case TrafficProvider::Route53:
    case TrafficProvider::CloudDns:
        map.require("zone", u"in which DNS zone is the record?"_s);
        map.require("record", u"which record is switched? Expected { name: …, value: … }"_s);
        break;
    case TrafficProvider::Terraform:
        map.require("path", u"which folder of the repository is applied?"_s);
        break;
    case TrafficProvider::Command:
        map.require("command", u"provider: command needs to know what to run"_s);
        break;
    case TrafficProvider::Manual:
        break;
    }
}

} // namespace

void readTraffic(YamlMap &recovery, QList<TrafficItem> &traffic)
{
    QStringList names;
    recovery.maps("traffic", [&](YamlMap &map) {
        TrafficItem item;
        item.at = map.at();
        item.name = readUniqueName(map, names, u"traffic entry"_s);
        map.require("provider", u"who answers for this name? For example route53, command or manual"_s);
        const auto provider = map.oneOf<TrafficProvider>("provider", providers);
        item.provider = provider.value_or(TrafficProvider::Manual);
        item.zone = map.text("zone");
        map.map("record", [&](YamlMap &record) { readRecord(record, item); });
        map.map("tsig", [&](YamlMap &tsig) { readTsig(tsig, item); });
        item.server = map.text("server");
        item.path = map.repositoryPath("path");
        item.command = map.command("command");
        item.undoCommand = map.command("undo-command");
        item.instructions = map.lines("instructions").trimmed();
        item.environment = map.environment("environment");
        item.approve = map.flag("approve").value_or(true);
        if (provider)
            checkProvider(map, *provider);
        traffic.append(item);
    });
}

} // namespace relight
