#include "app/window/background.h"

namespace relight {

bool Background::start(Work work)
{
    if (std::exchange(m_busy, true))
        return false;
    m_thread = std::jthread([this, work = std::move(work)]() mutable {
        Answer answer = work();
        postTo(m_mailbox, [this, answer = std::move(answer)]() mutable {
            m_busy = false;
            if (answer)
                answer();
        });
    });
    return true;
}

} // namespace relight
