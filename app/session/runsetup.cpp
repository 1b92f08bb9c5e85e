#include "app/session/runsetup.h"

#include "app/engine/digest.h"
#include "app/engine/steps/actions.h"
#include "app/engine/truststore.h"
#include "app/integrations/process/environment.h"
#include "app/journal/runfolders.h"
#include "models/manifest/manifestparser.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QSaveFile>
#include <QSysInfo>

#include <pwd.h>
#include <unistd.h>

namespace relight {

static const QString manifestCopy = QStringLiteral("/manifest.yaml");
static const QString workTreeFile = QStringLiteral("/worktree"), drillFile = QStringLiteral("/drill");

QString operatorName()
{
    QString name = qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME"));
    if (const passwd *entry = name.isEmpty() ? getpwuid(getuid()) : nullptr)
        name = QString::fromLocal8Bit(entry->pw_name);
    return (name.isEmpty() ? QStringLiteral("somebody") : name) + u'@' + QSysInfo::machineHostName();
}

static void parseInto(LoadedManifest &loaded)
{
    ParsedManifest parsed = parseManifest(loaded.bytes);
    loaded.diagnostics = std::move(parsed.diagnostics);
    loaded.manifest = std::move(parsed.manifest);
    if (!loaded.manifest)
        return;
    if (loaded.manifest->name.isEmpty())
        loaded.manifest->name = QFileInfo(loaded.path).dir().dirName();
    auto plan = planFor(*loaded.manifest);
    if (plan) {
        loaded.plan = *std::move(plan);
        return;
    }
    loaded.planError = plan.error().first().message;
    loaded.diagnostics += plan.error();
    sortByPlace(loaded.diagnostics);
}

Result<LoadedManifest> loadManifest(const QString &file)
{
    LoadedManifest loaded;
    loaded.path = QFileInfo(file).absoluteFilePath();
    QFile source(loaded.path);
    if (!source.exists())
        return failure(ErrorCode::NotFound, QStringLiteral("%1 does not exist").arg(file));
    if (!source.open(QIODevice::ReadOnly))
        return failure(ErrorCode::Storage, QStringLiteral("cannot read %1: %2").arg(file, source.errorString()));
    return readManifest(loaded.path, source.readAll());
}

LoadedManifest readManifest(const QString &path, const QByteArray &bytes)
{
    LoadedManifest loaded;
    loaded.path = path;
    loaded.bytes = bytes;
    parseInto(loaded);
    return loaded;
}

QStringList diagnosticLines(const QString &file, const QList<Diagnostic> &diagnostics)
{
    QStringList lines;
    for (const Diagnostic &diagnostic : diagnostics) {
        lines << QStringLiteral("%1:%2:%3: %4: %5")
                     .arg(file)
                     .arg(diagnostic.at.line)
                     .arg(diagnostic.at.column)
                     .arg(diagnostic.severity == Severity::Error ? QStringLiteral("error") : QStringLiteral("warning"),
                         diagnostic.message);
    }
    return lines;
}

// The work tree that holds the manifest; else the one checkout that is kept for its repository.
static void placeWorkTree(RunSite &site, const RecoveryManifest &manifest, Git *git)
{
    if (git) {
        if (const auto tree = git->workTree(site.manifestPath, {}); tree) {
            site.workTree = tree->root;
            return;
        }
    }
    const QByteArray hash
        = QCryptographicHash::hash(manifest.gitops.repo.toUtf8(), QCryptographicHash::Sha256).toHex().left(12);
    site.workTree = site.stateFolder + QStringLiteral("/checkouts/") + QString::fromLatin1(hash);
    site.keptCheckout = true;
}

static EngineSetup setupFor(RecoveryManifest manifest, RecoveryPlan plan, RunSite site, const RunOptions &options)
{
    EngineSetup setup;
    setup.consents = options.consents;
    setup.declaredAt = options.declaredAt;
    setup.lostAt = options.lostAt;
    setup.attended = options.attended;
    setup.mode = options.mode;
    setup.trusted = options.mode != RunMode::Live || TrustStore(site.stateFolder).isTrusted(site.digest);
    setup.actions = actionsFor(plan);
    setup.previews = previewsFor(plan);
    setup.manifest = std::move(manifest);
    setup.plan = std::move(plan);
    setup.site = std::move(site);
    return setup;
}

static RunSite siteFor(const QString &runId, const RunOptions &options)
{
    RunSite site;
    site.runId = runId;
    site.stateFolder = stateFolder();
    site.runFolder = runFolder(site.stateFolder, runId);
    site.operatorName = operatorName();
    if (options.mode == RunMode::Live)
        site.environment = childEnvironment({});
    site.version = options.version;
    return site;
}

static Result<> writePrivately(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path); // synced before it gets its name
    file.setDirectWriteFallback(false);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(bytes) != bytes.size() || !file.commit())
        return failure(ErrorCode::Storage, QStringLiteral("cannot write %1: %2").arg(path, file.errorString()));
    return {};
}

