#include "ui/manifest/plansummary.h"

#include "ui/start/planlist.h"
#include "ui/theme/panels.h"
#include "ui/theme/states.h"
#include "ui/theme/textlabel.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollBar>

namespace relight {

PlanSummary::PlanSummary(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_age(new TextLabel(look, TextStyle::Caption, Role::Muted))
    , m_path(new TextLabel(look, TextStyle::BodyStrong, Role::Text))
    , m_objective(new TextLabel(look, TextStyle::Body, Role::Text))
    , m_verdict(new TextLabel(look, TextStyle::Small, Role::Muted))
    , m_list(new PlanList)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_list->setUniformRowHeights(false);
    m_list->setHeaderHidden(true);
    m_list->hideColumn(PlanList::After);
    m_list->hideColumn(PlanList::DoneBy);
    for (TextLabel *label : {m_age, m_path, m_objective})
        label->setWordWrap(false);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 7, 12, 5);
    head->addWidget(new TextLabel(look, TextStyle::BodyStrong, Role::Text, tr("Plan preview")), 1);
    head->addWidget(m_age);
    auto *figures = new QFormLayout;
    figures->setContentsMargins(12, 8, 12, 10);
    figures->setVerticalSpacing(3);
    figures->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (const auto &[name, value] : {std::pair{tr("Longest chain"), m_path}, {tr("Objective"), m_objective}}) {
        value->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
        figures->addRow(new TextLabel(look, TextStyle::Body, Role::Muted, name), value);
    }
    figures->addRow(m_verdict);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    auto *steps = new QHBoxLayout;
    steps->setContentsMargins(0, 0, 10, 0);
    steps->addWidget(m_list);
    column->addLayout(steps, 1);
    column->addWidget(separator(Qt::Horizontal));
    column->addLayout(figures);
    connect(m_list, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem *item) {
        const auto trouble
            = m_preview.troubles.constFind(m_preview.plan.steps.value(m_list->indexOfTopLevelItem(item)).id);
        if (trouble != m_preview.troubles.cend())
            Q_EMIT lineAsked(trouble->line);
    });
    connect(&look, &Look::changed, this, [this] { show(m_preview); });
}

void PlanSummary::setPreview(const PlanPreview &preview)
{
    m_preview = preview;
    show(preview);
}

void PlanSummary::show(const PlanPreview &preview)
{
    const int place = m_list->verticalScrollBar()->value(), row = m_list->currentIndex().row();
    m_list->fill(preview.plan);
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_list->topLevelItem(i);
        const Step &step = preview.plan.steps[i];
        const auto trouble = preview.troubles.constFind(step.id);
        const bool fails = trouble != preview.troubles.cend() && trouble->severity == Severity::Error;
        const StateLook state = fails            ? lookOf(ReadinessVerdict::Bad)
            : trouble != preview.troubles.cend() ? lookOf(ReadinessVerdict::Attention)
                                                 : lookOf(StepState::Pending);
        item->setIcon(PlanList::Title, m_look.glyph(state.glyph, state.tint, scaled(16), devicePixelRatioF()));
        if (trouble == preview.troubles.cend())
            continue;
        const QString says = fails ? tr("error in line %1").arg(trouble->line) : tr("see line %1").arg(trouble->line);
        item->setText(PlanList::Title, step.title + u'\n' + says);
        item->setSizeHint(PlanList::Title, QSize(0, 2 * fontMetrics().height() + 10));
        item->setToolTip(PlanList::Title, trouble->message);
        item->setData(PlanList::Title, Qt::AccessibleTextRole,
            QStringLiteral("%1, %2: %3").arg(step.title, says, trouble->message));
        if (fails) {
            item->setForeground(PlanList::Title, m_look.color(Role::Failed));
            for (int column = 0; column < m_list->columnCount(); ++column)
                item->setBackground(column, m_look.color(Role::RowError));
        }
    }
    if (row >= 0)
        m_list->setCurrentItem(m_list->topLevelItem(std::min(row, m_list->topLevelItemCount() - 1)));
    m_list->verticalScrollBar()->setValue(place);
    const CriticalPath &path = preview.plan.criticalPath;
    m_path->setText(path.low == path.high ? clockText(path.high)
                                          : QStringLiteral("%1 – %2").arg(clockText(path.low), clockText(path.high)));
    const auto &rto = preview.plan.rto;
    m_objective->setText(rto ? clockText(*rto) : tr("none is stated"));
    m_age->setText(preview.current ? tr("follows the text") : tr("of the last text without errors"));
    m_verdict->setRole(Role::Muted);
    if (preview.elsewhere > 0 && !preview.current)
        m_verdict->setText(tr("Other errors keep this text from being a plan: %1").arg(preview.elsewhere));
    else if (!preview.current)
        m_verdict->setText(tr("Mend the errors; the plan follows at once"));
    else if (rto && *rto < path.low)
        m_verdict->setText(tr("By these estimates the objective is missed"));
    else if (rto && *rto < path.high)
        m_verdict->setText(tr("By these estimates the objective may be missed"));
    else
        m_verdict->setText(
            preview.plan.steps.size() == 1 ? tr("1 step") : tr("%n steps", nullptr, int(preview.plan.steps.size())));
}

} // namespace relight
