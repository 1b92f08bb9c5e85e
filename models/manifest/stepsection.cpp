#include "models/manifest/nearest.h"
#include "models/manifest/sections.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

constexpr std::array<Word<OnFailure>, 2> onFailures{{{"pause", OnFailure::Pause}, {"continue", OnFailure::Continue}}};
constexpr std::array<Word<StepWhen>, 3> whens{
    {{"always", StepWhen::Always}, {"live", StepWhen::Live}, {"drill", StepWhen::Drill}}};

const QStringList &builtInSteps()
{
    static const QStringList ids{u"provision"_s, u"install-argocd"_s, u"restore-secrets"_s, u"connect-git"_s,
        u"apply-root"_s, u"monitor-sync"_s, u"restore-data"_s, u"update-dns"_s, u"verify-health"_s, u"notify"_s};
    return ids;
}

bool isBuiltIn(const QString &id)
{
    return builtInSteps().contains(id) || id.startsWith("restore-data/"_L1) || id.startsWith("update-dns/"_L1);
}

StepSettings readSettings(YamlMap &map, const QString &id)
{
    StepSettings step;
    step.id = id;
    step.at = map.at();
    step.title = map.written("title");
    step.after = map.texts("after", &step.afterAt);
    step.before = map.texts("before", &step.beforeAt).value_or(QStringList());
    step.run = map.command("run");
    step.probe = map.command("probe");
    step.environment = map.environment("environment");
    step.approve = map.flag("approve");
    step.timeout = map.duration("timeout");
    step.retries = map.number("retries", 0, 100);
    step.retryDelay = map.duration("retry-delay");
    step.estimate = map.duration("estimate");
    step.onFailure = map.oneOf<OnFailure>("on-failure", onFailures);
    step.critical = map.flag("critical");
    step.when = map.oneOf<StepWhen>("when", whens).value_or(StepWhen::Always);
    if (step.timeout && step.timeout->count() == 0)
        map.error("timeout", u"a step cannot end in 0 seconds: give it the time after which something must be wrong"_s);
    return step;
}

// What only steps of one's own have would never be read in one of the ten: an operator believes it is.
void checkBuiltIn(YamlMap &map, const QString &id)
{
    if (map.has("run"))
        map.error("run",
            u"the step %1 knows what to do: \"run\" belongs to steps of your own, under a name of their own"_s.arg(
                quotedValue(id)));
    if (map.has("probe"))
        map.warning("probe",
            u"is never run: the step %1 looks for itself whether its work is done; a probe belongs to steps of your own, and to cluster with provisioner: command"_s
                .arg(quotedValue(id)));
    if (map.has("environment"))
        map.warning("environment",
            u"is not given to the step %1: it belongs to steps of your own, and to the entries of data, traffic and verification"_s
                .arg(quotedValue(id)));
}

void checkId(YamlMap &map, const YamlEntry &entry, const QString &place)
{
    const QString &id = entry.key;
    static const QRegularExpression own(u"\\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\z"_s);
    if (isBuiltIn(id)) {
        checkBuiltIn(map, id);
    } else if (!own.match(id).hasMatch()) {
        map.error(entry.keyAt, place,
            u"%1 is not a step's name: use lower-case letters, digits and \"-\"; only restore-data/NAME and update-dns/NAME have parts"_s
                .arg(quotedValue(id)));
    } else if (!map.has("run")) {
        const QString hint = nearestWord(id, builtInSteps());
        map.error(entry.keyAt, place,
            u"%1 is none of the ten steps%2 A step of your own needs \"run\""_s.arg(
                quotedValue(id), hint.isEmpty() ? u"."_s : didYouMean(id, builtInSteps())));
    }
}

} // namespace

void readSteps(YamlMap &recovery, QList<StepSettings> &steps)
{
    recovery.map("steps", [&](YamlMap &map) {
        map.rest([&](const YamlEntry &entry, const QString &place) {
            YamlMap settings(*entry.value, place, recovery.log());
            if (!settings.isValid())
                return;
            steps.append(readSettings(settings, entry.key));
            steps.last().at = entry.keyAt;
            checkId(settings, entry, place);
        });
    });
}

void checkStepTargets(YamlMap &recovery, const RecoveryManifest &manifest)
{
    QStringList parts;
    for (const DataItem &item : manifest.data)
        parts.append(u"restore-data/"_s + item.name);
    for (const TrafficItem &item : manifest.traffic)
        parts.append(u"update-dns/"_s + item.name);
    for (const StepSettings &step : manifest.steps) {
        if (!step.id.contains(u'/') || !isBuiltIn(step.id) || parts.contains(step.id))
            continue;
        recovery.error(step.at, u"recovery.steps."_s + step.id,
            u"%1 is no part of this manifest%2"_s.arg(quotedValue(step.id),
                parts.isEmpty() ? u": there is nothing to restore or to switch"_s
                                : didYouMean(step.id, parts.first(std::min<qsizetype>(parts.size(), 50)))));
    }
}

} // namespace relight
