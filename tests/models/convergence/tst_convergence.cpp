// The rules of "When is it converged?", one row each at least.
#include "applications.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace relight;
using namespace relight::testing;
using namespace Qt::StringLiterals;

namespace {

const Timestamp start{Seconds{1'000'000}};

using Change = std::function<void(ConvergenceInput &)>;

// root with two children, all fine.
ConvergenceInput fine()
{
    ConvergenceInput input;
    input.applications = setOf({parentOf(u"root"_s, {u"shop"_s, u"db"_s}), app(u"shop"_s), app(u"db"_s)});
    input.settings.root = u"argocd/root"_s;
    input.now = start;
    return input;
}

Application &shop(ConvergenceInput &input)
{
    return input.applications[u"argocd/shop"_s];
}

Application &root(ConvergenceInput &input)
{
    return input.applications[u"argocd/root"_s];
}

void fail(Application &one, const QString &message)
{
    one.operation = OperationPhase::Failed;
    one.operationMessage = message;
    one.sync = SyncStatus::OutOfSync;
    one.health = HealthStatus::Missing;
}

ConvergenceVerdict judged(const ConvergenceInput &input)
{
    ConvergenceHistory history;
    Applications before = input.applications; // what drifted did so just now
    for (Application &one : before) {
        if (one.sync == SyncStatus::OutOfSync)
            one.sync = SyncStatus::Synced;
    }
    history.observe(before, start - Seconds{3600});
    history.observe(input.applications, start);
    return judge(input, history);
}

} // namespace

class TestConvergence : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void judges_data();
    void judges();
    void retriesAreBounded();
    void refreshesBackOff();
    void aServerThatStartsAgainIsWaitedFor_data();
    void aServerThatStartsAgainIsWaitedFor();
    void driftThatIsHealedInVainIsNotWaitedFor();
    void setsNeedQuiet();
    void orderDoesNotMatter();
    void onlyAPersonHelps();
};

struct Expectation
{
    bool closed = true, converged = true;
    int healthy = 3, total = 3;
    std::optional<StuckClass> why = {}; // of the first that is stuck
    QString says = {};                  // part of its reason, or of the first exception's
    bool needsPerson = false;
    std::optional<SuggestionKind> action = {};
    int exceptions = 0;
};
Q_DECLARE_METATYPE(Expectation)
Q_DECLARE_METATYPE(Change)

