#include "ui/convergence/convergencepage.h"

#include "ui/convergence/applicationsummary.h"
#include "ui/convergence/applicationview.h"
#include "ui/convergence/applicationwishes.h"
#include "ui/convergence/applicationwords.h"
#include "ui/convergence/beforeargo.h"
#include "ui/convergence/causepanel.h"
#include "ui/convergence/countschart.h"
#include "ui/convergence/filterbar.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/panels.h"
#include "ui/theme/statelabel.h"
#include "ui/theme/textlabel.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>

namespace relight {

ConvergencePage::ConvergencePage(const Look &look, ApplicationTreeModel &model, const CountsHistory &history,
    ApplicationInspector *inspector, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_model(model)
    , m_inspector(inspector)
    , m_pages(new QStackedLayout(this))
    , m_before(new BeforeArgo(look))
    , m_across(new QSplitter(Qt::Horizontal))
    , m_count(new TextLabel(look, TextStyle::BodyStrong, Role::Text))
    , m_source(new ElidedLabel(look, TextStyle::Caption, Role::Muted, Qt::ElideRight))
    , m_stale(new StateLabel(look, TextStyle::Small))
    , m_retry(new QPushButton(tr("Retry now")))
    , m_chart(new CountsChart(look, history))
    , m_filter(new FilterBar(look))
    , m_view(new ApplicationView(look, model))
    , m_cause(new CausePanel(look))
    , m_summary(new ApplicationSummary(look))
    , m_details(m_summary)
    , m_wishes(new ApplicationWishes(look, inspector, *this))
{
    setAccessibleName(tr("Convergence"));
    m_across->addWidget(makeLeft());
    m_across->addWidget(makeRight());
    m_across->setStretchFactor(0, 1);
    m_across->setStretchFactor(1, 2);
    m_across->setChildrenCollapsible(false);
    m_pages->addWidget(m_before);
    m_pages->addWidget(m_across);
    m_soon.setSingleShot(true);
    m_soon.setInterval(std::chrono::milliseconds(100));
    connectParts();
    refresh();
}

QWidget *ConvergencePage::makeLeft()
{
    QWidget *left = surface();
    left->setMinimumWidth(330);
    m_count->setWordWrap(false);
    m_stale->hide();
    m_retry->hide();
    m_stale->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 0);
    head->addWidget(m_count);
    head->addSpacing(8);
    head->addWidget(m_source, 1);
    auto *stale = new QHBoxLayout;
    stale->setContentsMargins(12, 4, 12, 0);
    stale->addWidget(m_stale, 1);
    stale->addWidget(m_retry);
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(stale);
    column->addWidget(m_chart);
    column->addWidget(separator(Qt::Horizontal));
    column->addWidget(m_filter);
    column->addWidget(m_view, 1);
    return left;
}

QWidget *ConvergencePage::makeRight()
{
    QWidget *right = surface();
    right->setMinimumWidth(300);
    auto *sync = new QPushButton(tr("Sync…"));
    auto *more = new QPushButton(tr("More \u25be"));
    auto *menu = new QMenu(more);
    for (const auto act : {ApplicationAct::Refresh, ApplicationAct::HardRefresh, ApplicationAct::Terminate})
        menu->addAction(m_wishes->action(act));
    menu->setToolTipsVisible(true);
    more->setMenu(menu);
    more->setAccessibleName(tr("More for this application"));
    QAction *action = m_wishes->action(ApplicationAct::Sync);
    const auto followAction = [sync, action] {
        sync->setEnabled(action->isEnabled());
        sync->setToolTip(action->toolTip());
    };
    connect(action, &QAction::changed, sync, followAction);
    connect(sync, &QPushButton::clicked, action, &QAction::trigger);
    followAction();
    m_acts = {sync, more};
    for (QWidget *button : std::as_const(m_acts))
        m_cause->addButton(button);
    auto *context = new QMenu(m_view);
    for (const auto act :
        {ApplicationAct::Sync, ApplicationAct::Refresh, ApplicationAct::HardRefresh, ApplicationAct::Terminate})
        context->addAction(m_wishes->action(act));
    context->setToolTipsVisible(true);
    m_view->setMenu(context);
    m_right = new QVBoxLayout(right);
    m_right->setContentsMargins(0, 0, 0, 0);
    m_right->setSpacing(0);
    m_right->addWidget(m_cause);
    m_right->addWidget(separator(Qt::Horizontal));
    m_right->addWidget(m_details, 1);
    return right;
}

void ConvergencePage::lookOn()
{
    for (QWidget *button : std::as_const(m_acts))
        button->hide();
    m_view->setMenu(nullptr);
}

void ConvergencePage::setDetails(QWidget *details)
{
    m_details->hide(); // the summary goes on being fed: cheap, and it may be shown again
    m_right->addWidget(details, 1);
    m_details = details;
}

void ConvergencePage::connectParts()
{
    connect(&m_model, &ApplicationTreeModel::updated, this, &ConvergencePage::refreshSoon);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (std::exchange(m_dirty, false))
            refreshSoon();
    });
    connect(m_filter, &FilterBar::changed, this, [this] {
        const ApplicationFilter filter = m_filter->filter();
        m_model.setFilter(filter);
        m_view->expandForFilter(!filter.isOff());
        if (!m_chosen.isEmpty() && m_view->selected() != m_chosen)
            m_view->select(m_chosen); // its row may be back
        m_filter->setTotals(m_model.totals());
    });
    connect(m_filter, &FilterBar::left, this, &ConvergencePage::focusContent);
    connect(m_view, &ApplicationView::chosen, this, [this](const QString &application) {
        m_chosen = application;
        updateCause();
    });
    connect(m_view, &ApplicationView::opened, this, [this] { m_details->setFocus(Qt::OtherFocusReason); });
    connect(m_cause, &CausePanel::applicationAsked, this, &ConvergencePage::select);
    connect(m_cause, &CausePanel::resourceAsked, this, &ConvergencePage::resourceAsked);
    connect(m_wishes, &ApplicationWishes::told, m_cause, &CausePanel::setResult);
    connect(m_retry, &QPushButton::clicked, this, &ConvergencePage::retryWatch);
    if (!m_inspector)
        return;
    connect(m_inspector, &ApplicationInspector::watched, this, [this](const ApplicationWatch &watch) {
        m_watch = watch;
        refreshSoon();
    });
    connect(m_inspector, &ApplicationInspector::treeRead, this, [this](const InspectedTree &tree) {
        if (tree.application != m_shown)
            return; // of one that is not looked at any more
        m_evidence = {tree.application, tree.nodes, tree.blocked};
        m_trouble = tree.trouble;
        updateHead();
        updateCause();
    });
}

