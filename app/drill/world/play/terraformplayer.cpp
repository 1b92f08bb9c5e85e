#include "app/drill/world/play/terraformplayer.h"

#include "app/drill/world/play/planfile.h"
#include "models/plan/planfor.h"
#include "models/plan/stepcommands.h"

#include <QDir>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace relight::world {

TerraformPlayer::TerraformPlayer(World &world, const PlaySettings &settings, std::function<QString()> refused)
    : m_world(world)
    , m_settings(settings)
    , m_refused(std::move(refused))
    , m_cloud(cloudOf(world))
{
}

std::shared_ptr<TerraformState> TerraformPlayer::stateOf(const QString &folder)
{
    auto &state = m_states[QDir::cleanPath(folder)];
    if (!state) {
        state = std::make_shared<TerraformState>();
        state->serial = 40 + int(m_world.chance.draw(u"terraform/serial") * 200);
        for (const CloudResource &resource : m_cloud.standing)
            state->existing << resource.address();
    }
    return state;
}

QString TerraformPlayer::outputName() const
{
    return kubeconfigOutputs(m_world.manifest.cluster.kubeconfig).value(0, u"kubeconfig"_s);
}

Seconds TerraformPlayer::provisionTime() const
{
    const auto plan = planFor(m_world.manifest, RunMode::Drill);
    const Step *step = plan ? plan->find(u"provision") : nullptr;
    const Seconds total
        = step ? within(m_world, step->estimate.low, step->estimate.high, u"play/provision"_s) : Seconds{600};
    const auto slow = m_world.faults.find(u"provision-slow"_s);
    const double factor = slow ? slow->with.value(u"factor"_s).toVariant().toDouble() : 1;
    return Seconds(qRound64(double(total.count()) * (factor > 0 ? factor : 1)));
}

void TerraformPlayer::fail(const Run &run, Session session, const QByteArray &words)
{
    perform(m_world, run.name, std::move(session), {{}, Milliseconds{300}, [words] { return Ending{1, {}, words}; }});
}

// The first flag that this command does not have; empty: all are known.
static QString unknownFlag(const QStringList &flags, const QStringList &known)
{
    for (const QString &flag : flags) {
        if (!known.contains(flag.section(u'=', 0, 0)))
            return flag.section(u'=', 0, 0);
    }
    return {};
}

void TerraformPlayer::play(const PlayRequest &request, const QString &name, Session session)
{
    Run run{name, brandOf(QFileInfo(request.arguments.value(0)).fileName()), {}, {}, stateOf(request.workingDirectory),
        request.workingDirectory};
    for (const QString &word : request.arguments.mid(2))
        (word.startsWith(u'-') ? run.flags : run.operands) << word;
    const QString command = request.arguments.value(1);
    struct Command
    {
        QStringList flags;
        void (TerraformPlayer::*play)(const Run &, Session);
    };
    static const QMap<QString, Command> commands{{u"version"_s, {{u"-json"_s}, &TerraformPlayer::version}},
        {u"init"_s, {{u"-input"_s, u"-no-color"_s}, &TerraformPlayer::init}},
        {u"plan"_s, {{u"-input"_s, u"-no-color"_s, u"-out"_s, u"-var"_s, u"-replace"_s}, &TerraformPlayer::plan}},
        {u"show"_s, {{u"-json"_s, u"-no-color"_s}, &TerraformPlayer::show}},
        {u"output"_s, {{u"-no-color"_s, u"-raw"_s}, &TerraformPlayer::output}},
        {u"apply"_s, {{u"-input"_s, u"-json"_s, u"-no-color"_s}, &TerraformPlayer::apply}}};
    const auto known = commands.constFind(command);
    if (known == commands.cend())
        return fail(run, std::move(session),
            u"%1 has no command named \"%2\".\n\nTo see all of %1's top-level commands, run:\n  %3 -help\n\n"_s
                .arg(run.brand.title, command, run.brand.program)
                .toUtf8());
    if (const QString flag = unknownFlag(run.flags, known->flags); !flag.isEmpty())
        return fail(run, std::move(session),
            plainDiagnostic(
                u"Error"_s, u"Failed to parse command-line flags"_s, u"flag provided but not defined: %1"_s.arg(flag))
                + u"\nFor more help on using this command, run:\n  %1 %2 -help\n"_s.arg(run.brand.program, command)
                    .toUtf8());
    (this->*known->play)(run, std::move(session));
}

void TerraformPlayer::version(const Run &run, Session session)
{
    const QByteArray text = run.flags.contains(u"-json"_s)
        ? QJsonDocument(QJsonObject{{u"terraform_version"_s, run.brand.version}, {u"platform"_s, u"linux_amd64"_s},
                            {u"provider_selections"_s, QJsonObject()}, {u"terraform_outdated"_s, false}})
              .toJson()
        : u"%1 v%2\non linux_amd64\n"_s.arg(run.brand.title, run.brand.version).toUtf8();
    perform(m_world, run.name, std::move(session), {{}, Milliseconds{200}, [text] { return Ending{0, text, {}}; }});
}

