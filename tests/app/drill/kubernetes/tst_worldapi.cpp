// The world's API server beyond what a cluster in good health shows: what it refuses, forgets, cuts and hides. Answers
// without sockets first, then the real client over HTTP.
#include "app/drill/world/kubernetes/apianswers.h"
#include "app/drill/world/kubernetes/clustersetup.h"
#include "app/drill/world/kubernetes/jsonparts.h"
#include "app/integrations/io/systemclock.h"
#include "app/integrations/kubernetes/kubernetesclusters.h"
#include "app/integrations/kubernetes/podlogstream.h"
#include "tests/app/drill/kubernetes/worldthread.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

using namespace relight;
using namespace relight::world;
using namespace Qt::StringLiterals;

class WorldApiTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refusesInTheServersWords();
    void conflictsNameTheOwner();
    void droppedFieldsGo();
    void appliedAgainChangesNothing();
    void keyedListsAreMerged();
    void patchesAreTested();
    void finalizersHoldBack();
    void namespaceTakesItsContent();
    void statusIsApart();
    void appliesOnlyToTheVersionTheyMean();
    void pagesAreOfOneMoment();
    void definitionsAreServedLater();
    void logsAreOfThePod();

    void logIsFollowedToItsEnd();
    void watchIsCutAndForgets();
    void selectorMakesDeletions();
    void credentialsExpire();
    void apiGoesAndComesBack();
    void clusterIsLostAndMadeAgain();
    void watchFindsTheNextCluster();
    void listsAndWatchesAreQuick();
};

namespace {

struct Api
{
    World world{{}, parseTimestamp(u"2026-08-01T10:00:00Z").value(), 7};
    Namespaces namespaces{world};
    Definitions definitions{world};
    ApiAnswers api{world};

    Api() { makeCluster(world); }

    QJsonObject ask(const QByteArray &method, const QString &path, const QJsonValue &body = {},
        const QMap<QString, QString> &query = {}, const QByteArray &type = "application/json")
    {
        const QByteArray text
            = body.isArray() ? QJsonDocument(body.toArray()).toJson() : QJsonDocument(body.toObject()).toJson();
        const Answer answer = api.answer({method, path, query, {}, type, "test/1", text});
        code = answer.code;
        return QJsonDocument::fromJson(answer.body).object();
    }
    QJsonObject apply(const QString &path, const QJsonObject &body, const QString &manager, bool force = false)
    {
        return ask("PATCH", path, body, {{u"fieldManager"_s, manager}, {u"force"_s, force ? u"true"_s : u"false"_s}},
            "application/apply-patch+yaml");
    }
    int code = 0;
};

const QString configMaps = u"/api/v1/namespaces/default/configmaps"_s;

QJsonObject config(const QString &name, const QJsonObject &data)
{
    return {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"ConfigMap"_s},
        {u"metadata"_s, QJsonObject{{u"name"_s, name}, {u"namespace"_s, u"default"_s}}}, {u"data"_s, data}};
}

} // namespace

