#include "ui/manifest/commitdialog.h"

#include "ui/theme/elidedlabel.h"
#include "ui/theme/textlabel.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>

namespace relight {

CommitDialog::CommitDialog(const Look &look, const ManifestStatus &status, QWidget *parent)
    : QDialog(parent)
    , m_message(new QPlainTextEdit)
    , m_commit(new QPushButton(tr("Commit")))
{
    setWindowTitle(tr("Commit the manifest"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *path = new ElidedLabel(look, TextStyle::BodyStrong, Role::Text, Qt::ElideMiddle);
    path->setText(tr("%1 on %2").arg(status.repositoryPath, status.branch));
    m_message->setAccessibleName(tr("Message"));
    m_message->setPlaceholderText(tr("Why it changes, in one line; more below an empty one"));
    m_message->setTabChangesFocus(true);
    m_message->setMinimumSize(460, 110);
    m_commit->setEnabled(false);
    auto *cancel = new QPushButton(tr("Cancel"));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_commit);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(18, 16, 18, 14);
    column->setSpacing(8);
    column->addWidget(path);
    column->addWidget(m_message, 1);
    column->addWidget(new TextLabel(look, TextStyle::Small, Role::Muted,
        tr("Only this file is committed; what else is staged stays staged. No hook runs, nothing is pushed.")));
    column->addLayout(buttons);
    connect(m_message, &QPlainTextEdit::textChanged, this,
        [this] { m_commit->setEnabled(!m_message->toPlainText().trimmed().isEmpty()); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_commit, &QPushButton::clicked, this, [this] {
        Q_EMIT committed(m_message->toPlainText());
        accept();
    });
}

} // namespace relight
