#include "app/desktop/sleepguard.h"

#include "app/desktop/buses.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace relight {

static constexpr int patience = 5000; // ms

void SleepGuard::become(State state, const QString &why)
{
    if (state == m_state && why == m_why)
        return;
    m_state = state;
    m_why = why;
    Q_EMIT changed();
}

void SleepGuard::hold(bool on)
{
    if (on == (m_state != State::Off))
        return;
    if (!on) {
        m_lock = {};
        return become(State::Off);
    }
    if (!hasSystemBus())
        return become(State::Impossible, tr("there is no system bus to ask the login service on"));
    become(State::Asked);
    const QString service = QStringLiteral("org.freedesktop.login1");
    QDBusMessage call = QDBusMessage::createMethodCall(service, QStringLiteral("/org/freedesktop/login1"),
        QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("Inhibit"));
    call << QStringLiteral("sleep:idle:handle-lid-switch") << QStringLiteral("Relight") << tr("A recovery goes on")
         << QStringLiteral("block");
    auto *answer = new QDBusPendingCallWatcher(QDBusConnection::systemBus().asyncCall(call, patience), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *done) {
        const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *done;
        done->deleteLater();
        if (m_state != State::Asked)
            return; // no longer wanted: the descriptor is closed with the reply
        if (reply.isError())
            return become(State::Impossible, tr("the login service answered: %1").arg(reply.error().message()));
        m_lock = reply.value();
        become(State::Held);
    });
}

void SleepGuard::keepLit(bool on)
{
    if (std::exchange(m_lit, on) == on || !hasSessionBus())
        return;
    const QString service = QStringLiteral("org.freedesktop.ScreenSaver");
    QDBusMessage call = QDBusMessage::createMethodCall(service, QStringLiteral("/org/freedesktop/ScreenSaver"), service,
        on ? QStringLiteral("Inhibit") : QStringLiteral("UnInhibit"));
    if (!on) {
        if (m_cookie != 0)
            QDBusConnection::sessionBus().asyncCall(call << std::exchange(m_cookie, 0));
        return;
    }
    call << QStringLiteral("Relight") << tr("The wall shows a recovery");
    auto *answer = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call, patience), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *done) {
        const QDBusPendingReply<uint> reply = *done;
        done->deleteLater();
        if (reply.isError())
            return;
        m_cookie = reply.value();
        if (m_lit)
            return;
        m_lit = true; // it was closed in the meantime
        keepLit(false);
    });
}

} // namespace relight
