#include "app/drill/world/control/playserver.h"

#include <QLocalSocket>
#include <QtEndian>

namespace relight::world {

class PlayServer::Child : public PlaySession
{
public:
    explicit Child(QLocalSocket *socket)
        : m_socket(socket)
    {
    }
    ~Child() override
    {
        m_socket->disconnect();
        m_socket->deleteLater();
    }

    void out(const QByteArray &text) override { print('o', text); }
    void err(const QByteArray &text) override { print('e', text); }
    void end(int exitCode) override
    {
        if (m_hasEnded)
            return;
        m_hasEnded = true;
        const qint32 code = qToBigEndian(qint32(exitCode));
        frame('x', QByteArray(reinterpret_cast<const char *>(&code), sizeof code));
    }
    bool isGone() const override { return m_gone; }

    bool isAsleep() const { return m_process > 0 && m_unprinted == 0 && !m_hasEnded && !m_gone; }
    int process() const { return m_process; }
    void left()
    {
        m_gone = true;
        if (!m_hasEnded && gone)
            gone();
    }

    // What arrived; the request, once it is there.
    std::optional<PlayRequest> read()
    {
        m_received += m_socket->readAll();
        std::optional<PlayRequest> request;
        while (!m_received.isEmpty()) {
            if (m_received.front() == 'p') {
                --m_unprinted;
                m_received.remove(0, 1);
                continue;
            }
            const quint32 size = m_received.size() < 5 ? 0 : qFromBigEndian<quint32>(m_received.constData() + 1);
            if (m_received.size() < 5 || m_received.size() < qsizetype(5 + size))
                return request;
            request = parse(m_received.mid(5, size));
            m_received.remove(0, 5 + size);
        }
        return request;
    }

private:
    PlayRequest parse(const QByteArray &bytes)
    {
        QStringList fields;
        for (const QByteArray &field : bytes.split('\0'))
            fields << QString::fromUtf8(field);
        PlayRequest request;
        m_process = fields.value(0).toInt();
        request.workingDirectory = fields.value(1);
        const int count = fields.value(2).toInt();
        request.arguments = fields.mid(3, count);
        for (const QString &entry : fields.mid(3 + count)) {
            if (entry.contains(u'='))
                request.environment.insert(entry.section(u'=', 0, 0), entry.section(u'=', 1));
        }
        if (request.arguments.value(0) == QLatin1String("--shell"))
            request.shell = std::exchange(request.arguments, {}).value(1);
        request.step = request.environment.value(QStringLiteral("RELIGHT_STEP"));
        request.key = request.environment.value(QStringLiteral("RELIGHT_KEY"));
        return request;
    }

    void print(char type, const QByteArray &text)
    {
        if (text.isEmpty() || m_hasEnded)
            return;
        ++m_unprinted;
        frame(type, text);
    }

    void frame(char type, const QByteArray &bytes)
    {
        if (m_gone)
            return;
        const quint32 size = qToBigEndian(quint32(bytes.size()));
        m_socket->write(QByteArray(1, type) + QByteArray(reinterpret_cast<const char *>(&size), sizeof size) + bytes);
        m_socket->flush();
    }

    QLocalSocket *const m_socket;
    QByteArray m_received;
    int m_process = 0;
    int m_unprinted = 0;
    bool m_hasEnded = false;
    bool m_gone = false;
};

PlayServer::PlayServer(Start start)
    : m_start(std::move(start))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &PlayServer::connected);
}

PlayServer::~PlayServer() = default;

bool PlayServer::listen(const QString &socket)
{
    return m_server.listen(socket);
}

void PlayServer::connected()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        socket->setParent(nullptr);
        const auto child = std::make_shared<Child>(socket);
        m_children << child;
        const auto read = [this, child = child.get()] {
            const auto self = std::ranges::find(m_children, child, &std::shared_ptr<Child>::get);
            if (self == m_children.end())
                return;
            const std::shared_ptr<Child> held = *self;
            if (const auto request = held->read())
                m_start(*request, held);
        };
        connect(socket, &QLocalSocket::readyRead, this, read);
        connect(socket, &QLocalSocket::disconnected, this, [this, child = child.get()] {
            const auto self = std::ranges::find(m_children, child, &std::shared_ptr<Child>::get);
            if (self == m_children.end())
                return;
            const std::shared_ptr<Child> held = *self;
            m_children.removeAll(held);
            held->left();
        });
        read();
    }
}

int PlayServer::asleep() const
{
    return int(std::ranges::count_if(m_children, [](const auto &child) { return child->isAsleep(); }));
}

QList<int> PlayServer::processes() const
{
    QList<int> all;
    for (const auto &child : m_children)
        all << child->process();
    return all;
}

} // namespace relight::world
