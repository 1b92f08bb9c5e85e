#include "tests/models/run/randomevents.h"

#include <array>

namespace relight::test {

namespace {

QString stepId(int index)
{
    return QStringLiteral("step-%1").arg(index);
}

// Plays the engine: asks the state what is ready and writes what an engine would.
class Play
{
public:
    Play(RandomEvents &random, int steps)
        : m_random(random)
    {
        happens(random.started(steps));
        happens(PreflightFinished{{}, {random.text()}});
    }

    QList<RunEvent> run()
    {
        while (const StepStatus *next = nextStep())
            advance(next->planned.id, next->state);
        happens(RunEnded{RunEnd::Completed, {}, {}, {}});
        return m_events;
    }

private:
    void happens(RunEventBody body)
    {
        const RunEvent event{
            m_events.size() + 1, Timestamp{Milliseconds{1'000'000'000'000 + 1000 * m_events.size()}}, std::move(body)};
        m_events.append(event);
        fold(m_state, event);
    }

    const StepStatus *nextStep() const
    {
        for (const StepStatus &step : m_state.steps)
            if (!isFinal(step.state) && step.state != StepState::Pending)
                return &step;
        return nullptr;
    }

    void advance(const QString &id, StepState state)
    {
        const int attempt = static_cast<int>(m_state.step(id)->attempts.size()) + 1;
        if (state == StepState::AwaitingApproval)
            return happens(DecisionTaken{QStringLiteral("approve:") + id, true, m_random.text(), {}});
        if (state == StepState::Running)
            return endAttempt(id, attempt - 1);
        if (m_state.step(id)->planned.approve && !m_state.granted(QStringLiteral("approve:") + id)) {
            Decision decision;
            decision.id = QStringLiteral("approve:") + id;
            decision.stepId = id;
            return happens(DecisionRequested{decision});
        }
        if (m_random.chance(5)) {
            happens(RunPaused{PauseCause::Operator, m_random.text(), m_random.text()});
            happens(RunContinued{m_random.text()});
        }
        happens(AttemptStarted{id, attempt});
    }

    void endAttempt(const QString &id, int attempt)
    {
        if (m_random.chance(5))
            return happens(RunResumed{m_random.text(), 4711, {}});
        if (m_random.chance(10))
            return happens(
                AttemptEnded{id, attempt, AttemptOutcome::Failed, m_random.text(), Timestamp{Milliseconds{1}}});
        if (m_random.chance(5)) {
            happens(AttemptEnded{id, attempt, AttemptOutcome::Failed, m_random.text(), {}});
            happens(StepEnded{id, StepState::Failed, m_random.text(), {}});
            return happens(StepReset{id, m_random.text(), m_random.text()});
        }
        happens(FactRecorded{id, QStringLiteral("fact"), m_random.text()});
        happens(AttemptEnded{id, attempt, AttemptOutcome::Succeeded, m_random.text(), {}});
        happens(StepEnded{id, m_random.chance(10) ? StepState::Skipped : StepState::Succeeded, m_random.text(), {}});
    }

