#include "app/engine/webhooks.h"

#include "app/integrations/network/notification.h"

#include <QUrl>

namespace relight {

QStringList postToWebhooks(Network &network, Secrets &secrets, const RecoveryManifest &manifest, const RunState &state,
    const QString &event, const QString &what, Timestamp now, const Call &call, int *sent)
{
    Notification notification;
    notification.event = event;
    notification.runName = state.started.name;
    notification.mode = state.started.mode;
    notification.who = state.started.operatorName;
    notification.what = what;
    if (const auto since = state.started.declaredAt ? state.started.declaredAt : state.startedAt)
        notification.duration = std::chrono::duration_cast<Seconds>(now - *since);
    for (const Contact &contact : manifest.contacts)
        notification.contacts.emplace_back(contact.role, contact.address);
    const QJsonObject body = webhookBody(notification);

    QStringList failures;
    int index = 0;
    for (const NotificationItem &item : manifest.notifications) {
        ++index;
        if (!item.webhook || (!item.events.isEmpty() && !item.events.contains(event)))
            continue;
        const auto url = secrets.resolve(*item.webhook, call);
        if (!url) {
            failures << QStringLiteral("webhook %1: %2").arg(index).arg(url.error().message);
            continue;
        }
        const auto answer = network.postJson(QUrl(url->text().trimmed()), body, call);
        if (!answer)
            failures << QStringLiteral("webhook %1: %2").arg(index).arg(answer.error().message);
        else if (answer->status < 200 || answer->status > 299)
            failures << QStringLiteral("webhook %1 answers %2").arg(index).arg(answer->status);
        else if (sent)
            ++*sent;
    }
    return failures;
}

} // namespace relight
