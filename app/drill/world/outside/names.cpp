#include "app/drill/world/outside/names.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace relight::world {

static int number(const World &world, const QString &name)
{
    return 1 + int(world.chance.draw(u"address/"_s + name) * 254);
}

// An address as long as the record's new value is not known to be a host name.
static QString lostValue(const World &world, const TrafficItem &item)
{
    const QString type = item.recordType.toUpper();
    const int n = number(world, item.recordName);
    const bool toHost = type == u"CNAME" || type == u"ALIAS"
        || (!item.recordValue.isEmpty() && QHostAddress(item.recordValue).isNull());
    if (toHost)
        return u"lb-%1.lost.%2"_s.arg(n).arg(item.zone.isEmpty() ? u"example"_s : item.zone);
    const bool six = type == u"AAAA" || QHostAddress(item.recordValue).protocol() == QAbstractSocket::IPv6Protocol;
    return six ? u"2001:db8::%1"_s.arg(n, 0, 16) : u"198.51.100.%1"_s.arg(n);
}

static QString typeOf(const QString &value)
{
    const QHostAddress address(value);
    return address.isNull() ? u"CNAME"_s : address.protocol() == QAbstractSocket::IPv6Protocol ? u"AAAA"_s : u"A"_s;
}

Names::Names(World &world)
    : m_world(world)
{
    for (const TrafficItem &item : world.manifest.traffic) {
        if (item.recordName.isEmpty())
            continue;
        const QString value = lostValue(world, item);
        m_records.insert(item.recordName.toLower(), {item.name, value, value, value, {}, item.recordTtl});
    }
}

void Names::set(const QString &name, const QString &value)
{
    Record &record = m_records[name.toLower()];
    if (record.value == value)
        return;
    record.before = record.first.isEmpty() ? value : seen(name); // a new name is nowhere in a cache
    record.first = record.first.isEmpty() ? value : record.first;
    record.value = value;
    record.changed = m_world.clock.now();
}

void Names::takeBack(const QString &name)
{
    if (const auto record = m_records.constFind(name.toLower()); record != m_records.cend())
        set(name, record->first);
}

const QString &Names::seen(const Record &record) const
{
    const bool cached = m_world.clock.now() < record.changed + record.ttl;
    return cached && record.value != record.before ? record.before : record.value;
}

QString Names::seen(const QString &name) const
{
    const auto record = m_records.constFind(name.toLower());
    if (record == m_records.cend())
        return {};
    const auto stale = [&](const QString &word) { return m_world.faults.find(u"dns-stale"_s, u"name"_s, word); };
    return stale(record->entry) || stale(name) ? record->before : seen(*record);
}

QString Names::addressOf(const QString &name) const
{
    return u"192.0.2.%1"_s.arg(number(m_world, name.toLower()));
}

Result<QStringList> Names::lookUp(const QString &name, const QString &type) const
{
    const bool alias = type == u"CNAME";
    const bool local = name.compare(u"localhost"_s, Qt::CaseInsensitive) == 0;
    if (!alias && (local || !QHostAddress(name).isNull())) {
        const QString literal = local ? (type == u"AAAA" ? u"::1"_s : u"127.0.0.1"_s) : name;
        if (typeOf(literal) == type)
            return QStringList{literal};
        return failure(ErrorCode::NotFound, u"%1 has no %2 record"_s.arg(name, type));
    }
    const QString value = seen(name);
    if (!value.isEmpty() && typeOf(value) == type)
        return QStringList{value};
    // A resolver follows an alias to an address.
    if (!value.isEmpty() && typeOf(value) == u"CNAME" && type == u"A")
        return lookUp(value, type);
    if (value.isEmpty() && type == u"A" && name.contains(u'.') && !name.endsWith(u".invalid"_s))
        return QStringList{addressOf(name)};
    return failure(ErrorCode::NotFound, u"There is no %1 record of %2 in DNS"_s.arg(type, name));
}

} // namespace relight::world
