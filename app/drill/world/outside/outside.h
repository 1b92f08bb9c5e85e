#pragma once
// Everything beyond the cluster and Git that a recovery asks about: names, web sites, ports, webhooks. What
// app/ports/network.h asks is answered here from the model; nothing is resolved and nothing connected. Made by main,
// lent to the players. The world's one thread.

#include "app/drill/world/outside/frontdoor.h"
#include "app/drill/world/outside/names.h"
#include "app/ports/network.h"

namespace relight::world {

struct Posted // a message that somebody got, or would have got
{
    Timestamp at;
    QUrl url;
    QJsonObject body;
    int status = 0;
};

class Outside
{
public:
    // The bytes of Argo CD's install manifest at this address; empty: it is not there.
    using InstallBytes = std::function<QByteArray(const QUrl &)>;

    explicit Outside(World &world, InstallBytes installBytes = {});

    // As in app/ports/network.h, at once. `limit`: of the body, in bytes.
    Result<WebAnswer> get(const QUrl &url, const QHostAddress &connectTo, qint64 limit) const;
    Result<WebAnswer> postJson(const QUrl &url, const QJsonObject &body);
    Result<QStringList> lookUp(const QString &name, const QString &type) const;
    Result<> knock(const QString &host, quint16 port) const;

    const QList<Posted> &posted() const { return m_posted; } // for tests: who was told what

    // A traffic entry is switched: by its command, or by a person who did it by hand. Its record gets `value`; empty:
    // what the manifest says, or the address of its Service. Says why it cannot be done.
    Result<> switchOver(const QString &entry, const QString &value = {});
    void takeBack(const QString &entry);

    // Whether a check of the manifest would pass now.
    [[nodiscard]] Readiness look(const VerificationItem &check) const;

private:
    const TrafficItem *entryOf(const QString &host) const; // by its record
    WebAnswer site(const QUrl &url, const QHostAddress &connectTo) const;
    WebAnswer vault() const;
    WebAnswer answer(int status, const QByteArray &body, const QByteArray &type = "text/plain; charset=utf-8") const;
    bool isDown(const QString &host) const;

    World &m_world;
    Names m_names;
    InstallBytes m_installBytes;
    QList<Posted> m_posted;
};

} // namespace relight::world
