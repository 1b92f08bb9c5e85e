#pragma once
// What a repository's address says: how it is reached and where. Pure, any thread.

#include <QString>

namespace relight {

struct GitUrl
{
    enum class Transport { Local, Http, Ssh, Other };

    Transport transport = Transport::Local;
    QString user;     // from the address; empty: none
    QString host;     // lower case; empty: local
    quint16 port = 0; // 0: the transport's own
    QString address;  // as given
    QString shown;    // the same without a password: for messages
};

// https://…, ssh://user@host:port/…, user@host:path, git+ssh://…, file://… or a path.
[[nodiscard]] GitUrl parseGitUrl(const QString &url);

} // namespace relight
