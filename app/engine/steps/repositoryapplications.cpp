#include "app/engine/steps/repositoryapplications.h"

#include "app/engine/steps/commandrunner.h"
#include "app/engine/steps/marks.h"

namespace relight {

Result<QList<RepositoryApplication>> repositoryApplications(
    const StepContext &context, const QString &folder, QStringList *skipped)
{
    const QString commit = context.fact({}, QStringLiteral("commit"));
    const auto files = context.ports.git.listFiles(context.site.workTree, commit, folder);
    if (!files)
        return std::unexpected(files.error());
    QList<RepositoryApplication> applications;
    for (const QString &file : *files) {
        if (!file.endsWith(QLatin1String(".yaml")) && !file.endsWith(QLatin1String(".yml"))
            && !file.endsWith(QLatin1String(".json")))
            continue;
        const auto content = context.ports.git.readFile(context.site.workTree, commit, file);
        if (!content)
            return std::unexpected(content.error());
        if (!content->contains("argoproj.io/"))
            continue;
        const auto objects = context.ports.clusters.parseDocuments(*content);
        if (!objects) {
            if (skipped)
                *skipped << file;
            continue;
        }
        for (const QJsonObject &object : *objects) {
            if (object[QLatin1String("kind")].toString() == QLatin1String("Application")
                && object[QLatin1String("apiVersion")].toString().startsWith(QLatin1String("argoproj.io/")))
                applications << RepositoryApplication{file, object};
        }
    }
    return applications;
}

QStringList foreignDestinations(const QList<RepositoryApplication> &applications)
{
    QStringList foreign;
    for (const RepositoryApplication &application : applications) {
        const QJsonObject destination
            = application.object[QLatin1String("spec")][QLatin1String("destination")].toObject();
        const QString server = destination[QLatin1String("server")].toString();
        const QString name = destination[QLatin1String("name")].toString();
        const bool here = (server.isEmpty() || server == QLatin1String("https://kubernetes.default.svc"))
            && (name.isEmpty() || name == QLatin1String("in-cluster"));
        if (!here)
            foreign << QStringLiteral("%1 → %2").arg(application.name(), server.isEmpty() ? name : server);
    }
    foreign.sort();
    return foreign;
}

Result<QStringList> heldNames(StepContext &context, Cluster &cluster)
{
    QStringList names;
    const RunState state = context.host.state();
    for (const DataItem &item : context.manifest.data) {
        if (item.holds.isEmpty())
            continue;
        const QString stepId = QStringLiteral("restore-data/") + item.name;
        const StepStatus *status = state.step(stepId);
        if (status && (status->state == StepState::Skipped || status->state == StepState::Succeeded))
            continue;
        if (status && isDoneInThisAttempt(context, *status))
            continue;
        const auto mark = readMark(cluster, stepId, context.call);
        if (!mark)
            return std::unexpected(mark.error());
        if (staysDone(context, *mark, item.name))
            continue;
        names << item.holds;
    }
    names.removeDuplicates();
    return names;
}

} // namespace relight
