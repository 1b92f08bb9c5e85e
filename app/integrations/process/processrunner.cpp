#include "app/integrations/process/processrunner.h"

#include "app/integrations/io/iothread.h"
#include "app/integrations/process/attachment.h"
#include "app/integrations/process/callwatch.h"
#include "app/integrations/process/supervisedchild.h"
#include "app/integrations/process/supervisor/procinfo.h"
#include "app/integrations/process/supervisor/runfiles.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QStandardPaths>

#include <limits>

namespace relight {

Q_LOGGING_CATEGORY(logProcess, "relight.app.process")

static std::string bytes(const QString &text)
{
    return QFile::encodeName(text).toStdString();
}

ProcessRunner::ProcessRunner(Clock &clock, Settings settings)
    : m_clock(clock)
    , m_settings(std::move(settings))
{
}

// Files of a finished child of that key make room; a living one keeps them.
static Result<> makeRoom(const std::string &directory, const std::string &key)
{
    const auto old = supervisor::readPidFile(directory, key);
    if (old && !supervisor::readStatusFile(directory, key) && old->boot == supervisor::bootId()
        && (supervisor::startTime(old->supervisor) == old->supervisorStart
            || supervisor::startTime(old->child) == old->childStart)) {
        return failure(ErrorCode::Conflict,
            QStringLiteral("%1 is already running as process %2: wait for it or end it first")
                .arg(QString::fromStdString(key))
                .arg(old->child));
    }
    // The log too: a supervisor that still drains the pipes of a daemon goes on writing into the old one.
    for (const char *suffix : {"pid", "status", "status.tmp", "log", "idx"})
        ::unlink(supervisor::path(directory, key, suffix).c_str());
    return {};
}

Result<supervisor::Request> ProcessRunner::prepare(const ProcessRequest &request) const
{
    if (request.key.isEmpty() || request.key.contains(QLatin1Char('/')) || request.key.startsWith(QLatin1Char('.')))
        return failure(ErrorCode::Invalid, QStringLiteral("“%1” cannot name a command's files").arg(request.key));
    if (request.arguments.isEmpty() == request.shell.isEmpty())
        return failure(
            ErrorCode::Invalid, QStringLiteral("%1 needs a program or a shell text, and not both").arg(request.key));
    const QDir directory(request.directory);
    if (request.directory.isEmpty() || !QDir().mkpath(directory.absolutePath()))
        return failure(
            ErrorCode::Storage, QStringLiteral("Cannot make the log folder of %1").arg(request.key), request.directory);

    supervisor::Request result;
    result.directory = bytes(directory.absolutePath());
    result.key = bytes(request.key);
    if (const auto room = makeRoom(result.directory, result.key); !room)
        return std::unexpected(room.error());
    if (request.shell.isEmpty()) {
        for (const QString &argument : request.arguments)
            result.arguments.push_back(bytes(argument));
    } else {
        result.arguments = {"/bin/sh", "-c", bytes(request.shell)};
    }
    for (const auto &[name, value] : request.environment.asKeyValueRange())
        result.environment.push_back(bytes(name) + '=' + bytes(value));
    result.workingDirectory = bytes(QDir(request.workingDirectory).absolutePath());
    result.standardInput = request.standardInput.toStdString();
    const auto addSecrets = [&](const std::vector<QByteArray> &secrets) {
        for (const QByteArray &secret : secrets)
            result.secrets.push_back(secret.toStdString());
    };
    addSecrets(request.secrets);
    if (m_settings.knownSecrets)
        addSecrets(m_settings.knownSecrets());
    result.graceMs = uint64_t(request.grace.count());
    result.captureLimit = uint64_t(request.captureLimit);
    result.minimumFree = uint64_t(m_settings.minimumFree);
    result.sensitiveOutput = request.sensitiveOutput;
    return result;
}

namespace {

// One run() from the start of the supervisor to the end of the child.
class Running
{
public:
    Running(const ProcessRequest &request, SupervisedChild child, const LineSink &line, Milliseconds patience,
        const std::atomic<bool> &left)
        : m_request(request)
        , m_patience(request.grace + patience)
        , m_left(left)
        , m_child(std::move(child))
        , m_hasSink(line != nullptr)
        , m_teller(lineTeller(line))
        , m_tail(QDir(request.directory).absoluteFilePath(request.key + QStringLiteral(".log")))
    {
    }

    Result<ProcessResult> wait(CallWatch &watch)
    {
        for (;;) {
            const bool connected
                = !watch.waitFor(m_child.socket(), m_behind ? Milliseconds(0) : Milliseconds(100)) || m_child.receive();
            if (auto result = takeFrames(watch))
                return std::move(*result);
            if (!connected) {
                return failure(ErrorCode::Failed,
                    QStringLiteral(
                        "The supervisor of %1 was killed; what the command did is not known. Look at its log.")
                        .arg(m_request.key));
            }
            if (!watch.over()) // always asked: a stop wakes the wait above until it was heard
                continue;
            if (m_left)
                return over(watch, QStringLiteral("%1 goes on under its supervisor"));
            tellToEnd();
            if (RealClock::now() > *m_giveUp)
                return over(watch,
                    m_told
                        ? QStringLiteral("%1 was told to end and did not: look after its processes by hand")
                        : QStringLiteral("%1 was not started in time, and its supervisor does not answer: it may still "
                                         "start, look after it by hand"));
        }
    }

private:
    using RealClock = std::chrono::steady_clock;

