#include "ui/resources/podlogpage.h"

#include "ui/theme/elidedlabel.h"
#include "ui/theme/foundlines.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTextBlock>

namespace relight {

PodLogPage::PodLogPage(const Look &look, ApplicationInspector *inspector, QWidget *parent)
    : QWidget(parent)
    , m_inspector(inspector)
    , m_containers(new QComboBox)
    , m_previous(new QCheckBox(tr("Before crash")))
    , m_state(new ElidedLabel(look, TextStyle::Caption, Role::Muted, Qt::ElideRight))
    , m_field(new QLineEdit)
    , m_text(new QPlainTextEdit)
{
    m_containers->setAccessibleName(tr("Container"));
    m_containers->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_containers->setMinimumContentsLength(8);
    m_previous->setToolTip(tr("What it wrote before its last crash"));
    m_field->setPlaceholderText(tr("Find"));
    m_field->setAccessibleName(tr("Find in the log"));
    m_field->setToolTip(tr("Return finds the one before, Shift+Return the next; Escape goes back to the log"));
    m_field->setClearButtonEnabled(true);
    const auto fit = [this] {
        m_field->setMinimumWidth(scaled(100));
        m_field->setMaximumWidth(scaled(200));
    };
    fit();
    connect(&look, &Look::changed, this, fit);
    m_field->installEventFilter(this);
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setMaximumBlockCount(kept);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(textFont(TextStyle::Code));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("Log of the container"));
    m_text->setLayoutDirection(Qt::LeftToRight);
    auto *copy = new QPushButton(tr("Copy"));
    copy->setToolTip(tr("What is selected, or all lines that are here"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 4, 12, 4);
    head->addWidget(m_containers);
    head->addWidget(m_previous);
    head->addWidget(m_state, 1);
    head->addWidget(m_field);
    head->addWidget(copy);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_text, 1);
    const auto paint = [this, &look] {
        QPalette own = look.theme().palette();
        own.setColor(QPalette::Base, look.color(Role::Sunken));
        m_text->setPalette(own);
        // Always, so that the page does not want more room once there is something to say.
        m_state->setMinimumWidth(
            QFontMetrics(textFont(TextStyle::Caption)).horizontalAdvance(tr("following the end")) + 2);
    };
    connect(&look, &Look::changed, this, paint);
    paint();
    connect(m_containers, &QComboBox::currentIndexChanged, this, &PodLogPage::follow);
    connect(m_previous, &QCheckBox::toggled, this, &PodLogPage::follow);
    connect(m_text->verticalScrollBar(), &QScrollBar::valueChanged, this, &PodLogPage::tell);
    connect(m_field, &QLineEdit::textChanged, this, &PodLogPage::tell);
    connect(copy, &QPushButton::clicked, this, [this] {
        const QTextCursor reader = m_text->textCursor();
        if (!reader.hasSelection())
            m_text->selectAll();
        m_text->copy();
        m_text->setTextCursor(reader);
    });
    if (!inspector)
        return;
    connect(inspector, &ApplicationInspector::logRead, this,
        [this](const PodLogRequest &request, const QStringList &lines) {
            if (m_request == request)
                append(lines);
        });
    connect(inspector, &ApplicationInspector::failed, this,
        [this](Inspection what, const QString &about, const Error &error) {
            if (what != Inspection::Log || !m_request || about != m_request->pod)
                return;
            m_trouble = error.message;
            tell();
        });
}

void PodLogPage::setPod(const ResourceKey &pod, const QStringList &containers)
{
    QStringList known;
    for (int i = 0; i < m_containers->count(); ++i)
        known << m_containers->itemText(i);
    if (pod == m_pod && containers == known)
        return;
    const QString chosen = pod == m_pod ? m_containers->currentText() : QString();
    m_pod = pod;
    {
        const QSignalBlocker quiet(m_containers), still(m_previous);
        m_containers->clear();
        m_containers->addItems(containers);
        m_containers->setCurrentIndex(std::max(0, int(containers.indexOf(chosen))));
        if (chosen.isEmpty())
            m_previous->setChecked(false);
    }
    follow();
}

// A log costs the cluster a connection: only while a person can see it.
void PodLogPage::follow()
{
    std::optional<PodLogRequest> wanted;
    if (isVisible() && m_containers->count() > 0)
        wanted
            = PodLogRequest{m_pod.resourceNamespace, m_pod.name, m_containers->currentText(), m_previous->isChecked()};
    if (wanted == m_request || !m_inspector)
        return;
    if (m_request && !wanted)
        m_inspector->stopLog();
    m_request = wanted;
    m_trouble.clear();
    if (wanted) {
        m_text->clear();
        m_inspector->followLog(*wanted);
    }
    tell();
}

void PodLogPage::again()
{
    m_request.reset();
    follow();
}

// Who reads further up is not pulled away: QPlainTextEdit follows only while it is at the end.
void PodLogPage::append(const QStringList &lines)
{
    m_trouble.clear();
    m_text->appendPlainText(lines.join(u'\n'));
    tell();
}

void PodLogPage::tell()
{
    if (!m_trouble.isEmpty()) {
        m_state->setRole(Role::Failed);
        m_state->setText(m_trouble);
        return;
    }
    m_state->setRole(Role::Muted);
    if (!m_field->text().isEmpty())
        return m_state->setText(foundText(found()));
    const QScrollBar *bar = m_text->verticalScrollBar();
    if (m_text->document()->isEmpty())
        m_state->setText(m_request ? tr("it has written nothing yet") : QString());
    else if (m_text->blockCount() >= kept)
        m_state->setText(tr("the last %1 lines").arg(kept));
    else
        m_state->setText(
            bar->value() >= bar->maximum() - 1 ? tr("following the end") : tr("not following; Ctrl+End follows"));
}

QString PodLogPage::stateText() const
{
    return m_state->text();
}

FoundLines PodLogPage::found() const
{
    const QTextCursor reader = m_text->textCursor();
    QTextBlock block = m_text->document()->begin(); // in turn: to look each up by its number takes longer
    return foundLines(m_text->blockCount(), reader.hasSelection() ? reader.blockNumber() : -1, [&](int) {
        const bool has = block.text().contains(m_field->text(), Qt::CaseInsensitive);
        block = block.next();
        return has;
    });
}

// From line to line, round the end, as in the log of a step.
void PodLogPage::find(bool forward)
{
    const QString sought = m_field->text();
    if (sought.isEmpty())
        return;
    const auto flags = forward ? QTextDocument::FindFlags() : QTextDocument::FindBackward;
    const QTextCursor reader = m_text->textCursor();
    if (reader.hasSelection())
        m_text->moveCursor(forward ? QTextCursor::EndOfBlock : QTextCursor::StartOfBlock);
    if (!m_text->find(sought, flags)) {
        m_text->moveCursor(forward ? QTextCursor::Start : QTextCursor::End);
        if (!m_text->find(sought, flags))
            m_text->setTextCursor(reader);
    }
    tell();
}

bool PodLogPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_Escape) {
        m_text->setFocus(Qt::OtherFocusReason);
        return true;
    }
    if (key->key() != Qt::Key_Return && key->key() != Qt::Key_Enter)
        return false;
    find(key->modifiers().testFlag(Qt::ShiftModifier)); // the newest is what is looked for first
    return true;
}

void PodLogPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    follow();
}

void PodLogPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    follow();
}

} // namespace relight
