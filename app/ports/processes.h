#pragma once
// Running commands that outlive us. Every child runs under a supervisor of ours in its own session; its output goes,
// scrubbed, into the attempt's log spool. Thread-safe, blocking.

#include "app/ports/call.h"

#include <QByteArray>
#include <QMap>
#include <QStringList>

#include <functional>
#include <vector>

namespace relight {

struct ProcessRequest
{
    QString key; // stable name of this child in the run: "provision-1-apply"; files of that name lie in `directory`
    QString directory;     // spool folder of the attempt: KEY.log, KEY.pid, KEY.status
    QStringList arguments; // program first; or
    QString shell;         // text for /bin/sh -c
    QString workingDirectory;
    QMap<QString, QString>
        environment; // the whole environment of the child; may hold secret values, never written down
    QByteArray standardInput;
    std::vector<QByteArray> secrets;  // values to scrub, besides those the Scrubber knows
    Milliseconds grace{10'000};       // between SIGTERM and SIGKILL of the process group on cancel and time-out
    qsizetype captureLimit = 4 << 20; // bytes of stdout kept for the result; the rest only goes to the spool
    bool sensitiveOutput = false;     // stdout is a secret (a kubeconfig, a token): captured in memory, never spooled
};

enum class OutputStream { Out, Err };

struct ProcessResult
{
    int exitCode = 0;     // 127: failed to start
    int signal = 0;       // ended by this signal, else 0
    QByteArray output;    // captured stdout, scrubbed unless sensitiveOutput
    QByteArray errorTail; // last 4 KiB of stderr, scrubbed
    Milliseconds duration{0};
    bool reattached = false;
};

// Each complete line, scrubbed, in order, on the calling thread.
using LineSink = std::function<void(OutputStream, const QByteArray &line)>;

class Processes
{
public:
    virtual ~Processes() = default;

    // Ends when the leader exits, whatever its status: a status other than 0 is a result, not an Error. Errors: could
    // not start the supervisor, Cancelled or TimedOut (the whole group was terminated first), Storage.
    virtual Result<ProcessResult> run(const ProcessRequest &request, const Call &call, const LineSink &line) = 0;

    // The child of that key and directory from an earlier life of ours: living (waits for it), or finished (its
    // result). NotFound: never started. Interrupted without a status (machine died): Failed.
    virtual Result<ProcessResult> attach(
        const QString &directory, const QString &key, const Call &call, const LineSink &line)
        = 0;

    // Absolute path of a program on the user's PATH; NotFound.
    virtual Result<QString> find(const QString &program) = 0;
};

} // namespace relight
