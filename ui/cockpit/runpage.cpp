#include "ui/cockpit/runpage.h"

#include "ui/checklist/checklistview.h"
#include "ui/cockpit/centrepages.h"
#include "ui/cockpit/missionbar.h"
#include "ui/cockpit/needsyouslot.h"
#include "ui/cockpit/runwishes.h"
#include "ui/cockpit/stepinaction.h"
#include "ui/convergence/applicationsummary.h"
#include "ui/convergence/convergencepage.h"
#include "ui/events/eventpanel.h"
#include "ui/manifest/manifestcopy.h"
#include "ui/resources/resourcepanel.h"
#include "ui/step/steppage.h"
#include "ui/theme/textlabel.h"
#include "ui/timeline/timelinepage.h"

#include <QDataStream>
#include <QHBoxLayout>
#include <QPushButton>

namespace relight {

RunPage::RunPage(const Look &look, const RunView &view, WallClock clock, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_view(view)
    , m_clock(std::move(clock))
    , m_models(new RunModels(view, m_clock, this))
    , m_wishes(new RunWishes(look, m_view, *this))
    , m_bar(new MissionBar(look))
    , m_slot(new NeedsYouSlot(look))
    , m_pause(new QPushButton)
    , m_cancel(new QPushButton(tr("Cancel run…")))
    , m_checklist(new ChecklistView(look, m_models->checklist()))
    , m_timeline(new TimelinePage(look, m_models->timeline()))
    , m_step(new StepPage(look))
    , m_convergence(new ConvergencePage(look, m_models->applications(), m_models->counts(), view.inspector))
    , m_centre(new CentrePages(look))
    , m_events(new EventPanel(look, m_models->feed()))
    , m_across(new QSplitter(Qt::Horizontal))
    , m_down(new QSplitter(Qt::Vertical))
{
    m_across->addWidget(makeChecklist());
    m_resources = new ResourcePanel(look, m_models->applications(), view.inspector, &m_convergence->summary());
    m_convergence->setDetails(m_resources);
    m_resources->showApplication(m_convergence->shown());
    m_convergence->summary().show(); // inside the panel now
    m_centre->add(QStringLiteral("timeline"), m_timeline, tr("Timeline"));
    m_centre->add(QStringLiteral("convergence"), m_convergence, tr("Convergence"));
    m_centre->add(QStringLiteral("step"), m_step, tr("Step"));
    addManifest();
    m_across->addWidget(m_centre);
    m_across->setStretchFactor(0, 0);
    m_across->setStretchFactor(1, 1);
    m_across->setSizes({scaled(350, 430), 1000});
    m_across->setCollapsible(1, false);
    m_down->addWidget(m_across);
    m_down->addWidget(m_events);
    m_down->setStretchFactor(0, 1);
    m_down->setStretchFactor(1, 0);
    m_down->setSizes({600, m_events->heightOf(4)});
    m_down->setCollapsible(0, false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(makeBars());
    column->addWidget(m_down, 1);
    connectParts();
    if (m_view.looksOn)
        lookOn();
    heard();
}

// Made when it is first looked at: few ever do, and a run has to be on the screen at once.
void RunPage::addManifest()
{
    if (m_view.manifest.isEmpty())
        return;
    auto *place = new QWidget;
    auto *column = new QVBoxLayout(place);
    column->setContentsMargins(0, 0, 0, 0);
    m_centre->add(QStringLiteral("manifest"), place, tr("Manifest"));
    connect(m_centre, &CentrePages::pageShown, place, [this, place, column](QWidget *shown) {
        if (shown == place && column->isEmpty())
            column->addWidget(new ManifestCopy(m_look, m_view.manifest, run().started.manifestPath));
    });
}

QWidget *RunPage::makeBars()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 4, 10, 4);
    row->setSpacing(8);
    row->addWidget(m_slot, 1);
    row->addWidget(m_pause);
    row->addWidget(m_cancel);
    return bar;
}

QWidget *RunPage::makeChecklist()
{
    auto *panel = new QWidget;
    panel->setAutoFillBackground(true);
    panel->setBackgroundRole(QPalette::Base);
    panel->setMinimumWidth(220);
    auto *title = new TextLabel(m_look, TextStyle::BodyStrong, Role::Text, tr("Checklist"));
    auto *columns = new TextLabel(m_look, TextStyle::Caption, Role::Muted, tr("elapsed / estimate"));
    columns->setWordWrap(false);
    columns->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(14, 7, 14, 5);
    head->addWidget(title, 1);
    head->addWidget(columns);
    auto *column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_checklist, 1);
    return panel;
}

