#include "models/scenario/scenarioparser.h"

#include "models/scenario/scenariosections.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

constexpr int knownFormat = 1;

constexpr std::array<Word<Channel>, 3> channels{
    {{"mail", Channel::Mail}, {"chat", Channel::Chat}, {"phone", Channel::Phone}}};

constexpr std::array<Word<RunEnd>, 4> ends{
    {{"completed", RunEnd::Completed}, {"completed-with-exceptions", RunEnd::CompletedWithExceptions},
        {"cancelled", RunEnd::Cancelled}, {"failed", RunEnd::Failed}}};

void readInjects(YamlMap &scenario, QList<Inject> &injects)
{
    readNamed(scenario, "injects", injects, [](YamlMap &map, Inject &inject) {
        map.require("at", u"when does it arrive? For example at: { time: 5m }"_s);
        inject.when = readCondition(map, "at").value_or(Condition{});
        map.require("by", u"how does it arrive? mail, chat or phone"_s);
        inject.by = map.oneOf<Channel>("by", channels).value_or(Channel::Chat);
        map.require("from", u"who says it?"_s);
        inject.from = map.written("from");
        inject.subject = map.written("subject");
        map.require("text", u"what does it say?"_s);
        inject.text = map.lines("text").trimmed();
    });
}

void readDecisions(YamlMap &scenario, QList<ExpectedDecision> &decisions)
{
    readNamed(scenario, "decisions", decisions, [](YamlMap &map, ExpectedDecision &decision) {
        map.require("when", u"when is it expected? For example when: { step: monitor-sync, is: failed }"_s);
        decision.when = readCondition(map, "when").value_or(Condition{});
        decision.after = map.duration("after").value_or(Seconds{0});
        map.require("do", u"what is expected? For example do: [{ retry: monitor-sync }]"_s);
        decision.actions = readActions(map, "do");
        map.require("because", u"why is it right? It is what a score is explained with"_s);
        decision.because = map.lines("because").trimmed();
        decision.wrong = readActions(map, "wrong");
    });
}

// One word, or a list of them.
QList<RunEnd> readEnds(YamlMap &map)
{
    QList<RunEnd> all;
    const YamlNode *node = map.take("as");
    if (node && node->kind != YamlNode::Kind::Sequence) {
        if (const auto end = map.oneOf<RunEnd>("as", ends))
            all << *end;
        return all;
    }
    const QStringList words = map.texts("as").value_or(QStringList());
    if (node && words.isEmpty())
        map.error("as", u"names no end: write at least one"_s);
    for (const QString &written : words) {
        const auto known
            = std::ranges::find_if(ends, [&](const Word<RunEnd> &end) { return written == QLatin1String(end.first); });
        if (known != ends.end())
            all << known->second;
        else
            map.error("as", u"a run ends completed, completed-with-exceptions, cancelled or failed"_s);
    }
    return all;
}

void readScenario(YamlMap &map, Scenario &scenario)
{
    scenario.format = map.number("format", 1, 999'999'999).value_or(knownFormat);
    if (scenario.format > knownFormat) {
        map.error("format",
            u"format %1 was made for a newer Relight, this one reads format %2: update Relight"_s.arg(scenario.format)
                .arg(knownFormat));
        map.rest([](const YamlEntry &, const QString &) { });
        return;
    }
    QStringList none;
    scenario.name = readId(map, "name", none);
    map.require("title", u"what is it called?"_s);
    scenario.title = map.text("title");
    map.require("teaches", u"what does it teach, in a sentence?"_s);
    scenario.teaches = map.text("teaches");
    map.require("briefing", u"what does the team know when it starts?"_s);
    scenario.briefing = map.lines("briefing").trimmed();
    map.map("estate", [&](YamlMap &estate) {
        scenario.estate.applications = estate.number("applications", 0, 100'000).value_or(0);
        scenario.estate.resources = estate.number("resources", 0, 1'000'000).value_or(0);
    });
    readFaults(map, scenario.faults);
    readInjects(map, scenario.injects);
    readDecisions(map, scenario.decisions);
    map.require("ends", u"how should the run end? For example ends: { as: completed }"_s);
    map.map("ends", [&](YamlMap &end) {
        end.require("as", u"completed, completed-with-exceptions, cancelled or failed"_s);
        scenario.ends.as = readEnds(end);
        scenario.ends.says = end.texts("says").value_or(QStringList());
        scenario.ends.within = end.duration("within").value_or(scenario.ends.within);
    });
}

} // namespace

bool ParsedScenario::hasErrors() const
{
    return std::ranges::any_of(diagnostics, [](const Diagnostic &each) { return each.severity == Severity::Error; });
}

ParsedScenario parseScenario(const QByteArray &yaml)
{
    ParsedScenario result;
    const auto tree = loadYaml(yaml);
    if (!tree) {
        result.diagnostics << tree.error();
        return result;
    }
    Scenario scenario;
    {
        YamlMap document(**tree, {}, result.diagnostics);
        if (document.isValid()) {
            document.require("scenario", u"a scenario starts with \"scenario:\""_s);
            document.map("scenario", [&](YamlMap &map) { readScenario(map, scenario); });
        }
    }
    checkNames(scenario, result.diagnostics);
    sortByPlace(result.diagnostics);
    if (!result.hasErrors())
        result.scenario = std::move(scenario);
    return result;
}

} // namespace relight