void WorldApiTest::refusesInTheServersWords()
{
    Api a;
    QCOMPARE(a.ask("GET", configMaps + u"/no"_s)[u"message"].toString(), u"configmaps \"no\" not found"_s);
    QCOMPARE(a.code, 404);
    QCOMPARE(a.ask("GET", u"/apis/apps/v1/namespaces/default/deployments/no"_s)[u"message"].toString(),
        u"deployments.apps \"no\" not found"_s);
    const QJsonObject lost = a.apply(u"/api/v1/namespaces/shop/configmaps/a"_s, {{u"data"_s, QJsonObject()}}, u"x"_s);
    QCOMPARE(lost[u"message"].toString(), u"namespaces \"shop\" not found"_s);
    QCOMPARE(lost[u"details"][u"kind"].toString(), u"namespaces"_s);
    a.ask("POST", configMaps, config(u"a"_s, {}));
    QCOMPARE(a.code, 201);
    const QJsonObject twice = a.ask("POST", configMaps, config(u"a"_s, {}));
    QCOMPARE(twice[u"reason"].toString(), u"AlreadyExists"_s);
    QCOMPARE(twice[u"message"].toString(), u"configmaps \"a\" already exists"_s);
    QJsonObject old = a.ask("GET", configMaps + u"/a"_s);
    a.ask("PUT", configMaps + u"/a"_s, config(u"a"_s, {{u"x"_s, u"1"_s}}));
    QCOMPARE(a.code, 200);
    const QJsonObject conflict = a.ask("PUT", configMaps + u"/a"_s, old);
    QCOMPARE(a.code, 409);
    QVERIFY(conflict[u"message"].toString().contains(u"the object has been modified"));
    a.ask("GET", u"/apis/example.org/v1/things"_s);
    QCOMPARE(a.code, 404);
    const QJsonObject generated{{u"metadata"_s, QJsonObject{{u"generateName"_s, u"run-"_s}}}};
    const QString one = nameOf(a.ask("POST", configMaps, generated)),
                  other = nameOf(a.ask("POST", configMaps, generated));
    QVERIFY(one.startsWith(u"run-") && one != other);
    a.ask("POST", configMaps, config(u"Not_A_Name"_s, {}));
    QCOMPARE(a.code, 422);
    a.ask("GET", configMaps, {}, {{u"labelSelector"_s, u"a in ("_s}});
    QCOMPARE(a.code, 400);
}

void WorldApiTest::conflictsNameTheOwner()
{
    Api a;
    const QString path = configMaps + u"/a"_s;
    a.apply(path, config(u"a"_s, {{u"one"_s, u"1"_s}, {u"two"_s, u"1"_s}}), u"argocd"_s);
    QCOMPARE(a.code, 201);
    const QJsonObject conflict = a.apply(path, config(u"a"_s, {{u"one"_s, u"2"_s}}), u"relight"_s);
    QCOMPARE(a.code, 409);
    QCOMPARE(conflict[u"message"].toString(), u"Apply failed with 1 conflict: conflict with \"argocd\": .data.one"_s);
    QCOMPARE(conflict[u"details"][u"causes"][0][u"field"].toString(), u".data.one"_s);
    a.apply(path, config(u"a"_s, {{u"one"_s, u"1"_s}}), u"relight"_s); // the same value: shared
    QCOMPARE(a.code, 200);
    QCOMPARE(
        a.apply(path, config(u"a"_s, {{u"one"_s, u"2"_s}}), u"relight"_s, true)[u"data"][u"one"].toString(), u"2"_s);
    a.ask("PATCH", path, QJsonObject{{u"data"_s, QJsonObject{{u"one"_s, u"3"_s}}}}, {{u"fieldManager"_s, u"kubectl"_s}},
        "application/merge-patch+json");
    const QString text
        = a.apply(path, config(u"a"_s, {{u"one"_s, u"4"_s}, {u"two"_s, u"4"_s}}), u"relight"_s)[u"message"].toString();
    QVERIFY2(
        text.startsWith(u"Apply failed with 2 conflicts: conflicts with \"argocd\":\n- .data.two"), qPrintable(text));
    QVERIFY2(
        text.contains(u"conflicts with \"kubectl\" using v1 at 2026-08-01T10:00:00Z:\n- .data.one"), qPrintable(text));
}

void WorldApiTest::droppedFieldsGo()
{
    Api a;
    const QString path = configMaps + u"/a"_s;
    a.apply(path, config(u"a"_s, {{u"one"_s, u"1"_s}, {u"two"_s, u"1"_s}}), u"relight"_s);
    a.apply(path, config(u"a"_s, {{u"two"_s, u"1"_s}}), u"other"_s);
    const QJsonObject rest = a.apply(path, config(u"a"_s, {}), u"relight"_s);
    QCOMPARE(part(rest, u"data").keys(), QStringList{u"two"_s});
}