void TestConvergence::judges_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<Expectation>("expected");
    const auto row = [](const char *name, Change change, Expectation expected) {
        QTest::newRow(name) << std::move(change) << std::move(expected);
    };
    const auto open = [](StuckClass why, const QString &says) {
        return Expectation{.closed = false, .converged = false, .healthy = 2, .why = why, .says = says};
    };
    const auto waits = [](StuckClass why, const QString &says) {
        return Expectation{.converged = false, .healthy = 2, .why = why, .says = says};
    };
    const auto person = [](StuckClass why, const QString &says) {
        return Expectation{.converged = false, .healthy = 2, .why = why, .says = says, .needsPerson = true};
    };

    row("all fine", [](auto &) { }, {});

    // the set is closed
    row("no root yet", [](auto &in) { in.applications.clear(); },
        {.closed = false,
            .converged = false,
            .healthy = 0,
            .total = 1,
            .why = StuckClass::Missing,
            .says = u"apply the root"_s});
    row("the root has no status",
        [](auto &in) {
            root(in) = app(u"root"_s);
            root(in).hasStatus = false;
            root(in).resources.clear();
            in.applications.remove(u"argocd/shop"_s);
            in.applications.remove(u"argocd/db"_s);
        },
        {.closed = false,
            .converged = false,
            .healthy = 0,
            .total = 1,
            .why = StuckClass::NoStatus,
            .says = u"has no status"_s});
    row(
        "the root syncs",
        [](auto &in) {
            root(in).operation = OperationPhase::Running;
            root(in).operationMessage = u"waiting for healthy state of x"_s;
        },
        open(StuckClass::Progressing, u"waiting for healthy state"_s));
    row(
        "the root's operation is queued", [](auto &in) { root(in).operationQueued = true; },
        open(StuckClass::Progressing, u"is syncing"_s));
    row(
        "a parent's retry is no end",
        [](auto &in) {
            root(in).operation = OperationPhase::Running;
            root(in).operationFinished = start;
            root(in).retryCount = 2;
            root(in).operationMessage = u"one or more objects failed to apply. Retrying attempt #2"_s;
        },
        open(StuckClass::Progressing, u"retry 2"_s));
    row(
        "a named child does not exist", [](auto &in) { in.applications.remove(u"argocd/shop"_s); },
        open(StuckClass::Missing, u"root names it"_s));
    row(
        "a parent succeeded at an older revision only",
        [](auto &in) {
            root(in).sync = SyncStatus::OutOfSync;
            root(in).syncRevision = u"r2"_s;
        },
        open(StuckClass::WaitingForSync, u"automated sync"_s));
    row("a parent without operation, all there",
        [](auto &in) {
            root(in).operation = OperationPhase::None;
            root(in).operationRevision.clear();
        },
        {});
    row("Git moved on without a change for it", [](auto &in) { shop(in).syncRevision = u"r2"_s; }, {});
    row("an ApplicationSet is not up to date",
        [](auto &in) { in.sets = {{.name = u"tenants"_s, .setNamespace = u"argocd"_s}}; },
        {.closed = false,
            .converged = false,
            .why = StuckClass::ApplicationSet,
            .says = u"tenants has not made all"_s});
    row("an ApplicationSet errs",
        [](auto &in) {
            in.sets = {{.name = u"tenants"_s, .setNamespace = u"argocd"_s, .errorMessage = u"no generator"_s}};
        },
        {.closed = false, .converged = false, .why = StuckClass::ApplicationSet, .says = u"no generator"_s});
    row("an ApplicationSet is named and absent",
        [](auto &in) { root(in).resources.append({.key = argo(u"ApplicationSet"_s, u"tenants"_s)}); },
        {.closed = false, .converged = false, .why = StuckClass::ApplicationSet, .says = u"root names it"_s});
    row("an ApplicationSet is up to date",
        [](auto &in) { in.sets = {{.name = u"tenants"_s, .setNamespace = u"argocd"_s, .upToDate = true}}; }, {});
    row("a stranger is not of the set",
        [](auto &in) {
            auto other = app(u"other"_s);
            other.health = HealthStatus::Degraded;
            in.applications.insert(other.key(), other);
        },
        {});
    row("without a root all count",
        [](auto &in) {
            in.settings.root.clear();
            auto other = app(u"other"_s);
            other.health = HealthStatus::Degraded;
            in.applications.insert(other.key(), other);
        },
        {.converged = false, .healthy = 3, .total = 4, .why = StuckClass::Degraded, .says = u"other is Degraded"_s});
    row("an application that manages itself",
        [](auto &in) { root(in).resources.append({.key = argo(u"Application"_s, u"root"_s)}); }, {});
    row("a loop of parents", [](auto &in) { shop(in).resources.append({.key = argo(u"Application"_s, u"root"_s)}); },
        {});
    row("grandchildren count",
        [](auto &in) {
            shop(in) = parentOf(u"shop"_s, {u"leaf"_s});
            auto leaf = app(u"leaf"_s);
            leaf.health = HealthStatus::Progressing;
            in.applications.insert(leaf.key(), leaf);
        },
        {.converged = false,
            .healthy = 3,
            .total = 4,
            .why = StuckClass::Progressing,
            .says = u"leaf is synced and progressing"_s});
    row(
        "waves do not wait: a Healthy root says nothing of its children", [](auto &in) { shop(in).hasStatus = false; },
        waits(StuckClass::NoStatus, u"shop has no status"_s));

    // each member
    row(
        "progressing",
        [](auto &in) {
            shop(in).health = HealthStatus::Progressing;
            shop(in).healthMessage = u"rolling"_s;
        },
        waits(StuckClass::Progressing, u"rolling"_s));
    row(
        "degraded", [](auto &in) { shop(in).health = HealthStatus::Degraded; },
        waits(StuckClass::Degraded, u"is Degraded"_s));
    row(
        "degraded because of a pod",
        [](auto &in) {
            shop(in).health = HealthStatus::Degraded;
            ResourceNode web{.key = workload(u"web"_s), .uid = u"u1"_s, .health = HealthStatus::Degraded};
            ResourceNode pod{.key = {{}, u"v1"_s, u"Pod"_s, u"shop"_s, u"web-1"_s},
                .uid = u"u2"_s,
                .parentUids = {u"u1"_s},
                .health = HealthStatus::Degraded,
                .info = {{u"Status Reason"_s, u"ImagePullBackOff"_s}}};
            in.trees.insert(u"argocd/shop"_s, {web, pod});
        },
        waits(StuckClass::Degraded, u"Deployment web: Pod web-1 is degraded (ImagePullBackOff)"_s));
    row(
        "missing", [](auto &in) { shop(in).health = HealthStatus::Missing; },
        waits(StuckClass::Missing, u"misses resources"_s));
    row(
        "suspended", [](auto &in) { shop(in).health = HealthStatus::Suspended; },
        person(StuckClass::Suspended, u"Suspended"_s));
    row(
        "health unknown", [](auto &in) { shop(in).health = HealthStatus::Unknown; },
        waits(StuckClass::Unknown, u"health Unknown"_s));
    row(
        "healthy without resources is not green", [](auto &in) { shop(in).resources.clear(); },
        person(StuckClass::Empty, u"nothing under apps/shop"_s));
    row("healthy but never compared is not green", [](auto &in) { shop(in).sync = SyncStatus::Unknown; },
        {.converged = false,
            .healthy = 2,
            .why = StuckClass::Unknown,
            .says = u"sync status Unknown"_s,
            .action = SuggestionKind::Refresh});
    row("being deleted", [](auto &in) { shop(in).deleting = true; }, person(StuckClass::Deleting, u"being deleted"_s));
    row("drift after a sync is an exception",
        [](auto &in) {
            shop(in).sync = SyncStatus::OutOfSync;
            shop(in).resources[0].sync = SyncStatus::OutOfSync;
        },
        {.says = u"Deployment shop drifted"_s, .exceptions = 1});
    row(
        "drift that is about to be healed is waited for",
        [](auto &in) {
            shop(in).sync = SyncStatus::OutOfSync;
            shop(in).selfHeal = true;
            shop(in).operationFinished = in.now - Seconds{4};
        },
        waits(StuckClass::Progressing, u"Argo CD heals it"_s));
    row("drift that was not healed is an exception",
        [](auto &in) {
            shop(in).sync = SyncStatus::OutOfSync;
            shop(in).selfHeal = true;
            shop(in).operationFinished = in.now - Seconds{20};
        },
        {.says = u"drifted"_s, .exceptions = 1});
    row("drift of the root does not reopen the set", [](auto &in) { root(in).sync = SyncStatus::OutOfSync; },
        {.says = u"drifted"_s, .exceptions = 1});
    row(
        "OutOfSync before its first sync",
        [](auto &in) {
            shop(in).sync = SyncStatus::OutOfSync;
            shop(in).operation = OperationPhase::None;
            shop(in).operationRevision.clear();
            shop(in).health = HealthStatus::Missing;
        },
        waits(StuckClass::WaitingForSync, u"automated sync"_s));

    // failed syncs
    for (const char *message :
        {"no matches for kind \"Widget\" in version \"x/v1\"",
            "failed calling webhook \"v.x\": no endpoints available for service \"x\"", "namespaces \"shop\" not found",
            "dial tcp 10.96.0.1:443: connect: connection refused",
            "resource mapping not found … ensure CRDs are installed first",
            "The Kubernetes API could not find cert-manager.io/ClusterIssuer for requested resource /le. Make sure the "
            "\"ClusterIssuer\" CRD is installed on the destination cluster."}) {
        row(message, [=](auto &in) { fail(shop(in), QString::fromUtf8(message)); },
            {.converged = false,
                .healthy = 2,
                .why = StuckClass::FailedSync,
                .says = QString::fromUtf8(message).left(20),
                .action = SuggestionKind::Resync});
    }
    row(
        "a failure that stays",
        [](auto &in) { fail(shop(in), u"Deployment.apps \"x\" is invalid: spec.replicas: must be positive"_s); },
        person(StuckClass::FailedSync, u"is invalid"_s));
    const auto unwell = [](HealthStatus now, bool hook) {
        return [=](ConvergenceInput &in) {
            fail(shop(in), u"one or more synchronization tasks completed unsuccessfully"_s);
            shop(in).results = {{workload(u"shop"_s), u"Synced"_s, u"created"_s, hook, true}};
            shop(in).resources = {{.key = workload(u"shop"_s), .sync = SyncStatus::Synced, .health = now}};
        };
    };
    row("what was degraded in the sync is well again", unwell(HealthStatus::Healthy, false),
        {.converged = false, .healthy = 2, .why = StuckClass::FailedSync, .action = SuggestionKind::Resync});
    row("what was degraded in the sync still is", unwell(HealthStatus::Degraded, false),
        person(StuckClass::FailedSync, u"completed unsuccessfully"_s));
    row("a hook that failed", unwell(HealthStatus::Healthy, true),
        person(StuckClass::FailedSync, u"completed unsuccessfully"_s));
    row(
        "results name the resource",
        [](auto &in) {
            fail(shop(in), u"one or more objects failed to apply"_s);
            shop(in).results = {{workload(u"web"_s), u"SyncFailed"_s, u"field is immutable"_s}};
        },
        person(StuckClass::FailedSync, u"Deployment web: field is immutable"_s));
    row(
        "one lasting failure among passing ones",
        [](auto &in) {
            fail(shop(in), u"failed"_s);
            shop(in).results = {{workload(u"a"_s), u"SyncFailed"_s, u"connection refused"_s},
                {workload(u"b"_s), u"SyncFailed"_s, u"field is immutable"_s}};
        },
        person(StuckClass::FailedSync, u"1 more"_s));
    row(
        "a failed hook of a synced application",
        [](auto &in) {
            shop(in).operation = OperationPhase::Failed;
            shop(in).operationMessage = u"hook Job/migrate failed"_s;
        },
        person(StuckClass::FailedSync, u"migrate"_s));
    row("a failure at an older revision is past",
        [](auto &in) {
            shop(in).operation = OperationPhase::Failed;
            shop(in).operationRevision = u"r0"_s;
        },
        {});
    row("a failing parent", [](auto &in) { fail(root(in), u"no matches for kind \"ApplicationSet\""_s); },
        {.closed = false,
            .converged = false,
            .healthy = 2,
            .why = StuckClass::FailedSync,
            .says = u"no matches"_s,
            .action = SuggestionKind::Resync});

    // comparison errors
    for (const char *type : {"InvalidSpecError", "ComparisonError"}) {
        row(type,
            [=](auto &in) {
                shop(in).sync = SyncStatus::Unknown;
                shop(in).conditions = {{QString::fromLatin1(type), u"project default does not exist"_s}};
            },
            {.converged = false,
                .healthy = 2,
                .why = StuckClass::InvalidSpec,
                .says = u"project default"_s,
                .action = SuggestionKind::Refresh});
    }
    row("a warning is no error", [](auto &in) { shop(in).conditions = {{u"SharedResourceWarning"_s, u"shared"_s}}; },
        {});

    // manual, held, windows
    const auto unsyncedManual = [](ConvergenceInput &in) {
        shop(in).automated = false;
        shop(in).sync = SyncStatus::OutOfSync;
        shop(in).operation = OperationPhase::None;
        shop(in).operationRevision.clear();
        shop(in).health = HealthStatus::Missing;
    };
    row("a child of a held parent is not waited for",
        [](auto &in) {
            shop(in) = parentOf(u"shop"_s, {u"leaf"_s});
            shop(in).skipReconcile = true;
            in.settings.held = {u"shop"_s};
        },
        {.healthy = 2, .total = 2});
    row("manual without consent", unsyncedManual,
        {.converged = false,
            .healthy = 2,
            .why = StuckClass::Manual,
            .says = u"approve one"_s,
            .needsPerson = true,
            .action = SuggestionKind::SyncManual});
    for (const QString &consent : {u"shop"_s, u"argocd/shop"_s, u"*"_s}) {
        row(qPrintable(u"manual with consent for "_s + consent),
            [=](auto &in) {
                unsyncedManual(in);
                in.settings.manualSync = {consent};
            },
            {.converged = false,
                .healthy = 2,
                .why = StuckClass::Manual,
                .says = u"approved sync"_s,
                .action = SuggestionKind::SyncManual});
    }
    row("manual and synced is fine", [](auto &in) { shop(in).automated = false; }, {});
    row(
        "a rolling sync does it itself",
        [=](auto &in) {
            unsyncedManual(in);
            shop(in).ownerApplicationSet = u"tenants"_s;
            in.settings.manualSync = {u"*"_s};
            in.sets = {{.name = u"tenants"_s, .setNamespace = u"argocd"_s, .upToDate = true, .rollingSync = true}};
        },
        waits(StuckClass::WaitingForSync, u"rolling sync of ApplicationSet tenants"_s));
    row(
        "held by annotation", [](auto &in) { shop(in).skipReconcile = true; },
        person(StuckClass::Held, u"skip-reconcile"_s));
    row("held by a restore is not counted",
        [](auto &in) {
            shop(in).skipReconcile = true;
            shop(in).hasStatus = false;
            in.settings.held = {u"shop"_s};
        },
        {.healthy = 2, .total = 2});
    row("held and not there is not counted",
        [](auto &in) {
            in.applications.remove(u"argocd/shop"_s);
            in.settings.held = {u"argocd/shop"_s};
        },
        {.healthy = 2, .total = 2});
    row(
        "a window blocks an automated sync",
        [](auto &in) {
            shop(in).sync = SyncStatus::OutOfSync;
            shop(in).operation = OperationPhase::None;
            in.settings.windows = {{u"argocd/shop"_s, u"the deny window \"0 8 * * *\" of project default"_s}};
        },
        person(StuckClass::Window, u"0 8 * * *"_s));
    row(
        "a window blocks an operation",
        [](auto &in) {
            shop(in).operation = OperationPhase::Running;
            shop(in).operationMessage = u"Sync operation blocked by sync window"_s;
        },
        person(StuckClass::Window, u"sync window of project default"_s));

    // exceptions
    row("accepted by name",
        [](auto &in) {
            shop(in).health = HealthStatus::Degraded;
            in.settings.accepted = {u"shop"_s};
        },
        {.healthy = 2, .says = u"accepted: shop is Degraded"_s, .exceptions = 1});
    row("accepting the root opens the set",
        [](auto &in) {
            fail(root(in), u"broken"_s);
            in.settings.accepted = {u"argocd/root"_s};
        },
        {.healthy = 2, .says = u"accepted"_s, .exceptions = 1});
    row("accepting a set",
        [](auto &in) {
            in.sets = {{.name = u"tenants"_s, .setNamespace = u"argocd"_s}};
            in.settings.accepted = {u"tenants"_s};
        },
        {.says = u"accepted: ApplicationSet tenants"_s, .exceptions = 1});
    const auto certificate = [](ConvergenceInput &in) {
        shop(in).health = HealthStatus::Degraded;
        in.trees.insert(u"argocd/shop"_s,
            {{.key = {u"cert-manager.io"_s, u"v1"_s, u"Certificate"_s, u"shop"_s, u"tls"_s},
                .uid = u"c"_s,
                .health = HealthStatus::Degraded}});
    };
    row("a Certificate before DNS moves", certificate, {.says = u"Certificate tls cannot be Ready"_s, .exceptions = 1});
    row(
        "a Certificate after DNS moved",
        [=](auto &in) {
            certificate(in);
            in.settings.beforeTraffic = false;
        },
        waits(StuckClass::Degraded, u"Certificate tls"_s));
    row(
        "a Certificate and a broken pod",
        [=](auto &in) {
            certificate(in);
            in.trees[u"argocd/shop"_s].append(
                {.key = workload(u"web"_s), .uid = u"w"_s, .health = HealthStatus::Degraded});
        },
        waits(StuckClass::Degraded, u"is degraded"_s));
}

