#include "ui/start/clonedialog.h"

#include "ui/theme/textlabel.h"

#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>

namespace relight {

// "gitops" of https://host/team/gitops.git
static QString nameOf(const QString &url)
{
    QString name = url.trimmed();
    while (name.endsWith(u'/'))
        name.chop(1);
    name = name.mid(std::max(name.lastIndexOf(u'/'), name.lastIndexOf(u':')) + 1);
    if (name.endsWith(QLatin1String(".git")))
        name.chop(4);
    return name == QLatin1String(".") || name == QLatin1String("..") ? QString() : name;
}

CloneDialog::CloneDialog(const Look &look, const QString &parentFolder, QWidget *parent)
    : QDialog(parent)
    , m_parent(parentFolder)
    , m_url(new QLineEdit)
    , m_folder(new QLineEdit)
    , m_revision(new QLineEdit)
    , m_user(new QLineEdit)
    , m_password(new QLineEdit)
    , m_browse(new QPushButton(tr("Choose…")))
    , m_clone(new QPushButton(tr("Clone")))
    , m_bar(new QProgressBar)
    , m_said(new TextLabel(look, TextStyle::Body, Role::Muted))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Clone a repository"));
    setMinimumWidth(560);
    m_url->setPlaceholderText(QStringLiteral("https://git.example.com/platform/gitops.git"));
    m_revision->setPlaceholderText(tr("the server's own branch"));
    m_user->setPlaceholderText(tr("as in the address"));
    m_password->setPlaceholderText(tr("public, or SSH agent: leave empty"));
    m_password->setEchoMode(QLineEdit::Password);
    m_bar->hide();
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("How much is there"));
    auto *place = new QHBoxLayout;
    place->addWidget(m_folder, 1);
    place->addWidget(m_browse);
    auto *form = new QFormLayout;
    form->addRow(tr("&Address"), m_url);
    form->addRow(tr("&Into the folder"), place);
    form->addRow(tr("&Branch, tag or commit"), m_revision);
    form->addRow(tr("&User"), m_user);
    form->addRow(tr("&Password or token"), m_password);
    m_folder->setAccessibleName(tr("Into the folder"));
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setAutoDefault(false);
    m_browse->setAutoDefault(false);
    m_clone->setDefault(true);
    auto *foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(cancel);
    foot->addWidget(m_clone);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(18, 16, 18, 14);
    column->setSpacing(12);
    column->addLayout(form);
    column->addWidget(m_bar);
    column->addWidget(m_said);
    column->addLayout(foot);
    connect(m_url, &QLineEdit::textChanged, this, [this](const QString &url) {
        if (!m_folderByHand)
            m_folder->setText(nameOf(url).isEmpty() ? QString() : m_parent + u'/' + nameOf(url));
        check();
    });
    connect(m_folder, &QLineEdit::textEdited, this, [this] { m_folderByHand = true; });
    connect(m_folder, &QLineEdit::textChanged, this, &CloneDialog::check);
    connect(m_browse, &QPushButton::clicked, this, &CloneDialog::choose);
    connect(m_clone, &QPushButton::clicked, this, &CloneDialog::begin);
    connect(cancel, &QPushButton::clicked, this, &CloneDialog::reject);
    check();
    m_said->setText(tr("Reading starts nothing. Its recovery-manifest.yaml is opened afterwards."));
}

void CloneDialog::check()
{
    m_clone->setEnabled(!m_busy && !m_url->text().trimmed().isEmpty() && !m_folder->text().trimmed().isEmpty());
}

void CloneDialog::choose()
{
    auto *dialog = new QFileDialog(this, tr("Put the repository into"), m_parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &chosen) {
        m_parent = chosen;
        m_folderByHand = false;
        m_folder->setText(nameOf(m_url->text()).isEmpty() ? chosen : chosen + u'/' + nameOf(m_url->text()));
    });
    dialog->open();
}

void CloneDialog::setBusy(bool busy)
{
    m_busy = busy;
    for (QWidget *field : std::initializer_list<QWidget *>{m_url, m_folder, m_revision, m_user, m_password, m_browse})
        field->setEnabled(!busy);
    m_bar->setVisible(busy);
    check();
}

void CloneDialog::begin()
{
    setBusy(true);
    m_said->setRole(Role::Muted);
    m_said->setText(tr("Asking the server…"));
    m_bar->setRange(0, 0);
    Q_EMIT cloneAsked({m_url->text().trimmed(), m_folder->text().trimmed(), m_revision->text().trimmed(),
        m_user->text().trimmed(), m_password->text().toUtf8()});
}

void CloneDialog::showProgress(qint64 received, qint64 total, qint64 bytes)
{
    if (total > 0) {
        m_bar->setRange(0, 1000);
        m_bar->setValue(int(received * 1000 / total));
    }
    m_said->setText(tr("%1 of %2 objects, %3")
            .arg(QLocale().toString(received), QLocale().toString(total), QLocale().formattedDataSize(bytes)));
}

void CloneDialog::showProblem(const QString &message)
{
    setBusy(false);
    m_said->setRole(Role::Failed);
    m_said->setText(message);
}

QString CloneDialog::said() const
{
    return m_said->text();
}

void CloneDialog::reject()
{
    if (m_busy)
        Q_EMIT cancelled();
    QDialog::reject();
}

} // namespace relight
