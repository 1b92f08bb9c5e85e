#include "app/session/liveworld.h"

namespace relight {

LiveWorld::LiveWorld(Settings settings)
    : m_processes(
          m_clock, {.supervisor = std::move(settings.supervisor), .knownSecrets = [this] { return m_secrets.known(); }})
    , m_secrets(
          m_clock, m_processes, {std::move(settings.folder), std::move(settings.prompter), &m_keyringThread.mailbox()})
    , m_clusters(m_networkThread, m_clock, [this](const QByteArray &secret) { m_secrets.remember(secret); })
    , m_argocds(m_networkThread, m_clock, [this](const QByteArray &secret) { m_secrets.remember(secret); })
    , m_git(m_clock)
    , m_network(m_networkThread, m_clock)
{
}

Ports LiveWorld::ports()
{
    return {m_clock, m_processes, m_secrets, m_clusters, m_argocds, m_git, m_network};
}

} // namespace relight