void TestConvergence::judges()
{
    QFETCH(Change, change);
    QFETCH(Expectation, expected);
    ConvergenceInput input = fine();
    change(input);
    const ConvergenceVerdict verdict = judged(input);

    QVERIFY2(verdict.setClosed == expected.closed, qPrintable(verdict.openBecause));
    QVERIFY2(verdict.converged == expected.converged, qPrintable(verdict.headline));
    QCOMPARE(verdict.healthy, expected.healthy);
    QCOMPARE(verdict.total, expected.total);
    QCOMPARE(verdict.exceptions.size(), expected.exceptions);
    QCOMPARE(verdict.stuck.isEmpty(), !expected.why);
    const QString said = expected.why  ? verdict.stuck.first().reason
        : verdict.exceptions.isEmpty() ? QString()
                                       : verdict.exceptions.first().reason;
    QVERIFY2(said.contains(expected.says), qPrintable(said));
    if (expected.why) {
        QCOMPARE(int(verdict.stuck.first().why), int(*expected.why));
        QCOMPARE(verdict.stuck.first().needsPerson, expected.needsPerson);
    }
    QCOMPARE(verdict.actions.size(), expected.action ? 1 : 0);
    if (expected.action)
        QCOMPARE(int(verdict.actions.first().kind), int(*expected.action));
    if (expected.action == SuggestionKind::SyncManual)
        QCOMPARE(verdict.actions.first().needsConsent, input.settings.manualSync.isEmpty());
    QVERIFY(!verdict.headline.isEmpty());
}

