#include "models/manifest/nearest.h"
#include "models/manifest/yamlvalue.h"
#include "models/scenario/scenariosections.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

using Kind = Action::Kind;

struct Verb
{
    const char *word;
    Kind kind;
    bool bare; // takes no argument
};

constexpr Verb verbs[] = {
    {"retry", Kind::Retry, false},
    {"skip", Kind::Skip, false},
    {"done", Kind::Done, false},
    {"grant", Kind::Grant, false},
    {"deny", Kind::Deny, false},
    {"restore-again", Kind::RestoreAgain, false},
    {"note", Kind::Note, false},
    {"fix", Kind::Fix, false},
    {"accept-exceptions", Kind::AcceptExceptions, true},
    {"pause", Kind::Pause, true},
    {"resume", Kind::Resume, true},
    {"cancel", Kind::Cancel, true},
};

QString allVerbs()
{
    QStringList words;
    for (const Verb &verb : verbs)
        words << QString::fromLatin1(verb.word);
    return words.join(", "_L1);
}

void checkReason(YamlMap &map, const Action &action)
{
    if (action.kind == Kind::Skip && action.because.trimmed().size() < 10)
        map.error(map.has("because") ? "because" : "skip",
            u"a step is skipped with a reason: \"because: …\", in 10 characters or more"_s);
}

std::optional<Action> readVerb(YamlMap &map)
{
    const Verb *found = nullptr;
    int given = 0;
    for (const Verb &verb : verbs) {
        if (map.has(verb.word)) {
            found = &verb;
            ++given;
        }
    }
    if (given != 1) {
        for (const Verb &verb : verbs)
            map.take(verb.word);
        map.take("about");
        map.take("because");
        map.error(map.at(), map.path(),
            given == 0 ? u"says nothing to do: expected one of %1"_s.arg(allVerbs())
                       : u"does several things at once: put each into an entry of its own"_s);
        return std::nullopt;
    }
    Action action;
    action.kind = found->kind;
    action.at = map.at();
    if (action.kind == Kind::Grant || action.kind == Kind::Deny) {
        action.question = readQuestion(map, found->word).value_or(DecisionKind::Trust);
        action.about = map.text("about");
    } else if (found->bare) {
        (void)map.flag(found->word); // only where a reason stands beside it: { cancel: true, because: … }
    } else {
        action.subject = action.kind == Kind::Note ? map.lines(found->word).trimmed() : map.text(found->word);
    }
    action.because = map.lines("because").trimmed();
    checkReason(map, action);
    return action;
}

// "pause", "resume", "cancel" and "accept-exceptions" need no more than the word.
std::optional<Action> readWord(YamlMap &map, const YamlNode &node, const QString &place)
{
    const auto verb = std::ranges::find_if(
        verbs, [&](const Verb &each) { return each.bare && node.text == QLatin1String(each.word); });
    if (verb != std::end(verbs))
        return Action{.kind = verb->kind, .at = node.at};
    const bool known
        = std::ranges::any_of(verbs, [&](const Verb &each) { return node.text == QLatin1String(each.word); });
    map.error(node.at, place,
        known ? u"%1 needs to know what: write { %2: … }"_s.arg(quotedValue(node.text), node.text)
              : u"%1 is nothing that a commander does: expected one of %2"_s.arg(quotedValue(node.text), allVerbs()));
    return std::nullopt;
}

} // namespace

QList<Action> readActions(YamlMap &map, const char *key)
{
    QList<Action> actions;
    map.list(key, [&](const YamlNode &node, const QString &place) {
        std::optional<Action> action;
        if (node.kind == YamlNode::Kind::Scalar) {
            action = readWord(map, node, place);
        } else {
            YamlMap entry(node, place, map.log());
            if (entry.isValid())
                action = readVerb(entry);
        }
        if (action)
            actions << *std::move(action);
    });
    return actions;
}

} // namespace relight
