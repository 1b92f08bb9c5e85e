#pragma once
// argocd-server on loopback, plain HTTP: its API over the world's store and the controller. While its Deployment has no
// ready pod, connections are reset. The world's one thread, which has an event loop.

#include "app/drill/world/argocd/applicationstream.h"

#include <QAbstractHttpServer>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <list>

namespace relight::world {

// Knows its connections, to cut them.
class ArgoListener : public QTcpServer
{
public:
    std::function<bool()> isOpen;
    std::function<void(quint16 peerPort)> closed;
    void cutAll();

protected:
    void incomingConnection(qintptr handle) override;

private:
    QList<QPointer<QTcpSocket>> m_sockets; // the HTTP server adopts them
};

struct ArgoAnswer
{
    int status = 200;
    QByteArray body;
    QByteArray type = "application/json";
    std::optional<Key> whenCompared; // the application: answered when its refresh is done
};

class ArgoServer : public QAbstractHttpServer
{
public:
    ArgoServer(World &world, ApplicationController &controller);

    // 127.0.0.1, a port of the system's choice, also in World::addresses; Unavailable: the system gives none.
    Result<quint16> listen();

protected:
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
    void missingHandler(const QHttpServerRequest &request, QHttpServerResponder &responder) override;

private:
    ArgoAnswer answer(const QHttpServerRequest &request);
    ArgoAnswer authorized(const QHttpServerRequest &request);
    ArgoAnswer logIn(const QByteArray &body) const;
    ArgoAnswer applications(const QHttpServerRequest &request) const;
    ArgoAnswer application(const QHttpServerRequest &request, const QStringList &path);
    ArgoAnswer sync(const QJsonObject &application, const QJsonObject &wish);
    ArgoAnswer terminate(const QJsonObject &application);
    ArgoAnswer windows(const QJsonObject &application) const;
    ArgoAnswer listOf(const QString &kind) const;
    bool isBlocked(const QString &name) const;
    void answerCompared(const Key &application);
    void cutAll();

    World &m_world;
    ApplicationController &m_controller;
    ApplicationStreams m_streams;
    struct Waiting
    {
        Key application;
        quint16 peerPort;
        QHttpServerResponder responder;
    };
    std::list<Waiting> m_waiting; // for a comparison
    ArgoListener m_listener;
};

} // namespace relight::world
