#include "app/integrations/network/notification.h"

#include <QJsonArray>

namespace relight {

// The three characters that begin markup there; a name must not mention a channel.
static QString escaped(QString text)
{
    return text.replace(QLatin1Char('&'), QLatin1String("&amp;"))
        .replace(QLatin1Char('<'), QLatin1String("&lt;"))
        .replace(QLatin1Char('>'), QLatin1String("&gt;"));
}

static QJsonObject field(const QString &title, const QString &value, bool isShort)
{
    return {{QStringLiteral("title"), title}, {QStringLiteral("value"), escaped(value)},
        {QStringLiteral("short"), isShort}};
}

static QString modeMark(RunMode mode)
{
    switch (mode) {
    case RunMode::Drill:
        return QStringLiteral("[DRILL] ");
    case RunMode::Tabletop:
        return QStringLiteral("[TABLETOP] ");
    case RunMode::Live:
        break;
    }
    return {};
}

QJsonObject webhookBody(const Notification &notification)
{
    QString text = modeMark(notification.mode) + notification.runName + QStringLiteral(": ") + notification.event;
    if (notification.duration)
        text += QStringLiteral(" after ") + clockText(*notification.duration);
    const QString title = text;
    if (!notification.what.isEmpty())
        text += QStringLiteral(". ") + notification.what;

    QJsonArray fields{field(QStringLiteral("Recovery"), notification.runName, true),
        field(QStringLiteral("Event"), notification.event, true)};
    if (notification.duration)
        fields.append(field(QStringLiteral("Since declared"), clockText(*notification.duration), true));
    if (!notification.who.isEmpty())
        fields.append(field(QStringLiteral("Commander"), notification.who, true));
    for (const auto &[role, address] : notification.contacts)
        fields.append(field(role, address, true));
    const QJsonObject attachment{{QStringLiteral("fallback"), escaped(title)},
        {QStringLiteral("text"), escaped(notification.what)}, {QStringLiteral("fields"), fields}};
    return {{QStringLiteral("text"), escaped(text)}, {QStringLiteral("attachments"), QJsonArray{attachment}}};
}

} // namespace relight