void RunPage::connectParts()
{
    connect(&m_view.control, &RunControl::happened, this, &RunPage::heard);
    connect(&m_view.control, &RunControl::rejected, this,
        [this](quint64, const Error &error) { Q_EMIT refusedByRun(error.message); });
    connect(&m_view.control, &RunControl::ended, this, &RunPage::heard);
    connect(m_models, &RunModels::applicationsHeard, m_convergence, &ConvergencePage::setSource);
    connect(m_models, &RunModels::progressed, this, [this](const QStringList &ids) {
        if (ids.contains(m_step->stepId()))
            showSelected();
    });
    connect(m_convergence, &ConvergencePage::applicationShown, m_resources, &ResourcePanel::showApplication);
    connect(m_convergence, &ConvergencePage::resourceAsked, m_resources, &ResourcePanel::showResource);
    connect(m_checklist, &ChecklistView::chosen, this, [this](const QString &id) {
        if (!m_following)
            m_chosenByPerson = true;
        m_shown = id;
        m_timeline->select(id);
        showSelected();
    });
    connect(m_checklist, &ChecklistView::opened, this, &RunPage::openStep);
    connect(m_timeline, &TimelinePage::chosen, m_checklist, &ChecklistView::select);
    connect(m_timeline, &TimelinePage::opened, this, &RunPage::openStep);
    connect(m_slot, &NeedsYouSlot::decisionAsked, this, &RunPage::openDecision);
    connect(m_slot, &NeedsYouSlot::announced, this, &RunPage::announced);
    connect(m_pause, &QPushButton::clicked, m_wishes, &RunWishes::pauseOrResume);
    connect(m_cancel, &QPushButton::clicked, m_wishes, &RunWishes::cancel);
    connect(m_step, &StepPage::granted, m_wishes, &RunWishes::grant);
    connect(m_step, &StepPage::refused, m_wishes, &RunWishes::refuse);
    connect(m_step, &StepPage::retryAsked, m_wishes, &RunWishes::retry);
    connect(m_step, &StepPage::skipAsked, m_wishes, &RunWishes::skip);
    connect(m_step, &StepPage::doneAsked, m_wishes, &RunWishes::markDone);
    connect(m_events, &EventPanel::stepAsked, this, &RunPage::showStep);
    connect(m_events, &EventPanel::runAsked, this, &RunPage::showWhole);
    connect(
        m_events, &EventPanel::noted, this, [this](const QString &text) { m_wishes->addNote(m_step->stepId(), text); });
    // The button that was pressed goes away: the keyboard goes back to the checklist, not to whatever comes next.
    connect(m_wishes, &RunWishes::answered, this, [this] { m_checklist->setFocus(Qt::OtherFocusReason); });
}

void RunPage::lookOn()
{
    m_slot->lookOn();
    m_step->lookOn();
    m_events->setNotesAllowed(false);
    m_convergence->lookOn();
    m_pause->hide();
    m_cancel->hide();
}

// Everything that follows the run's state.
void RunPage::heard()
{
    const RunState &state = run();
    m_bar->follow(state, m_clock(), m_models->timeline().frame());
    m_slot->follow(state);
    m_convergence->follow(state);
    m_centre->setRun(state.started);
    m_pause->setText(state.paused ? tr("Resume") : tr("Pause"));
    m_pause->setEnabled(!state.end && !state.cancelRequested && !state.started.runId.isEmpty());
    m_pause->setToolTip(state.paused ? tr("Let the run go on: %1").arg(state.paused->reason)
                                     : tr("Nothing new starts; what runs goes on to its end"));
    m_cancel->setEnabled(m_pause->isEnabled());
    m_wishes->heard();
    if (state.end && !std::exchange(m_ended, true))
        followRun(); // what came of it is shown once, then the person looks where they like
    follow();
    showSelected();
    Q_EMIT changed();
}

