#include "models/convergence/cause.h"

#include "models/convergence/membership.h"
#include "models/convergence/trouble.h"

#include <algorithm>
#include <tuple>

namespace relight {

namespace {

constexpr int deepest = 8; // applications that make applications

struct Found
{
    qsizetype at, length;
    CausePart part;
};

// "Deployment web" and secret "web" where they name one of the resources.
void findResource(const QString &text, const ResourceKey &key, QList<Found> &found)
{
    if (key.name.isEmpty())
        return;
    for (const QString &label :
        {key.kind + u' ' + key.name, QStringLiteral("%1 \"%2\"").arg(key.kind.toLower(), key.name)}) {
        const qsizetype at = text.indexOf(label);
        const qsizetype end = at + label.size();
        const auto goesOn = [&](qsizetype i) {
            return i >= 0 && i < text.size() && (text.at(i).isLetterOrNumber() || text.at(i) == u'-');
        };
        // A dot may end the sentence or be a part of the name.
        const bool inName = end + 1 < text.size() && text.at(end) == u'.' && goesOn(end + 1);
        if (at >= 0 && !goesOn(at - 1) && !inName && (label.endsWith(u'"') || !goesOn(end))) {
            found.append({at, label.size(), {label, {}, key}});
            return;
        }
    }
}

QList<CausePart> withNames(const QString &text, const Application &app, const CauseEvidence &evidence)
{
    QList<Found> found;
    if (evidence.application == app.key()) {
        for (const ResourceNode &node : evidence.nodes)
            findResource(text, node.key, found);
        for (const Blocked &blocked : evidence.blocked)
            findResource(text, blocked.culprit, found);
    }
    for (const ResourceStatus &resource : app.resources)
        findResource(text, resource.key, found);
    std::ranges::stable_sort(found, [](const Found &a, const Found &b) {
        return std::tuple(a.at, -a.length) < std::tuple(b.at, -b.length); // of two at one place the longer
    });
    QList<CausePart> parts;
    qsizetype done = 0;
    for (const Found &name : found) {
        if (name.at < done)
            continue;
        if (name.at > done)
            parts.append({text.sliced(done, name.at - done), {}, {}});
        parts.append(name.part);
        done = name.at + name.length;
    }
    if (done < text.size())
        parts.append({text.sliced(done), {}, {}});
    return parts;
}

QString withoutName(const QString &sentence, const QString &name, const QString &separator)
{
    const QString head = name + separator;
    return sentence.startsWith(head) ? sentence.sliced(head.size()) : sentence;
}

std::tuple<int, int, QString, QString> order(const Application &app)
{
    return {int(troubleOf(app)), app.syncWave, app.name, app.appNamespace};
}

class Finder
{
public:
    Finder(const Applications &applications, const ApplicationTree &tree, const CauseEvidence &evidence, Timestamp now)
        : m_applications(applications)
        , m_tree(tree)
        , m_evidence(evidence)
        , m_now(now)
    {
    }

    Cause of(const QString &key, int depth = 0) const
    {
        Cause cause;
        const auto app = m_applications.constFind(key);
        if (app == m_applications.cend()) {
            if (!m_tree.missing.contains(key))
                return cause;
            cause.application = key;
            cause.name = key.sliced(key.lastIndexOf(u'/') + 1);
            cause.state = Cause::State::Blocked;
            const QString parent = m_tree.parent.value(key);
            cause.parts = {{QStringLiteral("it is not there yet, though "), {}, {}},
                {m_applications.value(parent).name, parent, {}}, {QStringLiteral(" names it"), {}, {}}};
            return cause;
        }
        cause.application = key;
        cause.name = app->name;
        fromItself(*app, cause);
        if (cause.state == Cause::State::Well || !isSharp(*app, cause))
            fromChildren(key, depth, cause);
        return cause;
    }

private:
    // Without a message of its own an application that made others may only tell what is wrong with those.
    bool isSharp(const Application &app, const Cause &cause) const
    {
        if (m_tree.children.value(app.key()).isEmpty())
            return true;
        const bool ofChild = std::ranges::any_of(
            cause.parts, [](const CausePart &part) { return part.resource && part.resource->group == u"argoproj.io"; });
        return cause.state != Cause::State::NotFound && !ofChild
            && (troubleOf(app) == Trouble::Broken || !cause.parts.isEmpty());
    }

