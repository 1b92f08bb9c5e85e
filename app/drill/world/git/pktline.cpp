#include "app/drill/world/git/pktline.h"

namespace relight::world {

QByteArray packetLine(const QByteArray &content)
{
    Q_ASSERT(content.size() <= 65516);
    return QByteArray::number(content.size() + 4, 16).rightJustified(4, '0') + content;
}

// 40 hex digits after the word; empty: they are not.
static QByteArray idAfter(QByteArrayView line, QByteArrayView word)
{
    const QByteArray id
        = line.sliced(word.size()).first(std::min<qsizetype>(40, line.size() - word.size())).toByteArray();
    const bool hex = std::ranges::all_of(id, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    return id.size() == 40 && hex ? id : QByteArray();
}

std::optional<UploadRequest> readUploadRequest(QByteArrayView body)
{
    UploadRequest request;
    while (!body.isEmpty()) {
        if (body.size() < 4)
            return std::nullopt;
        bool isNumber = false;
        const uint length = body.first(4).toByteArray().toUInt(&isNumber, 16);
        if (!isNumber || (length > 0 && length < 4) || length > body.size())
            return std::nullopt;
        QByteArrayView line = length ? body.sliced(4, length - 4) : QByteArrayView();
        body = body.sliced(length ? length : 4);
        if (line.endsWith('\n'))
            line.chop(1);
        if (line == "done") {
            request.done = true;
        } else if (line.startsWith("want ") || line.startsWith("have ")) {
            const QByteArray id = idAfter(line, "want ");
            if (id.isEmpty())
                return std::nullopt;
            if (line.startsWith("want "))
                request.wants.append(id); // what the client has makes no pack smaller here
        } else if (!line.isEmpty()) {
            return std::nullopt; // shallow, deepen, filter: never offered
        }
    }
    return request;
}

} // namespace relight::world
