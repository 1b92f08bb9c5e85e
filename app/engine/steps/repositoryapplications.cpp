#include "app/engine/steps/repositoryapplications.h"

#include "app/engine/steps/commandrunner.h"
#include "app/engine/steps/marks.h"

namespace relight {

Result<QList<RepositoryApplication>> repositoryApplications(
    const StepContext &context, const QString &folder, QStringList *skipped)
{
    const QString commit = context.fact({}, QStringLiteral("commit"));
    QList<RepositoryApplication> applications;
    const auto isManifest = [](const QString &path) {
        return path.endsWith(QLatin1String(".yaml")) || path.endsWith(QLatin1String(".yml"))
            || path.endsWith(QLatin1String(".json"));
    };
    const auto take = [&](const QString &file, const QByteArray &content) {
        if (!content.contains("argoproj.io/"))
            return;
        const auto objects = context.ports.clusters.parseDocuments(content);
        if (!objects && skipped)
            *skipped << file;
        for (const QJsonObject &object : objects.value_or(QList<QJsonObject>())) {
            if (object[QLatin1String("kind")].toString() == QLatin1String("Application")
                && object[QLatin1String("apiVersion")].toString().startsWith(QLatin1String("argoproj.io/")))
                applications << RepositoryApplication{file, object};
        }
    };
    if (const auto read = context.ports.git.readFiles(context.site.workTree, commit, folder, isManifest, take); !read)
        return std::unexpected(read.error());
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
