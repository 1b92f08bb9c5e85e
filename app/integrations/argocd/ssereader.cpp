#include "app/integrations/argocd/ssereader.h"

namespace relight {

bool SseReader::feed(const QByteArray &chunk, const MessageHandler &handler)
{
    m_buffer += chunk;
    qsizetype begin = 0;
    for (qsizetype end; (end = m_buffer.indexOf('\n', std::max(begin, m_searched))) >= 0; begin = end + 1) {
        const QByteArrayView line = QByteArrayView(m_buffer).sliced(begin, end - begin).trimmed();
        if (!line.startsWith("data:"))
            continue;
        const QByteArray message = line.sliced(5).trimmed().toByteArray();
        if (!message.isEmpty() && !handler(message)) {
            m_buffer.remove(0, end + 1);
            m_searched = 0;
            return false;
        }
    }
    m_buffer.remove(0, begin);
    m_searched = m_buffer.size();
    return !isTooLong();
}

} // namespace relight
