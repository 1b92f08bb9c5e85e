#pragma once
// An Argo CD API in small, by hand: log-in, list, stream. A test changes its applications, password and manners while
// it serves. Thread-safe.

#include "tests/support/scriptedserver.h"

#include <QJsonObject>
#include <QMap>

#include <atomic>
#include <functional>

namespace relight {

class ArgoServer
{
public:
    // An answer of the test's own for this path ("GET /api/v1/…" without query); nothing: the server's.
    using Answer = std::function<bool(const ScriptedRequest &, const ScriptedConnection &)>;

    explicit ArgoServer(const std::optional<QSslConfiguration> &tls = {});

    quint16 port() const { return m_server.port(); }
    QString address() const { return QString::fromLatin1("http://127.0.0.1:%1").arg(port()); }
    void setPassword(const QByteArray &password); // tokens so far are void, as with the real one
    void setApplications(const QList<QJsonObject> &applications);
    void answer(const QByteArray &methodAndPath, Answer with);
    void stream(const QByteArray &bytes); // to every open application stream
    void endStreams();
    QList<ScriptedRequest> requests(const QByteArray &methodAndPath) const;
    bool waitForStream() const; // at most 20 s until one is open

    static QJsonObject application(const QString &name, const QString &health = QStringLiteral("Healthy"));

private:
    void serve(const ScriptedRequest &request, const ScriptedConnection &to);

    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    QByteArray m_password = "first";
    int m_generation = 1;
    QByteArray m_list = R"({"metadata":{"resourceVersion":"7"},"items":null})";
    QMap<QByteArray, Answer> m_answers;
    QList<ScriptedConnection> m_streams;
    ScriptedServer m_server;
};

} // namespace relight
