#include "models/scenario/verdict.h"

#include "models/run/eventjson.h"
#include "models/run/words.h"

#include <algorithm>

namespace relight {

namespace {

// As the text stands in an event's JSON.
QByteArray inJson(const QString &text)
{
    QByteArray bytes = text.toUtf8();
    bytes.replace('\\', "\\\\").replace('"', "\\\"");
    return bytes.toLower();
}

QStringList unsaid(const QStringList &words, const QList<RunEvent> &events)
{
    QStringList missing = words;
    for (const RunEvent &event : events) {
        if (missing.isEmpty())
            break;
        // What people say in a drill stands in the scenario: it shows nothing.
        if (std::holds_alternative<NoteAdded>(event.body))
            continue;
        const QByteArray json = eventToJson(event).toLower();
        missing.removeIf([&](const QString &word) { return json.contains(inJson(word)); });
    }
    return missing;
}

QString endWords(const QList<RunEnd> &ends)
{
    QStringList words;
    for (const RunEnd end : ends)
        words << word(end);
    return words.join(QStringLiteral(" or "));
}

} // namespace

QStringList unmetExpectations(const Scenario &scenario, const QList<RunEvent> &events)
{
    QStringList unmet;
    const auto last = std::ranges::find_if(
        events, [](const RunEvent &event) { return std::holds_alternative<RunEnded>(event.body); });
    if (last == events.end()) {
        unmet << QStringLiteral("the run did not end, expected: %1").arg(endWords(scenario.ends.as));
    } else {
        const RunEnd end = std::get<RunEnded>(last->body).end;
        if (!scenario.ends.as.contains(end))
            unmet << QStringLiteral("the run ended %1, expected: %2").arg(word(end), endWords(scenario.ends.as));
        if (const auto took = last->at - events.first().at; took > scenario.ends.within)
            unmet << QStringLiteral("the run took %1, expected at most %2")
                         .arg(durationText(std::chrono::duration_cast<Seconds>(took)),
                             durationText(scenario.ends.within));
    }
    for (const QString &words : unsaid(scenario.ends.says, events))
        unmet << QStringLiteral("no event says \"%1\"").arg(words);
    return unmet;
}

} // namespace relight
