// What a follower hears: changes only, merged, never older than what it heard.
#include "app/integrations/argocd/applicationsight.h"
#include "app/integrations/io/systemclock.h"

#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

namespace {

Application app(const QString &name, HealthStatus health = HealthStatus::Healthy)
{
    Application one;
    one.name = name;
    one.appNamespace = u"argocd"_s;
    one.health = health;
    one.resources = {{.key = {u"apps"_s, u"v1"_s, u"Deployment"_s, u"n"_s, name}}};
    return one;
}

QStringList names(const ApplicationsDelta &delta)
{
    QStringList all;
    for (const Application &one : delta.changed)
        all.append(one.name);
    return all;
}

} // namespace

namespace {

// Goes on only while somebody waits, and then to where he waits for.
class WaitedClock : public Clock
{
public:
    Timestamp wall() const override { return {}; }
    Instant now() const override { return m_now; }
    bool sleepUntil(Instant, std::stop_token) override { return false; }
    bool wait(std::condition_variable_any &, std::unique_lock<std::mutex> &, Instant deadline, std::stop_token,
        const std::function<bool()> &predicate) override
    {
        if (!predicate())
            m_now = std::max(m_now, deadline);
        return predicate();
    }

private:
    Instant m_now{Seconds{3600}};
};

} // namespace

class TestApplicationSight : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsChangesOnly();
    void mergesUntilTaken();
    void aStaleListChangesNothing();
    void keepsResourceHealth();
    void endsWithTheReason();
    void manyAreNotTakenOneByOne();

private:
    ApplicationsDelta take(ApplicationSight &view) { return view.take(m_clock.now(), {}).value(); }
    SystemClock m_clock;
};

void TestApplicationSight::tellsChangesOnly()
{
    ApplicationSight view(m_clock);
    view.setSource(u"here"_s, u"why"_s);
    view.replace({app(u"a"_s), app(u"b"_s)}, view.mark(), true);
    auto delta = take(view);
    QVERIFY(delta.complete);
    QCOMPARE(names(delta), (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(delta.source, u"here"_s);
    QCOMPARE(delta.degraded, u"why"_s);
    Application again = app(u"a"_s);
    again.resourceVersion = u"9"_s;
    again.reconciledAt = Timestamp{};
    view.change(again); // a mere reconciliation
    delta = take(view);
    QVERIFY(delta.changed.isEmpty() && delta.removed.isEmpty() && !delta.complete);
    view.replace({app(u"a"_s)}, view.mark(), false);
    delta = take(view);
    QCOMPARE(delta.removed, QStringList{u"argocd/b"_s});
    QVERIFY(delta.changed.isEmpty());
    view.replace({app(u"a"_s)}, view.mark(), true); // a new source is told, also without a difference
    QVERIFY(take(view).complete);
}

void TestApplicationSight::mergesUntilTaken()
{
    ApplicationSight view(m_clock);
    view.change(app(u"a"_s));
    view.change(app(u"a"_s, HealthStatus::Degraded));
    view.change(app(u"b"_s));
    view.remove(u"argocd/b"_s);
    const auto delta = take(view);
    QCOMPARE(names(delta), QStringList{u"a"_s});
    QCOMPARE(int(delta.changed[0].health), int(HealthStatus::Degraded));
    QCOMPARE(delta.removed, QStringList{u"argocd/b"_s});
    view.remove(u"argocd/a"_s);
    view.change(app(u"a"_s));
    const auto back = take(view);
    QVERIFY(back.removed.isEmpty());
    QCOMPARE(names(back), QStringList{u"a"_s});
}

void TestApplicationSight::aStaleListChangesNothing()
{
    ApplicationSight view(m_clock);
    view.replace({app(u"a"_s), app(u"gone"_s)}, view.mark(), true);
    const quint64 asked = view.mark();
    view.change(app(u"a"_s, HealthStatus::Degraded)); // while the list was under way
    view.change(app(u"new"_s));
    view.remove(u"argocd/gone"_s);
    take(view);
    view.replace({app(u"a"_s), app(u"gone"_s), app(u"other"_s)}, asked, false);
    const auto delta = take(view);
    QCOMPARE(names(delta), QStringList{u"other"_s});
    QVERIFY(delta.removed.isEmpty());
    QCOMPARE(view.size(), 3);
}

void TestApplicationSight::keepsResourceHealth()
{
    ApplicationSight view(m_clock);
    Application told = app(u"a"_s, HealthStatus::Degraded);
    told.resources[0].health = HealthStatus::Degraded;
    view.change(told);
    take(view);
    view.replace({app(u"a"_s, HealthStatus::Degraded)}, view.mark(), false);
    QVERIFY(take(view).changed.isEmpty()); // the list does not know it
    view.replace({app(u"a"_s)}, view.mark(), false);
    QVERIFY(!take(view).changed[0].resources[0].health); // it is past
}

void TestApplicationSight::endsWithTheReason()
{
    ApplicationSight view(m_clock);
    view.change(app(u"a"_s));
    view.end(failure(ErrorCode::Forbidden, u"no"_s));
    QCOMPARE(names(take(view)), QStringList{u"a"_s}); // first what is known
    const auto last = view.take(m_clock.now() + Seconds{60}, {});
    QVERIFY(!last);
    QCOMPARE(int(last.error().code), int(ErrorCode::Forbidden));
}

// Each look at a large estate is a long one, so it is for what changed in a while.
void TestApplicationSight::manyAreNotTakenOneByOne()
{
    for (const int count : {10, 2000}) {
        WaitedClock clock;
        ApplicationSight view(clock);
        QList<Application> all;
        for (int i = 0; i < count; ++i)
            all << app(QString::number(i));
        view.replace(all, view.mark(), true);
        const Instant start = clock.now();
        QCOMPARE(view.take(start + Seconds{1}, {}).value().changed.size(), count);
        QCOMPARE(clock.now() - start, Milliseconds{1}); // the first is there at once
        const Instant taken = clock.now();
        view.change(app(u"0"_s, HealthStatus::Degraded));
        QCOMPARE(view.take(start + Seconds{1}, {}).value().changed.size(), 1);
        QCOMPARE(clock.now() - taken, std::max(Milliseconds{count / 20}, Milliseconds{1}));
        view.change(app(u"1"_s, HealthStatus::Degraded));
        const Instant soon = clock.now() + Milliseconds{1 + count / 50};
        QCOMPARE(view.take(soon, {}).value().changed.size(), 1); // never later than asked for
        QVERIFY(clock.now() <= soon);
    }
}

QTEST_APPLESS_MAIN(TestApplicationSight)
#include "tst_applicationsight.moc"