void WorldApiTest::appliedAgainChangesNothing()
{
    Api a;
    const QJsonObject service{{u"metadata"_s, QJsonObject{{u"name"_s, u"s"_s}}},
        {u"spec"_s,
            QJsonObject{{u"selector"_s, QJsonObject{{u"app"_s, u"a"_s}}},
                {u"ports"_s, QJsonArray{QJsonObject{{u"port"_s, 80}}}}}}};
    const QString path = u"/api/v1/namespaces/default/services/s"_s;
    const QJsonObject first = a.apply(path, service, u"relight"_s);
    a.world.clock.advanceTo(Seconds{60});
    QCOMPARE(a.apply(path, service, u"relight"_s), first);
    const QJsonObject secret{
        {u"metadata"_s, QJsonObject{{u"name"_s, u"k"_s}}}, {u"stringData"_s, QJsonObject{{u"a"_s, u"b"_s}}}};
    const QString secretPath = u"/api/v1/namespaces/default/secrets/k"_s;
    const QJsonObject made = a.apply(secretPath, secret, u"relight"_s);
    QCOMPARE(made[u"data"][u"a"].toString(), u"Yg=="_s);
    a.world.clock.advanceTo(Seconds{120});
    QCOMPARE(a.apply(secretPath, secret, u"relight"_s), made);
}

void WorldApiTest::keyedListsAreMerged()
{
    Api a;
    const auto pod = [](const QJsonArray &containers) {
        return QJsonObject{
            {u"metadata"_s, QJsonObject{{u"name"_s, u"p"_s}}}, {u"spec"_s, QJsonObject{{u"containers"_s, containers}}}};
    };
    const QString path = u"/api/v1/namespaces/default/pods/p"_s;
    a.apply(path, pod({QJsonObject{{u"name"_s, u"web"_s}, {u"image"_s, u"a:1"_s}}}), u"relight"_s);
    const QJsonObject both
        = a.apply(path, pod({QJsonObject{{u"name"_s, u"side"_s}, {u"image"_s, u"b:1"_s}}}), u"mesh"_s);
    QCOMPARE(both[u"spec"][u"containers"].toArray().size(), 2);
    const QJsonObject clash
        = a.apply(path, pod({QJsonObject{{u"name"_s, u"web"_s}, {u"image"_s, u"a:2"_s}}}), u"mesh"_s);
    QVERIFY(clash[u"message"].toString().endsWith(u".spec.containers[name=\"web\"].image"));
    const QJsonObject one = a.apply(path, pod({}), u"mesh"_s);
    QCOMPARE(one[u"spec"][u"containers"].toArray().size(), 1);
}

void WorldApiTest::patchesAreTested()
{
    Api a;
    const QString path = configMaps + u"/a"_s;
    a.ask("POST", configMaps, config(u"a"_s, {{u"x/y"_s, u"1"_s}}));
    const auto patch = [&](const QJsonArray &operations) {
        return a.ask("PATCH", path, operations, {}, "application/json-patch+json");
    };
    const QJsonObject test{{u"op"_s, u"test"_s}, {u"path"_s, u"/data/x~1y"_s}, {u"value"_s, u"2"_s}};
    QCOMPARE(patch({test})[u"reason"].toString(), u"Invalid"_s);
    QCOMPARE(a.code, 422);
    const QJsonObject add{{u"op"_s, u"add"_s}, {u"path"_s, u"/data/z"_s}, {u"value"_s, u"3"_s}};
    const QJsonObject move{{u"op"_s, u"move"_s}, {u"from"_s, u"/data/x~1y"_s}, {u"path"_s, u"/data/w"_s}};
    QCOMPARE(part(patch({add, move}), u"data").keys(), (QStringList{u"w"_s, u"z"_s}));
    const QJsonObject gone{{u"op"_s, u"remove"_s}, {u"path"_s, u"/data/none"_s}};
    patch({gone});
    QCOMPARE(a.code, 422);
    // Played as what it is not, lists would be replaced where the real one merges them.
    a.ask("PATCH", path, QJsonObject{{u"data"_s, QJsonObject()}}, {}, "application/strategic-merge-patch+json");
    QCOMPARE(a.code, 415);
}

