// relight-world: the world of one drill. Reads what to be from one line on standard input, answers with one line where
// it is, then lives until that input closes. Listens on loopback and on two Unix sockets; connects nowhere, runs
// nothing.
#include "app/drill/world/argocd/applicationcontroller.h"
#include "app/drill/world/argocd/argoserver.h"
#include "app/drill/world/control/controlserver.h"
#include "app/drill/world/control/outsideanswers.h"
#include "app/drill/world/git/estate/argoinstall.h"
#include "app/drill/world/git/estate/estate.h"
#include "app/drill/world/git/estate/usertree.h"
#include "app/drill/world/git/gitserver.h"
#include "app/drill/world/git/repository.h"
#include "app/drill/world/kubernetes/apiserver.h"
#include "app/drill/world/kubernetes/workloads/workloads.h"
#include "app/drill/world/outside/outside.h"
#include "app/drill/world/play/players.h"
#include "models/manifest/manifestparser.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QSocketNotifier>

#include <cstdio>
#include <iostream>
#include <malloc.h>
#include <unistd.h>

using namespace relight;
using namespace relight::world;

namespace {

int refuse(const QString &why)
{
    const QJsonObject answer{{QStringLiteral("error"), why}};
    std::cout << QJsonDocument(answer).toJson(QJsonDocument::Compact).constData() << std::endl;
    return 1;
}

// The root of the work tree that holds the manifest: the folder with .git. Empty: none.
QString workTreeOf(const QString &manifestPath)
{
    for (QDir folder = QFileInfo(manifestPath).dir(); !manifestPath.isEmpty();) {
        if (QFileInfo::exists(folder.filePath(QStringLiteral(".git"))))
            return folder.path();
        if (!folder.cdUp())
            break;
    }
    return {};
}

// leftOut: sentences about what of the user's tree is not played.
RepositoryFiles filesFor(const QJsonObject &setting, const RecoveryManifest &manifest, QStringList &leftOut)
{
    EstateOptions options;
    options.applications = setting.value(QLatin1String("applications")).toInt();
    options.resources = setting.value(QLatin1String("resources")).toInt();
    const QString tree = workTreeOf(setting.value(QLatin1String("manifestPath")).toString());
    if (options.applications == 0 && !tree.isEmpty()) {
        UserTree read = readUserTree(tree, manifest);
        options.userTree = std::move(read.files);
        leftOut = std::move(read.leftOut);
    }
    return estateFor(manifest, options);
}

} // namespace

int main(int argc, char **argv)
{
    // Answers of many megabytes come and go: each has pages of its own, which go back to the system with it. By itself malloc() would put
    // them among the small pieces after the first.
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    QCoreApplication application(argc, argv);
    // What the world refuses is heard by whom it refuses; its terminal is the drill's. It speaks no TLS, and with its empty environment
    // it may not find Qt's plugins for it.
    QLoggingCategory::setFilterRules(QStringLiteral("qt.httpserver*.warning=false\nqt.network.ssl*.warning=false"));
    std::string line;
    std::getline(std::cin, line);
    const QJsonObject setting = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
    const auto text = [&](const char *key) { return setting.value(QLatin1String(key)).toString(); };
    ParsedManifest parsed = parseManifest(text("manifest").toUtf8());
    const auto start = parseTimestamp(text("start"));
    if (!parsed.manifest || !start)
        return refuse(QStringLiteral("relight-world plays for relight drill; by itself it has nothing to do"));
    if (parsed.manifest->name.isEmpty())
        parsed.manifest->name = text("name");

    World world(*std::move(parsed.manifest), *start, text("seed").toULongLong());
    QStringList leftOut;
    world.repository = filesFor(setting, world.manifest, leftOut);
    const QString repository = text("folder") + QStringLiteral("/repo.git");
    if (const auto made = makeRepository(repository, world.repository, text("revision")); !made)
        return refuse(made.error().message);
    const ArgoCdSection &argocd = world.manifest.gitops.argocd;
    Outside outside(world, [&](const QUrl &) { return argoInstallManifest(argocd.argoNamespace, argocd.version); });
    ApiServer kubernetes(world);
    Workloads workloads(world);
    ApplicationController controller(world);
    ArgoServer argo(world, controller);
    GitServer git(world, repository);
    PlaySettings settings;
    settings.kubeconfig = [&] { return kubernetes.kubeconfig(); };
    settings.writableFolder = text("runFolder");
    Players players(world, outside, settings);
    PlayServer children([&](const PlayRequest &request, std::shared_ptr<PlaySession> session) {
        players.start(request, std::move(session));
    });
    ControlServer control(world, children);
    answerForTheOutside(control, world, outside);
    control.answer(QStringLiteral("done-by-hand"), [&](const QJsonObject &question) -> QJsonObject {
        const auto done = players.doneByHand(question.value(QLatin1String("step")).toString());
        return done ? QJsonObject{{QStringLiteral("done"), true}}
                    : QJsonObject{{QStringLiteral("error"), done.error().message}};
    });
    control.left = [] { QCoreApplication::quit(); };

    for (const auto &port : {kubernetes.listen(), argo.listen(), git.listen()}) {
        if (!port)
            return refuse(port.error().message);
    }
    if (!control.listen(text("control")))
        return refuse(QStringLiteral("cannot listen at %1").arg(text("control")));
    if (!children.listen(text("play")))
        return refuse(QStringLiteral("cannot listen at %1: %2").arg(text("play"), children.errorString()));
    if (world.manifest.cluster.provisioner == Provisioner::Existing)
        world.provisioned();

    const QJsonObject answer{
        {QStringLiteral("kubernetes"), QStringLiteral("http://127.0.0.1:%1").arg(world.addresses.kubernetes)},
        {QStringLiteral("repository"), git.url().toString()}, {QStringLiteral("commit"), world.repository.commit},
        {QStringLiteral("kubeconfig"), QString::fromUtf8(kubernetes.kubeconfig())},
        {QStringLiteral("leftOut"), QJsonArray::fromStringList(leftOut)}};
    std::cout << QJsonDocument(answer).toJson(QJsonDocument::Compact).constData() << std::endl;

    // Whoever started us is gone: so are we.
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &application, [] { QCoreApplication::quit(); });
    return QCoreApplication::exec();
}