void TestConvergence::retriesAreBounded()
{
    ConvergenceInput input = fine();
    fail(shop(input), u"no matches for kind \"Widget\""_s);
    ConvergenceHistory history;
    QList<qint64> at;
    for (int second = 0; second < 3600; ++second) {
        input.now = start + Seconds{second};
        for (const SuggestedAction &action : judge(input, history).actions) {
            QCOMPARE(action.attempt, int(at.size()) + 1);
            QCOMPARE(action.attempts, 5);
            at.append(second);
            history.acted(action, shop(input), input.now);
        }
    }
    QCOMPARE(at, (QList<qint64>{0, 10, 30, 70, 150}));
    const ConvergenceVerdict tired = judge(input, history);
    QVERIFY(tired.stuck.first().needsPerson);
    QVERIFY2(tired.stuck.first().reason.contains(u"also after 5 more syncs"), qPrintable(tired.stuck.first().reason));

    shop(input).syncRevision = shop(input).operationRevision
        = u"r2"_s; // someone fixed something in Git: it counts anew
    QCOMPARE(judge(input, history).actions.size(), 1);
}

void TestConvergence::refreshesBackOff()
{
    ConvergenceInput input = fine();
    shop(input).sync = SyncStatus::Unknown;
    shop(input).conditions = {{u"ComparisonError"_s, u"repository not reachable"_s}};
    ConvergenceHistory history;
    history.observe(input.applications, start);
    QList<qint64> at;
    QList<SuggestionKind> kinds;
    for (int second = 0; second < 200; ++second) {
        input.now = start + Seconds{second};
        for (const SuggestedAction &action : judge(input, history).actions) {
            at.append(second);
            kinds.append(action.kind);
            history.acted(action, shop(input), input.now);
        }
    }
    QCOMPARE(at, (QList<qint64>{5, 10, 20, 40, 80, 140}));
    QCOMPARE(int(kinds[0]), int(SuggestionKind::Refresh));
    QCOMPARE(int(kinds[2]), int(SuggestionKind::HardRefresh));
    QVERIFY(judge(input, history).stuck.first().needsPerson);

    // Compared again: what was tried is forgotten, and the next trouble has its own patience.
    Application broken = shop(input);
    shop(input).sync = SyncStatus::Synced;
    shop(input).conditions = {};
    history.observe(input.applications, input.now);
    shop(input) = broken;
    QVERIFY(!judge(input, history).stuck.first().needsPerson);
}

