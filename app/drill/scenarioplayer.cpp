#include "app/drill/scenarioplayer.h"

namespace relight {

static QString channelWord(Channel channel)
{
    return channel == Channel::Mail ? QStringLiteral("mail")
        : channel == Channel::Phone ? QStringLiteral("call")
                                    : QStringLiteral("chat");
}

static const QString simulated = QStringLiteral("operator: drill");

ScenarioPlayer::ScenarioPlayer(Parts parts, Scenario scenario, Attendance attendance)
    : m_parts(parts)
    , m_director(std::move(scenario), attendance)
{
}

ScenarioPlayer::~ScenarioPlayer() = default;

void ScenarioPlayer::start(RunControl &run)
{
    m_run = &run;
    carryOut(m_director.tick(Milliseconds{0}));
    m_thread = std::jthread([this](const std::stop_token &stop) { work(stop); });
}

void ScenarioPlayer::stop()
{
    m_thread = {};
}

void ScenarioPlayer::heard(const QList<RunEvent> &events)
{
    const std::lock_guard lock(m_mutex);
    m_heard += events;
    m_changed.notify_all();
}

void ScenarioPlayer::refused(quint64 command)
{
    const std::lock_guard lock(m_mutex);
    m_refused << command;
    m_changed.notify_all();
}

QList<PlayedOrder> ScenarioPlayer::played() const
{
    const std::lock_guard lock(m_mutex);
    return m_played;
}

void ScenarioPlayer::work(const std::stop_token &stop)
{
    const Instant begin = m_parts.clock.now() - m_parts.clock.elapsed();
    while (!stop.stop_requested()) {
        QList<RunEvent> heard;
        QList<Order> refused;
        {
            std::unique_lock lock(m_mutex);
            const auto next = m_director.next();
            m_parts.clock.wait(m_changed, lock, next ? begin + *next : Instant::max(), stop,
                [&] { return !m_heard.isEmpty() || !m_refused.isEmpty(); });
            heard.swap(m_heard);
            for (const quint64 command : std::exchange(m_refused, {})) {
                if (const auto order = m_commands.find(command); order != m_commands.end())
                    refused << order->second;
            }
        }
        if (stop.stop_requested())
            return;
        const Milliseconds now = m_parts.clock.elapsed();
        for (const Order &order : std::as_const(refused))
            m_director.refused(order, now);
        for (const RunEvent &event : std::as_const(heard)) {
            tellTheWorld(event);
            carryOut(m_director.hear(event, now));
        }
        carryOut(m_director.tick(now));
    }
}

// What a person did by hand (a console, a phone call) has happened in the world, too.
void ScenarioPlayer::tellTheWorld(const RunEvent &event)
{
    const auto *ended = std::get_if<StepEnded>(&event.body);
    if (!ended || ended->state != StepState::Succeeded || ended->by.isEmpty())
        return;
    const auto done = m_parts.link.ask(QStringLiteral("done-by-hand"), {{QStringLiteral("step"), ended->stepId}});
    if (!done)
        m_run->addNote(ended->stepId, done.error().message, simulated);
}

void ScenarioPlayer::carryOut(const QList<Order> &orders)
{
    for (const Order &order : orders)
        carryOut(order);
}

void ScenarioPlayer::carryOut(const Order &order)
{
    {
        const std::lock_guard lock(m_mutex);
        m_played << PlayedOrder{m_parts.clock.elapsed(), order};
    }
    if (order.kind == Order::Kind::BeginFault) {
        const ScenarioFault *fault = m_director.scenario().fault(order.subject);
        if (!fault)
            return;
        QJsonObject with;
        for (auto setting = fault->with.cbegin(); setting != fault->with.cend(); ++setting)
            with.insert(setting.key(), setting.value());
        const QJsonObject begin{
            {QStringLiteral("id"), fault->id}, {QStringLiteral("kind"), fault->kind}, {QStringLiteral("with"), with}};
        (void)m_parts.link.ask(QStringLiteral("fault"), {{QStringLiteral("begin"), begin}});
        return;
    }
    if (order.kind == Order::Kind::EndFault) {
        (void)m_parts.link.ask(QStringLiteral("fault"), {{QStringLiteral("end"), order.subject}});
        return;
    }
    // Under the mutex: a refusal may be heard before this thread is back.
    const std::lock_guard lock(m_mutex);
    m_commands.emplace(command(order), order);
}

quint64 ScenarioPlayer::command(const Order &order)
{
    RunControl &run = *m_run;
    switch (order.kind) {
    case Order::Kind::Decide:
        return run.decide(order.subject, order.granted, simulated, order.text);
    case Order::Kind::Retry:
        return run.retry(order.subject, simulated);
    case Order::Kind::Skip:
        return run.skip(order.subject, order.text, simulated);
    case Order::Kind::Done:
        return run.markDone(order.subject, order.text, simulated);
    case Order::Kind::Pause:
        return run.pause(simulated);
    case Order::Kind::Resume:
        return run.resume(simulated);
    case Order::Kind::Cancel:
        return run.cancel(simulated);
    case Order::Kind::Inject: {
        const Inject *inject = m_director.scenario().inject(order.subject);
        if (!inject)
            return 0;
        const QString text
            = inject->subject.isEmpty() ? inject->text.trimmed() : inject->subject + u'\n' + inject->text.trimmed();
        return run.addNote({}, text, QStringLiteral("%1 from %2").arg(channelWord(inject->by), inject->from));
    }
    case Order::Kind::Note:
        return run.addNote({}, order.text, simulated);
    case Order::Kind::BeginFault:
    case Order::Kind::EndFault:
        break;
    }
    return 0;
}

} // namespace relight
