#include "ui/consent/reasondialog.h"

#include "ui/theme/textlabel.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>

namespace relight {

ReasonDialog::ReasonDialog(const Look &look, RunMode mode, const Question &question, QWidget *parent)
    : ModeDialog(look, mode, question.title, parent)
    , m_reason(new QPlainTextEdit)
{
    auto *act = new QPushButton(u'&' + question.action);
    auto *hint = new TextLabel(look, TextStyle::Caption, Role::Muted);
    act->setAutoDefault(false);
    m_reason->setTabChangesFocus(true);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setFixedHeight(QFontMetrics(font()).lineSpacing() * 4 + 16);
    content()->addWidget(new TextLabel(look, TextStyle::Body, Role::Text, question.text));
    content()->addWidget(m_reason);
    content()->addWidget(hint);
    buttons()->insertWidget(1, act);
    const auto check = [this, act, hint, least = question.least] {
        const int missing = least - int(m_reason->toPlainText().trimmed().size());
        act->setEnabled(missing <= 0);
        hint->setText(missing > 0
                ? tr("Still missing: %1 characters. It goes into the journal and the report.").arg(missing)
                : tr("It goes into the journal and the report, with your name."));
    };
    connect(m_reason, &QPlainTextEdit::textChanged, this, check);
    connect(act, &QPushButton::clicked, this, [this] {
        const QString reason = m_reason->toPlainText().simplified();
        accept();
        Q_EMIT given(reason);
    });
    check();
    cancelButton()->setText(tr("&Back"));
    setTabOrder({m_reason, act, cancelButton()});
    m_reason->setFocus();
    fitHeight(520);
}

} // namespace relight
