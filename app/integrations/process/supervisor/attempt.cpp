#include "app/integrations/process/supervisor/attempt.h"

#include "app/integrations/process/supervisor/procinfo.h"
#include "app/integrations/process/supervisor/spoolformat.h"

#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace relight::supervisor {

using namespace std::chrono_literals;

static constexpr size_t errorTailSize = 4096;
static constexpr int progressPatience = 200;  // ms until a '\r' without a successor counts as the end of a line
static constexpr int groupCheckInterval = 20; // ms
static constexpr auto afterKill = 2s; // how long killed processes may take to vanish before the end is reported anyway

static uint64_t wallMs()
{
    using namespace std::chrono;
    return uint64_t(duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
}

Attempt::Attempt(Request request, Descriptor socket)
    : m_request(std::move(request))
    , m_scrubber(m_request.secrets)
    , m_spool(m_request.minimumFree)
    , m_out(m_scrubber,
          [this](char end, std::string_view text) {
              m_spool.append(spool::streamOut, end, text);
              capture(text);
              if (end == spool::endNewline || end == spool::endReturn)
                  capture(end == spool::endNewline ? "\n" : "\r");
          })
    , m_err(m_scrubber,
          [this](char end, std::string_view text) {
              m_spool.append(spool::streamErr, end, text);
              addErrorTail(text);
              if (end == spool::endNewline || end == spool::endReturn)
                  addErrorTail("\n");
          })
    , m_outbox(std::move(socket))
{
    wipe(m_request.secrets);
}

Attempt::~Attempt()
{
    wipe(m_ended.output);
    wipe(m_request.standardInput);
}

int Attempt::run()
{
    if (!start())
        return 1;
    loop();
    return 0;
}

void Attempt::refuse(const std::string &what)
{
    m_outbox.send(FrameType::Refused, what + ": " + std::strerror(errno));
}

bool Attempt::start()
{
    const std::string &directory = m_request.directory;
    const std::string &key = m_request.key;
    if (!m_spool.open(path(directory, key, "log"), path(directory, key, "idx"))) {
        refuse("Cannot write the log in " + directory);
        return false;
    }
    sigset_t handled;
    sigemptyset(&handled);
    sigaddset(&handled, SIGCHLD);
    sigaddset(&handled, SIGTERM);
    ::sigprocmask(SIG_BLOCK, &handled, nullptr);
    m_signals = Descriptor(::signalfd(-1, &handled, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!m_signals.isOpen() || !m_child.fork(m_request)) {
        refuse("Cannot make a process");
        return false;
    }
    wipe(m_request.environment);
    m_leaderRuns = true;
    m_ended.startedMs = wallMs();

    PidFile file{::getpid(), m_child.pid(), startTime(::getpid()).value_or(0), startTime(m_child.pid()).value_or(0),
        bootId(), m_ended.startedMs, m_request.captureLimit, m_request.sensitiveOutput};
    if (!writePidFile(directory, key, file)) {
        refuse("Cannot write " + path(directory, key, "pid"));
        return false; // the child ends by itself: its gate closes with us
    }
    m_outbox.send(FrameType::Started, encode(Started{file.supervisor, file.child}));
    if (const std::string failure = m_child.release(); !failure.empty()) {
        m_spool.setTime(wallMs());
        m_spool.append(spool::streamErr, spool::endNewline, failure);
        addErrorTail(failure + '\n');
    }
    return true;
}

bool Attempt::isDone() const
{
    return m_reported && !m_child.output.isOpen() && !m_child.errors.isOpen() && m_outbox.isEmpty();
}

int Attempt::timeout() const
{
    if (m_killAt && !m_reported) {
        if (!m_leaderRuns)
            return groupCheckInterval;
        if (!m_killed)
            return std::max(0,
                int(std::chrono::ceil<std::chrono::milliseconds>(*m_killAt - std::chrono::steady_clock::now())
                        .count()));
    }
    return m_out.isUndecided() || m_err.isUndecided() ? progressPatience : -1;
}

void Attempt::loop()
{
    while (!isDone()) {
        // A descriptor of -1 is passed over by poll().
        std::array polls{pollfd{m_signals.get(), POLLIN, 0}, pollfd{m_child.output.get(), POLLIN, 0},
            pollfd{m_child.errors.get(), POLLIN, 0}, pollfd{m_child.input.get(), POLLOUT, 0},
            pollfd{m_outbox.socket(), short(m_outbox.isEmpty() ? POLLIN : POLLIN | POLLOUT), 0}};
        const int ready = ::poll(polls.data(), polls.size(), timeout());
        m_spool.setTime(wallMs());
        if (ready == 0) {
            m_out.flushProgress();
            m_err.flushProgress();
        }
        if (polls[1].revents)
            readSome(m_child.output, true);
        if (polls[2].revents)
            readSome(m_child.errors, false);
        if (polls[3].revents)
            writeInput();
        if (polls[4].revents & POLLOUT)
            m_outbox.flush();
        if (polls[4].revents & (POLLIN | POLLHUP | POLLERR) && m_outbox.socket() >= 0)
            m_outbox.readable();
        publish();
        if (polls[0].revents)
            readSignals();
        lookAfterGroup();
    }
}

bool Attempt::readSome(Descriptor &pipe, bool isOutput)
{
    if (!pipe.isOpen())
        return false;
    LineOutput &lines = isOutput ? m_out : m_err;
    const std::span<char> space = lines.space();
    const ssize_t n = ::read(pipe.get(), space.data(), space.size());
    if (n < 0)
        return errno == EINTR;
    if (n == 0) {
        closePipe(pipe, isOutput);
        return false;
    }
    if (isOutput && m_request.sensitiveOutput) {
        capture({space.data(), size_t(n)});
        explicit_bzero(space.data(), size_t(n));
    } else {
        lines.received(size_t(n));
    }
    return true;
}

void Attempt::closePipe(Descriptor &pipe, bool isOutput)
{
    pipe.close();
    (isOutput ? m_out : m_err).flush(true);
}

void Attempt::capture(std::string_view text)
{
    std::string &output = m_ended.output;
    if (m_reported || output.size() >= m_request.captureLimit)
        return;
    text = text.substr(0, m_request.captureLimit - output.size());
    if (m_request.sensitiveOutput && output.size() + text.size() > output.capacity()) {
        std::string larger; // a string that grows by itself would leave its old bytes behind
        larger.reserve(std::max<size_t>(64 * 1024, 2 * (output.size() + text.size())));
        larger = output;
        wipe(output);
        output.swap(larger);
    }
    output += text;
}

void Attempt::addErrorTail(std::string_view text)
{
    std::string &tail = m_ended.errorTail;
    tail += text.substr(text.size() - std::min(text.size(), errorTailSize));
    if (tail.size() > 4 * errorTailSize)
        tail.erase(0, tail.size() - errorTailSize);
}

void Attempt::writeInput()
{
    const std::string_view left = std::string_view(m_request.standardInput).substr(m_inputSent);
    const ssize_t n = ::write(m_child.input.get(), left.data(), left.size());
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (n > 0)
        m_inputSent += size_t(n);
    if (n < 0 || m_inputSent == m_request.standardInput.size()) { // done, or nobody reads it any more
        m_child.input.close();
        wipe(m_request.standardInput);
    }
}

void Attempt::publish()
{
    if (m_spool.flush())
        m_outbox.sendGrown();
}

void Attempt::readSignals()
{
    signalfd_siginfo info;
    bool terminate = false;
    while (::read(m_signals.get(), &info, sizeof info) == sizeof info)
        terminate |= info.ssi_signo == SIGTERM;
    int status = 0;
    if (m_leaderRuns && ::waitpid(m_child.pid(), &status, WNOHANG) == m_child.pid()) {
        m_ended.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
        m_ended.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        leaderExited();
    }
    if (terminate)
        terminateGroup();
}

void Attempt::terminateGroup()
{
    if (m_killAt || !m_leaderRuns)
        return; // told already, or there is no attempt any more: what still holds the pipes is not ours to end
    m_killAt = std::chrono::steady_clock::now() + std::chrono::milliseconds(m_request.graceMs);
    ::kill(-m_child.pid(), SIGTERM);
    ::kill(-m_child.pid(), SIGCONT); // one that is stopped could not obey
}

void Attempt::leaderExited()
{
    m_leaderRuns = false;
    m_ended.endedMs = wallMs();
    m_child.input.close();
    wipe(m_request.standardInput);
    drainWhatIsThere();
    m_out.flush(false);
    m_err.flush(false);
    publish();
    if (!m_killAt)
        report();
}

// What the leader wrote before it ended lies in the pipes now. What others write later does not hold up the result.
void Attempt::drainWhatIsThere()
{
    for (const bool isOutput : {true, false}) {
        Descriptor &pipe = isOutput ? m_child.output : m_child.errors;
        for (int rounds = 0; rounds < 64; ++rounds) {
            int waiting = 0;
            if (!pipe.isOpen() || ::ioctl(pipe.get(), FIONREAD, &waiting) != 0)
                break;
            if (!readSome(pipe, isOutput) || waiting == 0)
                break;
            publish();
        }
    }
}

void Attempt::lookAfterGroup()
{
    if (!m_killAt || m_reported)
        return;
    const auto now = std::chrono::steady_clock::now();
    if (now >= *m_killAt && !m_killed) {
        m_killed = true;
        ::kill(-m_child.pid(), SIGKILL);
    }
    if (m_leaderRuns)
        return;
    const bool groupIsGone = ::kill(-m_child.pid(), 0) != 0 && errno == ESRCH;
    if (groupIsGone || now >= *m_killAt + afterKill)
        report();
}

void Attempt::report()
{
    m_reported = true;
    m_ended.logSize = m_spool.size();
    m_ended.logStopped = m_spool.isStopped();
    std::string &tail = m_ended.errorTail;
    tail.erase(0, tail.size() - std::min(tail.size(), errorTailSize));
    writeStatusFile(m_request.directory, m_request.key,
        {m_ended.exitCode, m_ended.signal, m_ended.startedMs, m_ended.endedMs, m_ended.logSize, m_ended.logStopped});
    std::string payload = encode(m_ended);
    wipe(m_ended.output);
    m_ended.output.shrink_to_fit();
    m_outbox.send(FrameType::Ended, payload);
    wipe(payload);
}

} // namespace relight::supervisor
