#include "app/drill/world/play/players.h"

#include "app/drill/world/play/smallclis.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static bool isTerraform(const QString &program)
{
    return program == u"terraform" || program == u"tofu";
}

static bool isCloud(const QString &program)
{
    return program == u"aws" || program == u"gcloud" || program == u"az";
}

Players::Players(World &world, Outside &outside, const PlaySettings &settings)
    : m_world(world)
    , m_outside(outside)
    , m_identity(world)
    , m_terraform(
          world, settings, [this, provider = cloudOf(world).provider] { return m_identity.refusalFor(provider); })
    , m_shell(world, outside, m_identity, settings.kubeconfig)
{
}

Result<> Players::doneByHand(const QString &step)
{
    if (step == u"provision" && !m_world.clusterIsUp && m_world.provisioned)
        m_world.provisioned();
    if (step.startsWith(u"restore-data/"_s))
        m_shell.restoredByHand(step.section(u'/', 1));
    return step.startsWith(u"update-dns/"_s) ? m_outside.switchOver(step.section(u'/', 1)) : Result<>();
}

void Players::start(const PlayRequest &request, std::shared_ptr<PlaySession> session)
{
    const QString thing = u"play/%1/%2"_s.arg(request.step, request.key);
    const QString name = u"%1#%2"_s.arg(thing).arg(++m_runs[thing]);
    if (request.arguments.isEmpty())
        return m_shell.play(request, name, std::move(session));
    const QString program = request.arguments.first().section(u'/', -1);
    const auto answer = [&](Milliseconds length, std::function<Ending()> ending) {
        perform(m_world, name, std::move(session), {{}, length, std::move(ending)});
    };
    if (const auto fails = commandFails(m_world, request.step, request.key, request.key.startsWith(u"apply"_s)))
        return answer(Milliseconds{1500}, [fails] { return *fails; });
    if (isTerraform(program))
        return m_terraform.play(request, name, std::move(session));
    if (isCloud(program))
        return answer(
            Milliseconds{1100}, [this, words = request.arguments] { return cloudAnswer(m_world, m_identity, words); });
    const Ending small = smallAnswer(request.arguments).value_or(notFound(program));
    answer(Milliseconds{120}, [small] { return small; });
}

} // namespace relight::world