void ConvergencePage::follow(const RunState &run)
{
    m_run = run;
    refreshSoon();
}

void ConvergencePage::setNow(Timestamp now)
{
    m_now = now;
    if (!isVisible())
        return;
    m_view->setNow(now);
    m_chart->refresh(m_run.started.declaredAt.value_or(m_run.startedAt.value_or(now)));
    updateHead();
}

void ConvergencePage::setSource(const QString &source, Timestamp heardAt)
{
    m_sourceName = source;
    m_heardAt = heardAt;
}

void ConvergencePage::refreshSoon()
{
    const bool turns = (m_pages->currentWidget() == m_before) != m_model.applications().isEmpty();
    if (!isVisible() || (m_soon.isActive() && !turns)) {
        m_dirty = true;
        return;
    }
    refresh();
    m_soon.start();
}

void ConvergencePage::refresh()
{
    m_dirty = false;
    const bool any = !m_model.applications().isEmpty();
    m_pages->setCurrentWidget(any ? static_cast<QWidget *>(m_across) : m_before);
    if (!any)
        m_before->follow(m_run, m_watch.trouble);
    m_filter->setTotals(m_model.totals());
    m_chart->refresh(m_run.started.declaredAt.value_or(m_run.startedAt.value_or(m_now)));
    updateHead();
    updateCause();
}