    void fromItself(const Application &app, Cause &cause) const
    {
        ConvergenceInput input;
        input.now = m_now;
        const bool looked = m_evidence.application == app.key();
        if (looked)
            input.trees.insert(app.key(), m_evidence.nodes);
        const auto stuck = judgeMember(app, input, {}).stuck;
        if (!stuck) {
            cause.state = Cause::State::Well;
            return;
        }
        const QList<Blocked> blocked = looked && !m_evidence.blocked.isEmpty()
            ? m_evidence.blocked
            : blockedBecause(app, {looked ? m_evidence.nodes : QList<ResourceNode>(), {}, {}});
        const bool ofHealth = stuck->why == StuckClass::Degraded || stuck->why == StuckClass::Missing
            || stuck->why == StuckClass::Progressing || stuck->why == StuckClass::Unknown;
        if (ofHealth && !blocked.isEmpty()) {
            cause.state = blocked.first().blocking ? Cause::State::Blocked : Cause::State::Waiting;
            cause.parts
                = withNames(withoutName(blocked.first().sentence, app.name, QStringLiteral(": ")), app, m_evidence);
            return;
        }
        const bool mute = ofHealth && app.healthMessage.isEmpty() && app.operationMessage.isEmpty()
            && app.conditions.isEmpty() && app.health != HealthStatus::Progressing;
        if (mute) {
            cause.state = Cause::State::NotFound;
            cause.lookedAt = lookedAt(app, looked);
            return;
        }
        const bool broken = stuck->needsPerson || troubleOf(app) == Trouble::Broken;
        cause.state = broken ? Cause::State::Blocked : Cause::State::Waiting;
        cause.parts = withNames(
            QStringLiteral("it ") + withoutName(stuck->reason, app.name, QStringLiteral(" ")), app, m_evidence);
    }

    QStringList lookedAt(const Application &app, bool looked) const
    {
        QStringList all{QStringLiteral("its conditions (none)"), QStringLiteral("its last operation (no message)"),
            QStringLiteral("the health of %1 managed resources").arg(app.resources.size())};
        all << (looked
                ? QStringLiteral("%1 resources below them, their pods and warning events").arg(m_evidence.nodes.size())
                : QStringLiteral("nothing closer: its resource tree was not read here"));
        return all;
    }

    void fromChildren(const QString &key, int depth, Cause &cause) const
    {
        const QString worst = depth < deepest ? worstBelow(key) : QString();
        if (worst.isEmpty())
            return;
        Cause below = of(worst, depth + 1);
        if (below.state == Cause::State::Well || below.state == Cause::State::Nothing)
            return;
        cause.state = below.state == Cause::State::Waiting ? Cause::State::Waiting : Cause::State::Blocked;
        cause.lookedAt.clear();
        const auto child = m_applications.constFind(worst);
        const QString wave
            = child == m_applications.cend() ? QString() : QStringLiteral(" of wave %1").arg(child->syncWave);
        cause.parts = {{QStringLiteral("its application "), {}, {}}, {below.name, worst, {}},
            {wave
                    + (below.state == Cause::State::Waiting ? QStringLiteral(" is on its way: ")
                                                            : QStringLiteral(" is blocked: ")),
                {}, {}}};
        if (below.parts.isEmpty())
            below.parts = {{QStringLiteral("no cause found yet"), {}, {}}};
        cause.parts += below.parts;
    }

    // Of all below it; where they are all well, one that is not there.
    QString worstBelow(const QString &key) const
    {
        QString worst;
        std::tuple<int, int, QString, QString> worstOrder;
        for (const QString &name : withDescendants(m_tree, key)) {
            const auto app = m_applications.constFind(name);
            if (name == key || app == m_applications.cend())
                continue;
            const auto its = order(*app);
            if (std::get<0>(its) != int(Trouble::Well) && (worst.isEmpty() || its < worstOrder)) {
                worst = name;
                worstOrder = its;
            }
        }
        if (!worst.isEmpty())
            return worst;
        for (const QString &child : m_tree.children.value(key)) {
            if (m_tree.missing.contains(child))
                return child;
        }
        return {};
    }

    const Applications &m_applications;
    const ApplicationTree &m_tree;
    const CauseEvidence &m_evidence;
    Timestamp m_now;
};

} // namespace

QString Cause::text() const
{
    QString all;
    for (const CausePart &part : parts)
        all += part.text;
    return all;
}

Cause causeOf(const Applications &applications, const ApplicationTree &tree, const QString &key,
    const CauseEvidence &evidence, Timestamp now)
{
    return key.isEmpty() ? Cause() : Finder(applications, tree, evidence, now).of(key);
}

QString worstApplication(const Applications &applications, const QString &current)
{
    const Application *worst = nullptr;
    for (const Application &app : applications) {
        if (troubleOf(app) != Trouble::Well && (!worst || order(app) < order(*worst)))
            worst = &app;
    }
    if (!worst)
        return {};
    const auto kept = applications.constFind(current);
    return kept != applications.cend() && troubleOf(*kept) == troubleOf(*worst) ? current : worst->key();
}

} // namespace relight
