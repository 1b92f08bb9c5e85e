#include "tests/models/scenario/paperrun.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relight {

static PlannedStep planned(const Step &step)
{
    PlannedStep made;
    made.id = step.id;
    made.title = step.title;
    made.kind = step.kind;
    made.after = step.after;
    made.low = step.estimate.low;
    made.high = step.estimate.high;
    made.critical = step.critical;
    made.approve = step.approve;
    made.automation = step.automation;
    return made;
}

PaperRun::PaperRun(const Scenario &scenario, const RecoveryPlan &plan)
    : m_scenario(scenario)
    , m_director(scenario)
{
    RunStarted started;
    started.runId = u"paper"_s;
    started.mode = RunMode::Drill;
    for (const Step &step : plan.steps)
        started.steps << planned(step);
    m_queue << started;
}

void PaperRun::add(const RunEventBody &body)
{
    m_queue << body;
}

const QList<RunEvent> &PaperRun::play()
{
    carryOut(m_director.tick(m_now));
    while (!state().end) {
        while (!m_queue.isEmpty()) {
            const RunEvent event{m_events.size() + 1, Timestamp{m_now}, m_queue.takeFirst()};
            m_events << event;
            carryOut(m_director.hear(event, m_now));
        }
        move();
        if (!m_queue.isEmpty())
            continue;
        std::optional<Milliseconds> next = m_director.next();
        for (const Milliseconds end : std::as_const(m_ends)) {
            if (end > m_now && (!next || end < *next))
                next = end;
        }
        if (!next || *next > std::chrono::hours{48})
            break;
        m_now = *next;
        carryOut(m_director.tick(m_now));
    }
    return m_events;
}

void PaperRun::carryOut(const QList<Order> &orders)
{
    for (const Order &order : orders)
        carryOut(order);
}

void PaperRun::carryOut(const Order &order)
{
    static const char *names[]
        = {"begin", "end", "inject", "decide", "retry", "skip", "done", "pause", "resume", "cancel", "note"};
    m_orders << clockText(std::chrono::duration_cast<Seconds>(m_now)) + u' ' + QLatin1String(names[int(order.kind)])
            + u' ' + order.subject;
    const QString by = u"drill"_s;
    switch (order.kind) {
    case Order::Kind::BeginFault:
        m_on.insert(m_scenario.fault(order.subject)->kind);
        if (isOn("argocd-restart"))
            add(FactRecorded{u"monitor-sync"_s, u"seen-through"_s, u"Kubernetes watch"_s});
        break;
    case Order::Kind::EndFault:
        m_on.remove(m_scenario.fault(order.subject)->kind);
        break;
    case Order::Kind::Inject:
        break;
    case Order::Kind::Decide:
        decide(order.subject, order.granted, order.text);
        break;
    case Order::Kind::Retry:
        add(DecisionTaken{u"failed:"_s + order.subject, true, by, {}});
        add(StepReset{order.subject, u"retry"_s, by});
        add(RunContinued{by});
        break;
    case Order::Kind::Skip:
        add(StepEnded{order.subject, StepState::Skipped, order.text, by});
        add(RunContinued{by});
        break;
    case Order::Kind::Done:
        add(DecisionTaken{u"manual:"_s + order.subject, true, by, {}});
        add(StepEnded{order.subject, StepState::Succeeded, order.text, by});
        break;
    case Order::Kind::Pause:
        add(RunPaused{PauseCause::Operator, {}, by});
        break;
    case Order::Kind::Resume:
        add(RunContinued{by});
        break;
    case Order::Kind::Cancel:
        add(CancelRequested{by});
        add(RunEnded{RunEnd::Cancelled, order.text, {}, {}});
        break;
    case Order::Kind::Note:
        add(NoteAdded{{}, order.text, by});
        break;
    }
}

void PaperRun::decide(const QString &id, bool granted, const QString &comment)
{
    const Decision asked = state().asked.value(id);
    add(DecisionTaken{id, granted, u"drill"_s, comment});
    if (asked.kind == DecisionKind::FailedStep && !asked.stepId.isEmpty()) {
        add(StepReset{asked.stepId, u"retry"_s, {}});
        add(RunContinued{});
    } else if (!granted && !asked.stepId.isEmpty()) {
        add(StepReset{asked.stepId, u"refused"_s, {}});
        add(RunPaused{PauseCause::Operator, u"refused"_s, {}});
    }
}

// What stands before the first step: a host that does not answer, the lost cluster, warnings.
bool PaperRun::gate()
{
    const auto ask = [this](DecisionKind kind, const QString &id, const QString &reason) {
        if (isGranted(id) && kind != DecisionKind::FailedStep)
            return true;
        if (!state().isOpen(id))
            add(DecisionRequested{{id, kind, {}, u"The lost cluster answers"_s, reason, {}, {}, {}, false}});
        return false;
    };
    if (isOn("git-down") && !ask(DecisionKind::FailedStep, u"preflight"_s, u"ls-remote: 503"_s))
        return false;
    if (state().isOpen(u"preflight"_s))
        return false;
    if (isOn("lost-cluster-answers") && !isGranted(u"lost"_s)
        && !ask(DecisionKind::LostClusterAnswers, u"lost"_s, u"answers"_s))
        return false;
    return !isOn("backup-old") || ask(DecisionKind::Warnings, u"warnings"_s, u"is 1d2h old"_s);
}

