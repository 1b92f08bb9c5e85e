// The store behind the world's cluster, and its clock: versions, histories, order.
#include "app/drill/world/base/chance.h"
#include "app/drill/world/base/objectstore.h"
#include "app/drill/world/base/worldclock.h"

#include <QTest>

using namespace relight;
using namespace relight::world;
using namespace Qt::StringLiterals;

class ObjectStoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void versionsGrow();
    void nothingChangedIsNoChange();
    void identityOutlivesAReplacement();
    void historyTellsAndForgets();
    void aListenerMayWrite();
    void listsOneNamespace();
    void eventsRunInOrder();
    void quietEventsRunTogether();
    void nobodyIsToldByAQuietEvent();
    void chanceIsByName();
};

static QJsonObject pod(const QString &name, const QString &space = u"shop"_s, const QString &image = u"a"_s)
{
    return {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Pod"_s},
        {u"metadata"_s, QJsonObject{{u"name"_s, name}, {u"namespace"_s, space}}},
        {u"spec"_s, QJsonObject{{u"image"_s, image}}}};
}

static ObjectStore store()
{
    return ObjectStore([](QJsonObject &metadata, const Key &key) { metadata.insert(u"uid"_s, u"uid-"_s + key.name); });
}

void ObjectStoreTest::versionsGrow()
{
    ObjectStore objects = store();
    const auto first = objects.put(pod(u"a"_s));
    const auto second = objects.put(pod(u"b"_s));
    QVERIFY(second->version > first->version);
    QCOMPARE(second->object[u"metadata"][u"resourceVersion"].toString(), QString::number(second->version));
    QVERIFY(second->bytes().contains("\"b\""));
    QVERIFY(objects.remove(keyOf(pod(u"a"_s))));
    QVERIFY(!objects.remove(keyOf(pod(u"a"_s))));
    QCOMPARE(objects.size(), 1);
    QVERIFY(!objects.get(keyOf(pod(u"a"_s))));
}

void ObjectStoreTest::nothingChangedIsNoChange()
{
    ObjectStore objects = store();
    const auto first = objects.put(pod(u"a"_s));
    QCOMPARE(objects.put(pod(u"a"_s))->version, first->version);
    QCOMPARE(objects.put(first->object)->version, first->version);
    QVERIFY(objects.put(pod(u"a"_s, u"shop"_s, u"b"_s))->version > first->version);
}

void ObjectStoreTest::identityOutlivesAReplacement()
{
    ObjectStore objects = store();
    objects.put(pod(u"a"_s));
    QCOMPARE(objects.put(pod(u"a"_s, u"shop"_s, u"b"_s))->object[u"metadata"][u"uid"].toString(), u"uid-a"_s);
}

void ObjectStoreTest::historyTellsAndForgets()
{
    ObjectStore objects = store();
    const auto first = objects.put(pod(u"a"_s));
    objects.put(pod(u"b"_s));
    objects.remove(keyOf(pod(u"a"_s)));
    const auto since = objects.since(first->version);
    QVERIFY(since);
    QCOMPARE(since->size(), 2);
    QCOMPARE(since->last().change, Change::Deleted);
    objects.forget();
    QVERIFY(!objects.since(first->version));
    QVERIFY(objects.since(objects.version()));
}

void ObjectStoreTest::aListenerMayWrite()
{
    ObjectStore objects = store();
    QStringList heard;
    objects.listen([&](const Happening &happening) {
        if (happening.key.name == u"a")
            objects.put(pod(u"made"_s));
    });
    objects.listen([&](const Happening &happening) { heard << happening.key.name; });
    objects.put(pod(u"a"_s));
    QCOMPARE(heard, QStringList({u"a"_s, u"made"_s}));
}

void ObjectStoreTest::listsOneNamespace()
{
    ObjectStore objects = store();
    for (const QString &space : {u"b"_s, u"a"_s, u"ab"_s})
        objects.put(pod(u"x"_s, space));
    QCOMPARE(objects.list({}, u"Pod"_s).size(), 3);
    QCOMPARE(objects.list({}, u"Pod"_s, u"a"_s).size(), 1);
    QCOMPARE(objects.list({}, u"Pod"_s).first()->object[u"metadata"][u"namespace"].toString(), u"a"_s);
}

