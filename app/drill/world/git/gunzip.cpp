#include "app/drill/world/git/gunzip.h"

#include <QScopeGuard>

#include <zlib.h>

namespace relight::world {

std::optional<QByteArray> gunzip(const QByteArray &bytes, qsizetype limit)
{
    z_stream stream{};
    if (inflateInit2(&stream, 15 + 16) != Z_OK) // + 16: gzip's header, not zlib's
        return std::nullopt;
    const auto end = qScopeGuard([&] { inflateEnd(&stream); });
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.constData()));
    stream.avail_in = uInt(bytes.size());
    QByteArray unpacked;
    QByteArray part(64 * 1024, Qt::Uninitialized);
    int code = Z_OK;
    while (code == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef *>(part.data());
        stream.avail_out = uInt(part.size());
        code = inflate(&stream, Z_NO_FLUSH);
        unpacked.append(part.constData(), part.size() - qsizetype(stream.avail_out));
        if (unpacked.size() > limit)
            return std::nullopt;
    }
    return code == Z_STREAM_END ? std::optional(unpacked) : std::nullopt;
}

} // namespace relight::world
