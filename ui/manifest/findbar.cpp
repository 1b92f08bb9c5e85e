#include "ui/manifest/findbar.h"

#include "ui/manifest/manifesteditor.h"
#include "ui/theme/textlabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>

namespace relight {

FindBar::FindBar(const Look &look, ManifestEditor &editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_field(new QLineEdit)
    , m_found(new TextLabel(look, TextStyle::Caption, Role::Muted))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_found->setWordWrap(false);
    m_field->setPlaceholderText(tr("Find in the manifest"));
    m_field->setAccessibleName(tr("Find in the manifest"));
    m_field->setToolTip(tr("Return finds the next one, Shift+Return the one before, Escape ends"));
    m_field->setClearButtonEnabled(true);
    m_field->installEventFilter(this);
    auto *done = new QPushButton(tr("Done"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 12, 4);
    row->addWidget(m_field, 1);
    row->addWidget(m_found);
    row->addWidget(done);
    connect(done, &QPushButton::clicked, this, &FindBar::close);
    connect(m_field, &QLineEdit::textChanged, this, [this] { search(true, true); });
    connect(&editor, &ManifestEditor::edited, this, [this] { m_editor.setFound({}); });
    hide();
}

void FindBar::open()
{
    show();
    if (const QString selected = m_editor.textCursor().selectedText();
        !selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
        m_field->setText(selected);
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    search(true, true);
}

void FindBar::close()
{
    hide();
    m_editor.setFound({});
    m_editor.setFocus(Qt::OtherFocusReason);
}

QString FindBar::found() const
{
    return m_found->text();
}

void FindBar::search(bool forward, bool stay)
{
    const QString sought = m_field->text();
    QList<QTextCursor> all;
    if (!sought.isEmpty()) {
        for (QTextCursor at = m_editor.document()->find(sought, 0); !at.isNull();
            at = m_editor.document()->find(sought, at))
            all.append(at);
    }
    m_editor.setFound(all);
    if (all.isEmpty())
        return m_found->setText(sought.isEmpty() ? QString() : tr("not in this text"));
    const int from = m_editor.textCursor().selectionStart(), past = m_editor.textCursor().selectionEnd();
    qsizetype index = 0;
    if (forward) {
        index = std::ranges::find_if(all, [&](const QTextCursor &each) {
            return each.selectionStart() >= (stay ? from : past);
        }) - all.begin();
        if (index == all.size())
            index = 0;
    } else {
        index = std::ranges::find_if(all, [&](const QTextCursor &each) { return each.selectionStart() >= from; })
            - all.begin();
        index = (index + all.size() - 1) % all.size();
    }
    m_editor.setTextCursor(all[index]);
    m_editor.ensureCursorVisible();
    m_found->setText(tr("%1 of %2").arg(index + 1).arg(all.size()));
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_Escape) {
        close();
        return true;
    }
    if (key->key() != Qt::Key_Return && key->key() != Qt::Key_Enter)
        return false;
    search(!key->modifiers().testFlag(Qt::ShiftModifier), false);
    return true;
}

} // namespace relight
