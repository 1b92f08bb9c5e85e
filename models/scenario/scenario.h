#pragma once
// What goes wrong in a drill, what the team hears of it, what is expected of the commander, and how it should end. Read
// by parseScenario(), played by the Director. Plain values, any thread.

#include "models/manifest/recoverymanifest.h"
#include "models/run/runevent.h"

#include <QMap>

namespace relight {

enum class StepIs { Started, Waiting, AwaitingApproval, Failed, Succeeded, Ended };
enum class FaultIs { Begun, Ended };
enum class RunIs { Running, Paused, AwaitingApproval, Verifying, Restored, Ended };

// When something happens: a point in the life of the run. See holdsSince() in directorstate.h.
struct Condition
{
    enum class Kind { Time, Step, Fault, Decision, Asked, Run, All, Any };
    Kind kind = Kind::Time;
    QString id; // of the step ("restore-data/*": any of them), the fault or the scenario's decision
    StepIs stepIs = StepIs::Started;
    FaultIs faultIs = FaultIs::Begun;
    RunIs runIs = RunIs::Running;
    DecisionKind asked = DecisionKind::Trust;
    QString about;         // asked: words in the question's step, subject, title, reason or details; empty: any
    Milliseconds after{0}; // so much later; of Time: since the drill began
    QList<Condition> parts;
    SourcePosition at;
    bool operator==(const Condition &) const = default;
};

// Something that is broken in the world for a while. What the kinds mean: faultkinds.h.
struct ScenarioFault
{
    QString id, kind;
    QMap<QString, QString> with;
    std::optional<Condition> from;  // none: from the start
    std::optional<Condition> until; // none: until a decision fixes it
    SourcePosition at;
    bool operator==(const ScenarioFault &) const = default;
};

enum class Channel { Mail, Chat, Phone };

struct Inject
{
    QString id;
    Condition when;
    Channel by = Channel::Chat;
    QString from, subject, text;
    SourcePosition at;
    bool operator==(const Inject &) const = default;
};

// One thing that a commander does.
struct Action
{
    enum class Kind {
        Retry,
        Skip,
        Done,
        Grant,
        Deny,
        AcceptExceptions,
        RestoreAgain,
        Pause,
        Resume,
        Cancel,
        Note,
        Fix
    };
    Kind kind = Kind::Note;
    QString subject;                             // step, name of the restore, fault, or the note's text
    DecisionKind question = DecisionKind::Trust; // of Grant and Deny
    QString about;                               // of Grant and Deny: which of several
    QString because;                             // reason of a skip, evidence of a tick, why it would be wrong
    SourcePosition at;
    bool operator==(const Action &) const = default;
};

struct ExpectedDecision
{
    QString id;
    Condition when;
    Milliseconds after{0}; // thinking time of the scripted commander
    QList<Action> actions; // in this order
    QString because;
    QList<Action> wrong; // what would have been a mistake, and why
    SourcePosition at;
    bool operator==(const ExpectedDecision &) const = default;
};

struct ScenarioEnd
{
    QList<RunEnd> as; // one of these
    QStringList says; // words that some event of the run holds, notes apart
    Seconds within{std::chrono::hours{4}};
    bool operator==(const ScenarioEnd &) const = default;
};

// Size of a made-up estate; 0: as the manifest says.
struct EstateSize
{
    int applications = 0, resources = 0;
    bool operator==(const EstateSize &) const = default;
};

struct Scenario
{
    int format = 1;
    QString name, title, teaches, briefing;
    EstateSize estate;
    QList<ScenarioFault> faults;
    QList<Inject> injects;
    QList<ExpectedDecision> decisions;
    ScenarioEnd ends;
    bool operator==(const Scenario &) const = default;

    const ScenarioFault *fault(QStringView id) const; // nullptr: none
    const Inject *inject(QStringView id) const;
};

// Does the step's id fit the one written down? "restore-data/*" fits all restores.
[[nodiscard]] bool fitsStep(const QString &written, const QString &stepId);

// Steps that the scenario speaks of and the plan does not have: on this manifest it would not play as it was meant.
[[nodiscard]] QStringList stepsNotPlanned(const Scenario &scenario, const QStringList &planned);

} // namespace relight
