#include "models/manifest/nearest.h"
#include "models/manifest/yamlvalue.h"
#include "models/run/words.h"
#include "models/scenario/scenariosections.h"

#include <array>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

constexpr std::array<Word<StepIs>, 6> stepWords{{
    {"started", StepIs::Started},
    {"waiting", StepIs::Waiting},
    {"awaiting-approval", StepIs::AwaitingApproval},
    {"failed", StepIs::Failed},
    {"succeeded", StepIs::Succeeded},
    {"ended", StepIs::Ended},
}};

constexpr std::array<Word<FaultIs>, 2> faultWords{{{"begun", FaultIs::Begun}, {"ended", FaultIs::Ended}}};

constexpr std::array<Word<RunIs>, 6> runWords{{
    {"running", RunIs::Running},
    {"paused", RunIs::Paused},
    {"awaiting-approval", RunIs::AwaitingApproval},
    {"verifying", RunIs::Verifying},
    {"restored", RunIs::Restored},
    {"ended", RunIs::Ended},
}};

constexpr const char *kinds[] = {"time", "step", "fault", "decision", "asked", "run", "all", "any"};

Condition readOne(YamlMap &map, int depth);

QList<Condition> readParts(YamlMap &map, const char *key, int depth)
{
    QList<Condition> parts;
    map.maps(key, [&](YamlMap &part) { parts << readOne(part, depth + 1); });
    if (parts.isEmpty())
        map.error(key, u"names no condition: write at least one"_s);
    return parts;
}

void readKind(YamlMap &map, const char *key, Condition &condition, int depth)
{
    const QLatin1StringView word(key);
    if (word == "time"_L1) {
        condition.kind = Condition::Kind::Time;
        condition.after = map.duration("time").value_or(Seconds{0});
    } else if (word == "step"_L1) {
        condition.kind = Condition::Kind::Step;
        condition.id = map.text("step");
        map.require("is", u"what about the step? started, waiting, awaiting-approval, failed, succeeded or ended"_s);
        condition.stepIs = map.oneOf<StepIs>("is", stepWords).value_or(StepIs::Started);
    } else if (word == "fault"_L1) {
        condition.kind = Condition::Kind::Fault;
        condition.id = map.text("fault");
        condition.faultIs = map.oneOf<FaultIs>("is", faultWords).value_or(FaultIs::Begun);
    } else if (word == "decision"_L1) {
        condition.kind = Condition::Kind::Decision;
        condition.id = map.text("decision");
    } else if (word == "asked"_L1) {
        condition.kind = Condition::Kind::Asked;
        condition.asked = readQuestion(map, "asked").value_or(DecisionKind::Trust);
        condition.about = map.text("about");
    } else if (word == "run"_L1) {
        condition.kind = Condition::Kind::Run;
        condition.runIs = map.oneOf<RunIs>("run", runWords).value_or(RunIs::Running);
    } else if (depth > 8) {
        map.take(key);
        map.error(key, u"conditions are nested too deeply: 8 are enough"_s);
    } else {
        condition.kind = word == "all"_L1 ? Condition::Kind::All : Condition::Kind::Any;
        condition.parts = readParts(map, key, depth);
    }
}

Condition readOne(YamlMap &map, int depth)
{
    Condition condition;
    condition.at = map.at();
    QStringList given;
    for (const char *key : kinds) {
        if (map.has(key))
            given << QString::fromLatin1(key);
    }
    if (given.size() != 1) {
        for (const char *key : kinds)
            map.take(key);
        map.error(map.at(), map.path(),
            given.isEmpty()
                ? u"says no point in time: expected one of time, step, fault, decision, asked, run, all and any"_s
                : u"found %1 together: take one, or write \"all: [{ … }, { … }]\""_s.arg(given.join(" and "_L1)));
        return condition;
    }
    readKind(map, given.first().toLatin1().constData(), condition, depth);
    if (condition.kind != Condition::Kind::Time)
        condition.after = map.duration("after").value_or(Seconds{0});
    return condition;
}

} // namespace

std::optional<DecisionKind> readQuestion(YamlMap &map, const char *key)
{
    const QString written = map.text(key);
    if (written.isEmpty())
        return std::nullopt;
    QStringList known;
    for (int i = 0; i <= int(DecisionKind::Undo); ++i) {
        known << word(DecisionKind(i));
        if (known.last() == written)
            return DecisionKind(i);
    }
    map.error(key,
        u"%1 is not a question of a run%2 Expected one of %3"_s.arg(quotedValue(written),
            nearestWord(written, known).isEmpty() ? u"."_s : didYouMean(written, known), known.join(", "_L1)));
    return std::nullopt;
}

std::optional<Condition> readCondition(YamlMap &map, const char *key)
{
    std::optional<Condition> condition;
    map.map(key, [&](YamlMap &part) { condition = readOne(part, 0); });
    return condition;
}

} // namespace relight
