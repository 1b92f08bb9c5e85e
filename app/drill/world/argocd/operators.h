#pragma once
// The operators whose objects a recovery waits for: External Secrets, Sealed Secrets, cert-manager. Each acts on its
// objects as they appear; their kinds being served is all that they need. The world's one thread.

#include "app/drill/world/base/world.h"

namespace relight::world {

class Operators
{
public:
    explicit Operators(World &world);

private:
    using Act = void (Operators::*)(const Key &);

    void heard(const Happening &happening);
    void heardFault(const Fault &fault, bool begins);
    void later(const Key &key, Milliseconds delay, Act act);
    void actOnAll(const QString &kind, Milliseconds delay, Act act);

    void secretStore(const Key &key);
    void externalSecret(const Key &key);
    void sealedSecret(const Key &key);
    void issuer(const Key &key);
    void issuing(const Key &key);
    void certificate(const Key &key);

    QString storeTrouble(const QJsonObject &store) const; // empty: it is valid
    bool hasToken(const QJsonObject &store, QString &missing) const;
    void makeSecret(const QJsonObject &owner, const QString &name, const QString &type, const QStringList &words);
    void setCondition(const Key &key, const QString &type, bool isTrue, const QString &reason, const QString &message);

    World &m_world;
};

} // namespace relight::world
