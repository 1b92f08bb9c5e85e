#include "app/integrations/http/httpclient.h"

#include <QRandomGenerator>

namespace relight {

Backoff::Backoff(Milliseconds first, Milliseconds limit)
    : m_first(first)
    , m_limit(limit)
    , m_delay(first)
{
}

Milliseconds Backoff::next()
{
    const Milliseconds delay = m_delay;
    m_delay = std::min(m_delay * 2, m_limit);
    return delay + Milliseconds(qint64(QRandomGenerator::global()->generateDouble() * double(delay.count())));
}

void Backoff::healthy(Milliseconds duration)
{
    if (duration >= std::chrono::minutes(2))
        m_delay = m_first;
}

} // namespace relight
