#include "app/integrations/network/namelookup.h"

#include <QDnsLookup>

namespace relight {

static std::optional<QDnsLookup::Type> lookupType(const QString &type)
{
    if (type == QLatin1String("A"))
        return QDnsLookup::A;
    if (type == QLatin1String("AAAA"))
        return QDnsLookup::AAAA;
    if (type == QLatin1String("CNAME"))
        return QDnsLookup::CNAME;
    return std::nullopt;
}

// Without asking: an address is itself, localhost is the loopback (RFC 6761).
static std::optional<QStringList> knownAnswer(const NameQuestion &question)
{
    const bool v6 = question.type == QLatin1String("AAAA");
    if (question.type == QLatin1String("CNAME"))
        return std::nullopt;
    if (question.name.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0)
        return QStringList{v6 ? QStringLiteral("::1") : QStringLiteral("127.0.0.1")};
    const QHostAddress address(question.name);
    const auto wanted = v6 ? QAbstractSocket::IPv6Protocol : QAbstractSocket::IPv4Protocol;
    return address.protocol() == wanted ? std::optional(QStringList{address.toString()}) : std::nullopt;
}

static QStringList recordsOf(const QDnsLookup &lookup)
{
    QStringList records;
    const auto wanted
        = lookup.type() == QDnsLookup::AAAA ? QAbstractSocket::IPv6Protocol : QAbstractSocket::IPv4Protocol;
    if (lookup.type() == QDnsLookup::CNAME) {
        for (const QDnsDomainNameRecord &record : lookup.canonicalNameRecords())
            records.append(record.value().endsWith(QLatin1Char('.')) ? record.value().chopped(1) : record.value());
    } else {
        for (const QDnsHostAddressRecord &record : lookup.hostAddressRecords()) {
            if (record.value().protocol() == wanted)
                records.append(record.value().toString());
        }
    }
    records.sort();
    return records;
}

static Result<QStringList> answerOf(const QDnsLookup &lookup, const NameQuestion &question)
{
    const QString name = question.name;
    switch (lookup.error()) {
    case QDnsLookup::NoError:
        if (QStringList records = recordsOf(lookup); !records.isEmpty())
            return records;
        return failure(ErrorCode::NotFound, QStringLiteral("%1 has no %2 record").arg(name, question.type));
    case QDnsLookup::NotFoundError:
        return failure(
            ErrorCode::NotFound, QStringLiteral("There is no %1 record of %2 in DNS").arg(question.type, name));
    case QDnsLookup::InvalidRequestError:
        return failure(ErrorCode::Invalid, QStringLiteral("\"%1\" cannot be asked in DNS: check the name").arg(name));
    case QDnsLookup::InvalidReplyError:
        return failure(ErrorCode::Protocol, QStringLiteral("The nameserver's answer for %1 cannot be read").arg(name),
            lookup.errorString());
    default:
        return failure(ErrorCode::Unavailable,
            QStringLiteral("%1 could not be looked up (%2): check the network and its nameservers, then try again")
                .arg(name, lookup.errorString()));
    }
}

Result<QStringList> lookUpName(Mailbox &network, Clock &clock, const NameQuestion &question, const Call &call)
{
    const auto type = lookupType(question.type);
    if (!type)
        return failure(ErrorCode::Invalid,
            QStringLiteral("\"%1\" is not a kind of record Relight looks up: use A, AAAA or CNAME").arg(question.type));
    if (auto known = knownAnswer(question))
        return *known;
    const auto start
        = [question, type = *type](const std::shared_ptr<Reply<QStringList>> &reply) -> std::function<void()> {
        auto *lookup = new QDnsLookup(type, question.name);
        if (!question.nameserver.isNull())
            lookup->setNameserver(question.nameserver, question.port);
        QObject::connect(lookup, &QDnsLookup::finished, lookup,
            [reply, lookup, question] { reply->complete(answerOf(*lookup, question)); });
        lookup->lookup();
        return [lookup] { delete lookup; };
    };
    return callOn<QStringList>(network, clock, call, QStringLiteral("Looking up %1").arg(question.name), start);
}

} // namespace relight
