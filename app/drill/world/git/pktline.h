#pragma once
// The lines that Git's smart protocol is made of: four hex digits of length, then the content. Pure, any thread.

#include <QByteArray>
#include <QList>

#include <optional>

namespace relight::world {

inline const QByteArray flushPacket = QByteArrayLiteral("0000");

[[nodiscard]] QByteArray packetLine(const QByteArray &content); // at most 65516 bytes

// What a client asks of git-upload-pack, protocol v0.
struct UploadRequest
{
    QList<QByteArray> wants; // 40 hex, in the order asked
    bool done = false;       // the client has said all it has: the pack is due
};

// None: this is not such a request.
[[nodiscard]] std::optional<UploadRequest> readUploadRequest(QByteArrayView body);

} // namespace relight::world
