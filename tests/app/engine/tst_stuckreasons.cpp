// What is behind the applications that do not come up: each is looked at in turn, however many there are.
#include "app/engine/steps/stuckreasons.h"
#include "stepworld.h"
#include "tests/models/convergence/applications.h"

#include <QTest>

using namespace relight;
using namespace relight::testing;
using namespace Qt::StringLiterals;

class StuckReasonsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void theLastOfManyIsFound();
    void whatIsNotStuckAnyMoreIsForgotten();
    void thePauseIsBounded();

private:
    void find() { m_reasons->find(m_stuck, m_input); }
    qsizetype said(const QString &text) const { return m_world->host.lines.filter(text).size(); }

    std::unique_ptr<test::StepWorld> m_world;
    std::optional<Ports> m_ports;
    std::optional<StepContext> m_context;
    std::optional<StuckReasons> m_reasons;
    QList<Stuck> m_stuck;
    ConvergenceInput m_input;
};

// Twenty applications that roll out; the image of the last does not exist.
void StuckReasonsTest::init()
{
    m_reasons.reset();
    m_world = std::make_unique<test::StepWorld>();
    m_world->begin(u"monitor-sync"_s, StepKind::MonitorSync);
    m_ports.emplace(m_world->ports());
    m_context.emplace(m_world->context(*m_ports));
    m_reasons.emplace(*m_context, *m_world->argo, *m_world->cluster);
    m_stuck.clear();
    m_input = {};
    for (int i = 0; i < 20; ++i) {
        Application rolling = app(u"app-%1"_s.arg(i));
        rolling.health = HealthStatus::Progressing;
        m_input.applications.insert(rolling.key(), rolling);
        m_stuck << Stuck{rolling.key(), StuckClass::Progressing, rolling.name + u" is progressing"_s, false};
    }
    m_world->argo->trees.insert(u"app-19"_s,
        {{.key = {{}, u"v1"_s, u"Pod"_s, u"space"_s, u"web"_s}, .uid = u"p"_s, .health = HealthStatus::Progressing}});
    m_world->cluster->listed = {json(R"({"kind":"Pod","metadata":{"name":"web","namespace":"space","uid":"p"},"status":
        {"phase":"Pending","containerStatuses":[{"name":"c","image":"x","state":{"waiting":{"reason":"ErrImagePull"}}}]}})")};
}

void StuckReasonsTest::theLastOfManyIsFound()
{
    const Stuck &last = m_stuck.last();
    for (int look = 0; look < 3; ++look) {
        QVERIFY(!m_reasons->isHopeless(last, m_input.applications));
        find();
        find(); // too early for another one
        QCOMPARE(m_world->argo->lookedAt.size(), 8 * (look + 1));
        m_world->clock.step(Seconds{3});
    }
    QVERIFY(m_reasons->isHopeless(last, m_input.applications));
    QVERIFY(!m_reasons->isHopeless(m_stuck.first(), m_input.applications));
    QVERIFY2(m_reasons->text(m_stuck).startsWith(u"app-19: "_s), qPrintable(m_reasons->text(m_stuck)));
    QCOMPARE(said(u"cannot pull image x"_s), 1);
    find(); // at others: what was found stays, and is not said again
    QVERIFY(m_reasons->isHopeless(last, m_input.applications));
    for (int look = 0; look < 3; ++look) {
        m_world->clock.step(Seconds{3});
        find();
    }
    QVERIFY(m_world->argo->lookedAt.count(u"app-19"_s) > 1);
    QCOMPARE(said(u"cannot pull image x"_s), 1);
    QCOMPARE(said(u"app-0 is progressing"_s), 1);
}

void StuckReasonsTest::whatIsNotStuckAnyMoreIsForgotten()
{
    m_stuck.move(19, 0);
    const Stuck broken = m_stuck.first();
    find();
    QVERIFY(m_reasons->isHopeless(broken, m_input.applications));
    m_stuck.removeFirst();
    m_world->clock.step(Seconds{3});
    find();
    QVERIFY(!m_reasons->isHopeless(broken, m_input.applications));
}

void StuckReasonsTest::thePauseIsBounded()
{
    m_world->argo->slowness = Seconds{2};
    find();
    m_world->clock.step(Seconds{9});
    find();
    QCOMPARE(m_world->argo->lookedAt.size(), 8);
    m_world->clock.step(Seconds{1});
    find();
    QCOMPARE(m_world->argo->lookedAt.size(), 16);
}

QTEST_GUILESS_MAIN(StuckReasonsTest)
#include "tst_stuckreasons.moc"
