#include "app/drill/world/control/outsideanswers.h"

#include <QJsonArray>

namespace relight::world {

static constexpr qint64 limit = 32 << 20;

static QJsonObject refused(const Error &error)
{
    return {{QStringLiteral("refused"), error.message}};
}

static QJsonObject told(const Result<WebAnswer> &answer)
{
    if (!answer)
        return refused(answer.error());
    QJsonObject object{{QStringLiteral("status"), answer->status},
        {QStringLiteral("body"), QString::fromLatin1(answer->body.toBase64())},
        {QStringLiteral("type"), QString::fromLatin1(answer->contentType)}};
    if (answer->date)
        object.insert(QStringLiteral("date"), timestampText(*answer->date));
    return object;
}

static QString textOf(const QJsonObject &question, const char *key)
{
    return question.value(QLatin1String(key)).toString();
}

// Has the lost cluster come back? Who it says it is does not change from drill to drill of one seed.
static QJsonObject lost(const World &world)
{
    const auto fault = world.faults.find(QStringLiteral("lost-cluster-answers"));
    const auto &section = world.manifest.cluster.lost;
    QJsonObject answer{{QStringLiteral("answers"), fault.has_value()}};
    answer.insert(QStringLiteral("uid"),
        section && !section->uid.isEmpty() ? section->uid : world.chance.uuid(u"the lost cluster"));
    answer.insert(QStringLiteral("server"),
        section && !section->server.isEmpty() ? section->server : QStringLiteral("https://198.51.100.1:6443"));
    return answer;
}

void answerForTheOutside(ControlServer &control, World &world, Outside &outside)
{
    control.answer(QStringLiteral("look-up"), [&outside](const QJsonObject &question) -> QJsonObject {
        const auto values = outside.lookUp(textOf(question, "name"), textOf(question, "type"));
        if (!values)
            return refused(values.error());
        return {{QStringLiteral("values"), QJsonArray::fromStringList(*values)}};
    });
    control.answer(QStringLiteral("get"), [&outside](const QJsonObject &question) {
        const QString address = textOf(question, "address");
        return told(outside.get(
            QUrl(textOf(question, "url")), address.isEmpty() ? QHostAddress() : QHostAddress(address), limit));
    });
    control.answer(QStringLiteral("post"), [&outside](const QJsonObject &question) {
        return told(outside.postJson(QUrl(textOf(question, "url")), question.value(QLatin1String("body")).toObject()));
    });
    control.answer(QStringLiteral("knock"), [&outside](const QJsonObject &question) -> QJsonObject {
        const auto open
            = outside.knock(textOf(question, "host"), quint16(question.value(QLatin1String("port")).toInt()));
        return open ? QJsonObject{{QStringLiteral("open"), true}} : refused(open.error());
    });
    control.answer(QStringLiteral("lost"), [&world](const QJsonObject &) { return lost(world); });
}

} // namespace relight::world