void WorldApiTest::finalizersHoldBack()
{
    Api a;
    QJsonObject held = config(u"a"_s, {});
    held.insert(u"metadata"_s, QJsonObject{{u"name"_s, u"a"_s}, {u"finalizers"_s, QJsonArray{u"x/y"_s}}});
    a.ask("POST", configMaps, held);
    QVERIFY(isLeaving(a.ask("DELETE", configMaps + u"/a"_s)));
    QVERIFY(isLeaving(a.ask("GET", configMaps + u"/a"_s)));
    a.ask("PATCH", configMaps + u"/a"_s, QJsonObject{{u"metadata"_s, QJsonObject{{u"finalizers"_s, QJsonValue::Null}}}},
        {}, "application/merge-patch+json");
    a.ask("GET", configMaps + u"/a"_s);
    QCOMPARE(a.code, 404);
}

void WorldApiTest::namespaceTakesItsContent()
{
    Api a;
    a.ask("POST", u"/api/v1/namespaces"_s, QJsonObject{{u"metadata"_s, QJsonObject{{u"name"_s, u"shop"_s}}}});
    const QString maps = u"/api/v1/namespaces/shop/configmaps"_s;
    a.ask("POST", maps, QJsonObject{{u"metadata"_s, QJsonObject{{u"name"_s, u"a"_s}}}});
    QCOMPARE(a.code, 201);
    QCOMPARE(a.ask("GET", u"/api/v1/namespaces/shop/serviceaccounts"_s)[u"items"].toArray().size(), 1);
    QCOMPARE(a.ask("DELETE", u"/api/v1/namespaces/shop"_s)[u"status"][u"phase"].toString(), u"Terminating"_s);
    const QJsonObject late = a.ask("POST", maps, QJsonObject{{u"metadata"_s, QJsonObject{{u"name"_s, u"b"_s}}}});
    QCOMPARE(a.code, 403);
    QVERIFY(late[u"message"].toString().contains(u"because it is being terminated"));
    a.world.clock.advanceTo(Seconds{30});
    a.ask("GET", u"/api/v1/namespaces/shop"_s);
    QCOMPARE(a.code, 404);
    QVERIFY(a.world.cluster.list({}, u"ConfigMap"_s, u"shop"_s).isEmpty());
}

void WorldApiTest::statusIsApart()
{
    Api a;
    const QString path = u"/api/v1/namespaces/default/pods/p"_s;
    const QJsonObject pod{{u"metadata"_s, QJsonObject{{u"name"_s, u"p"_s}}},
        {u"spec"_s, QJsonObject{{u"containers"_s, QJsonArray()}}},
        {u"status"_s, QJsonObject{{u"phase"_s, u"Running"_s}}}};
    QVERIFY(!a.apply(path, pod, u"relight"_s).contains(u"status"));
    const QJsonObject status{
        {u"status"_s, QJsonObject{{u"phase"_s, u"Running"_s}}}, {u"spec"_s, QJsonObject{{u"hostNetwork"_s, true}}}};
    const QJsonObject written = a.ask("PATCH", path + u"/status"_s, status, {}, "application/merge-patch+json");
    QCOMPARE(written[u"status"][u"phase"].toString(), u"Running"_s);
    QVERIFY(!part(written, u"spec").contains(u"hostNetwork"));
    QCOMPARE(metadataOf(written).value(u"generation").toInt(), 1);

    const QJsonObject applied
        = a.apply(path + u"/status"_s, {{u"status"_s, QJsonObject{{u"reason"_s, u"Evicted"_s}}}}, u"kubelet"_s);
    const QJsonArray owners = metadataOf(applied).value(u"managedFields").toArray();
    QVERIFY(std::ranges::any_of(owners, [](const QJsonValue &owner) {
        return owner[u"manager"] == u"kubelet"_s && owner[u"subresource"] == u"status"_s;
    }));
    QVERIFY(part(applied, u"spec").contains(u"containers"));
    a.apply(u"/api/v1/namespaces/default/pods/none/status"_s, status, u"kubelet"_s);
    QCOMPARE(a.code, 404);
}

