#include "app/integrations/process/attachment.h"

#include "app/integrations/process/supervisedchild.h"
#include "app/integrations/process/supervisor/procinfo.h"
#include "app/integrations/process/supervisor/spoolformat.h"

#include <QFile>

#include <limits>

namespace relight {

static constexpr qsizetype errorTailSize = 4096;

SpoolTail::Handler lineTeller(const LineSink &line)
{
    if (!line)
        return [](const SpoolRecord &) { };
    return [line](const SpoolRecord &record) {
        line(record.stream == spool::streamOut ? OutputStream::Out : OutputStream::Err,
            QByteArray(record.text.data(), qsizetype(record.text.size())));
    };
}

static void appendRecord(QByteArray &text, const SpoolRecord &record)
{
    text.append(record.text.data(), qsizetype(record.text.size()));
    if (record.hadReturn || record.end == spool::endReturn)
        text.append('\r');
    if (record.end == spool::endNewline)
        text.append('\n');
}

Attachment::Attachment(
    const QString &directory, const QString &key, const LineSink &line, const std::atomic<bool> &left)
    : m_left(left)
    , m_directory(QFile::encodeName(directory).toStdString())
    , m_key(QFile::encodeName(key).toStdString())
    , m_teller(lineTeller(line))
    , m_tail(directory + QLatin1Char('/') + key + QStringLiteral(".log"))
{
}

Result<ProcessResult> Attachment::wait(CallWatch &watch)
{
    const auto pids = supervisor::readPidFile(m_directory, m_key);
    if (!pids) {
        return failure(ErrorCode::NotFound, QStringLiteral("%1 was never started").arg(QString::fromStdString(m_key)),
            QString::fromStdString(m_directory));
    }
    m_captureLimit = qsizetype(pids->captureLimit);
    if (const auto status = supervisor::readStatusFile(m_directory, m_key))
        return result(*status);
    if (pids->boot != supervisor::bootId()) {
        return failure(ErrorCode::Failed,
            QStringLiteral("The machine restarted while %1 was running; how far it came is not known. Look at its log, "
                           "then run it again.")
                .arg(QString::fromStdString(m_key)));
    }
    return follow(watch, *pids);
}

Result<ProcessResult> Attachment::follow(CallWatch &watch, const supervisor::PidFile &pids)
{
    using RealClock = std::chrono::steady_clock;
    constexpr auto patience
        = std::chrono::minutes(2); // longer than any grace; a supervisor that does not obey is stuck
    const ProcessHandle handle(pids.supervisor);
    const bool lives = handle.startTime() == pids.supervisorStart;
    std::optional<RealClock::time_point> told;
    bool behind = false;
    for (;;) {
        // The supervisor's end is asked for before the status: one that ended in between has left it.
        const bool readable = lives && watch.waitFor(handle.descriptor(), behind ? Milliseconds(0) : Milliseconds(100));
        const bool over = watch.over().has_value(); // always asked: a stop wakes the wait above until it was heard
        const bool ended = !lives || (handle.descriptor() < 0 ? !handle.runs() : readable);
        behind = m_tail.read(std::numeric_limits<qint64>::max(), [this](const SpoolRecord &record) { tell(record); });
        if (const auto status = supervisor::readStatusFile(m_directory, m_key)) {
            if (!told)
                return result(*status);
            return failure(*watch.over(), QStringLiteral("%1 was ended").arg(QString::fromStdString(m_key)));
        }
        if (ended)
            return lost(pids);
        if (m_left && over)
            return failure(
                *watch.over(), QStringLiteral("%1 goes on under its supervisor").arg(QString::fromStdString(m_key)));
        if (!told && over) {
            told = RealClock::now();
            handle.terminate();
        }
        if (told && RealClock::now() > *told + patience) {
            return failure(*watch.over(),
                QStringLiteral("%1 was told to end and did not: look after process %2 by hand")
                    .arg(QString::fromStdString(m_key))
                    .arg(pids.child));
        }
    }
}

std::unexpected<Error> Attachment::lost(const supervisor::PidFile &pids) const
{
    const QString key = QString::fromStdString(m_key);
    if (supervisor::startTime(pids.child) == pids.childStart) {
        return failure(ErrorCode::Failed,
            QStringLiteral("The supervisor of %1 was killed, but process %2 still runs without it: let it finish or "
                           "end it before going on")
                .arg(key)
                .arg(pids.child));
    }
    return failure(ErrorCode::Failed,
        QStringLiteral(
            "%1 ended together with its supervisor; its exit status is not known. Look at its log, then run it again.")
            .arg(key));
}

Result<ProcessResult> Attachment::result(const supervisor::StatusFile &status)
{
    m_tail.readAll(qint64(status.logSize), [this](const SpoolRecord &record) { tell(record); });
    return ProcessResult{.exitCode = status.exitCode,
        .signal = status.signal,
        .output = m_output,
        .errorTail = m_errorTail.right(errorTailSize),
        .duration = Milliseconds(qint64(status.endedMs) - qint64(status.startedMs)),
        .reattached = true};
}

void Attachment::tell(const SpoolRecord &record)
{
    m_teller(record);
    if (record.stream == spool::streamOut && m_output.size() < m_captureLimit) {
        appendRecord(m_output, record);
        m_output.truncate(m_captureLimit);
    } else if (record.stream == spool::streamErr) {
        appendRecord(m_errorTail, record);
        if (m_errorTail.size() > 4 * errorTailSize)
            m_errorTail = m_errorTail.right(errorTailSize);
    }
}

} // namespace relight