void PaperRun::move()
{
    if (state().end || state().paused || !gate())
        return;
    const QList<StepStatus> steps = state().steps;
    for (const StepStatus &step : steps) {
        if (moveStep(step))
            return;
    }
    if (std::ranges::all_of(steps, [](const StepStatus &step) { return isFinal(step.state); })) {
        const bool skipped
            = std::ranges::any_of(steps, [](const StepStatus &step) { return step.state == StepState::Skipped; });
        add(RunEnded{skipped ? RunEnd::CompletedWithExceptions : RunEnd::Completed, {}, {}, {}});
    }
}

bool PaperRun::moveStep(const StepStatus &step)
{
    const QString &id = step.planned.id;
    const auto stuck = troubleAtEnd(step);
    // Who watches meets a login that ended at once, and not at the end.
    const bool breaks = step.planned.kind == StepKind::MonitorSync && stuck && stuck->first == DecisionKind::FailedStep;
    if (step.state == StepState::Running && m_ends.contains(id) && (breaks || m_ends.value(id) <= m_now)) {
        finish(step);
        return !m_queue.isEmpty();
    }
    if (step.state == StepState::Running && stuck && stuck->first == DecisionKind::Exceptions
        && !isGranted(u"trouble:"_s + id)) {
        askFor(step, stuck->first, stuck->second);
        return true;
    }
    if (step.state == StepState::AwaitingApproval && !stuck) {
        // A question about what has healed takes itself back.
        for (const Decision &open : state().open) {
            if (open.kind == DecisionKind::Exceptions && open.stepId == id) {
                add(DecisionWithdrawn{open.id, u"healed"_s});
                return true;
            }
        }
    }
    if (step.state != StepState::Ready || !state().dependenciesMet(step))
        return false;
    if (step.planned.automation != Automation::Automated) {
        askFor(step, DecisionKind::ManualStep, u"by hand"_s);
        return true;
    }
    if (step.planned.approve && !isGranted(u"step-approval:"_s + id)) {
        askFor(step, DecisionKind::StepApproval, u"approve"_s);
        return true;
    }
    if (const auto trouble = troubleAtStart(step); trouble && !isGranted(u"trouble:"_s + id)) {
        askFor(step, trouble->first, trouble->second);
        return true;
    }
    add(AttemptStarted{id, int(step.attempts.size()) + 1});
    m_ends[id] = m_now + (Milliseconds(step.planned.low) + Milliseconds(step.planned.high)) / 2;
    return true;
}

void PaperRun::askFor(const StepStatus &step, DecisionKind kind, const QString &text)
{
    const QString &id = step.planned.id;
    const QString name = kind == DecisionKind::StepApproval ? u"step-approval:"_s
        : kind == DecisionKind::ManualStep                  ? u"manual:"_s
                                                            : u"trouble:"_s;
    const QString title = kind == DecisionKind::TerraformPlan ? u"Approve a terraform plan that destroys"_s : text;
    add(DecisionRequested{{name + id, kind, id, title, text, {}, id.section(u'/', 1), {}, false}});
}

PaperRun::Trouble PaperRun::troubleAtStart(const StepStatus &step) const
{
    if (step.planned.kind == StepKind::Provision && isOn("terraform-destroys"))
        return std::pair(DecisionKind::TerraformPlan, u"1 to destroy"_s);
    if (step.planned.kind == StepKind::RestoreData && !step.attempts.isEmpty())
        return std::pair(DecisionKind::RestoreAgain, u"half done"_s);
    return std::nullopt;
}

PaperRun::Trouble PaperRun::troubleAtEnd(const StepStatus &step) const
{
    using Kind = DecisionKind;
    if (step.planned.kind == StepKind::Provision && isOn("terraform-fails"))
        return std::pair(Kind::FailedStep, u"InsufficientInstanceCapacity"_s);
    if (step.planned.kind == StepKind::RestoreData && isOn("restore-half"))
        return std::pair(Kind::FailedStep, u"verify-command failed"_s);
    if (step.planned.kind == StepKind::UpdateDns && isOn("dns-stale"))
        return std::pair(Kind::FailedStep, u"www.shop.example still says the old value"_s);
    if (step.planned.kind != StepKind::MonitorSync)
        return std::nullopt;
    if (isOn("credentials-expired"))
        return std::pair(Kind::FailedStep, u"the cluster does not accept these credentials (Unauthorized)"_s);
    static const std::pair<const char *, const char *> blocked[] = {{"store-sealed", "Vault is sealed"},
        {"secret-missing", "accounts-credentials not found"}, {"registry-rate-limit", "toomanyrequests"},
        {"quota-exceeded", "exceeded quota"}, {"bad-image", "frontend: cannot pull image"},
        {"circular-bootstrap", "frontend waits for accounts-bootstrap, accounts for frontend-bootstrap"}};
    for (const auto &[fault, says] : blocked) {
        if (isOn(fault))
            return std::pair(Kind::Exceptions, QString::fromLatin1(says));
    }
    return std::nullopt;
}

void PaperRun::finish(const StepStatus &step)
{
    const QString &id = step.planned.id;
    const int attempt = step.attempts.last().number;
    m_ends.remove(id);
    const auto trouble = troubleAtEnd(step);
    if (trouble && trouble->first == DecisionKind::FailedStep) {
        add(AttemptEnded{id, attempt, AttemptOutcome::Failed, trouble->second, {}});
        add(StepEnded{id, StepState::Failed, trouble->second, {}});
        add(RunPaused{PauseCause::FailedStep, trouble->second, {}});
        add(DecisionRequested{
            {u"failed:"_s + id, DecisionKind::FailedStep, id, trouble->second, trouble->second, {}, id, {}, false}});
    } else {
        add(AttemptEnded{id, attempt, AttemptOutcome::Succeeded, u"done"_s, {}});
        add(StepEnded{id, StepState::Succeeded, u"done"_s, {}});
    }
}

} // namespace relight
