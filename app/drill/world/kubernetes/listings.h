#pragma once
// get and list. A list is the stored objects' own bytes, one after the other; its further pages are of the moment the
// first was asked for. The world's one thread.

#include "app/drill/world/kubernetes/selectors.h"

#include <map>

namespace relight::world {

struct ListQuestion
{
    QString space; // empty: everywhere
    Selectors selectors;
    int limit = 0; // 0: all
    QString token; // "continue"
};

class Listings
{
public:
    explicit Listings(const ObjectStore &store)
        : m_store(store)
    {
    }

    Answer get(const Kind &kind, const Key &key) const;
    Answer list(const Kind &kind, const ListQuestion &question);

private:
    struct Rest
    {
        QList<std::shared_ptr<const Stored>> objects; // of the whole list: shared by its pages
        qsizetype from = 0;                           // not told before
        quint64 version = 0;
        QString of; // kind: a token is no good elsewhere
    };
    std::optional<Rest> restOf(const QString &token, const Kind &kind) const;
    QString keep(const Rest &rest);

    const ObjectStore &m_store;
    std::map<quint64, Rest> m_rests; // by the number in the token; the oldest go first
    quint64 m_made = 0;
};

} // namespace relight::world