void RunPage::tick()
{
    const Timestamp now = m_clock();
    m_models->setNow(now);
    m_convergence->setNow(now);
    m_bar->follow(run(), now, m_models->timeline().frame());
    showSelected();
}

void RunPage::follow()
{
    const QString id = m_chosenByPerson ? QString() : stepInAction(run(), m_slot->open());
    if (id.isEmpty())
        return;
    m_following = true;
    m_checklist->select(id);
    m_following = false;
}

void RunPage::followRun()
{
    m_chosenByPerson = false;
    if (run().end)
        chooseNone();
    follow();
    showSelected();
}

void RunPage::chooseNone()
{
    m_checklist->setCurrentIndex({});
    m_checklist->clearSelection();
    m_shown.clear();
}

const StepStatus *RunPage::stepFor(const QString &id) const
{
    if (const StepStatus *step = run().step(id))
        return step;
    const QModelIndex line = m_models->checklist().indexOf(id);
    const ChecklistRow *row = m_models->checklist().value(line);
    if (!row || row->kind != ChecklistRow::Kind::Line)
        return nullptr;
    const StepStatus *first = nullptr;
    for (int part = 0; part < m_models->checklist().rowCount(line); ++part) {
        const StepStatus *step = run().step(m_models->checklist().id(m_models->checklist().index(part, 0, line)));
        if (step && (!first || step->state == row->state))
            first = step;
        if (step && step->state == row->state)
            break;
    }
    return first;
}

void RunPage::showSelected()
{
    const StepStatus *step = m_shown.isEmpty() ? nullptr : stepFor(m_shown);
    if (!step) {
        m_step->showRun(run(), m_models->log({}));
        return;
    }
    m_step->showStep(run(), *step, m_view.plan.find(step->planned.id), m_models->log(step->planned.id), m_clock());
    m_step->setProgress(m_models->progress(step->planned.id), step->state == StepState::Running);
}

void RunPage::showPage(QWidget *page)
{
    m_centre->showPage(page);
}

void RunPage::showStep(const QString &id)
{
    showPage(m_step);
    m_chosenByPerson = true;
    m_checklist->select(id);
    m_shown = id;
    showSelected();
}

void RunPage::showWhole()
{
    showPage(m_step);
    m_chosenByPerson = true;
    chooseNone();
    showSelected();
}

void RunPage::openStep(const QString &id)
{
    showStep(id);
    m_step->setFocus(Qt::OtherFocusReason);
    m_step->focusDecision();
}

void RunPage::openDecision(const QString &decisionId)
{
    const auto decision = std::ranges::find(run().open, decisionId, &Decision::id);
    if (decision == run().open.cend())
        return;
    if (!decision->stepId.isEmpty()) {
        showStep(decision->stepId);
        m_chosenByPerson = false; // the run brought them here
    }
    if (!m_view.looksOn)
        m_wishes->openDecision(*decision);
}

void RunPage::answer()
{
    m_slot->focusButton();
    if (m_slot->isLit())
        openDecision(m_slot->open().first().id);
}

QByteArray RunPage::layoutState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly); // a nameless one writes its first array as a C string
    stream << m_across->saveState() << m_down->saveState() << m_centre->windows();
    return state;
}

void RunPage::restoreLayout(const QByteArray &state)
{
    QByteArray across, down;
    QDataStream stream(state);
    stream >> across >> down;
    if (stream.status() != QDataStream::Ok)
        return;
    m_across->restoreState(across);
    m_down->restoreState(down);
    if (m_across->sizes().value(1) < 200) // a layout that hides the centre is not kept
        m_across->setSizes({scaled(350, 430), 1000});
    if (m_down->sizes().value(0) < 200)
        m_down->setSizes({600, m_events->heightOf(4)});
    QByteArray windows; // not in the layouts of old
    stream >> windows;
    m_centre->restoreWindows(windows);
}

} // namespace relight
