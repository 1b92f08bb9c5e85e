#include "app/integrations/http/httpclient.h"

#include <atomic>

namespace relight {

static std::atomic<quint32> seedOfAll = 0;

void Backoff::makeRepeatable(quint32 seed)
{
    seedOfAll = seed;
}

Backoff::Backoff(Milliseconds first, Milliseconds limit)
    : m_first(first)
    , m_limit(limit)
    , m_delay(first)
    , m_chance(seedOfAll != 0 ? seedOfAll.load() : QRandomGenerator::global()->generate())
{
}

Milliseconds Backoff::next()
{
    const Milliseconds delay = m_delay;
    m_delay = std::min(m_delay * 2, m_limit);
    return delay + Milliseconds(qint64(m_chance.generateDouble() * double(delay.count())));
}

void Backoff::healthy(Milliseconds duration)
{
    if (duration >= std::chrono::minutes(2))
        m_delay = m_first;
}

} // namespace relight
