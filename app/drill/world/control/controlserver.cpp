#include "app/drill/world/control/controlserver.h"

#include "app/drill/stillness.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>

namespace relight::world {

ControlServer::ControlServer(World &world, PlayServer &children)
    : m_world(world)
    , m_children(children)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection()) {
            ++m_connections;
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
            connect(socket, &QLocalSocket::disconnected, this, [this, socket] {
                socket->deleteLater();
                if (--m_connections == 0 && left)
                    left();
            });
        }
    });
}

bool ControlServer::listen(const QString &socket)
{
    return m_server.listen(socket);
}

void ControlServer::read(QLocalSocket *socket)
{
    while (socket->canReadLine()) {
        const QJsonObject question = QJsonDocument::fromJson(socket->readLine()).object();
        socket->write(QJsonDocument(reply(question)).toJson(QJsonDocument::Compact) + '\n');
    }
    socket->flush();
}

// What an order to move on was given upon.
QJsonObject ControlServer::ground() const
{
    QJsonObject ground{{QStringLiteral("asleep"), m_children.asleep()}};
    if (const auto next = m_world.clock.next())
        ground.insert(QStringLiteral("next"), qint64(next->count()));
    return ground;
}

QJsonObject ControlServer::status() const
{
    QJsonObject status = ground();
    status.insert(QStringLiteral("now"), qint64(m_world.clock.now().count()));
    status.insert(QStringLiteral("unsent"), qint64(unsentBytes()));
    QJsonArray processes;
    for (const int process : m_children.processes())
        processes << process;
    status.insert(QStringLiteral("processes"), processes);
    return status;
}

QJsonObject ControlServer::reply(const QJsonObject &question)
{
    const QString what = question.value(QLatin1String("do")).toString();
    if (what == QLatin1String("status"))
        return status();
    if (what == QLatin1String("advance")) {
        const QJsonObject now = ground();
        for (const char *field : {"next", "asleep"}) {
            if (now.value(QLatin1String(field)) != question.value(QLatin1String(field)))
                return {{QStringLiteral("refused"), true}};
        }
        const qint64 to = question.value(QLatin1String("to")).toInteger();
        m_world.clock.stepTo(Milliseconds{to}, Milliseconds{question.value(QLatin1String("until")).toInteger(to)});
        return {{QStringLiteral("now"), qint64(m_world.clock.now().count())}};
    }
    if (what == QLatin1String("fault")) {
        const QJsonObject fault = question.value(QLatin1String("begin")).toObject();
        if (fault.isEmpty())
            m_world.faults.end(question.value(QLatin1String("end")).toString());
        else
            m_world.faults.begin({fault.value(QLatin1String("id")).toString(),
                fault.value(QLatin1String("kind")).toString(), fault.value(QLatin1String("with")).toObject()});
        return {{QStringLiteral("done"), true}};
    }
    if (const auto answer = m_answers.constFind(what); answer != m_answers.cend())
        return (*answer)(question);
    return {{QStringLiteral("error"), QStringLiteral("the world does not know how to %1").arg(what)}};
}

} // namespace relight::world
