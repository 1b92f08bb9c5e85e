#include "app/drill/world/play/shellplayer.h"

#include "app/drill/world/play/backups.h"
#include "app/drill/world/play/cloudcatalogue.h"
#include "models/plan/planfor.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static bool isMeant(const Fault &fault, const QString &step, const QString &key, bool isMain)
{
    const QString steps = fault.with.value(u"step"_s).toString(), keys = fault.with.value(u"key"_s).toString();
    const bool stepFits = steps.isEmpty() || steps == step
        || (steps.endsWith(u"/*"_s) && step.startsWith(QStringView(steps).chopped(1)));
    return stepFits && (keys.isEmpty() ? isMain : keys == key || key.startsWith(keys + u'-'));
}

std::optional<Ending> commandFails(const World &world, const QString &step, const QString &key, bool isMain)
{
    for (const Fault &fault : world.faults.all(u"command-fails"_s)) {
        if (!isMeant(fault, step, key, isMain))
            continue;
        const int status = fault.with.value(u"status"_s).toVariant().toInt();
        const QString says = fault.with.value(u"says"_s).toString(u"error: the command failed"_s);
        return Ending{status > 0 ? status : 1, {}, says.toUtf8() + '\n'};
    }
    return std::nullopt;
}

ShellPlayer::ShellPlayer(
    World &world, Outside &outside, const CloudIdentityOfWorld &identity, std::function<QByteArray()> kubeconfig)
    : m_world(world)
    , m_outside(outside)
    , m_identity(identity)
    , m_kubeconfig(std::move(kubeconfig))
    , m_plan(planFor(world.manifest, RunMode::Live).value_or(RecoveryPlan()))
{
}

ShellPlayer::Scene ShellPlayer::sceneOf(const PlayRequest &request) const
{
    static const QMap<QString, Role> roles{{u"provision"_s, Role::Provision}, {u"restore"_s, Role::Restore},
        {u"switch"_s, Role::Switch}, {u"undo"_s, Role::Undo}, {u"run"_s, Role::Run},
        {u"kubeconfig"_s, Role::Kubeconfig}, {u"probe"_s, Role::Probe}, {u"verify"_s, Role::Verify}};
    const QString &key = request.key;
    Role role = roles.value(key, Role::Other);
    if (key.startsWith(u"bootstrap-"_s))
        role = Role::Bootstrap;
    else if (key.startsWith(u"check-"_s))
        role = Role::Check;
    else if (key.startsWith(u"backup-time"_s))
        role = Role::BackupTime;
    Scene scene{role, request, {request.shell, request.step.section(u'/', 1), {}, Seconds{1}}};
    if (scene.words.subject.isEmpty())
        scene.words.subject = request.step;
    for (const DataItem &item : m_world.manifest.data) {
        const bool timed = role == Role::BackupTime && item.backupTimeCommand == request.shell
            && item.backupLocation == request.environment.value(u"RELIGHT_BACKUP_LOCATION"_s, item.backupLocation);
        if (timed || request.step == u"restore-data/"_s + item.name)
            scene.data = &item;
    }
    if (scene.data)
        scene.words.location = scene.data->backupLocation;
    scene.words.length = lengthOf(scene);
    return scene;
}

Seconds ShellPlayer::lengthOf(const Scene &scene) const
{
    const QString name = u"play/%1/%2"_s.arg(scene.request.step, scene.request.key);
    const Step *step = m_plan.find(scene.request.step);
    const auto entry = std::ranges::find(m_world.manifest.traffic, scene.words.subject, &TrafficItem::name);
    if (scene.role == Role::Bootstrap)
        return within(m_world, Seconds{5}, Seconds{20}, name);
    if (!scene.isMain() || !step)
        return within(m_world, Seconds{1}, Seconds{3}, name);
    // The estimate of a switch is that of the name's way through the resolvers, which comes afterwards.
    const bool traffic = scene.role == Role::Switch || scene.role == Role::Undo;
    if (traffic && entry != m_world.manifest.traffic.end() && !entry->recordName.isEmpty())
        return within(m_world, Seconds{8}, Seconds{45}, name);
    const Seconds usual = std::max(Seconds{1}, within(m_world, step->estimate.low, step->estimate.high, name));
    const auto slow = m_world.faults.find(u"provision-slow"_s);
    const double factor
        = slow && scene.role == Role::Provision ? slow->with.value(u"factor"_s).toVariant().toDouble() : 1;
    return Seconds(qRound64(double(usual.count()) * (factor > 0 ? factor : 1)));
}

