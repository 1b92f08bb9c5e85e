#pragma once
// Tells a director what happens in a run, at times of the test's choice.

#include "models/scenario/director.h"
#include "models/scenario/scenarioparser.h"

namespace relight {

class Storyteller
{
public:
    explicit Storyteller(const QByteArray &parts, Attendance attendance = Attendance::Unattended)
        : director(*parseScenario("scenario:\n  name: x\n  title: T\n  teaches: T.\n  briefing: B.\n" + parts
                       + "  ends: { as: completed }\n")
                       .scenario,
              attendance)
    {
    }

    QStringList tell(const RunEventBody &body, Seconds at)
    {
        return words(director.hear({++m_sequence, Timestamp{Milliseconds(at)}, body}, at));
    }
    QStringList wait(Seconds until) { return words(director.tick(until)); }
    Seconds next() const
    {
        return director.next() ? std::chrono::duration_cast<Seconds>(*director.next()) : Seconds{-1};
    }

    QStringList start(const QStringList &steps, Seconds at = Seconds{0})
    {
        RunStarted started;
        started.runId = QStringLiteral("r");
        started.mode = RunMode::Drill;
        for (const QString &id : steps) {
            PlannedStep step;
            step.id = step.title = id;
            step.kind = id == QLatin1String("provision") ? StepKind::Provision
                : id == QLatin1String("verify-health")   ? StepKind::VerifyHealth
                                                         : StepKind::MonitorSync;
            step.low = Seconds{120};
            step.high = Seconds{480};
            started.steps << step;
        }
        return tell(started, at);
    }

    // The step fails, and the run asks what now.
    QStringList fail(const QString &step, Seconds at, int attempt = 1)
    {
        QStringList all = tell(AttemptStarted{step, attempt}, at);
        all += tell(AttemptEnded{step, attempt, AttemptOutcome::Failed, QStringLiteral("no"), {}}, at);
        all += tell(StepEnded{step, StepState::Failed, QStringLiteral("no"), {}}, at);
        all += tell(RunPaused{PauseCause::FailedStep, QStringLiteral("no"), {}}, at);
        return all + ask(DecisionKind::FailedStep, QStringLiteral("failed:") + step, step, at);
    }

    QStringList ask(DecisionKind kind, const QString &id, const QString &step, Seconds at)
    {
        Decision decision;
        decision.id = id;
        decision.kind = kind;
        decision.stepId = step;
        decision.subject = step.section(u'/', 1);
        return tell(DecisionRequested{decision}, at);
    }

    // As the run answers to a retry.
    void retried(const QString &step, Seconds at)
    {
        (void)tell(DecisionTaken{QStringLiteral("failed:") + step, true, {}, {}}, at);
        (void)tell(StepReset{step, QStringLiteral("retry"), {}}, at);
        (void)tell(RunContinued{}, at);
    }

    Director director;

private:
    static QStringList words(const QList<Order> &orders)
    {
        static const char *names[]
            = {"begin", "end", "inject", "decide", "retry", "skip", "done", "pause", "resume", "cancel", "note"};
        QStringList all;
        for (const Order &order : orders) {
            QString text = QLatin1String(names[int(order.kind)]);
            if (order.kind == Order::Kind::Decide)
                text = order.granted ? QStringLiteral("grant") : QStringLiteral("deny");
            if (order.kind == Order::Kind::Note)
                text += u' ' + order.text;
            all << (order.subject.isEmpty() ? text : text + u' ' + order.subject);
        }
        return all;
    }

    qint64 m_sequence = 0;
};

} // namespace relight