void TerraformPlayer::init(const Run &run, Session session)
{
    const bool again = run.state->initialised;
    const QString plugin = u"hashicorp/%1 v%2"_s.arg(m_cloud.provider, m_cloud.version);
    const QString first = again
        ? u"- Reusing previous version of hashicorp/%1 from the dependency lock file\n"_s.arg(m_cloud.provider)
        : u"- Finding hashicorp/%1 versions matching \"~> %2\"...\n"_s.arg(
              m_cloud.provider, m_cloud.version.section(u'.', 0, 1));
    const QString second
        = again ? u"- Using previously-installed %1\n"_s.arg(plugin) : u"- Installing %1...\n"_s.arg(plugin);
    const Milliseconds length = m_world.chance.about(Milliseconds{again ? 1600 : 7000}, u"terraform/init");
    Script script{
        {{length / 20, "Initializing the backend...\n"},
            {length / 5, "Initializing provider plugins...\n" + first.toUtf8()}, {length / 3, second.toUtf8()}},
        length};
    if (!again)
        script.lines << Line{length * 9 / 10, u"- Installed %1 (signed by HashiCorp)\n"_s.arg(plugin).toUtf8()};
    script.ending = [run] {
        run.state->initialised = true;
        return Ending{0, u"\n%1 has been successfully initialized!\n"_s.arg(run.brand.title).toUtf8(), {}};
    };
    perform(m_world, run.name, std::move(session), script);
}

static QString valueOf(const QStringList &flags, const QString &name)
{
    for (const QString &flag : flags) {
        if (flag.startsWith(name + u'='))
            return flag.mid(name.size() + 1);
    }
    return {};
}

SavedPlan TerraformPlayer::newPlan(const Run &run)
{
    PlanWish wish;
    wish.destroys = m_world.faults.has(u"terraform-destroys"_s);
    for (const QString &flag : run.flags) {
        if (flag.startsWith(u"-replace="_s))
            wish.replace << flag.mid(9);
        else if (flag.startsWith(u"-var="_s))
            wish.variables.insert(flag.section(u'=', 1, 1), flag.section(u'=', 2));
    }
    TerraformState &state = *run.state;
    // Refreshing finds out what is lost: the cluster, and what lives in it.
    if (state.delivered && !m_world.clusterIsUp) {
        state.delivered = false;
        ++state.serial;
        state.existing.removeIf([&](const QString &address) {
            const CloudResource *resource = m_cloud.find(address);
            return address == m_cloud.clusterAddress || (resource && resource->after.contains(m_cloud.clusterAddress));
        });
    }
    return makePlan(m_cloud, state, wish);
}

Ending TerraformPlayer::planned(const Run &run)
{
    if (const QString words = m_refused(); !words.isEmpty())
        return {1, {}, plainDiagnostic(u"Error"_s, words)};
    const bool lost = run.state->delivered && !m_world.clusterIsUp;
    const SavedPlan plan = newPlan(run);
    QByteArray text;
    if (lost)
        text = "\nNote: Objects have changed outside of " + run.brand.title.toUtf8() + "\n\n  # "
            + m_cloud.clusterAddress.toUtf8() + " has been deleted\n";
    text += plainPlan(m_cloud, run.brand, plan);
    const QString path = valueOf(run.flags, u"-out"_s);
    if (path.isEmpty())
        return {0, text, {}};
    if (const QString why = writePlan(QDir(run.folder).absoluteFilePath(path), plan, m_settings.writableFolder);
        !why.isEmpty())
        return {1, text,
            plainDiagnostic(
                u"Error"_s, u"Failed to write plan file"_s, u"The plan file could not be written: %1."_s.arg(why))};
    text += u"\nSaved the plan to: %1\n\nTo perform exactly these actions, run the following command to apply:\n"
            "    %2 apply \"%1\"\n"_s.arg(path, run.brand.program)
                .toUtf8();
    return {0, text, {}};
}

