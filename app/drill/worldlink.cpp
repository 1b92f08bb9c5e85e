#include "app/drill/worldlink.h"

#include <QFile>
#include <QJsonDocument>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace relight {

WorldLink::~WorldLink()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

Result<> WorldLink::connectTo(const QString &socket)
{
    const QByteArray path = QFile::encodeName(socket);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (size_t(path.size()) >= sizeof address.sun_path)
        return failure(
            ErrorCode::Invalid, QStringLiteral("the path of the drill's socket is too long: %1").arg(socket));
    std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
    m_socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (m_socket < 0 || ::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        return failure(ErrorCode::Unavailable,
            QStringLiteral("the drill's world does not answer at %1: %2").arg(socket, qt_error_string(errno)));
    return {};
}

static bool sendAll(int socket, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t sent = ::send(socket, bytes.data(), size_t(bytes.size()), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        bytes = bytes.sliced(sent);
    }
    return true;
}

Result<QJsonObject> WorldLink::ask(const QString &what, QJsonObject with)
{
    const std::lock_guard guard(m_mutex);
    const auto gone = [] { return failure(ErrorCode::Unavailable, QStringLiteral("the drill's world is gone")); };
    with.insert(QStringLiteral("do"), what);
    if (m_socket < 0 || !sendAll(m_socket, QJsonDocument(with).toJson(QJsonDocument::Compact) + '\n'))
        return gone();
    qsizetype end = -1;
    while ((end = m_received.indexOf('\n')) < 0) {
        char buffer[16384];
        const ssize_t count = ::recv(m_socket, buffer, sizeof buffer, 0);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return gone();
        m_received.append(buffer, count);
    }
    const QJsonObject answer = QJsonDocument::fromJson(m_received.first(end)).object();
    m_received.remove(0, end + 1);
    if (const QString error = answer.value(QLatin1String("error")).toString(); !error.isEmpty())
        return failure(ErrorCode::Failed, error);
    return answer;
}

} // namespace relight