void TestConvergence::aServerThatStartsAgainIsWaitedFor_data()
{
    QTest::addColumn<QString>("message");
    QTest::newRow("repo-server")
        << u"rpc error: code = Unavailable desc = dial tcp 10.96.0.7:8081: connection refused"_s;
    QTest::newRow("git host") << u"rpc error: code = Unknown desc = failed to list refs: unexpected client error: "
                                 u"unexpected requesting \"https://git/info/refs\" status code: 503"_s;
}

void TestConvergence::aServerThatStartsAgainIsWaitedFor()
{
    QFETCH(QString, message);
    ConvergenceInput input = fine();
    shop(input).sync = SyncStatus::Unknown;
    shop(input).conditions = {{u"ComparisonError"_s, message}};
    ConvergenceHistory history;
    history.observe(input.applications, start);
    std::optional<int> asked;
    for (int second = 0; second < 300 && !asked; ++second) {
        input.now = start + Seconds{second};
        const ConvergenceVerdict verdict = judge(input, history);
        for (const SuggestedAction &action : verdict.actions)
            history.acted(action, shop(input), input.now);
        if (verdict.stuck.first().needsPerson)
            asked = second;
    }
    QVERIFY2(asked && *asked >= 180 && *asked <= 200, qPrintable(QString::number(asked.value_or(-1))));
}

