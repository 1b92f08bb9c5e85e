#pragma once
// The references of a manifest become values here, and every value given out is scrubbed from then on. Made by main for
// one run; thread-safe.
//
//   env:NAME       a variable of Relight's environment
//   file:PATH      ~ is expanded; relative to Settings::folder
//   keychain:NAME  ENTRY of service "relight", or SERVICE/ENTRY
//   prompt:NAME    asked once a run, then remembered; an empty answer is an answer
//   command:ARGV   run without a shell (commandline.h) in the user's environment; stdout is the value and stays in
//   memory
//
// A value of one line loses its line end; one of several lines (a private key) is kept byte for byte, as its readers
// need the last line end.

#include "app/integrations/io/mailbox.h"
#include "app/integrations/process/scrub/scrubber.h"
#include "app/ports/clock.h"
#include "app/ports/processes.h"
#include "app/ports/secrets.h"

#include <QStringList>

#include <map>
#include <memory>
#include <set>

namespace relight {

class SecretStore : public Secrets
{
public:
    // Asks a person; blocks the calling worker. NotFound or Cancelled: no answer.
    using Prompter = std::function<Result<Secret>(const QString &name, const Call &call)>;

    struct Settings
    {
        QString folder;                    // base of relative file: references; empty: the current one
        Prompter prompter;                 // empty: nobody can be asked here
        Mailbox *keychainThread = nullptr; // an I/O thread; none: no keyring
    };

    SecretStore(Clock &clock, Processes &processes, Settings settings);
    ~SecretStore() override;

    Result<Secret> resolve(const SecretRef &reference, const Call &call) override;
    QByteArray scrub(QByteArray text) const override;
    void remember(const QByteArray &secret) override;
    std::vector<QByteArray> known() const override;
    QStringList warnings() const override;


private:
    Result<Secret> fromEnvironment(const QString &name) const;
    Result<Secret> fromFile(const QString &path);
    Result<Secret> fromKeychain(const QString &name, const Call &call) const;
    Result<Secret> fromPrompt(const QString &name, const Call &call);
    Result<Secret> fromCommand(const QString &command, const Call &call);

    Clock &m_clock;
    Processes &m_processes;
    const Settings m_settings;

    mutable std::mutex m_mutex; // guards all below
    std::vector<std::string> m_values;
    std::shared_ptr<const scrub::Scrubber> m_scrubber;
    QStringList m_warnings;
    std::map<QString, Secret> m_answers; // of prompts
    std::set<QString> m_asking;
    std::condition_variable_any m_answered;
};

} // namespace relight
