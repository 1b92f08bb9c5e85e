#pragma once
// Takes server-sent events apart: bytes in, as torn as they come, messages out. Pure; owned by one stream, used on one
// thread.

#include <QByteArray>

#include <functional>

namespace relight {

class SseReader
{
public:
    // Hears the text of each data line, without "data:" and blanks around it. Keep-alive comments and empty lines are
    // not heard. False from the handler ends the feeding; false from feed(): it did, or a line is longer than 64 MiB.
    using MessageHandler = std::function<bool(const QByteArray &message)>;
    bool feed(const QByteArray &chunk, const MessageHandler &handler);

    bool isTooLong() const { return m_buffer.size() > lineLimit; }

private:
    static constexpr qsizetype lineLimit = 64 << 20;
    QByteArray m_buffer;      // a line without its end
    qsizetype m_searched = 0; // of it, known to hold no line end
};

} // namespace relight