// It drifts again after each operation that Argo CD starts to heal it, every six seconds.
void TestConvergence::driftThatIsHealedInVainIsNotWaitedFor()
{
    ConvergenceInput input = fine();
    ConvergenceHistory history;
    shop(input).selfHeal = true;
    const auto at = [&](int second, SyncStatus sync, OperationPhase operation) {
        input.now = start + Seconds{second};
        shop(input).sync = sync;
        shop(input).operation = operation;
        if (operation == OperationPhase::Succeeded)
            shop(input).operationFinished = input.now - Seconds{1};
        history.observe(input.applications, input.now);
        return judge(input, history);
    };
    for (int second = 0; second < 60; second += 6) {
        QVERIFY(!at(second, SyncStatus::OutOfSync, OperationPhase::Running).converged);
        const auto healed = at(second + 2, SyncStatus::OutOfSync, OperationPhase::Succeeded);
        QCOMPARE(healed.converged, second >= 30);
        QCOMPARE(healed.exceptions.size(), second >= 30 ? 1 : 0);
    }
    QVERIFY(at(70, SyncStatus::Synced, OperationPhase::Succeeded).exceptions.isEmpty());
    QVERIFY(!at(80, SyncStatus::OutOfSync, OperationPhase::Succeeded).converged); // another drift has its own time
}

