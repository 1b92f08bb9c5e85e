#include "app/drill/world/argocd/applicationstatus.h"

#include "app/drill/world/argocd/jsonpath.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace relight::world {

static QJsonObject comparedTo(const QJsonObject &application)
{
    return {{u"source"_s, valueAt(application, {u"spec", u"source"})},
        {u"destination"_s, valueAt(application, {u"spec", u"destination"})}};
}

static QJsonObject summaryOf(const Rendering &rendering)
{
    QStringList images;
    bool parent = false;
    for (const QJsonObject &target : rendering.targets) {
        parent |= textAt(target, {u"kind"}) == u"Application";
        for (const QJsonValue &container : listAt(target, {u"spec", u"template", u"spec", u"containers"}))
            images << textAt(container.toObject(), {u"image"});
    }
    images.removeDuplicates();
    images.removeAll(QString());
    images.sort();
    QJsonObject summary;
    if (!images.isEmpty())
        summary.insert(u"images"_s, QJsonArray::fromStringList(images));
    if (parent)
        summary.insert(u"isAppOfApps"_s, true);
    return summary;
}

void writeHealth(QJsonObject &application, HealthStatus health, Timestamp now)
{
    const QString word = healthText(health);
    if (textAt(application, {u"status", u"health", u"status"}) == word)
        return;
    setAt(application, {u"status", u"health"},
        QJsonObject{{u"status"_s, word}, {u"lastTransitionTime"_s, secondsText(now)}});
}

void writeComparison(QJsonObject &application, const Comparison &comparison, const Rendering &rendering, Timestamp now)
{
    setAt(application, {u"status", u"sync"},
        QJsonObject{{u"status"_s, comparison.synced ? u"Synced"_s : u"OutOfSync"_s},
            {u"revision"_s, rendering.revision}, {u"comparedTo"_s, comparedTo(application)}});
    setAt(application, {u"status", u"resources"}, comparison.resources);
    setAt(application, {u"status", u"summary"}, summaryOf(rendering));
    setAt(application, {u"status", u"sourceType"}, rendering.sourceType);
    setAt(application, {u"status", u"resourceHealthSource"}, u"appTree"_s);
    setAt(application, {u"status", u"controllerNamespace"}, textAt(application, {u"metadata", u"namespace"}));
    writeHealth(application, comparison.health, now);
    for (const QString &type : {u"ComparisonError"_s, u"InvalidSpecError"_s})
        setCondition(application, type, {}, now);
}

void writeFailure(QJsonObject &application, const QString &type, const QString &message, Timestamp now)
{
    setAt(application, {u"status", u"sync"},
        QJsonObject{{u"status"_s, u"Unknown"_s}, {u"comparedTo"_s, comparedTo(application)}});
    const bool invalid = type == u"InvalidSpecError";
    if (invalid || textAt(application, {u"status", u"health", u"status"}).isEmpty())
        writeHealth(application, invalid ? HealthStatus::Unknown : HealthStatus::Healthy, now);
    setAt(application, {u"status", u"reconciledAt"}, secondsText(now));
    setCondition(application, type, message, now);
    setCondition(application, invalid ? u"ComparisonError"_s : u"InvalidSpecError"_s, {}, now);
}

void setCondition(QJsonObject &application, const QString &type, const QString &message, Timestamp now)
{
    QJsonArray conditions;
    bool same = false;
    for (const QJsonValue &value : listAt(application, {u"status", u"conditions"})) {
        const QJsonObject condition = value.toObject();
        const bool meant = condition.value(u"type") == type;
        same |= meant && condition.value(u"message") == message;
        if (!meant || condition.value(u"message") == message)
            conditions << condition;
    }
    if (!message.isEmpty() && !same)
        conditions << QJsonObject{
            {u"type"_s, type}, {u"message"_s, message}, {u"lastTransitionTime"_s, secondsText(now)}};
    setAt(
        application, {u"status", u"conditions"}, conditions.isEmpty() ? QJsonValue::Undefined : QJsonValue(conditions));
}

void addHistory(QJsonObject &application, const QString &revision, Timestamp now)
{
    QJsonArray history = listAt(application, {u"status", u"history"});
    const qint64 id = history.isEmpty() ? 0 : history.last().toObject().value(u"id").toInteger() + 1;
    history << QJsonObject{{u"id"_s, id}, {u"revision"_s, revision}, {u"deployedAt"_s, secondsText(now)},
        {u"deployStartedAt"_s, valueAt(application, {u"status", u"operationState", u"startedAt"})},
        {u"source"_s, valueAt(application, {u"spec", u"source"})},
        {u"initiatedBy"_s, valueAt(application, {u"status", u"operationState", u"operation", u"initiatedBy"})}};
    while (history.size() > 10)
        history.removeFirst();
    setAt(application, {u"status", u"history"}, history);
}

QString kitchenTime(Timestamp time)
{
    const QString text = timestampText(time);
    const int hour = text.sliced(11, 2).toInt();
    return u"%1:%2%3"_s.arg(hour % 12 == 0 ? 12 : hour % 12).arg(text.sliced(14, 2), hour < 12 ? u"AM"_s : u"PM"_s);
}

} // namespace relight::world
