// One lamp: the most urgent decision, how many more, calm and of the same height when nothing waits.
#include "tests/ui/recoverystory.h"
#include "ui/cockpit/needsyouslot.h"
#include "ui/consent/decisionwords.h"
#include "ui/theme/amberbutton.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace relight;

class TestNeedsYouSlot : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isCalmAndOfTheSameHeight();
    void showsTheMostUrgentAndCountsTheRest();
    void announcesEachDecisionOnce();
    void dnsApprovalsWaitAsOne();
    void askedButtonNamesTheDecision();

private:
    Look m_look;
};

static Decision decision(const QString &id, DecisionKind kind, const QString &step = {})
{
    return {id, kind, step, QStringLiteral("Title of ") + id, QStringLiteral("reason of ") + id, {}, {}, {}, false};
}

void TestNeedsYouSlot::isCalmAndOfTheSameHeight()
{
    RecoveryStory story;
    story.begin();
    NeedsYouSlot slot(m_look);
    slot.resize(900, slot.height());
    slot.follow(story.run.state());
    QVERIFY(!slot.isLit());
    QVERIFY(slot.sentence().startsWith(QStringLiteral("Nothing needs you")));
    QVERIFY(!slot.button()->isVisibleTo(&slot));
    const int calm = slot.height();
    story.run.hear(1, DecisionRequested{decision(QStringLiteral("warnings"), DecisionKind::Warnings)});
    slot.follow(story.run.state());
    QVERIFY(slot.isLit());
    QCOMPARE(slot.height(), calm);
    QVERIFY(slot.button()->isVisibleTo(&slot));
    story.run.hear(2, RunEnded{RunEnd::Cancelled, {}, {}, {}});
    slot.follow(story.run.state());
    QVERIFY(!slot.isLit()); // a run that is over asks nothing
}

void TestNeedsYouSlot::showsTheMostUrgentAndCountsTheRest()
{
    RecoveryStory story;
    story.begin();
    NeedsYouSlot slot(m_look);
    story.run.hear(1,
        DecisionRequested{
            decision(QStringLiteral("sync:a"), DecisionKind::ManualSync, QStringLiteral("monitor-sync"))});
    story.run.hear(2,
        DecisionRequested{
            decision(QStringLiteral("failed:provision"), DecisionKind::FailedStep, QStringLiteral("provision"))});
    story.run.hear(3, DecisionRequested{decision(QStringLiteral("lost"), DecisionKind::LostClusterAnswers)});
    slot.follow(story.run.state());
    QCOMPARE(slot.open().first().id, QStringLiteral("lost")); // of the whole run
    QCOMPARE(slot.open().at(1).id, QStringLiteral("failed:provision"));
    QCOMPARE(slot.moreButton()->text(), QStringLiteral("2 more"));
    QCOMPARE(slot.moreButton()->menu()->actions().size(), 2);
    QVERIFY(slot.accessibleName().contains(QStringLiteral("Title of lost")));
}

void TestNeedsYouSlot::announcesEachDecisionOnce()
{
    RecoveryStory story;
    story.begin();
    NeedsYouSlot slot(m_look);
    QSignalSpy announced(&slot, &NeedsYouSlot::announced);
    const Decision one = decision(QStringLiteral("warnings"), DecisionKind::Warnings);
    story.run.hear(1, DecisionRequested{one});
    slot.follow(story.run.state());
    slot.follow(story.run.state());
    QCOMPARE(announced.size(), 1);
    story.run.hear(2, DecisionTaken{one.id, true, {}, {}});
    slot.follow(story.run.state());
    story.run.hear(3, DecisionRequested{one}); // asked anew
    slot.follow(story.run.state());
    QCOMPARE(announced.size(), 2);
}

void TestNeedsYouSlot::dnsApprovalsWaitAsOne()
{
    RecoveryStory story;
    story.begin();
    QStringList ids;
    for (const Step &step : story.plan.steps) {
        if (step.kind == StepKind::UpdateDns)
            ids << step.id;
    }
    QVERIFY(ids.size() >= 2);
    for (const QString &id : ids)
        story.run.hear(1, DecisionRequested{decision(QStringLiteral("approve:") + id, DecisionKind::StepApproval, id)});
    const auto together = togetherWith(story.run.state().open.first(), story.run.state());
    QCOMPARE(together.size(), ids.size());
    NeedsYouSlot slot(m_look);
    slot.follow(story.run.state());
    QVERIFY(!slot.moreButton()->isVisibleTo(&slot));
}

void TestNeedsYouSlot::askedButtonNamesTheDecision()
{
    RecoveryStory story;
    story.begin();
    NeedsYouSlot slot(m_look);
    slot.follow(story.run.state());
    story.run.hear(1, DecisionRequested{decision(QStringLiteral("approve:x"), DecisionKind::StepApproval)});
    slot.follow(story.run.state());
    QSignalSpy asked(&slot, &NeedsYouSlot::decisionAsked);
    slot.button()->click();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().first().toString(), QStringLiteral("approve:x"));
    QVERIFY(!slot.hasFocus() && !slot.button()->hasFocus()); // never takes it by itself
}

QTEST_MAIN(TestNeedsYouSlot)
#include "tst_needsyouslot.moc"
