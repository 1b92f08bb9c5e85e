#include "ui/manifest/manifesthead.h"

#include "ui/theme/elidedlabel.h"
#include "ui/theme/statelabel.h"
#include "ui/theme/textlabel.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace relight {

static void allow(QPushButton &button, const QString &why, const QString &otherwise)
{
    button.setEnabled(why.isEmpty());
    button.setToolTip(why.isEmpty() ? otherwise : why);
    button.setAccessibleDescription(button.toolTip());
}

ManifestHead::ManifestHead(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_name(new TextLabel(look, TextStyle::Title, Role::Text))
    , m_branch(new TextLabel(look, TextStyle::Small, Role::Muted))
    , m_path(new ElidedLabel(look, TextStyle::Small, Role::Muted, Qt::ElideMiddle))
    , m_verdict(new StateLabel(look, TextStyle::Small))
    , m_standing(new StateLabel(look, TextStyle::Small))
    , m_diff(new QPushButton(tr("Diff against Git")))
    , m_save(new QPushButton(tr("Save")))
    , m_commit(new QPushButton(tr("Commit…")))
    , m_drill(new QPushButton(tr("Play a drill")))
    , m_start(new QPushButton(tr("Start live recovery…")))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *back = new QPushButton(tr("Back"));
    m_name->setWordWrap(false);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_branch->setWordWrap(false);
    m_path->setLeast(24);
    m_diff->setCheckable(true);
    auto *first = new QHBoxLayout;
    first->addWidget(m_name, 1);
    for (QPushButton *button : {back, m_diff, m_save, m_commit, m_drill, m_start})
        first->addWidget(button);
    auto *second = new QHBoxLayout;
    second->setSpacing(16);
    second->addWidget(m_verdict);
    second->addWidget(m_standing);
    second->addWidget(m_branch);
    second->addWidget(m_path, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 8, 12, 8);
    column->setSpacing(5);
    column->addLayout(first);
    column->addLayout(second);
    connect(back, &QPushButton::clicked, this, &ManifestHead::backAsked);
    connect(m_diff, &QPushButton::toggled, this, &ManifestHead::diffAsked);
    connect(m_save, &QPushButton::clicked, this, &ManifestHead::saveAsked);
    connect(m_commit, &QPushButton::clicked, this, &ManifestHead::commitAsked);
    connect(m_drill, &QPushButton::clicked, this, &ManifestHead::drillAsked);
    connect(m_start, &QPushButton::clicked, this, &ManifestHead::startAsked);
}

void ManifestHead::showStanding(const ManifestStatus &status)
{
    const auto say = [this](const StateLook &look, const QString &word) { m_standing->setState(look, word); };
    const StateLook attention = lookOf(ReadinessVerdict::Attention), good = lookOf(ReadinessVerdict::Good);
    if (status.busy)
        say(lookOf(StepState::Running), tr("Writing…"));
    else if (!status.locked.isEmpty())
        say(attention, tr("Read-only"));
    else if (status.modified)
        say({Glyph::Note, Role::Muted, {}}, tr("Not saved"));
    else if (!status.inGit())
        say({Glyph::Note, Role::Muted, {}}, tr("Saved, outside Git"));
    else if (!status.committed)
        say({Glyph::Note, Role::Muted, {}}, tr("Saved, not committed"));
    else
        say(good, tr("Committed"));
    m_branch->setVisible(status.inGit());
    m_branch->setText(status.branch.isEmpty() ? tr("on no branch") : tr("branch %1").arg(status.branch));
}

void ManifestHead::follow(
    const OpenedManifest &opened, const ManifestStatus &status, const ManifestCheck &check, bool current)
{
    m_name->setText(!check.name.isEmpty() ? check.name : opened.name.isEmpty() ? tr("Recovery manifest") : opened.name);
    m_name->setToolTip(m_name->text());
    m_path->setText(status.path.isEmpty() ? opened.path : status.path);
    m_path->setToolTip(opened.digest.isEmpty()
            ? m_path->text()
            : QStringLiteral("%1\n%2").arg(m_path->text(),
                  opened.digestCoversTree ? tr("%1, with all it names in its repository").arg(opened.digest)
                                          : tr("%1, the file alone").arg(opened.digest)));
    showStanding(status);
    const auto errors = std::ranges::count(check.diagnostics, Severity::Error, &Diagnostic::severity);
    const auto warnings = check.diagnostics.size() - errors;
    if (!current)
        m_verdict->setState(lookOf(StepState::Running), tr("Reading the text…"));
    else if (check.hasErrors())
        m_verdict->setState(lookOf(StepState::Failed), tr("Cannot be used. Errors: %1").arg(errors));
    else if (warnings > 0)
        m_verdict->setState(lookOf(ReadinessVerdict::Attention), tr("Can be used. Warnings: %1").arg(warnings));
    else
        m_verdict->setState(lookOf(ReadinessVerdict::Good), tr("Can be used"));

    const QString outside = tr("This file is in no Git work tree");
    allow(*m_diff, status.inGit() ? QString() : outside, tr("What this text changes against the last commit"));
    allow(*m_save,
        !status.locked.isEmpty() ? status.locked
            : status.busy        ? tr("It is being written")
            : status.modified    ? QString()
                                 : tr("Nothing was changed since it was saved"),
        status.note.isEmpty() ? tr("Writes the file (Ctrl+S)") : status.note);
    allow(*m_commit,
        !status.inGit()                     ? outside
            : current && !check.hasErrors() ? status.branch.isEmpty() ? tr("HEAD is on no branch; switch to one first")
                : status.modified  ? tr("Save it first: what is on disk is committed")
                : status.busy      ? tr("It is being written")
                : status.committed ? tr("HEAD has the file as it is")
                                   : QString()
            : check.hasErrors() ? tr("Mend the errors first: %1").arg(errors)
                                            : tr("The text is being read"),
        tr("Commits this file alone; nothing is pushed"));
    const QString unready = !opened.plan ? tr("Mend the errors and save; a run goes by the file as it is on disk")
        : status.modified                ? tr("Save first; a run goes by the file as it is on disk")
        : status.changedOnDisk           ? tr("The file changed on disk; read it again first")
        : opened.stale                   ? tr("The file was written; what a run of it would be is being read")
                                         : QString();
    allow(*m_start, unready, tr("Asks what is needed, then brings the cluster back"));
    allow(*m_drill, unready, tr("The same run in a simulated world; nothing real is touched"));
}

} // namespace relight
