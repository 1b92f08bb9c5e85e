#include "models/plan/planpreview.h"

#include "models/plan/planfor.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

struct Part
{
    QLatin1StringView path, step;
};

// The longest path that fits decides.
constexpr Part parts[] = {
    {"recovery.cluster"_L1, "provision"_L1},
    {"recovery.gitops"_L1, "connect-git"_L1},
    {"recovery.gitops.root-app"_L1, "apply-root"_L1},
    {"recovery.gitops.argocd"_L1, "install-argocd"_L1},
    {"recovery.secrets"_L1, "restore-secrets"_L1},
    {"recovery.data"_L1, "restore-data"_L1},
    {"recovery.traffic"_L1, "update-dns"_L1},
    {"recovery.verification"_L1, "verify-health"_L1},
    {"recovery.notifications"_L1, "notify"_L1},
};

bool isUnder(const QString &path, QLatin1StringView part)
{
    return path.startsWith(part)
        && (path.size() == part.size() || path[part.size()] == u'.' || path[part.size()] == u'[');
}

// Steps of this id, or the parts of the step that has parts: "restore-data/…".
QStringList stepsOf(const RecoveryPlan &plan, const QString &id, int item, QStringView list)
{
    QStringList found;
    for (const Step &step : plan.steps) {
        if (step.id == id)
            return {id};
        if (step.id.startsWith(id + u'/'))
            found.append(step.id);
    }
    // Databases come before volumes, each in the order of the file; only while nothing else is listed is that certain.
    if (item >= 0 && list != u"volumes" && item < found.size())
        return {found[item]};
    return found;
}

QStringList stepsAt(const RecoveryPlan &plan, const QString &path)
{
    static const QRegularExpression own(u"^recovery\\.steps\\.([^.]+)"_s), place(u"(\\w+)\\[(\\d+)\\]"_s);
    if (const auto named = own.match(path); named.hasMatch())
        return stepsOf(plan, named.captured(1), -1, {});
    QLatin1StringView step;
    qsizetype longest = 0;
    for (const Part &part : parts) {
        if (isUnder(path, part.path) && part.path.size() > longest) {
            step = part.step;
            longest = part.path.size();
        }
    }
    if (step.isEmpty())
        return {};
    const auto item = place.match(path);
    return stepsOf(plan, step, item.hasMatch() ? item.captured(2).toInt() : -1, item.capturedView(1));
}

} // namespace

PlanPreview previewOf(const QList<Diagnostic> &diagnostics, const std::optional<RecoveryPlan> &plan,
    const std::optional<RecoveryPlan> &latest)
{
    PlanPreview preview;
    preview.current = plan.has_value();
    if (plan)
        preview.plan = *plan;
    else if (latest)
        preview.plan = *latest;
    else if (auto bare = planFor(RecoveryManifest{}))
        preview.plan = *std::move(bare);
    for (const Diagnostic &found : diagnostics) {
        const QStringList steps = stepsAt(preview.plan, found.path);
        if (steps.isEmpty() && found.severity == Severity::Error)
            ++preview.elsewhere;
        for (const QString &id : steps) {
            const auto known = preview.troubles.constFind(id);
            if (known == preview.troubles.cend()
                || (known->severity == Severity::Warning && found.severity == Severity::Error))
                preview.troubles.insert(id, {found.severity, found.at.line, found.message});
        }
    }
    return preview;
}

} // namespace relight
