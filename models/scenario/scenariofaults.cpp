#include "models/manifest/nearest.h"
#include "models/scenario/faultkinds.h"
#include "models/scenario/scenariosections.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

constexpr int mostTimes = 1000;

const FaultKind *readKind(YamlMap &map)
{
    const QString written = map.text("kind");
    if (written.isEmpty())
        return nullptr;
    const FaultKind *kind = faultKind(written);
    if (!kind) {
        const QStringList known = faultKindNames();
        map.error("kind",
            u"%1 is not a fault that the drill world can play%2 docs/scenarios.md lists them"_s.arg(
                quotedValue(written), nearestWord(written, known).isEmpty() ? u"."_s : didYouMean(written, known)));
    }
    return kind;
}

// As text that the world can read: what it cannot would leave the fault without its effect.
QString readSetting(YamlMap &settings, const QString &name)
{
    const QByteArray key = name.toUtf8();
    if (name == u"status") {
        const auto status = settings.number(key.constData(), 1, 255);
        return status ? QString::number(*status) : QString();
    }
    if (name == u"age") {
        const auto age = settings.duration(key.constData());
        return age ? u"%1s"_s.arg(age->count()) : QString();
    }
    const QString written = settings.written(key.constData());
    if (name != u"factor" || written.isEmpty())
        return written;
    const double factor = written.toDouble();
    if (!(factor > 0 && factor <= mostTimes))
        settings.error(key.constData(),
            u"found %1, expected a number above 0, at most %2"_s.arg(quotedValue(written)).arg(mostTimes));
    return written;
}

void readSettings(YamlMap &map, const FaultKind *kind, QMap<QString, QString> &with)
{
    map.map("with", [&](YamlMap &settings) {
        settings.rest([&](const YamlEntry &entry, const QString &place) {
            const QStringList known = kind ? kind->keys() : QStringList{entry.key};
            if (!known.contains(entry.key)) {
                settings.error(entry.keyAt, place,
                    known.isEmpty() ? u"the fault %1 takes no settings"_s.arg(QLatin1StringView(kind->name))
                                    : u"the fault %1 has no setting %2; it takes %3"_s.arg(
                                          QLatin1StringView(kind->name), quotedValue(entry.key), known.join(", "_L1)));
                return;
            }
            with.insert(entry.key, readSetting(settings, entry.key));
        });
    });
    for (const QString &key : kind ? kind->requiredKeys() : QStringList()) {
        if (!with.contains(key))
            map.error("with", u"the fault %1 needs with: { %2: … }"_s.arg(QLatin1StringView(kind->name), key));
    }
}

} // namespace

QString readId(YamlMap &map, const char *key, QStringList &taken)
{
    map.require(key, u"it needs a name of its own"_s);
    const QString id = map.text(key);
    static const QRegularExpression form(u"\\A[a-z0-9][a-z0-9-]{0,62}\\z"_s);
    if (!id.isEmpty() && !form.match(id).hasMatch())
        map.error(key, u"%1 is no such name: use lower-case letters, digits and \"-\""_s.arg(quotedValue(id)));
    else if (taken.contains(id))
        map.error(key, u"%1 is there already: give it another name"_s.arg(quotedValue(id)));
    taken << id;
    return id;
}

void readFaults(YamlMap &scenario, QList<ScenarioFault> &faults)
{
    readNamed(scenario, "faults", faults, [](YamlMap &map, ScenarioFault &fault) {
        map.require("kind", u"what is broken? docs/scenarios.md lists the kinds"_s);
        const FaultKind *kind = readKind(map);
        fault.kind = kind ? QString::fromLatin1(kind->name) : QString();
        readSettings(map, kind, fault.with);
        fault.from = readCondition(map, "from");
        fault.until = readCondition(map, "until");
    });
}

} // namespace relight
