#include "ui/manifest/manifestform.h"

#include "ui/theme/textlabel.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>

namespace relight {

ManifestForm::ManifestForm(const Look &look, const QStringList &provisioners, QWidget *parent)
    : QWidget(parent)
    , m_provisioner(new QComboBox)
    , m_problem(new TextLabel(look, TextStyle::Caption, Role::Failed))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    const std::pair<QString, QString> keys[] = {
        {QStringLiteral("recovery.name"), tr("Name")},
        {QStringLiteral("recovery.objectives.rto"), tr("RTO")},
        {QStringLiteral("recovery.objectives.rpo"), tr("RPO")},
        {QStringLiteral("recovery.cluster.path"), tr("Cluster path")},
        {QStringLiteral("recovery.gitops.repo"), tr("Repository")},
        {QStringLiteral("recovery.gitops.revision"), tr("Revision")},
        {QStringLiteral("recovery.gitops.path"), tr("GitOps path")},
        {QStringLiteral("recovery.gitops.root-app"), tr("Root app")},
        {QStringLiteral("recovery.steps.provision.estimate"), tr("Provision takes")},
        {QStringLiteral("recovery.steps.monitor-sync.estimate"), tr("Sync takes")},
    };
    auto *rows = new QFormLayout(this);
    rows->setContentsMargins(12, 6, 12, 8);
    rows->setVerticalSpacing(4);
    rows->setHorizontalSpacing(8);
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto add = [&](const QString &caption, QWidget *field, const QString &path) {
        auto *label = new TextLabel(look, TextStyle::Caption, Role::Muted, caption);
        label->setWordWrap(false);
        label->setBuddy(field);
        field->setAccessibleName(caption);
        field->setToolTip(path);
        rows->addRow(label, field);
    };
    for (const auto &[path, caption] : keys) {
        auto *field = new QLineEdit;
        field->setMinimumWidth(60);
        m_fields.insert(path, field);
        add(caption, field, path);
        connect(field, &QLineEdit::editingFinished, this, [this, path, field] {
            if (field->isModified())
                change(path, field->text());
        });
        if (path == QStringLiteral("recovery.objectives.rpo")) {
            m_provisioner->addItems(provisioners);
            m_provisioner->setMinimumContentsLength(6);
            add(tr("Provisioner"), m_provisioner, QStringLiteral("recovery.cluster.provisioner"));
        }
    }
    connect(m_provisioner, &QComboBox::textActivated, this,
        [this](const QString &value) { change(QStringLiteral("recovery.cluster.provisioner"), value); });
    m_problem->hide();
    rows->addRow(m_problem);
}

void ManifestForm::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    for (QLineEdit *field : std::as_const(m_fields))
        field->setReadOnly(readOnly);
    m_provisioner->setEnabled(!readOnly);
}

void ManifestForm::setText(const QString &text)
{
    m_text = text;
    m_problem->hide();
    for (auto field = m_fields.cbegin(); field != m_fields.cend(); ++field) {
        if (field.value()->hasFocus() && field.value()->isModified())
            continue;
        const QString value = scalarAt(text, field.key().split(u'.')).value_or(QString());
        if (field.value()->text() != value) {
            field.value()->setText(value);
            field.value()->setCursorPosition(0);
        }
        field.value()->setModified(false);
    }
    m_provisioner->setCurrentIndex(m_provisioner->findText(
        scalarAt(text, {QStringLiteral("recovery"), QStringLiteral("cluster"), QStringLiteral("provisioner")})
            .value_or(QString())));
}

void ManifestForm::rebase(const QString &text)
{
    m_text = text;
}

bool ManifestForm::finish()
{
    bool taken = true;
    for (auto field = m_fields.cbegin(); field != m_fields.cend(); ++field) {
        if (field.value()->isModified() && !change(field.key(), field.value()->text()))
            taken = false;
    }
    return taken;
}

bool ManifestForm::change(const QString &path, const QString &value)
{
    const auto edit = setScalar(m_text, path.split(u'.'), value);
    if (QLineEdit *field = m_fields.value(path))
        field->setModified(false);
    if (!edit) {
        setText(m_text); // what stands there
        m_problem->setText(QStringLiteral("%1: %2").arg(path.section(u'.', 1), edit.error()));
        m_problem->show();
        return false;
    }
    m_problem->hide();
    if (!m_readOnly && *edit != TextEdit{})
        Q_EMIT edited(*edit);
    return true;
}

} // namespace relight
