#include "app/integrations/secrets/secretstore.h"

#include "app/integrations/io/iothread.h"
#include "app/integrations/process/environment.h"
#include "app/integrations/secrets/commandline.h"
#include "app/integrations/secrets/keychain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <strings.h>

#include <algorithm>

namespace relight {

static constexpr qint64 largestFile = 1 << 20;

static Secret withoutLineEnd(QByteArray value)
{
    const std::string_view view(value.constData(), size_t(value.size()));
    const std::string_view line = scrub::withoutLineEnd(view);
    if (line.find('\n') == line.npos)
        value.truncate(qsizetype(line.size()));
    return Secret(std::move(value));
}

SecretStore::SecretStore(Clock &clock, Processes &processes, Settings settings)
    : m_clock(clock)
    , m_processes(processes)
    , m_settings(std::move(settings))
    , m_scrubber(std::make_shared<scrub::Scrubber>())
{
}

SecretStore::~SecretStore()
{
    for (std::string &value : m_values)
        explicit_bzero(value.data(), value.size());
}

Result<Secret> SecretStore::resolve(const SecretRef &reference, const Call &call)
{
    assertMayBlock();
    Result<Secret> secret;
    switch (reference.kind) {
    case SecretRef::Kind::Env:
        secret = fromEnvironment(reference.target);
        break;
    case SecretRef::Kind::File:
        secret = fromFile(reference.target);
        break;
    case SecretRef::Kind::Keychain:
        secret = fromKeychain(reference.target, call);
        break;
    case SecretRef::Kind::Prompt:
        secret = fromPrompt(reference.target, call);
        break;
    case SecretRef::Kind::Command:
        secret = fromCommand(reference.target, call);
        break;
    }
    if (secret)
        remember(secret->bytes());
    return secret;
}

QByteArray SecretStore::scrub(QByteArray text) const
{
    std::shared_ptr<const scrub::Scrubber> scrubber;
    {
        const std::lock_guard lock(m_mutex);
        scrubber = m_scrubber;
    }
    if (scrubber->isEmpty())
        return text;
    return QByteArray::fromStdString(scrubber->scrub({text.constData(), size_t(text.size())}));
}

void SecretStore::remember(const QByteArray &secret)
{
    std::string value = secret.toStdString();
    const std::lock_guard lock(m_mutex);
    if (value.empty() || std::ranges::contains(m_values, value))
        return;
    m_values.push_back(std::move(value));
    m_scrubber = std::make_shared<scrub::Scrubber>(m_values);
}

std::vector<QByteArray> SecretStore::known() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<QByteArray> values;
    for (const std::string &value : m_values)
        values.push_back(QByteArray::fromStdString(value));
    return values;
}

QStringList SecretStore::warnings() const
{
    const std::lock_guard lock(m_mutex);
    return m_warnings;
}

Result<Secret> SecretStore::fromEnvironment(const QString &name) const
{
    const QByteArray value = qgetenv(name.toLocal8Bit().constData());
    if (value.isEmpty()) {
        return failure(ErrorCode::NotFound,
            QStringLiteral("The environment variable %1 is %2: export it and start Relight again")
                .arg(name,
                    qEnvironmentVariableIsSet(name.toLocal8Bit().constData()) ? QStringLiteral("empty")
                                                                              : QStringLiteral("not set")));
    }
    return withoutLineEnd(value);
}

Result<Secret> SecretStore::fromFile(const QString &reference)
{
    QString path = reference;
    if (path == QLatin1String("~") || path.startsWith(QLatin1String("~/")))
        path.replace(0, 1, QDir::homePath());
    path = QDir(m_settings.folder).absoluteFilePath(path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(file.exists() ? ErrorCode::Forbidden : ErrorCode::NotFound,
            QStringLiteral("The secret's file %1 cannot be read: %2").arg(path, file.errorString()));
    }
    QByteArray bytes = file.read(largestFile + 1);
    if (file.error() != QFileDevice::NoError)
        return failure(ErrorCode::Storage,
            QStringLiteral("The secret's file %1 cannot be read: %2").arg(path, file.errorString()));
    if (bytes.size() > largestFile)
        return failure(ErrorCode::Invalid,
            QStringLiteral("%1 is larger than 1 MiB: that is no secret. Check the path.").arg(path));
    if (bytes.isEmpty())
        return failure(ErrorCode::NotFound, QStringLiteral("The secret's file %1 is empty").arg(path));

    constexpr auto others = QFile::ReadGroup | QFile::ReadOther;
    if (file.permissions() & others) {
        const QString warning
            = QStringLiteral("Other users of this machine may read %1: run chmod 600 on it").arg(path);
        const std::lock_guard lock(m_mutex);
        if (!m_warnings.contains(warning))
            m_warnings.append(warning);
    }
    return withoutLineEnd(std::move(bytes));
}