void TerraformPlayer::plan(const Run &run, Session session)
{
    if (!run.state->initialised)
        return fail(run, std::move(session),
            plainDiagnostic(u"Error"_s, u"Inconsistent dependency lock file"_s,
                u"The following dependency selections recorded in the lock file are inconsistent with the current "
                "configuration:\n  - provider %1/hashicorp/%2: required by this configuration but no version is "
                "selected\n\nTo make the initial dependency selections that will initialize the dependency lock file, "
                "run:\n  %3 init"_s.arg(run.brand.registry, m_cloud.provider, run.brand.program)));
    Script script;
    script.length = m_world.chance.about(Milliseconds{9000}, u"terraform/plan");
    int index = 0;
    for (const QString &address : std::as_const(run.state->existing)) {
        const CloudResource *resource = m_cloud.find(address);
        const Milliseconds at = script.length * (2 + index++) / (4 + run.state->existing.size());
        if (resource)
            script.lines << Line{at, u"%1: Refreshing state... [id=%2]\n"_s.arg(address, resource->id).toUtf8()};
    }
    script.ending = [this, run] { return planned(run); };
    perform(m_world, run.name, std::move(session), script);
}

void TerraformPlayer::show(const Run &run, Session session)
{
    const QString path = run.operands.value(0);
    if (path.isEmpty() || !run.flags.contains(u"-json"_s))
        return fail(run, std::move(session),
            plainDiagnostic(u"Error"_s, u"Only a saved plan is shown in a drill"_s, u"show -json FILE"_s));
    const auto plan = loadPlan(QDir(run.folder).absoluteFilePath(path));
    if (!plan)
        return fail(run, std::move(session),
            plainDiagnostic(u"Error"_s, u"Failed to read the given file as a state or plan file"_s,
                u"State read error: open %1: no such file or directory\n\nPlan read error: open %1: no such file or "
                "directory"_s.arg(path)));
    const QByteArray text = shownPlan(m_world, m_cloud, run.brand, *plan, outputName());
    perform(m_world, run.name, std::move(session), {{}, Milliseconds{900}, [text] { return Ending{0, text, {}}; }});
}

void TerraformPlayer::output(const Run &run, Session session)
{
    const QString name = run.operands.value(0);
    const bool there = run.state->hasOutputs && name == outputName();
    Ending ending{0, {}, {}};
    if (!run.flags.contains(u"-raw"_s) || name.isEmpty())
        ending = {1, {},
            plainDiagnostic(
                u"Error"_s, u"Output name required"_s, u"Raw output format is only supported for single outputs"_s)};
    else if (!run.state->hasOutputs)
        ending.out = plainDiagnostic(u"Warning"_s, u"No outputs found"_s,
            u"The state file either has no outputs defined, or all the defined outputs are empty. Please define an "
            "output in your configuration with the `output` keyword and run `%1 refresh` for it to become available. "
            "If you are using interpolation, please verify the interpolated value is not empty. You can use the `%1 "
            "console` command to assist."_s.arg(run.brand.program));
    else if (!there)
        ending = {1, {},
            plainDiagnostic(u"Error"_s, u"Output \"%1\" not found"_s.arg(name),
                u"The output variable requested could not be found in the state file. If you recently "
                "added this to your configuration, be sure to run `%1 apply`, since the state won't be "
                "updated with new output variables until that command is run."_s.arg(run.brand.program))};
    perform(m_world, run.name, std::move(session),
        {{}, Milliseconds{700}, [this, ending, there] {
             return there && m_settings.kubeconfig ? Ending{0, m_settings.kubeconfig(), {}} : ending;
         }});
}

void TerraformPlayer::apply(const Run &run, Session session)
{
    const QString path = run.operands.value(0);
    const auto refuse = [&](const QString &summary, const QString &detail) {
        const QByteArray line = uiError(m_world, summary, detail);
        perform(m_world, run.name, session, {{}, Milliseconds{600}, [line] { return Ending{1, line, {}}; }});
    };
    if (!run.flags.contains(u"-json"_s))
        return fail(
            run, std::move(session), plainDiagnostic(u"Error"_s, u"Only apply -json FILE is played in a drill"_s));
    if (path.isEmpty())
        return refuse(u"Plan file or auto-approve required"_s,
            u"%1 cannot ask for interactive approval when -json is set. You can either apply a saved plan file, or "
            "enable the -auto-approve option."_s.arg(run.brand.title));
    const auto plan = loadPlan(QDir(run.folder).absoluteFilePath(path));
    if (!plan)
        return refuse(u"Failed to load \"%1\" as a plan file"_s.arg(path),
            u"Error: stat %1: no such file or directory"_s.arg(path));
    if (plan->serial != run.state->serial)
        return refuse(u"Saved plan is stale"_s,
            u"The given plan file can no longer be applied because the state was changed by another operation after "
            "the plan was created."_s);
    const auto stage = Stage::open(m_world, run.name, std::move(session));
    const auto apply = std::make_shared<TerraformApply>(stage,
        ApplyOrder{m_cloud, run.brand, *plan, outputName(), durations(m_world, m_cloud, provisionTime()), run.state,
            m_refused});
    stage->after(Milliseconds{800}, [apply] { apply->start(); });
}

} // namespace relight::world