    RandomEvents &m_random;
    QList<RunEvent> m_events;
    RunState m_state;
};

} // namespace

RandomEvents::RandomEvents(unsigned seed)
    : m_random(seed)
{
}

int RandomEvents::number(int below)
{
    return static_cast<int>(m_random() % static_cast<unsigned>(below));
}

bool RandomEvents::chance(int percent)
{
    return number(100) < percent;
}

QString RandomEvents::text()
{
    static const std::array<QString, 16> pieces = {QStringLiteral("plain"), QStringLiteral("\""), QStringLiteral("\\"),
        QStringLiteral("\n"), QStringLiteral("\r\n\t"), QStringLiteral("ü"), QStringLiteral("部署"),
        QStringLiteral("🔥"), QStringLiteral("\u0001\u001f"), QStringLiteral("\u007f\u0085"),
        QStringLiteral("</script>"), QStringLiteral("{\"seq\":9}"), QStringLiteral("\u2028"), QStringLiteral(" "),
        QString(QChar(0)), QStringLiteral("a longer piece of text, as messages are")};
    QString text;
    for (int count = number(6); count > 0; --count)
        text += pieces[static_cast<std::size_t>(number(pieces.size()))];
    return text;
}

QStringList RandomEvents::texts()
{
    QStringList list;
    for (int count = number(4); count > 0; --count)
        list.append(text());
    return list;
}

Timestamp RandomEvents::time()
{
    return Timestamp{Milliseconds{static_cast<qint64>(m_random()) * 1000 + number(1000)}};
}

Decision RandomEvents::decision()
{
    return {text(), static_cast<DecisionKind>(number(13)), stepId(number(8)), text(), text(), texts(), text(), text(),
        chance(50)};
}

RunStarted RandomEvents::started(int steps)
{
    RunStarted started{QStringLiteral("run"), static_cast<RunMode>(number(3)), text(), text(), text(), text(), text(),
        {}, {}, {}, {}, {}};
    if (chance(50))
        started.declaredAt = time();
    if (chance(50))
        started.lostAt = time();
    if (chance(50))
        started.rto = Seconds{number(10'000)};
    if (chance(50))
        started.rpo = Seconds{number(10'000)};
    for (int i = 0; i < steps; ++i) {
        PlannedStep step;
        step.id = stepId(i);
        step.title = text();
        step.phase = text();
        step.kind = i + 1 == steps ? StepKind::VerifyHealth : static_cast<StepKind>(number(8));
        for (int other = 0; other < i; ++other)
            if (chance(100 / steps + 10))
                step.after.append(stepId(other));
        step.low = Seconds{number(100)};
        step.high = Seconds{100 + number(1000)};
        step.critical = chance(80);
        step.approve = chance(20);
        step.leftOut = chance(10);
        step.automation = static_cast<Automation>(number(3));
        step.onFailure = static_cast<FailurePolicy>(number(2));
        step.timeout = Seconds{number(5000)};
        step.retries = number(4);
        step.retryDelay = Seconds{number(60)};
        started.steps.append(step);
    }
    return started;
}

RunEventBody RandomEvents::body(std::size_t type)
{
    const QString step = chance(10) ? text() : stepId(number(8));
    const int attempt = number(4);
    switch (type % std::variant_size_v<RunEventBody>) {
    case 0:
        return started(number(8));
    case 1:
        return RunResumed{text(), static_cast<qint64>(m_random()) << 20, text()};
    case 2:
        return PreflightFinished{texts(), texts()};
    case 3:
        return ClusterPinned{text(), text(), text(), text()};
    case 4:
        return FactRecorded{step, text(), text()};
    case 5:
        return DecisionRequested{decision()};
    case 6:
        return DecisionTaken{text(), chance(50), text(), text()};
    case 7:
        return AttemptStarted{step, attempt};
    case 8:
        return AttemptEnded{step, attempt, static_cast<AttemptOutcome>(number(5)), text(),
            chance(50) ? std::optional(time()) : std::nullopt};
    case 9:
        return StepEnded{step, static_cast<StepState>(number(11)), text(), text()};
    case 10:
        return StepWaiting{step, text()};
    case 11:
        return StepReset{step, text(), text()};
    case 12:
        return RunPaused{static_cast<PauseCause>(number(4)), text(), text()};
    case 13:
        return RunContinued{text()};
    case 14:
        return CancelRequested{text()};
    case 15:
        return RunEnded{static_cast<RunEnd>(number(4)), text(), texts(), texts()};
    case 16:
        return NoteAdded{step, text(), text()};
    default:
        return DecisionWithdrawn{text(), text()};
    }
}

QList<RunEvent> RandomEvents::garbage(int count)
{
    QList<RunEvent> events;
    qint64 sequence = 0;
    for (int i = 0; i < count; ++i) {
        sequence += number(4) - 1;
        // Ends and second starts would make all that follows dull: seldom.
        auto type = static_cast<std::size_t>(number(18));
        if ((type == 0 && i > 2) || (type == 15 && !chance(3)))
            type = 8;
        events.append({sequence, time(), i == 1 ? RunEventBody(started(8)) : body(type)});
    }
    return events;
}

QList<RunEvent> RandomEvents::validRun(int steps)
{
    return Play(*this, steps).run();
}

} // namespace relight::test
