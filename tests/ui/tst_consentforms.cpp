// Consents: what must be typed is typed exactly, Return does nothing before, and a decision that is gone closes its
// form.
#include "tests/ui/recoverystory.h"
#include "ui/consent/decisiondialog.h"
#include "ui/consent/decisionform.h"
#include "ui/consent/leavedialog.h"
#include "ui/consent/reasondialog.h"
#include "ui/consent/secretdialog.h"
#include "ui/consent/startdialog.h"
#include "ui/consent/typedname.h"
#include "ui/step/steppage.h"
#include "ui/theme/codebox.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace relight;

class TestConsentForms : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startWantsTheExactName();
    void startShowsEveryCommand();
    void startWithAnExactUid();
    void typedDecisionWantsTheName();
    void plainDecisionIsOneButtonThatNamesTheCluster();
    void aTakenDecisionClosesItsDialog();
    void whatWasTypedSurvivesAnUpdate();
    void severalDnsChangesAreOneList();
    void aReasonHasTenCharacters();
    void aSecretIsNotShown();
    void dialogsHaveKeys();
    void returnInAFieldPressesNothing();
    void leavingSaysWhatGoesOn();

private:
    Look m_look;
};

static QPushButton *button(QWidget &dialog, const QString &text)
{
    for (QPushButton *candidate : dialog.findChildren<QPushButton *>()) {
        if (QString(candidate->text()).remove(u'&') == text)
            return candidate;
    }
    return nullptr;
}

static Decision typedDecision()
{
    return {QStringLiteral("plan:provision:ab12"), DecisionKind::TerraformPlan, QStringLiteral("provision"),
        QStringLiteral("Apply a plan that destroys"), QStringLiteral("2 resources would be deleted"),
        {QStringLiteral("delete google_container_cluster.old"), QStringLiteral("delete google_dns_record.www")},
        QStringLiteral("ab12"), QStringLiteral("--approve-plan ab12"), true};
}

void TestConsentForms::startWantsTheExactName()
{
    const RecoveryStory story;
    auto *dialog = new StartDialog(m_look, story.manifest(), nullptr);
    QSignalSpy started(dialog, &StartDialog::started);
    QSignalSpy finished(dialog, &QDialog::finished);
    dialog->show();
    QVERIFY(!dialog->startButton()->isEnabled());
    for (const QString &wrong :
        {QString(), QStringLiteral("produc"), QStringLiteral("Production"), QStringLiteral("production ")}) {
        dialog->typedName()->setText(wrong);
        QTest::keyClick(dialog->typedName(), Qt::Key_Return);
        QTest::keyClick(dialog->typedName(), Qt::Key_Enter);
        QVERIFY(!dialog->startButton()->isEnabled());
        QVERIFY(dialog->isVisible());
    }
    QCOMPARE(started.size(), 0);
    QVERIFY(button(*dialog, QStringLiteral("Cancel"))->isDefault());
    dialog->typedName()->setText(QStringLiteral("production"));
    QVERIFY(dialog->startButton()->isEnabled());
    QVERIFY(dialog->startButton()->text().contains(QStringLiteral("production")));
    QTest::keyClick(dialog->typedName(), Qt::Key_Return);
    QCOMPARE(started.size(), 1);
    QCOMPARE(finished.size(), 1);
    const auto choices = started.first().first().value<StartChoices>();
    QVERIFY(choices.trust);
    QCOMPARE(choices.digest, story.manifest().digest);
    QVERIFY(!choices.acceptWarnings);
    QCOMPARE(choices.identity, IdentityRule::Ask);
}

