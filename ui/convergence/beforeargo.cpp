#include "ui/convergence/beforeargo.h"

#include "models/plan/checklist.h"
#include "ui/theme/states.h"
#include "ui/theme/textlabel.h"

#include <QVBoxLayout>

namespace relight {

static constexpr int named = 6; // steps still to come

BeforeArgo::BeforeArgo(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(look, TextStyle::Title, Role::Text))
    , m_now(new TextLabel(look, TextStyle::Body, Role::Text))
    , m_then(new TextLabel(look, TextStyle::Body, Role::Muted))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    column->addStretch(2);
    for (TextLabel *label : {m_title, m_now, m_then})
        column->addWidget(label);
    column->addStretch(3);
}

QString BeforeArgo::text() const
{
    return QStringList{m_title->text(), m_now->text(), m_then->text()}.join(u'\n');
}

static int numberOf(StepKind kind)
{
    const auto &lines = recoveryChecklist();
    const auto line = std::ranges::find(lines, stepKindId(kind), &ChecklistLine::id);
    return line == lines.cend() ? 0 : int(line - lines.cbegin()) + 1;
}

void BeforeArgo::follow(const RunState &run, const QString &trouble)
{
    const auto watching
        = std::ranges::find_if(run.steps, [](const StepStatus &s) { return s.planned.kind == StepKind::MonitorSync; });
    const bool none = watching == run.steps.cend();
    const int number = numberOf(StepKind::MonitorSync);
    m_now->clear();
    m_then->clear();
    if (run.end) {
        m_title->setText(tr("No application was seen in this run"));
        m_now->setText(tr("It was over before Argo CD had any, or this window came too late to see them."));
    } else if (none) {
        m_title->setText(tr("This recovery watches no applications"));
        m_now->setText(tr("Its plan has no step that follows Argo CD."));
    } else if (!watching->attempts.isEmpty()) {
        m_title->setText(tr("Argo CD is watched, and has no applications yet"));
        m_now->setText(tr("They appear here as soon as the root application is synced and makes them."));
        m_then->setText(trouble);
    } else {
        m_title->setText(tr("The applications appear here once step %1, \"%2\", watches them")
                .arg(number)
                .arg(watching->planned.title));
        QStringList active, coming;
        for (auto step = run.steps.cbegin(); step != watching; ++step) {
            if (isFinal(step->state))
                continue;
            if (step->state == StepState::Pending || step->state == StepState::Ready)
                coming << step->planned.title;
            else
                active << QStringLiteral("%1 (%2)").arg(step->planned.title, lookOf(step->state).word.toLower());
        }
        if (!active.isEmpty())
            m_now->setText(tr("Now: %1").arg(active.join(tr(", "))));
        const QString more
            = coming.size() > named ? tr(" and %n more", nullptr, int(coming.size()) - named) : QString();
        if (!coming.isEmpty())
            m_then->setText((active.isEmpty() ? tr("First: %1") : tr("Then: %1"))
                    .arg(coming.first(std::min<qsizetype>(named, coming.size())).join(tr(", ")) + more));
    }
    m_now->setVisible(!m_now->text().isEmpty());
    m_then->setVisible(!m_then->text().isEmpty());
}

} // namespace relight
