#include "app/integrations/kubernetes/execplugin.h"

#include "app/integrations/process/environment.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

#include <csignal>

namespace relight {

static constexpr Milliseconds pluginTime{60'000};
static constexpr qsizetype outputLimit = 1 << 20;

static QString withoutEscapes(QString text)
{
    static const QRegularExpression escapes(
        QStringLiteral("\x1b\\[[0-9;?]*[ -/]*[@-~]|\x1b.|[\\x00-\\x08\\x0b-\\x1f]"));
    return text.remove(escapes).trimmed();
}

static QString hintOf(const KubeExec &exec)
{
    const QString hint = withoutEscapes(exec.installHint);
    return hint.isEmpty() ? QString() : QStringLiteral("\n") + hint;
}

QByteArray execInfo(const KubeAccess &access)
{
    QJsonObject spec{{QStringLiteral("interactive"), false}};
    if (access.user.exec->provideClusterInfo) {
        QJsonObject cluster{{QStringLiteral("server"), access.cluster.server}};
        if (!access.cluster.tlsServerName.isEmpty())
            cluster.insert(QLatin1String("tls-server-name"), access.cluster.tlsServerName);
        if (access.cluster.insecureSkipVerify)
            cluster.insert(QLatin1String("insecure-skip-tls-verify"), true);
        QByteArray authority = access.cluster.authority.data;
        if (QFile file(access.cluster.authority.path);
            authority.isEmpty() && !file.fileName().isEmpty() && file.open(QIODevice::ReadOnly))
            authority = file.readAll();
        if (!authority.isEmpty())
            cluster.insert(QLatin1String("certificate-authority-data"), QString::fromLatin1(authority.toBase64()));
        if (!access.cluster.proxyUrl.isEmpty())
            cluster.insert(QLatin1String("proxy-url"), access.cluster.proxyUrl);
        if (!access.cluster.execConfig.isUndefined())
            cluster.insert(QLatin1String("config"), access.cluster.execConfig);
        spec.insert(QLatin1String("cluster"), cluster);
    }
    return QJsonDocument(
        QJsonObject{{QStringLiteral("apiVersion"), access.user.exec->apiVersion},
            {QStringLiteral("kind"), QStringLiteral("ExecCredential")}, {QStringLiteral("spec"), spec}})
        .toJson(QJsonDocument::Compact);
}

Result<ExecCredential> parseExecCredential(const QByteArray &output, const QString &apiVersion)
{
    const QJsonObject answer = QJsonDocument::fromJson(output).object();
    if (answer.value(QLatin1String("kind")).toString() != QLatin1String("ExecCredential"))
        return failure(
            ErrorCode::Unauthorized, QStringLiteral("The credential plugin did not answer with an ExecCredential"));
    if (const QString version = answer.value(QLatin1String("apiVersion")).toString(); version != apiVersion)
        return failure(ErrorCode::Unauthorized,
            QStringLiteral("The credential plugin answered in %1, but the kubeconfig asks for %2; upgrade the plugin "
                           "or run the command that writes the kubeconfig again")
                .arg(version, apiVersion));
    const QJsonObject status = answer.value(QLatin1String("status")).toObject();
    ExecCredential credential{.token = status.value(QLatin1String("token")).toString().toUtf8(),
        .certificate = status.value(QLatin1String("clientCertificateData")).toString().toUtf8(),
        .key = status.value(QLatin1String("clientKeyData")).toString().toUtf8(),
        .expires = {}};
    if (credential.certificate.isEmpty() != credential.key.isEmpty())
        return failure(ErrorCode::Unauthorized,
            QStringLiteral("The credential plugin gave a client certificate or a key, but not both"));
    if (credential.token.isEmpty() && credential.certificate.isEmpty())
        return failure(
            ErrorCode::Unauthorized, QStringLiteral("The credential plugin gave neither a token nor a certificate"));
    const QString expires = status.value(QLatin1String("expirationTimestamp")).toString();
    if (!expires.isEmpty())
        credential.expires = parseTimestamp(expires);
    return credential;
}

static Result<> usable(const KubeExec &exec)
{
    if (exec.apiVersion != QLatin1String("client.authentication.k8s.io/v1")
        && exec.apiVersion != QLatin1String("client.authentication.k8s.io/v1beta1"))
        return failure(ErrorCode::Invalid,
            QStringLiteral("The credential plugin %1 speaks %2, which is out of date; run the command that writes the "
                           "kubeconfig again")
                .arg(exec.command, exec.apiVersion));
    if (exec.interactiveMode == QLatin1String("Always"))
        return failure(ErrorCode::NeedsPerson,
            QStringLiteral("The credential plugin %1 needs a terminal (interactiveMode: Always); log in with it first "
                           "and use a kubeconfig that holds a token")
                .arg(exec.command));
    const bool found = exec.command.contains(QLatin1Char('/'))
        ? QFile::exists(exec.command)
        : !QStandardPaths::findExecutable(exec.command).isEmpty();
    if (!found)
        return failure(ErrorCode::Unauthorized,
            QStringLiteral("The credential plugin %1 is not installed%2").arg(exec.command, hintOf(exec)));
    return {};
}

// The host's program in the user's surroundings: nothing of what Relight set for itself, and a session of its own, so
// that all it starts can be ended with it.
static void prepare(QProcess &plugin, const KubeAccess &access)
{
    QProcessEnvironment environment;
    const Environment users = userEnvironment();
    for (auto variable = users.begin(); variable != users.end(); ++variable)
        environment.insert(variable.key(), variable.value());
    for (const auto &[name, value] : access.user.exec->environment)
        environment.insert(name, value);
    environment.insert(QStringLiteral("KUBERNETES_EXEC_INFO"), QString::fromUtf8(execInfo(access)));
    plugin.setProcessEnvironment(environment);
    plugin.setStandardInputFile(QProcess::nullDevice());
    plugin.setUnixProcessParameters(
        QProcess::UnixProcessFlag::ResetSignalHandlers | QProcess::UnixProcessFlag::CreateNewSession);
}

static void end(QProcess &plugin)
{
    if (const qint64 leader = plugin.processId(); leader > 0)
        (void)::kill(pid_t(-leader), SIGKILL);
    plugin.kill(); // also where it has no session yet
    plugin.waitForFinished(2000);
}

Result<ExecCredential> runExecPlugin(const KubeAccess &access, Clock &clock, const Call &call)
{
    const KubeExec &exec = *access.user.exec;
    if (auto can = usable(exec); !can)
        return std::unexpected(can.error());
    QProcess plugin;
    prepare(plugin, access);
    plugin.start(exec.command, exec.arguments);
    const Instant limit = std::min(call.deadline, clock.now() + pluginTime);
    QByteArray output;
    QByteArray words;
    while (plugin.state() != QProcess::NotRunning && !plugin.waitForFinished(50)) {
        output += plugin.readAllStandardOutput();
        words = (words + plugin.readAllStandardError()).right(outputLimit);
        const bool stopped = call.stop.stop_requested();
        if (!stopped && clock.now() < limit && output.size() <= outputLimit)
            continue;
        end(plugin);
        if (!stopped && output.size() > outputLimit)
            return failure(ErrorCode::Unauthorized,
                QStringLiteral("The credential plugin %1 wrote more than 1 MiB where a credential was expected")
                    .arg(exec.command));
        return stopped ? failure(ErrorCode::Cancelled, QStringLiteral("The credential plugin was stopped"))
                       : failure(ErrorCode::TimedOut,
                             QStringLiteral("The credential plugin %1 did not answer in time").arg(exec.command));
    }
    output += plugin.readAllStandardOutput();
    words += plugin.readAllStandardError();
    if (plugin.error() == QProcess::FailedToStart)
        return failure(ErrorCode::Unauthorized,
            QStringLiteral("The credential plugin %1 cannot be started: %2%3")
                .arg(exec.command, plugin.errorString(), hintOf(exec)));
    if (plugin.exitStatus() != QProcess::NormalExit || plugin.exitCode() != 0)
        return failure(ErrorCode::Unauthorized,
            QStringLiteral("The credential plugin %1 failed with status %2: %3%4")
                .arg(exec.command)
                .arg(plugin.exitCode())
                .arg(withoutEscapes(QString::fromUtf8(words.right(2000))), hintOf(exec)),
            {}, plugin.exitCode());
    return parseExecCredential(output, exec.apiVersion);
}

} // namespace relight