void WorldApiTest::appliesOnlyToTheVersionTheyMean()
{
    Api a;
    const QString path = configMaps + u"/a"_s;
    const QJsonObject first = a.apply(path, config(u"a"_s, {{u"x"_s, u"1"_s}}), u"relight"_s);
    const auto at = [](const QString &version) {
        QJsonObject object = config(u"a"_s, {{u"x"_s, u"2"_s}});
        changePart(
            object, "metadata"_L1, [&](QJsonObject &metadata) { metadata.insert(u"resourceVersion"_s, version); });
        return object;
    };
    QCOMPARE(a.apply(path, at(u"1"_s), u"relight"_s)[u"reason"].toString(), u"Conflict"_s);
    QCOMPARE(a.code, 409);
    const QJsonObject second = a.apply(path, at(word(metadataOf(first), u"resourceVersion")), u"relight"_s);
    QCOMPARE(part(second, u"data").value(u"x").toString(), u"2"_s);
}

void WorldApiTest::pagesAreOfOneMoment()
{
    Api a;
    for (int i = 0; i < 5; ++i)
        a.ask("POST", configMaps, config(u"m%1"_s.arg(i), {}));
    const QJsonObject first = a.ask("GET", configMaps, {}, {{u"limit"_s, u"2"_s}});
    QCOMPARE(first[u"items"].toArray().size(), 2);
    const QString token = first[u"metadata"][u"continue"].toString();
    a.ask("DELETE", configMaps + u"/m3"_s);
    const QJsonObject rest = a.ask("GET", configMaps, {}, {{u"continue"_s, token}});
    QCOMPARE(rest[u"items"].toArray().size() + 2, 5 + 1); // and the namespace's own
    QCOMPARE(rest[u"metadata"][u"resourceVersion"], first[u"metadata"][u"resourceVersion"]);
    a.world.cluster.forget();
    a.ask("GET", configMaps, {}, {{u"continue"_s, token}});
    QCOMPARE(a.code, 410);
}

void WorldApiTest::definitionsAreServedLater()
{
    Api a;
    const QJsonObject version{{u"name"_s, u"v1"_s}, {u"served"_s, true}, {u"storage"_s, true}};
    const QJsonObject old{{u"name"_s, u"v1beta1"_s}, {u"served"_s, true}, {u"storage"_s, false}};
    const QJsonObject definition{{u"metadata"_s, QJsonObject{{u"name"_s, u"gadgets.example.org"_s}}},
        {u"spec"_s,
            QJsonObject{{u"group"_s, u"example.org"_s}, {u"scope"_s, u"Namespaced"_s},
                {u"versions"_s, QJsonArray{version, old}},
                {u"names"_s, QJsonObject{{u"plural"_s, u"gadgets"_s}, {u"kind"_s, u"Gadget"_s}}}}}};
    a.apply(u"/apis/apiextensions.k8s.io/v1/customresourcedefinitions/gadgets.example.org"_s, definition, u"relight"_s);
    a.ask("GET", u"/apis/example.org/v1/gadgets"_s);
    QCOMPARE(a.code, 404);
    a.world.clock.advanceTo(Seconds{1});
    QCOMPARE(a.ask("GET", u"/apis/example.org/v1/gadgets"_s)[u"kind"].toString(), u"GadgetList"_s);
    QCOMPARE(a.ask("GET", u"/apis/example.org/v1beta1"_s)[u"resources"].toArray().size(), 1);
    const QJsonObject made = a.apply(u"/apis/example.org/v1beta1/namespaces/default/gadgets/g"_s,
        {{u"apiVersion"_s, u"example.org/v1beta1"_s}, {u"kind"_s, u"Gadget"_s}, {u"spec"_s, QJsonObject{{u"a"_s, 1}}}},
        u"relight"_s);
    QCOMPARE(made[u"apiVersion"].toString(), u"example.org/v1beta1"_s);
    QCOMPARE(a.ask("GET", u"/apis/example.org/v1/namespaces/default/gadgets/g"_s)[u"apiVersion"].toString(),
        u"example.org/v1"_s);
    QCOMPARE(a.ask("GET", u"/apis/example.org/v1beta1/gadgets"_s)[u"items"][0][u"apiVersion"].toString(),
        u"example.org/v1beta1"_s);
}

