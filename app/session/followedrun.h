#pragma once
// A run that another process drives, read from its journal, and what is seen of its applications beside it, as they
// are written: on this machine or in a shared folder. Nothing here can write: every command is rejected. Lives on the
// thread that made it; files are read on a thread of its own, which a folder that does not answer may hold up, but
// nobody else.

#include "app/integrations/io/mailbox.h"
#include "app/session/observationtail.h"
#include "models/session/observations.h"
#include "models/session/runcontrol.h"

#include <condition_variable>
#include <thread>

namespace relight {

// The folder of a run by its id (in this machine's state folder), or of a path to the folder or to the journal in it.
// Errors: Invalid (neither an id nor a path), NotFound.
[[nodiscard]] Result<QString> folderOfRun(const QString &idOrPath);

class FollowedRun : public RunControl
{
    Q_OBJECT
public:
    // Journals in a shared folder tell nobody that they grew, so it is looked at again and again.
    explicit FollowedRun(
        QString folder, std::chrono::milliseconds interval = std::chrono::milliseconds(300), QObject *parent = nullptr);
    ~FollowedRun() override;

    void start(); // everything from the first event on comes by happened()
    // Of applications, once the journal has been heard; all of them again after beganAnew().
    Observations &observations() { return m_observations; }

    const QString &folder() const { return m_folder; }
    const RunState &state() const override { return m_state; }

    quint64 decide(const QString &, bool, const QString &, const QString &) override { return refuse(); }
    quint64 retry(const QString &, const QString &) override { return refuse(); }
    quint64 skip(const QString &, const QString &, const QString &) override { return refuse(); }
    quint64 markDone(const QString &, const QString &, const QString &) override { return refuse(); }
    quint64 pause(const QString &) override { return refuse(); }
    quint64 resume(const QString &) override { return refuse(); }
    quint64 cancel(const QString &) override { return refuse(); }
    quint64 addNote(const QString &, const QString &, const QString &) override { return refuse(); }

Q_SIGNALS:
    // All that stands in the journal has been heard, for the first time since start() or beganAnew(), and there is
    // something. `manifest`: the copy that the run goes by; empty: it is not in the folder.
    void caughtUp(const QByteArray &manifest);
    // The writer took back what it could not bring to disk: state() is empty again, and all of it comes once more.
    void beganAnew();
    // It cannot be read now; it is tried again. `ok`: it can.
    void trouble(const relight::Error &error);
    void ok();

private:
    void work(const std::stop_token &stop);
    void hear(bool anew, const QList<RunEvent> &events);
    void lookAtApplications(ObservationTail &seen, const std::stop_token &stop);
    void tell(const ObservationTail::Look &seen);
    quint64 refuse();

    const QString m_folder;
    const std::chrono::milliseconds m_interval;
    RunState m_state;
    Observations m_observations;
    quint64 m_command = 0;
    Mailbox m_mailbox;
    std::jthread m_thread; // last: it posts to the mailbox
};

} // namespace relight