// A live run does what was shown; other modes have a plan of their own.
static Result<RecoveryPlan> planOf(const LoadedManifest &loaded, RunMode mode)
{
    if (mode != RunMode::Live) {
        return planFor(*loaded.manifest, mode).transform_error([](const QList<Diagnostic> &problems) {
            return Error{ErrorCode::Invalid, problems.first().message, {}};
        });
    }
    if (!loaded.plan)
        return failure(ErrorCode::Invalid, loaded.planError);
    return *loaded.plan;
}

Result<PreparedRun> prepareRun(const LoadedManifest &loaded, const RunOptions &options, Git &git, Timestamp now)
{
    QString id = options.runId;
    if (id.isEmpty())
        id = makeRunId(now, loaded.manifest->name, quint16(QRandomGenerator::global()->generate()));
    if (const auto valid = checkRunId(id); !valid)
        return std::unexpected(valid.error());
    auto plan = planOf(loaded, options.mode);
    if (!plan)
        return std::unexpected(plan.error());
    auto journal = Journal::create(stateFolder(), id, LockHolder::thisProcess(now));
    if (!journal)
        return std::unexpected(journal.error());
    RunSite site = siteFor(id, options);
    site.manifestPath = loaded.path;
    const ManifestDigest digest = digestOf(git, loaded.path, loaded.bytes, *loaded.manifest,
        options.mode == RunMode::Live ? LinksOut::Followed : LinksOut::Named);
    site.digest = digest.text;
    site.digestCoversTree = digest.coversTree;
    if (options.mode == RunMode::Live) {
        placeWorkTree(site, *loaded.manifest, &git);
    } else {
        site.workTree = site.runFolder + QStringLiteral("/checkout");
        site.keptCheckout = true;
    }
    // Commands find an empty KUBECONFIG until the recovered cluster's is there.
    for (const auto &[path, bytes] :
        {std::pair{site.runFolder + manifestCopy, loaded.bytes}, {site.kubeconfigPath(), QByteArray()},
            {site.runFolder + (options.mode == RunMode::Live ? workTreeFile : drillFile),
                (QString::number(site.keptCheckout) + u' ' + QString::number(site.digestCoversTree) + u' '
                    + site.workTree)
                    .toUtf8()}}) {
        if (const auto written = writePrivately(path, bytes); !written)
            return std::unexpected(written.error());
    }
    return PreparedRun{setupFor(*loaded.manifest, *std::move(plan), std::move(site), options), *std::move(journal), {}};
}

// Why a manifest cannot be used, in a sentence.
static QString whyUnusable(const LoadedManifest &loaded)
{
    const auto first = std::ranges::find(loaded.diagnostics, Severity::Error, &Diagnostic::severity);
    return first == loaded.diagnostics.end() ? loaded.planError : first->message;
}

Result<PreparedRun> prepareResume(const QString &runId, const RunOptions &options, Git &git, Timestamp now)
{
    if (const auto valid = checkRunId(runId); !valid)
        return std::unexpected(valid.error());
    auto opened = Journal::open(stateFolder(), runId, LockHolder::thisProcess(now));
    if (!opened)
        return std::unexpected(opened.error());
    RunState state;
    for (const RunEvent &event : opened->contents.events)
        state = apply(std::move(state), event);
    // A drill that was killed before its first event has no mode in its journal, and must not begin as a live run.
    if (state.started.mode != RunMode::Live || QFile::exists(runFolder(stateFolder(), runId) + drillFile))
        return failure(ErrorCode::Invalid,
            QStringLiteral("%1 was a drill, and its world went with it: start a new one").arg(runId));
    RunSite site = siteFor(runId, options);
    QFile copy(site.runFolder + manifestCopy);
    QFile place(site.runFolder + workTreeFile);
    if (!copy.open(QIODevice::ReadOnly) || !place.open(QIODevice::ReadOnly))
        return failure(ErrorCode::Storage,
            QStringLiteral("the run %1 has lost its copy of the manifest (%2): start a new run")
                .arg(runId, copy.fileName()));
    const QString where = QString::fromUtf8(place.readAll());
    site.keptCheckout = where.section(u' ', 0, 0) == QLatin1String("1");
    site.digestCoversTree = where.section(u' ', 1, 1) == QLatin1String("1");
    site.workTree = where.section(u' ', 2);
    LoadedManifest loaded;
    loaded.path = state.started.manifestPath;
    loaded.bytes = copy.readAll();
    parseInto(loaded);
    if (!loaded.plan)
        return failure(ErrorCode::Invalid,
            QStringLiteral("this version of Relight cannot read the manifest of the run %1: %2")
                .arg(runId, whyUnusable(loaded)));
    site.manifestPath = loaded.path;
    // What will run is looked at again: scripts may have changed since they were trusted.
    site.digest
        = site.keptCheckout ? state.started.digest : digestOf(git, loaded.path, loaded.bytes, *loaded.manifest).text;
    PreparedRun prepared{
        setupFor(*loaded.manifest, *loaded.plan, std::move(site), options), std::move(opened->journal), {}};
    // A run that was made but never begun (its first event did not reach the disk) begins now.
    prepared.setup.resumed = std::move(state);
    if (opened->contents.tornBytes > 0)
        prepared.notes << QStringLiteral(
            "the journal's last line was torn (%1 bytes); it was never acknowledged and is cut off")
                              .arg(opened->contents.tornBytes);
    return prepared;
}

} // namespace relight
