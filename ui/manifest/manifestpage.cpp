#include "ui/manifest/manifestpage.h"

#include "ui/manifest/commitdialog.h"
#include "ui/manifest/diffview.h"
#include "ui/manifest/manifestdesk.h"
#include "ui/manifest/manifesteditor.h"
#include "ui/manifest/manifestform.h"
#include "ui/manifest/manifesthead.h"
#include "ui/manifest/plansummary.h"
#include "ui/theme/panels.h"
#include "ui/theme/statelabel.h"

#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

namespace relight {

ManifestPage::ManifestPage(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_head(new ManifestHead(look))
    , m_strip(surface())
    , m_notice(new StateLabel(look, TextStyle::Small))
    , m_again(new QPushButton(tr("Read again")))
    , m_over(new QPushButton(tr("Save over it")))
    , m_desk(new ManifestDesk(look))
    , m_form(new ManifestForm(look,
          m_desk->schema().valuesAt(
              {QStringLiteral("recovery"), QStringLiteral("cluster"), QStringLiteral("provisioner")})))
    , m_plan(new PlanSummary(look))
    , m_diff(new DiffView(look, this)) // hidden until it takes the place of the editor
{
    m_diff->hide();
    makeNotice();
    QScrollArea *fields = scrolling(m_form, tr("Common keys"));
    fields->setMaximumHeight(m_form->sizeHint().height() + 4);
    m_desk->addBelowOutline(fields);
    m_desk->addBeside(m_plan, 330);
    m_plan->setMinimumWidth(220);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_strip);
    column->addWidget(separator(Qt::Horizontal));
    column->addWidget(m_desk, 1);
    connect(m_head, &ManifestHead::backAsked, this, &ManifestPage::backAsked);
    connect(m_head, &ManifestHead::startAsked, this, &ManifestPage::startAsked);
    connect(m_head, &ManifestHead::drillAsked, this, &ManifestPage::drillAsked);
    connect(m_head, &ManifestHead::saveAsked, this, [this] { save(false); });
    connect(m_head, &ManifestHead::commitAsked, this, &ManifestPage::commit);
    connect(m_head, &ManifestHead::diffAsked, this, &ManifestPage::showDiff);
    connect(m_desk->editor(), &ManifestEditor::edited, this, &ManifestPage::textEdited);
    connect(m_desk, &ManifestDesk::editorShown, this, [this] { m_head->diffButton()->setChecked(false); });
    auto *saves = new QShortcut(QKeySequence(QKeySequence::Save), this);
    saves->setContext(Qt::WidgetWithChildrenShortcut);
    connect(saves, &QShortcut::activated, this, [this] { save(false); });
    connect(m_form, &ManifestForm::edited, this, &ManifestPage::apply);
    connect(m_plan, &PlanSummary::lineAsked, this, [this](int line) { m_desk->goTo(line, 1); });
}

void ManifestPage::makeNotice()
{
    auto *row = new QHBoxLayout(m_strip);
    row->setContentsMargins(14, 4, 12, 6);
    row->addWidget(m_notice, 1);
    row->addWidget(m_again);
    row->addWidget(m_over);
    m_strip->hide();
    connect(m_over, &QPushButton::clicked, this, [this] { save(true); });
    connect(m_again, &QPushButton::clicked, this, [this] {
        m_problem.clear();
        if (m_document)
            m_document->reload();
    });
}

void ManifestPage::setDocument(ManifestDocument *document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    m_latest.reset();
    m_problem.clear();
    stay();
    m_head->diffButton()->setChecked(false);
    if (!document)
        return;
    connectDocument();
    m_desk->setText(document->text());
    m_desk->editor()->setReadOnly(!document->status().locked.isEmpty());
    m_desk->goTo(1, 1);
    m_form->setText(document->text());
    heard(document->check());
}

void ManifestPage::connectDocument()
{
    connect(m_document, &ManifestDocument::checked, this, &ManifestPage::heard);
    connect(m_document, &ManifestDocument::statusChanged, this, &ManifestPage::followStatus);
    connect(m_document, &ManifestDocument::saved, this, [this] {
        m_opened.stale = true;
        tell({});
    });
    connect(m_document, &ManifestDocument::committed, this, [this] { tell({}); });
    connect(m_document, &ManifestDocument::textReplaced, this, [this] {
        m_desk->setText(m_document->text());
        m_form->setText(m_document->text());
        m_opened.stale = true;
        follow();
    });
    connect(m_document, &ManifestDocument::failed, this, [this](ManifestDocument::Deed deed, const Error &error) {
        if (deed == ManifestDocument::Deed::Diff)
            m_head->diffButton()->setChecked(false);
        if (deed == ManifestDocument::Deed::Save)
            m_then = {}; // the person sees why, and leaves again or not
        tell(error.message);
    });
    connect(m_document, &ManifestDocument::diffed, this, [this](quint64, const QList<DiffLine> &lines) {
        if (!m_head->diffButton()->isChecked())
            return;
        m_diff->setLines(lines);
        m_desk->setInEditorsPlace(m_diff);
        m_head->diffButton()->setText(m_diff->changes() == 0 ? tr("Diff: no change")
                : m_diff->changes() == 1                     ? tr("Diff: 1 line")
                                                             : tr("Diff: %n lines", nullptr, m_diff->changes()));
    });
}

void ManifestPage::fill(const OpenedManifest &opened)
{
    m_opened = opened;
    follow();
}

void ManifestPage::focusContent()
{
    m_desk->editor()->setFocus(Qt::OtherFocusReason);
}

void ManifestPage::textEdited()
{
    if (!m_document)
        return;
    m_document->setText(m_desk->editor()->text());
    m_form->rebase(m_document->text());
    follow();
}

void ManifestPage::heard(const ManifestCheck &check)
{
    if (!m_document)
        return;
    if (check.plan)
        m_latest = check.plan;
    m_desk->setDiagnostics(check.diagnostics);
    if (check.revision == 0)
        m_desk->setProblemsHead(tr("Problems: the text is being read"));
    m_form->setText(m_document->text());
    m_form->setReadOnly(!m_document->status().locked.isEmpty());
    m_plan->setPreview(previewOf(check.diagnostics, check.plan, m_latest));
    if (m_head->diffButton()->isChecked())
        m_document->askDiff();
    follow();
}

void ManifestPage::followStatus()
{
    follow();
    if (m_then && m_document && !m_document->status().busy)
        leaveSaved();
}

void ManifestPage::follow()
{
    if (!m_document)
        return;
    m_head->follow(
        m_opened, m_document->status(), m_document->check(), m_document->check().revision == m_document->revision());
    m_desk->editor()->setReadOnly(!m_document->status().locked.isEmpty());
    followNotice();
    Q_EMIT changed();
}

// One at a time: a wish that failed, someone else's change, why nothing can be changed, what saving does besides.
void ManifestPage::followNotice()
{
    const ManifestStatus &status = m_document->status();
    const StateLook attention = lookOf(ReadinessVerdict::Attention);
    if (!m_problem.isEmpty())
        m_notice->setState(lookOf(ReadinessVerdict::Bad), m_problem);
    else if (status.changedOnDisk)
        m_notice->setState(attention,
            status.modified ? tr("Someone else changed the file on disk while this text was changed here")
                            : tr("Someone else changed the file on disk since it was read"));
    else if (!status.locked.isEmpty())
        m_notice->setState(attention, status.locked);
    else
        m_notice->setState(attention, status.note);
    m_again->setVisible(status.changedOnDisk);
    m_over->setVisible(status.changedOnDisk && status.modified);
    m_strip->setVisible(
        !m_problem.isEmpty() || status.changedOnDisk || !status.locked.isEmpty() || !status.note.isEmpty());
}

QString ManifestPage::notice() const
{
    return m_strip->isHidden() ? QString() : m_notice->accessibleName();
}

void ManifestPage::tell(const QString &problem)
{
    m_problem = problem;
    follow();
}

bool ManifestPage::mayStart() const
{
    return m_opened.plan && !m_opened.stale
        && (!m_document || (!m_document->status().modified && !m_document->status().changedOnDisk));
}

void ManifestPage::save(bool overOthers)
{
    m_problem.clear();
    finishWriting();
    if (m_document && (overOthers || m_document->status().modified))
        m_document->save(overOthers);
}

void ManifestPage::commit()
{
    if (!m_document)
        return;
    auto *dialog = new CommitDialog(m_look, m_document->status(), this);
    connect(dialog, &CommitDialog::committed, this, [this](const QString &message) {
        m_problem.clear();
        if (m_document)
            m_document->commit(message);
    });
    dialog->open();
}

void ManifestPage::showDiff(bool shown)
{
    if (shown && m_document)
        return m_document->askDiff();
    m_head->diffButton()->setText(tr("Diff against Git"));
    m_desk->setInEditorsPlace(nullptr);
}

void ManifestPage::apply(const TextEdit &edit)
{
    m_desk->editor()->apply(edit.at, edit.length, edit.text);
}

bool ManifestPage::finishWriting()
{
    return isHidden() || m_form->finish();
}

void ManifestPage::leave(std::function<void()> then)
{
    stay();
    if (!finishWriting())
        return;
    if (!m_document || !m_document->status().modified || isHidden())
        return then();
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Changes that are not saved"),
        tr("%1 has changes that are not saved.").arg(m_document->status().path),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setDefaultButton(QMessageBox::Save);
    connect(box, &QMessageBox::buttonClicked, this, [this, box, then](QAbstractButton *button) {
        const auto answer = box->standardButton(button);
        if (answer == QMessageBox::Discard)
            return then();
        if (answer != QMessageBox::Save || !m_document)
            return;
        m_then = then;
        save(false); // where it is busy, when that is over
    });
    m_question = box;
    box->open();
}

// Nobody leaves any more.
void ManifestPage::stay()
{
    m_then = {};
    if (!m_question)
        return;
    m_question->disconnect(this);
    m_question->close();
}

// What was written may be older than the text by now.
void ManifestPage::leaveSaved()
{
    if (!m_document->status().modified)
        return std::exchange(m_then, {})();
    // Once it is known whether it failed.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_then && m_document && m_document->status().modified)
                save(false);
        },
        Qt::QueuedConnection);
}

} // namespace relight
