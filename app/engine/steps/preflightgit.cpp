#include "app/engine/digest.h"
#include "app/engine/steps/gitaccess.h"
#include "app/engine/steps/preflightchecks.h"
#include "app/engine/steps/repositoryapplications.h"
#include "app/engine/truststore.h"
#include "models/manifest/manifestparser.h"

#include <QFile>

namespace relight {

Result<> checkGit(StepContext &context, PreflightFindings &findings)
{
    auto access = gitAccess(context);
    if (!access) {
        findings.blockers << QStringLiteral("Git: %1").arg(access.error().message);
        return {};
    }
    const QString revision = context.manifest.gitops.revision;
    const Call call = context.call.within(context.ports.clock.now(), Seconds{60});
    auto remote = context.ports.git.remoteCommit(*access, revision, call);
    if (!remote && remote.error().code == ErrorCode::Unauthorized && !hasGitCredentials(context.manifest)) {
        if (const auto asked = askForGit(context); !asked)
            return asked;
        access = gitAccess(context);
        if (!access) {
            findings.blockers << QStringLiteral(
                "Git: the repository is not public and the manifest names no credentials: %1")
                                     .arg(access.error().message);
            return {};
        }
        remote = context.ports.git.remoteCommit(*access, revision, call);
    }
    if (!remote) {
        if (remote.error().code == ErrorCode::Cancelled)
            return std::unexpected(remote.error());
        findings.blockers << QStringLiteral("Git: %1").arg(remote.error().message);
        return {};
    }
    QString commit = context.fact({}, QStringLiteral("commit"));
    if (!commit.isEmpty() && commit != *remote)
        context.warn(QStringLiteral("%1 has moved from %2 to %3 since the run started; the run stays at %2")
                .arg(revision.isEmpty() ? QStringLiteral("HEAD") : revision, commit.left(12), remote->left(12)));
    if (commit.isEmpty())
        commit = *remote;
    const auto progress = [&](const GitProgress &received) {
        context.progress(QStringLiteral("receiving objects"), double(received.receivedObjects),
            double(received.totalObjects), QStringLiteral("objects"));
    };
    const auto fetched = context.site.keptCheckout
        ? context.ports.git.checkout(*access, context.site.workTree, commit, progress, call)
        : context.ports.git.fetch(*access, context.site.workTree, commit, progress, call);
    if (!fetched) {
        if (fetched.error().code == ErrorCode::Cancelled)
            return fetched;
        findings.blockers << QStringLiteral("Git: %1").arg(fetched.error().message);
        return {};
    }
    if (const auto kept = context.host.record(FactRecorded{{}, QStringLiteral("commit"), commit}); !kept)
        return kept;
    context.log(QStringLiteral("recovering from %1 at %2").arg(context.manifest.gitops.repo, commit));
    if (!context.site.keptCheckout) {
        const auto tree = context.ports.git.workTree(context.site.manifestPath, namedPaths(context.manifest));
        if (tree && !tree->manifestCommitted)
            findings.warnings << QStringLiteral(
                "the manifest is not committed as it is on disk: whoever takes over from you has another one");
        else if (tree && !tree->pushed)
            findings.warnings << QStringLiteral("the manifest's commit is not pushed: nobody else has it");
        if (tree && !tree->changed.isEmpty())
            findings.warnings << QStringLiteral("not committed: %1").arg(tree->changed.join(QStringLiteral(", ")));
    }
    return {};
}

void checkNamedPaths(StepContext &context, PreflightFindings &findings)
{
    const QString commit = context.fact({}, QStringLiteral("commit"));
    for (const QString &path : namedPaths(context.manifest)) {
        const auto id = context.ports.git.objectId(context.site.workTree, commit, path);
        if (!id)
            findings.blockers << QStringLiteral("%1 is named by the manifest but not in the repository at %2")
                                     .arg(path, commit.left(12));
    }
    if (!context.manifest.gitops.path.isEmpty()
        && !context.ports.git.objectId(context.site.workTree, commit, context.manifest.gitops.path))
        findings.blockers << QStringLiteral("gitops.path %1 is not in the repository at %2")
                                 .arg(context.manifest.gitops.path, commit.left(12));
}

void checkHeld(StepContext &context, PreflightFindings &findings)
{
    QStringList held;
    for (const DataItem &item : context.manifest.data)
        held << item.holds;
    if (held.isEmpty())
        return;
    const auto applications = repositoryApplications(context, {}, nullptr);
    if (!applications) {
        findings.blockers << applications.error().message;
        return;
    }
    for (const QString &name : held) {
        if (std::ranges::find(*applications, name, &RepositoryApplication::name) == applications->end())
            findings.blockers << QStringLiteral(
                "the application %1 is to be held for a restore, but no manifest of it is in the repository")
                                     .arg(name);
    }
}

// Commands run in the work tree, and its HEAD is what was trusted: what the manifest names has to be the same at the
// run's commit, which Argo CD reads. Empty: it is.
static QString differingPath(StepContext &context, const QString &head, const QString &commit)
{
    for (const QString &path : namedPaths(context.manifest)) {
        const auto here = context.ports.git.objectId(context.site.workTree, head, path);
        const auto there = context.ports.git.objectId(context.site.workTree, commit, path);
        if (here.value_or(QString()) != there.value_or(QString()))
            return path;
    }
    return {};
}

Result<std::optional<Decision>> checkTrust(StepContext &context, PreflightFindings &findings)
{
    if (context.host.state().started.mode != RunMode::Live) // its repository is the drill's, nothing of it is run
        return std::nullopt;
    const QString commit = context.fact({}, QStringLiteral("commit"));
    if (context.site.digestCoversTree) {
        const auto tree = context.ports.git.workTree(context.site.manifestPath, {});
        if (!tree)
            return std::unexpected(tree.error());
        if (const QString path = differingPath(context, tree->headCommit, commit); !path.isEmpty())
            findings.blockers << QStringLiteral(
                "%1 in your work tree (at %2) is not what it is at the run's commit %3: check "
                "that commit out in %4 (git pull), look at what changed, then start again")
                                     .arg(path, tree->headCommit.left(12), commit.left(12), context.site.workTree);
        return std::nullopt;
    }
    QFile file(context.site.runFolder + QStringLiteral("/manifest.yaml"));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::Storage,
            QStringLiteral("cannot read the run's copy of the manifest: %1").arg(file.errorString()));
    const auto fuller = digestAt(context.ports.git, context.site.workTree, commit, file.readAll(), context.manifest);
    if (!fuller)
        return std::unexpected(fuller.error());
    if (TrustStore(context.site.stateFolder).isTrusted(fuller->text))
        return std::nullopt;
    Decision decision;
    decision.id = QStringLiteral("trust:") + fuller->text;
    decision.kind = DecisionKind::Trust;
    decision.title = QStringLiteral("Trust the repository as it is at the run's commit");
    decision.reason = QStringLiteral(
        "the manifest lies outside the repository, so its trust did not cover the scripts and manifests it names");
    decision.details = namedPaths(context.manifest);
    decision.subject = fuller->text;
    decision.option = QStringLiteral("--trust ") + fuller->text;
    decision.typed = true;
    if (context.granted(decision))
        return std::nullopt;
    return decision;
}

} // namespace relight
