#include "ui/consent/secretdialog.h"

#include "ui/theme/textlabel.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace relight {

SecretDialog::SecretDialog(const Look &look, const QString &name, QWidget *parent)
    : ModeDialog(look, RunMode::Live, tr("Secret %1").arg(name), parent)
    , m_field(new QLineEdit)
{
    m_field->setEchoMode(QLineEdit::Password);
    m_field->setAccessibleName(tr("Secret %1").arg(name));
    m_field->setMaxLength(1 << 20);
    auto *give = new QPushButton(tr("&Use for this run"));
    content()->addWidget(new TextLabel(look, TextStyle::Body, Role::Text,
        tr("The manifest asks for the secret \"%1\". It is kept in memory for this run only, and removed from every "
           "log. An empty answer is an answer.")
            .arg(name)));
    content()->addWidget(m_field);
    buttons()->insertWidget(1, give);
    give->setDefault(true); // nothing is written by it
    connect(give, &QPushButton::clicked, this, [this] {
        const QByteArray secret = m_field->text().toUtf8();
        accept();
        Q_EMIT answered(secret);
    });
    connect(m_field, &QLineEdit::returnPressed, give, &QPushButton::click);
    m_field->setFocus();
    fitHeight(480);
}

SecretDialog::~SecretDialog()
{
    m_field->setText(QString(m_field->text().size(), u' '));
    m_field->clear();
}

} // namespace relight