void TestConvergence::setsNeedQuiet()
{
    ConvergenceInput input = fine();
    ConvergenceHistory history;
    history.observe(input.applications, start);
    input.now = start + Seconds{3};
    QVERIFY(judge(input, history).converged); // no ApplicationSet: no waiting
    input.sets = {{.name = u"tenants"_s, .setNamespace = u"argocd"_s, .upToDate = true}};
    QVERIFY(!judge(input, history).setClosed);
    QVERIFY(judge(input, history).headline.contains(u"10s"));
    input.now = start + Seconds{10};
    QVERIFY(judge(input, history).converged);
    auto late = app(u"late"_s);
    late.ownerApplicationSet = u"tenants"_s;
    input.applications.insert(late.key(), late);
    history.observe(input.applications, input.now);
    QVERIFY(!judge(input, history).setClosed);
}

void TestConvergence::orderDoesNotMatter()
{
    // Many updates in any order: the verdict knows only what they end in.
    std::mt19937 random(20260822);
    const QList<HealthStatus> healths{
        HealthStatus::Healthy, HealthStatus::Progressing, HealthStatus::Degraded, HealthStatus::Missing};
    QList<Application> last{parentOf(u"root"_s, {u"a0"_s, u"a1"_s, u"a2"_s, u"a3"_s, u"a4"_s})};
    for (int i = 0; i < 5; ++i) {
        last.append(app(u"a%1"_s.arg(i)));
        last.last().health = healths[int(random() % 4)];
    }
    ConvergenceInput reference;
    reference.settings.root = u"argocd/root"_s;
    reference.now = start + Seconds{100};
    reference.applications = setOf(last);
    ConvergenceHistory seen;
    seen.observe(reference.applications, start);
    const ConvergenceVerdict expected = judge(reference, seen);
    for (int round = 0; round < 200; ++round) {
        std::ranges::shuffle(last, random);
        ConvergenceInput input = reference;
        input.applications.clear();
        ConvergenceHistory history;
        for (const Application &one : std::as_const(last)) {
            Application before = one;
            before.health = healths[int(random() % 4)];
            input.applications.insert(before.key(), before);
            history.observe(input.applications, start);
            (void)judge(input, history);
        }
        for (const Application &one : std::as_const(last))
            input.applications.insert(one.key(), one);
        QVERIFY(judge(input, history) == expected);
    }
}

void TestConvergence::onlyAPersonHelps()
{
    ConvergenceInput input = fine();
    ConvergenceInput unsynced = fine(); // a manual parent: its children wait for the same person
    root(unsynced).automated = false;
    root(unsynced).sync = SyncStatus::OutOfSync;
    root(unsynced).operation = OperationPhase::None;
    unsynced.applications.remove(u"argocd/shop"_s);
    QVERIFY(judged(unsynced).onlyAPersonHelps());
    QVERIFY(!judged(input).onlyAPersonHelps());
    shop(input).health = HealthStatus::Suspended;
    QVERIFY(judged(input).onlyAPersonHelps());
    input.applications[u"argocd/db"_s].health = HealthStatus::Progressing;
    const ConvergenceVerdict verdict = judged(input);
    QVERIFY(!verdict.onlyAPersonHelps());
    QVERIFY(verdict.headline.startsWith(u"1 of 3 applications healthy; needs a person: shop is Suspended"));
}

QTEST_APPLESS_MAIN(TestConvergence)
#include "tst_convergence.moc"
