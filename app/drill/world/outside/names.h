#pragma once
// What resolvers say. A record that was changed is seen when the old one's time to live is over, and not before; while
// the fault dns-stale is on, the old one stays. Owned by Outside. The world's one thread.

#include "app/drill/world/base/world.h"

#include <QStringList>

namespace relight::world {

class Names
{
public:
    explicit Names(World &world); // every record of `traffic` points at the lost cluster

    // Values as a resolver gives them now, host names without the last point. Error: NotFound.
    Result<QStringList> lookUp(const QString &name, const QString &type) const;

    void set(const QString &name, const QString &value); // at the authoritative server, now
    void takeBack(const QString &name);                  // to what it was before everything
    QString seen(const QString &name) const;             // the one value; empty: no such record
    bool isRecord(const QString &name) const { return m_records.contains(name.toLower()); }

private:
    struct Record
    {
        QString entry; // name of the traffic entry
        QString first; // before everything
        QString value, before;
        Milliseconds changed{0};
        Seconds ttl{60};
    };
    const QString &seen(const Record &record) const;
    QString addressOf(const QString &name) const; // a place in the world outside: 192.0.2.N

    World &m_world;
    QMap<QString, Record> m_records; // by name in small letters
};

} // namespace relight::world
