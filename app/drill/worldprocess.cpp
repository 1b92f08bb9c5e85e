#include "app/drill/worldprocess.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace relight {

static constexpr int patience = 60'000; // ms; ten thousand applications take their time

// Started through a private root's loader, so is the world: with the same words in front.
static std::vector<QByteArray> loaderWords()
{
    QFile file(QStringLiteral("/proc/self/cmdline"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString running = QFileInfo(QStringLiteral("/proc/self/exe")).symLinkTarget();
    if (!QFileInfo(running).fileName().startsWith(QLatin1String("ld-linux")))
        return {};
    std::vector<QByteArray> words;
    for (const QByteArray &word : file.readAll().split('\0')) {
        if (!words.empty() && !word.startsWith("--") && !words.back().startsWith("--"))
            break; // the program itself
        words.push_back(word);
    }
    return words;
}

WorldProcess::~WorldProcess()
{
    if (m_input >= 0)
        ::close(m_input);
    if (m_pid > 0) {
        ::kill(m_pid, SIGKILL); // it keeps nothing, and may not have got as far as listening to anybody
        ::waitpid(m_pid, nullptr, 0);
    }
}

static QByteArray readLine(int descriptor)
{
    QByteArray line;
    pollfd ready{descriptor, POLLIN, 0};
    while (!line.endsWith('\n') && ::poll(&ready, 1, patience) > 0) {
        char buffer[4096];
        const ssize_t count = ::read(descriptor, buffer, sizeof buffer);
        if (count <= 0)
            break;
        line.append(buffer, count);
    }
    return line;
}

Result<QJsonObject> WorldProcess::start(const QString &program, const QJsonObject &setting)
{
    int input[2], output[2];
    if (::pipe2(input, O_CLOEXEC) != 0 || ::pipe2(output, O_CLOEXEC) != 0)
        return failure(
            ErrorCode::Failed, QStringLiteral("cannot start the drill's world: %1").arg(qt_error_string(errno)));
    std::vector<QByteArray> words = loaderWords();
    words.push_back(QFile::encodeName(program));
    std::vector<char *> arguments;
    for (QByteArray &word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input[0], 0);
    posix_spawn_file_actions_adddup2(&actions, output[1], 1);
    // Its environment is empty but for its libraries' own needs.
    char locale[] = "LC_ALL=C.UTF-8";
    char *environment[] = {locale, nullptr};
    pid_t pid = -1;
    const int failed = ::posix_spawn(&pid, arguments.front(), &actions, nullptr, arguments.data(), environment);
    posix_spawn_file_actions_destroy(&actions);
    ::close(input[0]);
    ::close(output[1]);
    m_input = input[1];
    if (failed != 0) {
        ::close(output[0]);
        return failure(ErrorCode::Failed, QStringLiteral("cannot start %1: %2").arg(program, qt_error_string(failed)));
    }
    m_pid = pid;
    const QByteArray line = QJsonDocument(setting).toJson(QJsonDocument::Compact) + '\n';
    QFile to;
    const bool told = to.open(m_input, QIODevice::WriteOnly | QIODevice::Unbuffered) && to.write(line) == line.size();
    const QByteArray answer = told ? readLine(output[0]) : QByteArray();
    ::close(output[0]);
    const QJsonObject addresses = QJsonDocument::fromJson(answer).object();
    if (const QString error = addresses.value(QLatin1String("error")).toString(); !error.isEmpty())
        return failure(ErrorCode::Failed, error);
    if (addresses.isEmpty())
        return failure(ErrorCode::Failed, QStringLiteral("the drill's world (%1) did not get ready").arg(program));
    return addresses;
}

} // namespace relight
