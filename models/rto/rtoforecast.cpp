#include "models/rto/rtoforecast.h"

#include "models/rto/draws.h"
#include "models/rto/spread.h"

#include <array>
#include <cmath>

namespace relight {

namespace {

using Figures = std::vector<double>;

Seconds whole(double seconds)
{
    return Seconds(std::llround(seconds));
}

// Nearest rank; `figures` are put into another order.
std::pair<double, double> halfAndNineInTen(Figures &figures)
{
    const auto half = figures.begin() + qsizetype((figures.size() - 1) / 2);
    const auto nine = figures.begin() + qsizetype(std::ceil(double(figures.size()) * 0.9)) - 1;
    std::nth_element(figures.begin(), half, figures.end());
    const double middle = *half; // the second search moves it
    if (nine <= half)
        return {middle, middle};
    std::nth_element(half, nine, figures.end());
    return {middle, *nine};
}

bool hasToBeRetried(const StepStatus &step)
{
    return isFinal(step.state) && !meetsDependency(step);
}

class Rehearsal
{
public:
    Rehearsal(const RunState &run, Timestamp zero, Timestamp now, int draws)
        : m_run(run)
        , m_zero(zero)
        , m_now(std::chrono::duration<double>(std::max(now, zero) - zero).count())
        , m_landing(size_t(draws), m_now)
        , m_scratch(size_t(draws))
    {
        m_ends.reserve(size_t(run.steps.size()));
    }

    RtoForecast told()
    {
        for (const StepStatus &step : m_run.steps)
            rehearse(step);
        if (const auto rto = m_run.started.rto) {
            m_forecast.objective = *rto;
            const auto inTime = std::ranges::count_if(
                m_landing, [limit = double(rto->count())](double landing) { return landing <= limit; });
            m_forecast.chance = double(inTime) / double(m_landing.size());
        }
        countLandings();
        const auto [half, nineInTen] = halfAndNineInTen(m_landing);
        m_forecast.half = whole(half);
        m_forecast.nineInTen = whole(nineInTen);
        if (!m_run.open.isEmpty())
            assume(RtoForecast::Answered);
        if (m_run.paused)
            assume(RtoForecast::Resumed);
        return m_forecast;
    }

private:
    struct End
    {
        double known = 0; // of a step that is over
        Figures drawn;    // of one that is not
        double half = 0, late = 0;
    };

    double at(Timestamp time) const { return std::chrono::duration<double>(time - m_zero).count(); }
    void assume(RtoForecast::Condition condition) { m_forecast.condition = std::max(m_forecast.condition, condition); }

    void rehearse(const StepStatus &step)
    {
        m_numbers.insert(step.planned.id, int(m_ends.size()));
        End end;
        if (isFinal(step.state) && !hasToBeRetried(step)) {
            end.known = step.ended ? at(*step.ended) : m_now;
        } else {
            draw(step, end);
            for (size_t i = 0; i < m_landing.size(); ++i)
                m_landing[i] = std::max(m_landing[i], end.drawn[i]);
        }
        m_ends.push_back(std::move(end));
    }

    void draw(const StepStatus &step, End &end)
    {
        end.drawn = drawsFor(step.planned.id, int(m_landing.size()));
        const Spread spread = spreadOf(step.planned);
        StepForecast &told = m_forecast.steps[step.planned.id];
        if (step.state == StepState::Running && !step.attempts.isEmpty()) {
            const double elapsed = std::max(0.0, m_now - at(step.attempts.last().started));
            for (double &figure : end.drawn)
                figure = m_now + remainingAt(spread, elapsed, figure);
            told.start = told.startLate = whole(at(step.attempts.last().started));
        } else {
            const auto [half, late] = startAfterAll(step);
            told.start = whole(half);
            told.startLate = whole(late);
            for (size_t i = 0; i < end.drawn.size(); ++i)
                end.drawn[i] = m_starts[i] + durationAt(spread, end.drawn[i]);
        }
        m_scratch = end.drawn;
        std::tie(end.half, end.late) = halfAndNineInTen(m_scratch);
        told.end = whole(end.half);
        told.endLate = whole(end.late);
    }

    // Fills m_starts.
    std::pair<double, double> startAfterAll(const StepStatus &step)
    {
        if (hasToBeRetried(step))
            assume(RtoForecast::Retried);
        double release = step.retryAt ? std::max(m_now, at(*step.retryAt)) : m_now;
        std::vector<const End *> open;
        for (const QString &id : step.planned.after) {
            const int number = m_numbers.value(id, -1); // steps come after all they wait for
            if (number < 0)
                continue;
            const End &other = m_ends[size_t(number)];
            if (other.drawn.empty())
                release = std::max(release, other.known);
            else
                open.push_back(&other);
        }
        m_starts.assign(m_landing.size(), release);
        for (const End *other : open) {
            for (size_t i = 0; i < m_starts.size(); ++i)
                m_starts[i] = std::max(m_starts[i], other->drawn[i]);
        }
        if (open.empty())
            return {release, release};
        if (open.size() == 1) // no need to look for what is known
            return {std::max(release, open.front()->half), std::max(release, open.front()->late)};
        m_scratch = m_starts;
        return halfAndNineInTen(m_scratch);
    }

    // At most 40 bins of a width that a person would choose.
    void countLandings()
    {
        static constexpr std::array widths{15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400};
        const auto [first, last] = std::ranges::minmax(m_landing);
        int width = widths.back();
        for (const int one : widths) {
            if ((last - first) / one < 40) {
                width = one;
                break;
            }
        }
        m_forecast.bin = Seconds(width);
        m_forecast.from = Seconds(qint64(first / width) * width);
        const double from = double(m_forecast.from.count());
        m_forecast.shares.resize(qsizetype((last - from) / width) + 1);
        for (const double landing : m_landing)
            m_forecast.shares[qsizetype((landing - from) / width)] += 1.0 / double(m_landing.size());
    }

    const RunState &m_run;
    Timestamp m_zero;
    double m_now;
    QHash<QString, int> m_numbers;
    std::vector<End> m_ends; // by number
    Figures m_landing, m_starts, m_scratch;
    RtoForecast m_forecast;
};

} // namespace

std::optional<RtoForecast> forecastRto(const RunState &run, Timestamp now, int draws)
{
    const auto zero = recoveryZero(run);
    if (!zero || run.end || run.cancelRequested || run.steps.isEmpty() || draws < 1)
        return std::nullopt;
    return Rehearsal(run, *zero, now, draws).told();
}

} // namespace relight
