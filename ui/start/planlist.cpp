#include "ui/start/planlist.h"

#include <QHeaderView>

namespace relight {

PlanList::PlanList(QWidget *parent)
    : QTreeWidget(parent)
{
    setAccessibleName(tr("Plan"));
    setColumnCount(4);
    setHeaderLabels({tr("Step"), tr("After"), tr("Done by"), tr("Expected")});
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setFrameShape(NoFrame);
    setTextElideMode(Qt::ElideMiddle);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    header()->setSectionResizeMode(1, QHeaderView::Interactive);
    header()->resizeSection(1, 260);
    header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    header()->setSectionResizeMode(3, QHeaderView::ResizeToContents);
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

void PlanList::fill(const RecoveryPlan &plan)
{
    clear();
    for (const Step &step : plan.steps) {
        QStringList after;
        for (const QString &id : step.after) {
            const Step *other = plan.find(id);
            after << (other ? other->title : id);
        }
        const QString expected = step.estimate.high == Seconds{0} ? QStringLiteral("–")
            : step.estimate.low == step.estimate.high
            ? clockText(step.estimate.high)
            : QStringLiteral("%1–%2").arg(clockText(step.estimate.low), clockText(step.estimate.high));
        auto *item = new QTreeWidgetItem(this, {step.title, after.join(QStringLiteral(", ")), whoDoes(step), expected});
        item->setSizeHint(0, QSize(0, std::max(25, fontMetrics().height() + 8)));
        item->setTextAlignment(3, Qt::AlignTrailing | Qt::AlignVCenter);
        item->setToolTip(0, step.explanation.why);
        item->setToolTip(1, item->text(1));
        item->setToolTip(3, step.estimate.source);
        if (plan.criticalPath.stepIds.contains(step.id)) {
            QFont strong = font();
            strong.setWeight(QFont::DemiBold);
            item->setFont(0, strong);
        }
        if (step.leftOut)
            item->setDisabled(true);
    }
}

} // namespace relight