    // As soon as it is known whom to tell.
    void tellToEnd()
    {
        const bool tellNow = !m_told && m_supervisor.isSet();
        if (tellNow || !m_giveUp)
            m_giveUp = RealClock::now() + m_patience;
        if (!tellNow)
            return;
        m_told = true;
        m_supervisor.terminate();
    }

    std::unexpected<Error> over(CallWatch &watch, const QString &text) const
    {
        return failure(watch.over().value_or(ErrorCode::Cancelled), text.arg(m_request.key));
    }

    std::optional<Result<ProcessResult>> takeFrames(CallWatch &watch)
    {
        bool grown = m_behind;
        while (auto frame = m_child.nextFrame()) {
            switch (frame->type) {
            case supervisor::FrameType::Started:
                if (const auto started = supervisor::decodeStarted(frame->payload))
                    m_supervisor = ProcessHandle(started->supervisor);
                break;
            case supervisor::FrameType::Grown:
                grown = true;
                break;
            case supervisor::FrameType::Refused:
                return failure(ErrorCode::Storage,
                    QStringLiteral("%1 was not started. %2")
                        .arg(m_request.key, QString::fromStdString(frame->payload)));
            case supervisor::FrameType::Ended:
                return ended(watch, frame->payload);
            }
        }
        if (grown && m_hasSink)
            m_behind = m_tail.read(std::numeric_limits<qint64>::max(), m_teller);
        return std::nullopt;
    }

    Result<ProcessResult> ended(CallWatch &watch, std::string &payload)
    {
        auto end = supervisor::decodeEnded(payload);
        supervisor::wipe(payload);
        payload.shrink_to_fit();
        if (!end)
            return failure(ErrorCode::Protocol,
                QStringLiteral("The supervisor of %1 answered in an unknown way").arg(m_request.key));
        if (m_hasSink)
            m_tail.readAll(qint64(end->logSize), m_teller);
        if (end->logStopped)
            qCWarning(logProcess, "The disk is nearly full: the log of %s is not whole", qPrintable(m_request.key));
        if (m_told) {
            return over(watch,
                watch.over() == ErrorCode::TimedOut ? QStringLiteral("%1 took too long and was ended")
                                                    : QStringLiteral("%1 was cancelled"));
        }
        ProcessResult result{.exitCode = end->exitCode,
            .signal = end->signal,
            .output = QByteArray::fromStdString(end->output),
            .errorTail = QByteArray::fromStdString(end->errorTail),
            .duration = Milliseconds(qint64(end->endedMs) - qint64(end->startedMs))};
        supervisor::wipe(end->output);
        return result;
    }

    const ProcessRequest &m_request;
    const Milliseconds m_patience;
    const std::atomic<bool> &m_left; // Relight goes away: nothing is ended
    SupervisedChild m_child;
    ProcessHandle m_supervisor;
    bool m_hasSink;
    SpoolTail::Handler m_teller;
    SpoolTail m_tail;
    std::optional<RealClock::time_point> m_giveUp; // set once the call is over
    bool m_told = false;
    bool m_behind = false; // the log has lines that were not told yet
};

} // namespace

Result<ProcessResult> ProcessRunner::run(const ProcessRequest &request, const Call &call, const LineSink &line)
{
    assertMayBlock();
    CallWatch watch(m_clock, call);
    if (const auto over = watch.over())
        return failure(*over, QStringLiteral("%1 was not started: the call was over before").arg(request.key));
    auto prepared = prepare(request);
    if (!prepared)
        return std::unexpected(prepared.error());
    auto child = SupervisedChild::start(m_settings.supervisor, std::move(*prepared));
    if (!child)
        return std::unexpected(child.error());
    return Running(request, std::move(*child), line, m_settings.patience, m_left).wait(watch);
}

Result<ProcessResult> ProcessRunner::attach(
    const QString &directory, const QString &key, const Call &call, const LineSink &line)
{
    assertMayBlock();
    CallWatch watch(m_clock, call);
    return Attachment(QDir(directory).absolutePath(), key, line, m_left).wait(watch);
}

Result<QString> ProcessRunner::find(const QString &program)
{
    const QString path = QStandardPaths::findExecutable(program);
    if (path.isEmpty()) {
        return failure(ErrorCode::NotFound,
            QStringLiteral("%1 is not on PATH: install it, or add its folder to PATH").arg(program),
            qEnvironmentVariable("PATH"));
    }
    return path;
}

} // namespace relight
