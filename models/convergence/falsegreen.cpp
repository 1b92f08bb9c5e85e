#include "models/convergence/falsegreen.h"

#include <algorithm>

namespace relight {

namespace {

// Of several sources only the first is known: nothing to compare.
bool isOneRevision(const QString &revision)
{
    return !revision.isEmpty() && !revision.contains(u',');
}

bool isCommit(const QString &revision)
{
    return revision.size() == 40
        && std::ranges::all_of(revision, [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); });
}

QString brief(const QString &revision)
{
    return isCommit(revision) ? revision.left(12) : revision;
}

QString revisionTrouble(const Application &app, const NewestRevisions &newest)
{
    if (app.sync != SyncStatus::Synced || !isOneRevision(app.syncRevision))
        return {};
    if (isCommit(app.targetRevision))
        return app.targetRevision == app.syncRevision ? QString()
                                                      : QStringLiteral("It is Synced to %1, and its target is %2.")
                                                            .arg(brief(app.syncRevision), brief(app.targetRevision));
    const NewestRevisions::Newest *other = newest.of(app);
    if (!other || other->revision == app.syncRevision || !app.reconciledAt || *app.reconciledAt >= other->at)
        return {};
    return QStringLiteral("It is Synced to %1; %2 of the same repository is at %3, which was read later.")
        .arg(brief(app.syncRevision), other->application, brief(other->revision));
}

QString suspended(const Application &app)
{
    QStringList names;
    for (const ResourceStatus &resource : app.resources) {
        if (resource.health == HealthStatus::Suspended)
            names << resource.key.kind + u' ' + resource.key.name;
    }
    if (names.isEmpty())
        return app.health == HealthStatus::Suspended
            ? QStringLiteral("It is Suspended: nothing moves until it is resumed.")
            : QString();
    const QString more = names.size() > 3 ? QStringLiteral(" and %1 more").arg(names.size() - 3) : QString();
    return QStringLiteral("Suspended, so not running: %1%2.")
        .arg(names.first(std::min<qsizetype>(3, names.size())).join(QStringLiteral(", ")), more);
}

QString ignored(const Application &app)
{
    const QString options = app.annotations.value(QStringLiteral("argocd.argoproj.io/compare-options"));
    if (app.ignoredDifferences == 0 && !options.contains(u"IgnoreExtraneous"))
        return {};
    if (app.ignoredDifferences == 0)
        return QStringLiteral("Resources that are not in Git are ignored when it is compared.");
    return QStringLiteral(
        "Differences are ignored by %1 of its rules (ignoreDifferences): what differs there is shown as Synced.")
        .arg(app.ignoredDifferences);
}

} // namespace

NewestRevisions::NewestRevisions(const Applications &applications)
{
    std::pair<QString, QString> last; // most have the same
    Newest *of = nullptr;
    for (const Application &app : applications) {
        if (app.repoUrl.isEmpty() || !app.reconciledAt || !isOneRevision(app.syncRevision))
            continue;
        if (!of || last.first != app.repoUrl || last.second != app.targetRevision) {
            last = {app.repoUrl, app.targetRevision};
            of = &m_newest[last];
        }
        Newest &newest = *of;
        if (newest.revision.isEmpty() || *app.reconciledAt > newest.at)
            newest = {app.syncRevision, app.name, *app.reconciledAt};
    }
}

const NewestRevisions::Newest *NewestRevisions::of(const Application &application) const
{
    const auto found = m_newest.constFind({application.repoUrl, application.targetRevision});
    return found == m_newest.cend() ? nullptr : &*found;
}

QList<FalseGreen> falseGreen(const Application &app, const NewestRevisions &newest)
{
    if (!app.hasStatus || (app.health != HealthStatus::Healthy && app.health != HealthStatus::Suspended))
        return {};
    QList<FalseGreen> found;
    const auto add = [&](FalseGreenKind kind, const QString &reason) {
        if (!reason.isEmpty())
            found.append({kind, reason});
    };
    if (app.resources.isEmpty())
        add(FalseGreenKind::NothingDeployed,
            QStringLiteral("It is Healthy because it has no resources: there is nothing under %1 at its revision.")
                .arg(app.path.isEmpty() ? QStringLiteral("its source") : app.path));
    add(FalseGreenKind::OldRevision, revisionTrouble(app, newest));
    if (app.skipReconcile)
        add(FalseGreenKind::Held,
            QStringLiteral("It is held by the annotation argocd.argoproj.io/skip-reconcile: its status is not brought "
                           "up to date."));
    if (!app.automated)
        add(FalseGreenKind::SyncOff, QStringLiteral("Automated sync is off: it does not follow Git by itself."));
    add(FalseGreenKind::DifferencesIgnored, ignored(app));
    add(FalseGreenKind::ResourcesSuspended, suspended(app));
    return found;
}

} // namespace relight