void WorldApiTest::logsAreOfThePod()
{
    Api a;
    const QJsonObject running{{u"name"_s, u"web"_s}, {u"state"_s, QJsonObject{{u"running"_s, QJsonObject()}}}};
    a.world.cluster.put({{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Pod"_s},
        {u"metadata"_s, QJsonObject{{u"name"_s, u"p"_s}, {u"namespace"_s, u"default"_s}}},
        {u"spec"_s, QJsonObject{{u"containers"_s, QJsonArray{QJsonObject{{u"name"_s, u"web"_s}}}}}},
        {u"status"_s, QJsonObject{{u"containerStatuses"_s, QJsonArray{running}}}}});
    const QString path = u"/api/v1/namespaces/default/pods/p/log"_s;
    const Answer log = a.api.answer({"GET", path, {{u"tailLines"_s, u"2"_s}}, {}, {}, {}, {}});
    QCOMPARE(log.code, 200);
    QCOMPARE(log.body.count('\n'), 2);
    QVERIFY(log.body.contains("web"));
    a.ask("GET", path, {}, {{u"container"_s, u"no"_s}});
    QCOMPARE(a.code, 400);
}

namespace {

// The real client before a world that runs.
struct Client
{
    WorldThread world;
    SystemClock clock;
    IoThread network{u"network"_s};
    KubernetesClusters clusters{network, clock};
    std::shared_ptr<Cluster> cluster = *clusters.open({.kubeconfig = world.kubeconfig()});

    Call within(int seconds = 20) { return Call{}.within(clock.now(), Seconds{seconds}); }
    ObjectRef maps() const { return {u"v1"_s, u"ConfigMap"_s, u"default"_s, {}}; }
    void put(const QString &name, const QJsonObject &labels = {})
    {
        world.run([&] {
            QJsonObject object = config(name, {});
            changePart(object, "metadata"_L1, [&](QJsonObject &metadata) { metadata.insert(u"labels"_s, labels); });
            world.world->cluster.put(object);
        });
    }
    void fault(const QString &kind, bool begins = true)
    {
        world.run([&] { begins ? world.world->faults.begin({kind, kind, {}}) : world.world->faults.end(kind); });
    }
};

} // namespace

void WorldApiTest::logIsFollowedToItsEnd()
{
    Client c;
    c.world.run([&] {
        const QJsonObject web{{u"name"_s, u"web"_s}, {u"image"_s, u"reg.io/web:1"_s}};
        c.world.world->cluster.put({{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Pod"_s},
            {u"metadata"_s, QJsonObject{{u"name"_s, u"p"_s}, {u"namespace"_s, u"default"_s}}},
            {u"spec"_s, QJsonObject{{u"restartPolicy"_s, u"Always"_s}, {u"containers"_s, QJsonArray{web}}}}});
    });
    const PodLogFollow log{u"default"_s, u"p"_s, u"web"_s, 0, {}};
    QList<PodLogLine> lines;
    const auto follow = [&](const PodLogFollow &which, auto enough) {
        lines.clear();
        return c.cluster->followPodLog(
            which,
            [&](const PodLogLine &line) {
                lines << line;
                return enough(line) ? WatchVerdict::Done : WatchVerdict::Continue;
            },
            c.within());
    };
    const auto served = [](const PodLogLine &line) { return line.text.contains("served 24 "); };
    Result<> followed;
    QTRY_VERIFY((followed = follow(log, served)) || followed.error().code != ErrorCode::Invalid); // until it runs
    QVERIFY2(followed, followed ? "" : qPrintable(followed.error().message));
    QVERIFY(lines.first().text.contains("web is starting"));
    QVERIFY2(served(lines.last()), lines.last().text);
    QVERIFY(isLater(lines.last().stamp, lines.first().stamp));
    // On behind a line that is known.
    PodLogFollow on = log;
    on.newerThan = lines.at(lines.size() - 2).stamp;
    QVERIFY(follow(on, served));
    QCOMPARE(lines.size(), 1);
    // Its end is the pod's.
    const auto ended = follow(log, [&](const PodLogLine &line) {
        if (served(line))
            c.world.run([&] { c.world.world->cluster.remove({{}, u"Pod"_s, u"default"_s, u"p"_s}); });
        return false;
    });
    QVERIFY2(ended, ended ? "" : qPrintable(ended.error().message));
    QCOMPARE(follow(log, served).error().code, ErrorCode::NotFound);
}

void WorldApiTest::watchIsCutAndForgets()
{
    Client c;
    QStringList heard;
    const auto watched = c.cluster->watch(
        c.maps(), {},
        [&](WatchType, const QJsonObject &object) {
            const QString name = nameOf(object);
            heard << name;
            if (name == u"kube-root-ca.crt")
                c.put(u"a"_s);
            else if (name == u"a") {
                c.fault(u"watch-cut"_s);
                c.put(u"b"_s);
            } else if (name == u"b") {
                c.fault(u"watch-expired"_s);
                c.put(u"c"_s);
            }
            return name == u"c" ? WatchVerdict::Done : WatchVerdict::Continue;
        },
        c.within());
    QVERIFY2(watched, watched ? "" : qPrintable(watched.error().message));
    QCOMPARE(heard, (QStringList{u"kube-root-ca.crt"_s, u"a"_s, u"b"_s, u"c"_s}));
}

void WorldApiTest::selectorMakesDeletions()
{
    Client c;
    c.put(u"a"_s, {{u"keep"_s, u"yes"_s}});
    QList<WatchType> types;
    const auto watched = c.cluster->watch(
        c.maps(), {.labelSelector = u"keep=yes"_s, .fieldSelector = {}},
        [&](WatchType type, const QJsonObject &) {
            types << type;
            c.put(u"a"_s, type == WatchType::Added ? QJsonObject() : QJsonObject{{u"keep"_s, u"yes"_s}});
            return types.size() == 3 ? WatchVerdict::Done : WatchVerdict::Continue;
        },
        c.within());
    QVERIFY2(watched, watched ? "" : qPrintable(watched.error().message));
    QCOMPARE(types, (QList<WatchType>{WatchType::Added, WatchType::Deleted, WatchType::Added}));
}

void WorldApiTest::credentialsExpire()
{
    Client c;
    QVERIFY(c.cluster->identity(c.within()));
    c.fault(u"credentials-expired"_s);
    QCOMPARE(c.cluster->identity(c.within()).error().code, ErrorCode::Unauthorized);
    c.fault(u"credentials-expired"_s, false);
    QVERIFY(c.cluster->identity(c.within()));
}

void WorldApiTest::apiGoesAndComesBack()
{
    Client c;
    QVERIFY(c.cluster->identity(c.within()));
    c.fault(u"api-down"_s);
    QCOMPARE(c.cluster->identity(c.within()).error().code, ErrorCode::Unavailable);
    QCOMPARE(c.cluster->identity(c.within()).error().code, ErrorCode::Unavailable);
    c.fault(u"api-down"_s, false);
    QVERIFY(c.cluster->identity(c.within()));
}

void WorldApiTest::clusterIsLostAndMadeAgain()
{
    Client c;
    const auto first = c.cluster->identity(c.within());
    QVERIFY(first);
    c.world.run([&] { c.world.world->clusterIsUp = false; });
    QCOMPARE(c.cluster->identity(c.within()).error().code, ErrorCode::Unavailable);
    c.world.run([&] { c.world.world->provisioned(); });
    const auto second = c.cluster->identity(c.within());
    QVERIFY(second);
    QVERIFY(second->uid != first->uid);
    QCOMPARE(second->server, first->server);
    QTRY_VERIFY_WITH_TIMEOUT(
        c.cluster->list({u"v1"_s, u"Pod"_s, u"kube-system"_s, {}}, {}, c.within())->size() == 5, 10'000);
}

void WorldApiTest::watchFindsTheNextCluster()
{
    Client c;
    QStringList uids;
    bool aIsGone = false; // of which only a new list can tell
    const auto watched = c.cluster->watch(
        c.maps(), {},
        [&](WatchType type, const QJsonObject &object) {
            const QString name = nameOf(object);
            if (type == WatchType::Deleted) {
                aIsGone |= name == u"a";
            } else if (name == u"a") {
                c.world.run([&] { c.world.world->provisioned(); });
            } else if (name == u"kube-root-ca.crt") {
                if (uids.isEmpty())
                    c.put(u"a"_s); // heard by the open watch
                uids << uidOf(object);
            }
            return uids.size() == 2 && aIsGone ? WatchVerdict::Done : WatchVerdict::Continue;
        },
        c.within());
    QVERIFY2(watched, watched ? "" : qPrintable(watched.error().message));
    QVERIFY(uids.first() != uids.last());
    c.put(u"a"_s); // what the cut watch left behind is no longer written to
    QVERIFY(c.cluster->list(c.maps(), {}, c.within()));
}

// Not a limit but a figure: the real ones depend on the machine.
void WorldApiTest::listsAndWatchesAreQuick()
{
    constexpr int many = 10'000, updates = 5'000;
    Client c;
    c.world.isRunning = false;
    c.world.run([&] {
        for (int i = 0; i < many; ++i)
            c.world.world->cluster.put(config(u"m%1"_s.arg(i), {{u"text"_s, QString(900, u'x')}}));
        (void)Listings(c.world.world->cluster).list(*c.world.world->cluster.findKind({}, u"ConfigMap"_s), {});
    });
    QElapsedTimer timer;
    timer.start();
    Answer all;
    c.world.run(
        [&] { all = Listings(c.world.world->cluster).list(*c.world.world->cluster.findKind({}, u"ConfigMap"_s), {}); });
    qInfo("10,000 objects, %.1f MB, put together in %.1f ms", double(all.body.size()) / 1e6,
        double(timer.nsecsElapsed()) / 1e6);
    timer.restart();
    QVERIFY(c.cluster->list(c.maps(), {}, c.within())->size() >= many);
    qInfo("listed by the client in %lld ms", timer.restart());
    int heard = 0;
    c.put(u"w"_s, {{u"n"_s, u"0"_s}});
    QVERIFY(c.cluster->watch(
        c.maps(), {.labelSelector = u"n"_s, .fieldSelector = {}},
        [&](WatchType, const QJsonObject &) {
            if (heard++ > 0)
                return heard > updates ? WatchVerdict::Done : WatchVerdict::Continue;
            timer.restart();
            c.world.run([&] {
                for (int i = 1; i <= updates; ++i)
                    c.world.world->cluster.put({{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"ConfigMap"_s},
                        {u"metadata"_s,
                            QJsonObject{{u"name"_s, u"w"_s}, {u"namespace"_s, u"default"_s},
                                {u"labels"_s, QJsonObject{{u"n"_s, QString::number(i)}}}}}});
            });
            return WatchVerdict::Continue;
        },
        c.within()));
    qInfo("5,000 updates heard in %lld ms", timer.elapsed());
    QVERIFY(heard > updates);
}

QTEST_GUILESS_MAIN(WorldApiTest)
#include "tst_worldapi.moc"