void ObjectStoreTest::eventsRunInOrder()
{
    WorldClock clock(Timestamp{});
    QStringList ran;
    clock.at(Milliseconds{20}, u"c"_s, [&] { ran << u"c"_s; });
    clock.at(Milliseconds{10}, u"b"_s, [&] {
        ran << u"b"_s;
        clock.after(Milliseconds{0}, u"later"_s, [&] { ran << u"later"_s; });
    });
    clock.at(Milliseconds{10}, u"a"_s, [&] { ran << u"a"_s; });
    QCOMPARE(clock.next(), std::optional(Milliseconds{10}));
    clock.advanceTo(Milliseconds{15});
    QCOMPARE(ran, QStringList({u"a"_s, u"b"_s, u"later"_s}));
    QCOMPARE(clock.now(), Milliseconds{15});
    clock.advanceTo(Milliseconds{20});
    QCOMPARE(ran.last(), u"c"_s);
    QVERIFY(!clock.next());
}

void ObjectStoreTest::quietEventsRunTogether()
{
    WorldClock clock(Timestamp{});
    QStringList ran;
    const auto run = [&](const QString &name) { return [&ran, name] { ran << name; }; };
    clock.quietly(Milliseconds{10}, u"a"_s, run(u"a"_s));
    clock.quietly(Milliseconds{20}, u"b"_s, [&] {
        ran << u"b"_s;
        clock.quietly(Milliseconds{5}, u"c"_s, run(u"c"_s));
    });
    clock.at(Milliseconds{30}, u"aloud"_s, run(u"aloud"_s));
    clock.quietly(Milliseconds{30}, u"after"_s, run(u"after"_s));
    clock.quietly(Milliseconds{50}, u"later"_s, run(u"later"_s));
    clock.stepTo(Milliseconds{10}, Milliseconds{22});
    QCOMPARE(ran, QStringList({u"a"_s, u"b"_s})); // somebody outside waits for that time
    clock.stepTo(Milliseconds{25}, Milliseconds{100});
    QCOMPARE(ran, QStringList({u"a"_s, u"b"_s, u"c"_s, u"after"_s})); // up to the first that is heard
    QCOMPARE(clock.now(), Milliseconds{30});
    clock.stepTo(Milliseconds{30}, Milliseconds{100});
    QCOMPARE(ran.last(), u"aloud"_s); // alone: who hears it comes first
    clock.stepTo(Milliseconds{40}, Milliseconds{100});
    QCOMPARE(ran.last(), u"aloud"_s);
    QCOMPARE(clock.now(), Milliseconds{40}); // nothing was due
}

void ObjectStoreTest::nobodyIsToldByAQuietEvent()
{
    WorldClock clock(Timestamp{});
    bool was = false, is = true;
    clock.quietly(Milliseconds{1}, u"quiet"_s, [&] { was = clock.isQuiet(); });
    clock.after(Milliseconds{2}, u"aloud"_s, [&] { is = clock.isQuiet(); });
    clock.advanceTo(Milliseconds{2});
    QVERIFY(was);
    QVERIFY(!is);
    QVERIFY(!clock.isQuiet());
}

void ObjectStoreTest::chanceIsByName()
{
    const Chance chance(7);
    QCOMPARE(chance.draw(u"a"), Chance(7).draw(u"a"));
    QVERIFY(chance.draw(u"a") != chance.draw(u"b"));
    QVERIFY(chance.draw(u"a") != Chance(8).draw(u"a"));
    for (const QString &name : {u"x"_s, u"y"_s, u"z"_s}) {
        const Milliseconds drawn = chance.about(Milliseconds{1000}, name);
        QVERIFY(drawn >= Milliseconds{600} && drawn <= Milliseconds{1600});
    }
    QCOMPARE(chance.uuid(u"a").size(), 36);
}

QTEST_GUILESS_MAIN(ObjectStoreTest)
#include "tst_objectstore.moc"
