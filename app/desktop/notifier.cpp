#include "app/desktop/notifier.h"

#include "app/desktop/buses.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace relight {

static const QString service = QStringLiteral("org.freedesktop.Notifications");
static const QString path = QStringLiteral("/org/freedesktop/Notifications");

Notice noticeOf(const Alarm &alarm, bool sounds)
{
    Notice notice;
    switch (alarm.kind) {
    case Alarm::Kind::NeedsYou:
        notice.title = DesktopNotifier::tr("%1 needs you").arg(alarm.run);
        notice.sound = QStringLiteral("dialog-question");
        notice.urgent = true;
        break;
    case Alarm::Kind::Failed:
        notice.title = DesktopNotifier::tr("%1: failed").arg(alarm.run);
        notice.sound = QStringLiteral("dialog-error");
        notice.urgent = true;
        break;
    case Alarm::Kind::Restored:
        notice.title = DesktopNotifier::tr("%1 is restored").arg(alarm.run);
        notice.sound = QStringLiteral("complete");
        break;
    }
    notice.text = alarm.why.isEmpty() ? alarm.what : QStringLiteral("%1\n%2").arg(alarm.what, alarm.why);
    if (!sounds)
        notice.sound.clear();
    return notice;
}

static void beepFor(const Notice &notice)
{
    if (!notice.sound.isEmpty())
        QApplication::beep();
}

void DesktopNotifier::tell(const Notice &notice)
{
    if (!hasSessionBus())
        return beepFor(notice);
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!std::exchange(m_listens, true))
        bus.connect(service, path, service, QStringLiteral("ActionInvoked"), this, SLOT(actionInvoked(uint, QString)));
    QVariantMap hints{{QStringLiteral("urgency"), QVariant::fromValue(uchar(notice.urgent ? 2 : 1))},
        {QStringLiteral("desktop-entry"), QStringLiteral("relight")},
        {QStringLiteral("category"), QStringLiteral("presence")}};
    if (notice.sound.isEmpty())
        hints.insert(QStringLiteral("suppress-sound"), true);
    else
        hints.insert(QStringLiteral("sound-name"), notice.sound);
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, service, QStringLiteral("Notify"));
    call << QStringLiteral("Relight") << m_last << QStringLiteral("relight") << notice.title
         << notice.text.toHtmlEscaped() << QStringList{QStringLiteral("default"), tr("Show")} << hints
         << (notice.urgent ? 0 : -1);
    auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(call, 5000), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, notice](QDBusPendingCallWatcher *done) {
        const QDBusPendingReply<uint> reply = *done;
        if (reply.isError())
            beepFor(notice); // no notification service
        else
            m_last = reply.value();
        done->deleteLater();
    });
}

void DesktopNotifier::actionInvoked(uint id, const QString &)
{
    if (id == m_last)
        Q_EMIT opened();
}

} // namespace relight