void ShellPlayer::play(const PlayRequest &request, const QString &name, std::shared_ptr<PlaySession> session)
{
    const Scene scene = sceneOf(request);
    Script script;
    script.length = scene.words.length;
    if (scene.isMain())
        script.lines = shellLines(m_world, scene.words);
    script.trouble = [this, scene] { return trouble(scene); };
    script.ending = [this, scene] { return ending(scene); };
    if (scene.role == Role::Restore && scene.data)
        m_restored.remove(scene.data->name); // from now on nothing is whole that was there before
    perform(m_world, name, std::move(session), script);
}

std::optional<Ending> ShellPlayer::trouble(const Scene &scene) const
{
    if (const auto fails = commandFails(m_world, scene.request.step, scene.request.key, scene.isMain()))
        return fails;
    for (const QString &program : knownPrograms(scene.request.shell)) {
        const bool cloud = program == u"aws" || program == u"gcloud" || program == u"gsutil" || program == u"az";
        if (cloud && m_identity.isExpired())
            return m_identity.refusal(
                program == u"gsutil" ? u"gcloud"_s : program, program == u"aws" ? u"ListObjectsV2"_s : u"storage.cp"_s);
        if ((program == u"kubectl" || program == u"velero") && !m_world.clusterIsUp)
            return Ending{
                1, {}, "The connection to the server was refused - did you specify the right host or port?\n"};
    }
    if (scene.role == Role::Restore && scene.data && !newestBackup(m_world, *scene.data))
        return Ending{1, {}, noBackupWords(scene.words)};
    return std::nullopt;
}

Ending ShellPlayer::ending(const Scene &scene)
{
    if (scene.isMain() && scene.role != Role::Bootstrap && scene.role != Role::Undo)
        m_done << scene.request.step;
    switch (scene.role) {
    case Role::Provision:
        if (!m_world.clusterIsUp && m_world.provisioned)
            m_world.provisioned();
        return {0, "the cluster is there\n", {}};
    case Role::Restore:
        if (scene.data)
            setRestored(scene.data->name);
        return {};
    case Role::Switch: {
        const auto switched
            = m_outside.switchOver(scene.words.subject, scene.request.environment.value(u"RELIGHT_RECORD_VALUE"_s));
        return switched ? Ending{} : Ending{1, {}, switched.error().message.toUtf8() + '\n'};
    }
    case Role::Undo:
        m_outside.takeBack(scene.words.subject);
        return {};
    case Role::Kubeconfig:
        return m_world.clusterIsUp && m_kubeconfig ? Ending{0, m_kubeconfig(), {}}
                                                   : Ending{1, {}, "error: there is no cluster yet\n"};
    case Role::Probe:
        return holds(scene) ? Ending{0, "there\n", {}} : Ending{1, "not there\n", {}};
    case Role::Verify:
        return verified(scene);
    case Role::Check:
        return checked(scene);
    case Role::BackupTime:
        return backupTime(scene);
    case Role::Other:
        return {0, u"drill: played, not run: %1\n"_s.arg(scene.request.shell.simplified()).toUtf8(), {}};
    case Role::Run:
    case Role::Bootstrap:
        break;
    }
    return {};
}

bool ShellPlayer::holds(const Scene &scene) const
{
    return m_done.contains(scene.request.step) && (scene.request.step != u"provision" || m_world.clusterIsUp);
}

void ShellPlayer::setRestored(const QString &name)
{
    m_restored.insert(name, m_world.clusters);
    m_half.removeAll(name);
    if (m_world.faults.find(u"restore-half"_s, u"name"_s, name))
        m_half << name;
}

Ending ShellPlayer::verified(const Scene &scene) const
{
    const QString name = scene.data ? scene.data->name : scene.words.subject;
    if (m_restored.value(name, -1) != m_world.clusters || m_half.contains(name))
        return {1, {}, "0 rows\n"};
    return {0, u"%1 rows\n"_s.arg(9'000 + qint64(m_world.chance.draw(u"rows/"_s + name) * 90'000)).toUtf8(), {}};
}

Ending ShellPlayer::checked(const Scene &scene) const
{
    for (const VerificationItem &check : m_world.manifest.verification) {
        if (check.command != scene.request.shell)
            continue;
        const Readiness found = m_outside.look(check);
        return found.isWell ? Ending{0, u"ok: %1\n"_s.arg(check.name).toUtf8(), {}}
                            : Ending{1, {}, u"%1: %2\n"_s.arg(check.name, found.why).toUtf8()};
    }
    return {1, {}, "the manifest has no such check\n"};
}

Ending ShellPlayer::backupTime(const Scene &scene) const
{
    const auto time = scene.data ? newestBackup(m_world, *scene.data) : std::nullopt;
    return time ? Ending{0, timestampText(*time).left(19).toUtf8() + "Z\n", {}} : Ending{1, {}, "no backup found\n"};
}

} // namespace relight::world
