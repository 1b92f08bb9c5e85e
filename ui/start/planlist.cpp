#include "ui/start/planlist.h"

#include <QHeaderView>

#include <algorithm>

namespace relight {

PlanList::PlanList(QWidget *parent)
    : QTreeWidget(parent)
{
    setAccessibleName(tr("Plan"));
    setHeaderLabels({QString(), tr("Step"), tr("After"), tr("Done by"), tr("Expected")});
    headerItem()->setTextAlignment(Expected, Qt::AlignTrailing | Qt::AlignVCenter);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setFrameShape(NoFrame);
    setTextElideMode(Qt::ElideMiddle);
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(24);
    for (const int column : {Number, After, DoneBy, Expected})
        header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    header()->setSectionResizeMode(Title, QHeaderView::Stretch);
}

static QString whoDoes(const Step &step)
{
    if (step.leftOut)
        return PlanList::tr("not in the manifest");
    switch (step.automation) {
    case Automation::Automated:
        return step.approve ? PlanList::tr("Relight, after approval") : PlanList::tr("Relight");
    case Automation::Manual:
        return PlanList::tr("a person");
    case Automation::NotAutomated:
        break;
    }
    return PlanList::tr("a person (not automated yet)");
}

// "3, 5": the numbers of the steps it waits for.
static QString numbers(const RecoveryPlan &plan, const QStringList &ids)
{
    QStringList all;
    for (const QString &id : ids) {
        const auto step = std::ranges::find(plan.steps, id, &Step::id);
        all << (step == plan.steps.end() ? id : QString::number(step - plan.steps.begin() + 1));
    }
    return all.join(QStringLiteral(", "));
}

static QString titles(const RecoveryPlan &plan, const QStringList &ids)
{
    QStringList all;
    for (const QString &id : ids) {
        const Step *step = plan.find(id);
        all << (step ? step->title : id);
    }
    return all.join(u'\n');
}

static QString expected(const Step &step)
{
    if (step.estimate.high == Seconds{0})
        return QStringLiteral("–");
    return step.estimate.low == step.estimate.high
        ? clockText(step.estimate.high)
        : QStringLiteral("%1 – %2").arg(clockText(step.estimate.low), clockText(step.estimate.high));
}

void PlanList::fill(const RecoveryPlan &plan)
{
    clear();
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    for (const Step &step : plan.steps) {
        auto *item = new QTreeWidgetItem(this,
            {QString::number(topLevelItemCount() + 1), step.title, numbers(plan, step.after), whoDoes(step),
                expected(step)});
        item->setSizeHint(Title, QSize(0, std::max(25, fontMetrics().height() + 8)));
        item->setTextAlignment(Number, Qt::AlignTrailing | Qt::AlignVCenter);
        item->setTextAlignment(Expected, Qt::AlignTrailing | Qt::AlignVCenter);
        item->setToolTip(Title, step.explanation.why);
        item->setToolTip(After, titles(plan, step.after));
        item->setData(After, Qt::AccessibleTextRole, tr("after %1").arg(titles(plan, step.after)));
        item->setToolTip(Expected, step.estimate.source);
        if (plan.criticalPath.stepIds.contains(step.id))
            item->setFont(Title, strong);
        if (step.leftOut)
            item->setDisabled(true);
    }
}

} // namespace relight