// Where the figures come from and how old they are.
void ConvergencePage::updateHead()
{
    m_count->setText(applicationCount(m_model.totals().counts.total()));
    const auto age
        = [this](Timestamp since) { return clockText(std::chrono::floor<Seconds>(std::max(m_now, since) - since)); };
    QStringList parts{m_watch.source.isEmpty() ? m_sourceName : m_watch.source};
    if (m_watch.lastSeen)
        parts << tr("seen %1 ago").arg(age(*m_watch.lastSeen));
    else if (m_heardAt)
        parts << tr("last change %1 ago").arg(age(*m_heardAt));
    parts.removeAll(QString());
    m_source->setText(parts.join(QStringLiteral(" · ")));
    using State = ApplicationWatch::State;
    const bool old = m_run.end || m_watch.state == State::Troubled || m_watch.state == State::Stopped;
    const QString trouble = m_watch.trouble.isEmpty() ? m_trouble : m_watch.trouble;
    const QString why = m_run.end ? tr("The run is over: this is what was seen last") : trouble;
    m_stale->setVisible(!why.isEmpty());
    m_stale->setState({old ? Glyph::Stale : Glyph::Warn, old ? Role::Stale : Role::Warn, {}}, why.simplified());
    m_retry->setVisible(!m_run.end && m_watch.state == State::Stopped);
}

QString ConvergencePage::sourceText() const
{
    return m_source->text();
}

QString ConvergencePage::staleText() const
{
    return m_stale->isHidden() ? QString() : m_stale->accessibleName();
}

void ConvergencePage::retryWatch()
{
    if (m_inspector)
        m_inspector->watchApplications(true);
}

void ConvergencePage::updateCause()
{
    const Applications &all = m_model.applications();
    const bool known = all.contains(m_chosen) || m_model.tree().missing.contains(m_chosen);
    if (!known)
        m_chosen.clear();
    show(m_chosen.isEmpty() ? worstApplication(all, m_shown) : m_chosen);
    const auto found = all.constFind(m_shown);
    const Application *application = found == all.cend() ? nullptr : &*found;
    if (m_shown.isEmpty())
        m_cause->setEmpty(m_run.end ? tr("All applications were well when they were seen last.")
                                    : tr("All applications are Synced and Healthy: nothing is blocked."));
    else
        m_cause->setCause(causeOf(all, m_model.tree(), m_shown, m_evidence, m_now), !m_chosen.isEmpty());
    m_summary->setApplication(
        application, application ? falseGreen(*application, NewestRevisions(all)) : QList<FalseGreen>());
    m_wishes->follow(application, m_run);
}

void ConvergencePage::show(const QString &application)
{
    if (application == m_shown)
        return;
    m_shown = application;
    m_evidence = {};
    m_trouble.clear();
    m_cause->setResult({}, false); // it was about another
    inspect();
    Q_EMIT applicationShown(application);
}

// A close look costs the cluster requests: only at what a person can see.
void ConvergencePage::inspect()
{
    const QString wanted = isVisible() ? m_shown : QString();
    if (!m_inspector || wanted == m_inspected)
        return;
    m_inspected = wanted;
    m_inspector->inspect(wanted);
}

void ConvergencePage::select(const QString &application)
{
    m_chosen = application;
    m_view->select(application); // a filter may hide its row: it is shown at the right all the same
    updateCause();
}

void ConvergencePage::beginFilter()
{
    m_filter->begin();
}

void ConvergencePage::focusContent()
{
    m_view->setFocus(Qt::OtherFocusReason);
    if (!m_view->currentIndex().isValid())
        m_view->selectionModel()->setCurrentIndex(m_model.index(0, 0), QItemSelectionModel::NoUpdate);
}

// A first share of the room: the tree needs what its columns need, more goes to the right.
void ConvergencePage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (std::exchange(m_shared, true))
        return;
    const int left = std::clamp(width() * 2 / 5, std::min(scaled(470), width() / 2 + 60), scaled(640));
    m_across->setSizes({left, width() - left});
}

void ConvergencePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
    setNow(m_now);
    inspect();
    if (m_watch.state == ApplicationWatch::State::Off)
        retryWatch(); // from now on the counts go on whatever page is shown
}

void ConvergencePage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    inspect();
}

} // namespace relight
