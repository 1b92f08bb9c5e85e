#include "app/drill/drillworld.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

namespace relight {

static QString socketIn(const QTemporaryDir &folder, const char *name)
{
    return folder.filePath(QString::fromLatin1(name));
}

DrillWorld::DrillWorld(const Settings &settings, const RecoveryManifest &manifest)
    : m_runFolder(settings.runFolder)
    , m_clock(settings.start)
    , m_processes(m_clock,
          {.runner = {.supervisor = settings.programs + QStringLiteral("/relight-supervisor"),
               .knownSecrets = [this] { return m_secrets.known(); }},
              .play = settings.programs + QStringLiteral("/relight-play"),
              .programs = socketIn(m_folder, "bin"),
              .socket = socketIn(m_folder, "play")})
    , m_secrets(m_clock, m_processes, manifest)
    , m_liveClusters(m_networkThread, m_clock, [this](const QByteArray &secret) { m_secrets.remember(secret); })
    , m_liveArgocds(m_networkThread, m_clock, [this](const QByteArray &secret) { m_secrets.remember(secret); })
    , m_liveGit(m_clock)
    , m_argocds(m_liveArgocds)
    , m_network(m_link)
{
}

DrillWorld::~DrillWorld()
{
    m_driver.reset(); // first: it asks the rest
}

Result<std::unique_ptr<DrillWorld>> DrillWorld::create(const Settings &settings, const RecoveryManifest &manifest)
{
    std::unique_ptr<DrillWorld> world(new DrillWorld(settings, manifest));
    if (const auto begun = world->begin(settings, manifest); !begun)
        return std::unexpected(begun.error());
    return world;
}

Result<> DrillWorld::begin(const Settings &settings, const RecoveryManifest &manifest)
{
    if (!m_folder.isValid())
        return failure(
            ErrorCode::Storage, QStringLiteral("cannot make a temporary folder: %1").arg(m_folder.errorString()));
    if (const auto ready = m_processes.prepare(); !ready)
        return ready;
    const QString control = socketIn(m_folder, "control");
    const auto addresses = m_process.start(settings.programs + QStringLiteral("/relight-world"),
        {{QStringLiteral("manifest"), QString::fromUtf8(settings.manifestBytes)},
            {QStringLiteral("manifestPath"), settings.manifestPath}, {QStringLiteral("name"), manifest.name},
            {QStringLiteral("revision"), manifestForDrill(manifest, {}).gitops.revision},
            {QStringLiteral("folder"), m_folder.path()}, {QStringLiteral("runFolder"), settings.runFolder},
            {QStringLiteral("control"), control}, {QStringLiteral("play"), socketIn(m_folder, "play")},
            {QStringLiteral("start"), timestampText(settings.start)},
            {QStringLiteral("seed"), QString::number(settings.seed)},
            {QStringLiteral("applications"), settings.applications},
            {QStringLiteral("resources"), settings.resources}});
    if (!addresses)
        return std::unexpected(addresses.error());
    m_addresses = *addresses;
    if (const auto linked = m_link.connectTo(control); !linked)
        return linked;
    QStringList lost;
    if (manifest.cluster.lost) {
        const QString path = manifest.cluster.lost->kubeconfig;
        lost << path << (path.startsWith(QLatin1String("~/")) ? QDir::homePath() + path.mid(1) : path);
    }
    m_clusters.emplace(m_liveClusters, m_link, m_clock,
        DrillClusters::Settings{
            m_addresses.value(QLatin1String("kubernetes")).toString(), settings.runFolder, std::move(lost)});
    m_git.emplace(m_liveGit, m_addresses.value(QLatin1String("repository")).toString());
    QFile kubeconfig(kubeconfigPath());
    const QByteArray text = m_addresses.value(QLatin1String("kubeconfig")).toString().toUtf8();
    if (!kubeconfig.open(QIODevice::WriteOnly) || kubeconfig.write(text) != text.size())
        return failure(ErrorCode::Storage, QStringLiteral("cannot write %1").arg(kubeconfig.fileName()));
    m_driver = std::make_unique<DrillDriver>(
        DrillDriver::Parts{m_clock, m_link, m_process.pid(), [this] { return m_processes.running(); }});
    return {};
}

Ports DrillWorld::ports()
{
    return {m_clock, m_processes, m_secrets, *m_clusters, m_argocds, *m_git, m_network};
}

RecoveryManifest manifestForDrill(RecoveryManifest manifest, const QString &kubeconfigPath)
{
    KubeconfigSource &source = manifest.cluster.kubeconfig;
    const bool byTerraform = manifest.cluster.provisioner == Provisioner::Terraform
        || manifest.cluster.provisioner == Provisioner::OpenTofu;
    // A file of the user's, or one that would be asked for.
    if (source.kind == KubeconfigSource::Kind::Path || (source.kind == KubeconfigSource::Kind::Default && !byTerraform))
        source = {KubeconfigSource::Kind::Path, kubeconfigPath};
    manifest.gitops.credentials.knownHosts.clear();
    manifest.gitops.argocd.manifestSha256.clear(); // what the drill hands out for that address has a hash of its own
    // The drill's repository has one commit of its own.
    static const QRegularExpression commit(QStringLiteral("^[0-9a-f]{40}$"));
    if (commit.match(manifest.gitops.revision).hasMatch())
        manifest.gitops.revision = QStringLiteral("main");
    return manifest;
}

} // namespace relight
