// A run and the computer around its window: who is told, whether it stays awake, what it slept through.
#include "app/window/windowsession.h"

#include "ui/cockpit/connectionbar.h"

namespace relight {

void WindowSession::followOnDesktop()
{
    const RunState &state = run()->state();
    m_guard.hold(state.started.mode == RunMode::Live && runGoesOn());
    for (const Alarm &alarm : m_alarms.hear(state)) {
        if (!m_window.isActiveWindow() && !(m_drill && m_drill->isUnattended())) // else the person sees it
            m_notifier.tell(noticeOf(alarm, m_window.soundsOn()));
    }
}

void WindowSession::showGuard()
{
    switch (m_guard.state()) {
    case SleepGuard::State::Off:
    case SleepGuard::State::Asked:
        return m_window.connections().showSleep(false, {}, {});
    case SleepGuard::State::Held:
        return m_window.connections().showSleep(
            true, tr("Kept awake"), tr("This computer does not fall asleep while the run goes on"));
    case SleepGuard::State::Impossible:
        return m_window.connections().showSleep(false, tr("May fall asleep"),
            tr("This computer is not kept awake: %1. Switch its sleep off by hand").arg(m_guard.why()));
    }
}

void WindowSession::slept(Seconds time)
{
    if (!runGoesOn() || m_drill)
        return;
    const QString text
        = tr("This computer slept for %1: nothing was done or seen in that time; the recovery clock went on")
              .arg(clockText(time));
    m_window.showHint(text);
    run()->addNote({}, text, QStringLiteral("relight"));
}

} // namespace relight