void TestConsentForms::startShowsEveryCommand()
{
    const RecoveryStory story;
    StartDialog dialog(m_look, story.manifest(), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    const QString shown = dialog.findChild<CodeBox *>()->toPlainText();
    int commands = 0;
    for (const Step &step : story.plan.steps) {
        for (const QString &command : step.leftOut ? QStringList() : step.commands) {
            QVERIFY2(shown.contains(command.section(u'\n', 0, 0)), qPrintable(command));
            ++commands;
        }
    }
    QVERIFY(commands > 10);
}

void TestConsentForms::startWithAnExactUid()
{
    const RecoveryStory story;
    StartDialog dialog(m_look, story.manifest(), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QSignalSpy started(&dialog, &StartDialog::started);
    dialog.typedName()->setText(QStringLiteral("production"));
    dialog.findChildren<QRadioButton *>().last()->setChecked(true);
    QVERIFY(!dialog.startButton()->isEnabled()); // no UID yet
    QLineEdit *uid = nullptr;
    for (QLineEdit *field : dialog.findChildren<QLineEdit *>()) {
        if (field != dialog.typedName())
            uid = field;
    }
    uid->setText(QStringLiteral("7c1e0b52"));
    QVERIFY(!dialog.startButton()->isEnabled());
    uid->setText(QStringLiteral("7c1e0b52-8f0e-4c1b-9a55-1f1c3c8ea90f"));
    QVERIFY(dialog.startButton()->isEnabled());
    dialog.startButton()->click();
    QCOMPARE(started.size(), 1);
    const auto choices = started.first().first().value<StartChoices>();
    QCOMPARE(choices.identity, IdentityRule::ExactUid);
    QCOMPARE(choices.uid, QStringLiteral("7c1e0b52-8f0e-4c1b-9a55-1f1c3c8ea90f"));
}

void TestConsentForms::typedDecisionWantsTheName()
{
    RecoveryStory story;
    story.begin();
    story.run.hear(1, DecisionRequested{typedDecision()});
    auto *dialog = new DecisionDialog(m_look, typedDecision(), story.run.state(), nullptr);
    QSignalSpy granted(dialog, &DecisionDialog::granted);
    dialog->show();
    DecisionForm *form = dialog->form();
    QVERIFY(!form->approveButton()->isEnabled());
    QTest::keyClick(form->typedName(), Qt::Key_Return);
    form->typedName()->setText(QStringLiteral("productioN"));
    QTest::keyClick(form->typedName(), Qt::Key_Return);
    QCOMPARE(granted.size(), 0);
    QVERIFY(dialog->isVisible());
    form->typedName()->setText(QStringLiteral("production"));
    QTest::keyClick(form->typedName(), Qt::Key_Return);
    QCOMPARE(granted.size(), 1);
    QCOMPARE(granted.first().first().value<QList<Decision>>().first().id, typedDecision().id);
}

void TestConsentForms::plainDecisionIsOneButtonThatNamesTheCluster()
{
    Decision plain = typedDecision();
    plain.kind = DecisionKind::StepApproval;
    plain.typed = false;
    DecisionForm form(m_look, 10);
    QSignalSpy granted(&form, &DecisionForm::granted);
    form.ask({plain}, QStringLiteral("production"));
    QVERIFY(!form.typedName()->isVisibleTo(&form));
    QVERIFY(form.approveButton()->isEnabled());
    QVERIFY(form.approveButton()->text().contains(QStringLiteral("production")));
    QVERIFY(form.findChild<CodeBox *>()->toPlainText().contains(QStringLiteral("delete google_dns_record.www")));
    form.approveButton()->click();
    QCOMPARE(granted.size(), 1);
}

void TestConsentForms::aTakenDecisionClosesItsDialog()
{
    RecoveryStory story;
    story.begin();
    story.run.hear(1, DecisionRequested{typedDecision()});
    auto *dialog = new DecisionDialog(m_look, typedDecision(), story.run.state(), nullptr);
    QSignalSpy finished(dialog, &QDialog::finished);
    dialog->show();
    dialog->follow(story.run.state());
    QCOMPARE(finished.size(), 0);
    story.run.hear(2, DecisionTaken{typedDecision().id, false, {}, {}});
    dialog->follow(story.run.state());
    QCOMPARE(finished.size(), 1);
}

void TestConsentForms::whatWasTypedSurvivesAnUpdate()
{
    DecisionForm form(m_look, 10);
    form.ask({typedDecision()}, QStringLiteral("production"));
    form.typedName()->setText(QStringLiteral("prod"));
    Decision changed = typedDecision();
    changed.reason = QStringLiteral("3 resources would be deleted");
    form.ask({changed}, QStringLiteral("production"));
    QCOMPARE(form.typedName()->text(), QStringLiteral("prod"));
    Decision other = typedDecision();
    other.id = QStringLiteral("plan:provision:cd34"); // another plan wants its own typing
    form.ask({other}, QStringLiteral("production"));
    QVERIFY(form.typedName()->text().isEmpty());
}

void TestConsentForms::severalDnsChangesAreOneList()
{
    Decision one = typedDecision(), two = typedDecision();
    one.kind = two.kind = DecisionKind::StepApproval;
    one.typed = two.typed = false;
    one.id = QStringLiteral("approve:update-dns/www");
    one.title = QStringLiteral("Approve www");
    two.id = QStringLiteral("approve:update-dns/internal");
    two.title = QStringLiteral("Approve internal");
    DecisionForm form(m_look, 10);
    QSignalSpy granted(&form, &DecisionForm::granted);
    form.ask({one, two}, QStringLiteral("production"));
    const QString list = form.findChild<CodeBox *>()->toPlainText();
    QVERIFY(list.contains(one.title) && list.contains(two.title));
    form.approveButton()->click();
    QCOMPARE(granted.first().first().value<QList<Decision>>().size(), 2);
}

void TestConsentForms::aReasonHasTenCharacters()
{
    ReasonDialog dialog(m_look, RunMode::Live,
        {QStringLiteral("Skip"), QStringLiteral("text"), QStringLiteral("Skip on production")}, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QSignalSpy given(&dialog, &ReasonDialog::given);
    auto *reason = dialog.findChild<QPlainTextEdit *>();
    QPushButton *act = button(dialog, QStringLiteral("Skip on production"));
    QVERIFY(!act->isEnabled());
    reason->setPlainText(QStringLiteral("   short      "));
    QVERIFY(!act->isEnabled());
    reason->setPlainText(QStringLiteral("0123456789"));
    QVERIFY(act->isEnabled());
    act->click();
    QCOMPARE(given.first().first().toString(), QStringLiteral("0123456789"));
}

void TestConsentForms::aSecretIsNotShown()
{
    SecretDialog dialog(m_look, QStringLiteral("GIT_TOKEN"), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QSignalSpy answered(&dialog, &SecretDialog::answered);
    auto *field = dialog.findChild<QLineEdit *>();
    QCOMPARE(field->echoMode(), QLineEdit::Password);
    field->setText(QStringLiteral("s3cret"));
    button(dialog, QStringLiteral("Use for this run"))->click();
    QCOMPARE(answered.size(), 1);
    QCOMPARE(answered.first().first().toByteArray(), QByteArray("s3cret"));
}

// Alt and a letter reach what a dialog can do; Tab goes on from the answer, not past it.
void TestConsentForms::dialogsHaveKeys()
{
    RecoveryStory story;
    story.tell(RecoveryStory::Moment::MidRun);
    const Decision plain{QStringLiteral("approve:update-dns/www"), DecisionKind::StepApproval,
        QStringLiteral("monitor-sync"), QStringLiteral("Approve"), QStringLiteral("asked for"), {}, {}, {}, false};
    story.run.hear(700, DecisionRequested{plain});
    DecisionDialog dialog(m_look, plain, story.run.state(), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QCOMPARE(dialog.form()->approveButton()->text(), QStringLiteral("&Approve on production"));
    QCOMPARE(dialog.form()->approveButton()->nextInFocusChain(), dialog.form()->refuseButton());
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QSignalSpy granted(&dialog, &DecisionDialog::granted);
    QTest::keyClick(&dialog, Qt::Key_A, Qt::AltModifier);
    QTRY_COMPARE(granted.size(), 1);
    StepPage page(m_look); // in the page the menus have these letters
    page.decisionForm()->ask({plain}, QStringLiteral("production"));
    QVERIFY(!page.decisionForm()->approveButton()->text().contains(u'&'));
}

void TestConsentForms::returnInAFieldPressesNothing()
{
    RecoveryStory story;
    story.tell(RecoveryStory::Moment::MidRun);
    const Decision manual{QStringLiteral("manual:update-dns/www"), DecisionKind::ManualStep,
        QStringLiteral("monitor-sync"), QStringLiteral("Do it"), {}, {}, {}, {}, false};
    story.run.hear(700, DecisionRequested{manual});
    DecisionDialog dialog(m_look, manual, story.run.state(), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    auto *comment = qobject_cast<QLineEdit *>(dialog.focusWidget());
    QVERIFY(comment); // evidence is what is wanted first
    QTest::keyClicks(comment, QStringLiteral("called the desk"));
    QTest::keyClick(comment, Qt::Key_Return);
    QVERIFY(dialog.isVisible());
    QSignalSpy granted(&dialog, &DecisionDialog::granted);
    QTest::keyClick(&dialog, Qt::Key_I, Qt::AltModifier);
    QTRY_COMPARE(granted.size(), 1);
    QCOMPARE(granted.first().at(1).toString(), QStringLiteral("called the desk"));
}

void TestConsentForms::leavingSaysWhatGoesOn()
{
    RecoveryStory story;
    story.tell(RecoveryStory::Moment::NeedsYou);
    LeaveDialog dialog(m_look, story.run.state(), nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QString text;
    for (const QLabel *label : dialog.findChildren<QLabel *>())
        text += label->text() + u'\n';
    QVERIFY(text.contains(QStringLiteral("Leave the recovery of production?")));
    QVERIFY(text.contains(story.run.state().open.first().title));
    QCOMPARE(dialog.findChild<CodeBox *>()->toPlainText(),
        QStringLiteral("relight resume 2026-11-22T1400Z-production-3f2a"));
    QSignalSpy left(&dialog, &LeaveDialog::leaveAsked);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QVERIFY(!dialog.isVisible());
    QCOMPARE(left.size(), 0);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QTest::keyClick(&dialog, Qt::Key_L, Qt::AltModifier);
    QTRY_COMPARE(left.size(), 1);
    dialog.show();
    story.run.hear(800, RunEnded{RunEnd::Completed, {}, {}, {}});
    dialog.follow(story.run.state()); // nothing to leave any more
    QVERIFY(!dialog.isVisible());
}

QTEST_MAIN(TestConsentForms)
#include "tst_consentforms.moc"
