#include "app/drill/ports/drillprocesses.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QScopeGuard>
#include <QStandardPaths>

#include <thread>

namespace relight {

// What the engine and its equivalents of a person's hand call by themselves.
static const char *const tools[] = {"terraform", "tofu", "gcloud", "aws", "az", "eksctl", "talosctl", "kubectl",
    "velero", "vault", "sops", "kubeseal", "pg_restore", "psql", "dig", "nsupdate", "gsutil", "restic", "git"};

// The system's own: what PATH names may be anything.
static QStringList networkless()
{
    const QString bwrap = QStandardPaths::findExecutable(QStringLiteral("bwrap"),
        {QStringLiteral("/usr/bin"), QStringLiteral("/bin"), QStringLiteral("/usr/local/bin")});
    if (bwrap.isEmpty())
        return {};
    QStringList words{bwrap, QStringLiteral("--unshare-net"), QStringLiteral("--dev-bind"), QStringLiteral("/"),
        QStringLiteral("/"), QStringLiteral("--die-with-parent"), QStringLiteral("--")};
    QProcess trial;
    trial.setProcessEnvironment(QProcessEnvironment()); // empty
    trial.start(bwrap, words.mid(1) + QStringList{QStringLiteral("/bin/true")});
    return trial.waitForFinished(5000) && trial.exitStatus() == QProcess::NormalExit && trial.exitCode() == 0
        ? words
        : QStringList();
}

DrillProcesses::DrillProcesses(Clock &clock, Settings settings)
    : m_settings(std::move(settings))
    , m_clock(clock)
    , m_runner(clock, m_settings.runner)
{
}

Result<> DrillProcesses::prepare()
{
    if (!QDir().mkpath(m_settings.programs))
        return failure(ErrorCode::Storage, QStringLiteral("cannot make the folder %1").arg(m_settings.programs));
    for (const char *tool : tools) {
        const QString link = m_settings.programs + u'/' + QLatin1String(tool);
        if (!QFile::link(m_settings.play, link) && !QFile::exists(link))
            return failure(ErrorCode::Storage, QStringLiteral("cannot make the link %1").arg(link));
    }
    m_wrapper = networkless();
    return {};
}

ProcessRequest DrillProcesses::played(const ProcessRequest &request) const
{
    ProcessRequest other = request;
    other.shell.clear();
    other.arguments = m_wrapper;
    if (request.arguments.isEmpty())
        other.arguments << m_settings.play << QStringLiteral("--shell") << request.shell;
    else
        other.arguments << m_settings.programs + u'/' + request.arguments.first().section(u'/', -1)
                        << request.arguments.mid(1);
    other.environment.clear();
    for (auto variable = request.environment.cbegin(); variable != request.environment.cend(); ++variable) {
        if (variable.key().startsWith(QLatin1String("RELIGHT_")) || variable.key() == QLatin1String("KUBECONFIG"))
            other.environment.insert(variable.key(), variable.value());
    }
    other.environment.insert(QStringLiteral("RELIGHT_KEY"), request.key);
    other.environment.insert(QStringLiteral("RELIGHT_WORLD"), m_settings.socket);
    other.environment.insert(QStringLiteral("PATH"), m_settings.programs);
    if (!QDir(other.workingDirectory).exists())
        other.workingDirectory = m_settings.programs;
    return other;
}

Result<ProcessResult> DrillProcesses::run(const ProcessRequest &request, const Call &call, const LineSink &line)
{
    const Instant start = m_clock.now();
    ++m_running;
    const auto over = qScopeGuard([this] { --m_running; });
    // The runner looks at its deadline now and then in real time, which is far too late here: it is stopped on time.
    std::stop_source end;
    const std::stop_callback chained(call.stop, [&end] { end.request_stop(); });
    std::atomic<bool> late = false;
    std::jthread watch;
    if (call.deadline != Instant::max()) {
        watch = std::jthread([&](const std::stop_token &stopped) {
            if (!m_clock.sleepUntil(call.deadline, stopped))
                return;
            late = true;
            end.request_stop();
        });
    }
    auto result = m_runner.run(played(request), {end.get_token(), Instant::max()}, line);
    watch = {};
    if (late && !result && result.error().code == ErrorCode::Cancelled)
        return failure(ErrorCode::TimedOut, QStringLiteral("%1 took too long and was ended").arg(request.key));
    if (result)
        result->duration = m_clock.now() - start; // the supervisor knows real time only
    return result;
}

Result<ProcessResult> DrillProcesses::attach(
    const QString &directory, const QString &key, const Call &call, const LineSink &line)
{
    return m_runner.attach(directory, key, call, line);
}

Result<QString> DrillProcesses::find(const QString &program)
{
    // Whatever the manifest's commands begin with is played, too.
    const QString path = m_settings.programs + u'/' + program;
    if (program.isEmpty() || program.contains(u'/') || program.startsWith(u'.'))
        return failure(ErrorCode::NotFound, QStringLiteral("the drill has no program %1").arg(program));
    if (!QFile::exists(path))
        QFile::link(m_settings.play, path);
    return path;
}

} // namespace relight