Result<Secret> SecretStore::fromKeychain(const QString &name, const Call &call) const
{
    if (!m_settings.keychainThread) {
        return failure(ErrorCode::Unavailable,
            QStringLiteral("There is no keyring to ask for “%1” here: use env:, file: or prompt: instead").arg(name));
    }
    auto value = readKeychain(*m_settings.keychainThread, m_clock, name, call);
    if (!value)
        return std::unexpected(value.error());
    return withoutLineEnd(std::move(*value));
}

Result<Secret> SecretStore::fromPrompt(const QString &name, const Call &call)
{
    std::unique_lock lock(m_mutex);
    // Two steps that need the same answer ask one question.
    m_clock.wait(m_answered, lock, call.deadline, call.stop, [&] { return !m_asking.contains(name); });
    if (m_asking.contains(name)) {
        return failure(call.stop.stop_requested() ? ErrorCode::Cancelled : ErrorCode::TimedOut,
            QStringLiteral("“%1” is being asked for, and was not answered yet").arg(name));
    }
    if (const auto answer = m_answers.find(name); answer != m_answers.end())
        return answer->second;
    if (!m_settings.prompter) {
        return failure(ErrorCode::NotFound,
            QStringLiteral("Cannot ask here for “%1”: start Relight in a terminal or with its window, or name the "
                           "secret by env: or file:")
                .arg(name));
    }
    m_asking.insert(name);
    lock.unlock();
    Result<Secret> answer = m_settings.prompter(name, call);
    lock.lock();
    m_asking.erase(name);
    if (answer)
        m_answers.insert_or_assign(name, *answer);
    m_answered.notify_all();
    return answer;
}

Result<Secret> SecretStore::fromCommand(const QString &command, const Call &call)
{
    auto arguments = splitCommandLine(command);
    if (!arguments)
        return std::unexpected(arguments.error());
    const QTemporaryDir files(
        QDir::temp().absoluteFilePath(QStringLiteral("relight-secret-XXXXXX"))); // only what it says on stderr
    if (!files.isValid())
        return failure(
            ErrorCode::Storage, QStringLiteral("Cannot make a temporary folder: %1").arg(files.errorString()));
    const QString program = arguments->front();
    ProcessRequest request{
        .key = QStringLiteral("secret"), .directory = files.path(), .arguments = std::move(*arguments)};
    request.workingDirectory = QDir(m_settings.folder).absolutePath();
    request.environment = userEnvironment();
    request.captureLimit = largestFile;
    request.sensitiveOutput = true;
    request.grace = Milliseconds(2000);
    auto result = m_processes.run(request, call, {});
    if (!result) {
        Error error = result.error();
        error.message = QStringLiteral("The secret's command %1 did not finish. %2").arg(program, error.message);
        return std::unexpected(std::move(error));
    }
    if (result->exitCode != 0 || result->signal != 0) {
        return failure(ErrorCode::Failed,
            QStringLiteral("The secret's command %1 failed with status %2: %3")
                .arg(program)
                .arg(result->signal ? 128 + result->signal : result->exitCode)
                .arg(QString::fromUtf8(scrub(result->errorTail)).trimmed()),
            {}, result->exitCode);
    }
    if (result->output.isEmpty())
        return failure(ErrorCode::NotFound,
            QStringLiteral("The secret's command %1 printed nothing: run it by hand to see why").arg(program));
    return withoutLineEnd(std::move(result->output));
}

} // namespace relight
