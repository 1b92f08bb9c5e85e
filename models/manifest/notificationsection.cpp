#include "models/manifest/nearest.h"
#include "models/manifest/sections.h"

using namespace Qt::StringLiterals;

namespace relight {

namespace {

const QStringList &knownEvents()
{
    static const QStringList events{u"declared"_s, u"paused"_s, u"restored"_s, u"finished"_s};
    return events;
}

} // namespace

void readNotifications(YamlMap &recovery, QList<NotificationItem> &notifications)
{
    recovery.maps("notifications", [&](YamlMap &map) {
        NotificationItem item;
        item.at = map.at();
        item.webhook = map.secret("webhook");
        item.mail = map.texts("mail").value_or(QStringList());
        item.smtp = map.url("smtp", {u"smtps"_s, u"smtp"_s});
        item.events = map.texts("events").value_or(knownEvents());
        for (const QString &event : std::as_const(item.events)) {
            if (!knownEvents().contains(event))
                map.error("events",
                    u"%1 is not an event%2 Expected %3"_s.arg(quotedValue(event),
                        nearestWord(event, knownEvents()).isEmpty() ? u"."_s : didYouMean(event, knownEvents()),
                        knownEvents().join(", "_L1)));
        }
        for (const QString &address : std::as_const(item.mail)) {
            if (address.count(u'@') != 1 || address.contains(u' ') || address.startsWith(u'@')
                || address.endsWith(u'@'))
                map.error("mail", u"%1 is not a mail address"_s.arg(quotedValue(address)));
        }
        if (map.has("webhook") == map.has("mail"))
            map.error(map.at(), map.path(),
                u"expected one of webhook and mail, found %1"_s.arg(map.has("mail") ? u"both"_s : u"neither"_s));
        else if (map.has("mail"))
            map.require("smtp", u"through which server is the mail sent? For example smtps://mail.company.com"_s);
        notifications.append(item);
    });
}

} // namespace relight
