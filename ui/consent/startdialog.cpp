#include "ui/consent/startdialog.h"

#include "ui/consent/typedname.h"
#include "ui/theme/codebox.h"
#include "ui/theme/textlabel.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>

namespace relight {

static QStringList everyCommand(const RecoveryPlan &plan)
{
    QStringList lines;
    for (const Step &step : plan.steps) {
        if (step.leftOut)
            continue;
        lines << QStringLiteral("# %1").arg(step.title);
        if (step.automation != Automation::Automated)
            lines << StartDialog::tr("  a person does this step; Relight asks");
        for (const QString &command : step.commands)
            lines << QStringLiteral("  ") + QString(command).replace(u'\n', QStringLiteral("\n  "));
    }
    return lines;
}

StartDialog::StartDialog(const Look &look, const OpenedManifest &manifest, QWidget *parent)
    : ModeDialog(look, RunMode::Live, tr("Start a live recovery of %1").arg(manifest.name), parent)
    , m_digest(manifest.digest)
    , m_warnings(new QCheckBox(tr("Go on with preflight &warnings without asking again")))
    , m_ask(new QRadioButton(tr("&Ask me, with what answers, before the first write")))
    , m_new(new QRadioButton(tr("A &new and empty cluster that this run makes")))
    , m_exact(new QRadioButton(tr("&Exactly the cluster with this kube-system UID:")))
    , m_uid(new QLineEdit)
    , m_typed(new TypedName)
    , m_start(new QPushButton(tr("&Start recovery of %1").arg(manifest.name)))
{
    const auto caption = [&](const QString &text) {
        content()->addSpacing(4);
        auto *label = new TextLabel(look, TextStyle::BodyStrong, Role::Text, text);
        content()->addWidget(label);
        return label;
    };
    caption(tr("Every command and call that will run"));
    content()->addWidget(commandList(manifest), 1);
    QString trust = manifest.digestCoversTree
        ? tr("You trust %1: the manifest and all it names in its repository.").arg(manifest.digest)
        : tr("You trust %1: the manifest file alone. It is in no Git work tree, so files it names are not covered.")
              .arg(manifest.digest);
    if (manifest.trusted)
        trust += tr(" It ran on this machine before.");
    if (!manifest.changed.isEmpty())
        trust += tr(" Changed and not committed: %1.").arg(manifest.changed.join(QStringLiteral(", ")));
    content()->addWidget(new TextLabel(look, TextStyle::Caption, Role::Muted, trust));
    caption(tr("Which cluster may be written to"));
    content()->addLayout(rules());
    caption(tr("Warnings"));
    content()->addWidget(m_warnings);
    caption(tr("Ty&pe the cluster name to start"))->setBuddy(m_typed);
    m_typed->expect(manifest.name);
    content()->addWidget(m_typed);
    content()->addWidget(new TextLabel(look, TextStyle::Caption, Role::Muted,
        tr("Preflight comes first and writes nothing. The name is asked for once; later it is typed again only for "
           "what destroys.")));

    m_start->setAutoDefault(false);
    m_start->setEnabled(false);
    buttons()->insertWidget(1, m_start);
    connect(m_start, &QPushButton::clicked, this, &StartDialog::start);
    connect(m_typed, &TypedName::matchChanged, this, &StartDialog::check);
    connect(m_typed, &TypedName::confirmed, this, &StartDialog::start);
    connect(m_uid, &QLineEdit::textChanged, this, &StartDialog::check);
    connect(m_exact, &QRadioButton::toggled, this, &StartDialog::check);
    check();
    m_typed->setFocus();
    resize(820, 700);
}

QWidget *StartDialog::commandList(const OpenedManifest &manifest)
{
    auto *list = new CodeBox(look(), 6, 40);
    list->setAccessibleName(tr("Every command that will run"));
    if (manifest.plan)
        list->setLines(everyCommand(*manifest.plan));
    return list;
}

QLayout *StartDialog::rules()
{
    auto *group = new QButtonGroup(this);
    auto *column = new QVBoxLayout;
    column->setSpacing(4);
    for (QRadioButton *button : {m_ask, m_new, m_exact}) {
        group->addButton(button);
        column->addWidget(button);
    }
    m_ask->setChecked(true);
    m_uid->setAccessibleName(tr("kube-system UID"));
    m_uid->setPlaceholderText(QStringLiteral("00000000-0000-0000-0000-000000000000"));
    auto *row = new QHBoxLayout;
    row->addSpacing(24);
    row->addWidget(m_uid);
    column->addLayout(row);
    return column;
}

static bool isUid(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("\\A[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z"));
    return form.match(text).hasMatch();
}

void StartDialog::check()
{
    m_uid->setEnabled(m_exact->isChecked());
    m_start->setEnabled(m_typed->matches() && (!m_exact->isChecked() || isUid(m_uid->text().trimmed())));
}

void StartDialog::start()
{
    check();
    if (!m_start->isEnabled())
        return;
    StartChoices choices;
    choices.trust = true;
    choices.digest = m_digest;
    choices.acceptWarnings = m_warnings->isChecked();
    choices.identity = m_new->isChecked() ? IdentityRule::NewCluster
        : m_exact->isChecked()            ? IdentityRule::ExactUid
                                          : IdentityRule::Ask;
    choices.uid = m_uid->text().trimmed();
    accept();
    Q_EMIT started(choices);
}

} // namespace relight
