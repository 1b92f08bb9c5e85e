#include "app/engine/steps/commandrunner.h"

#include <QDir>

namespace relight {

static Result<QMap<QString, QString>> environmentFor(StepContext &context, const CommandSpec &spec)
{
    QMap<QString, QString> environment = context.site.environment;
    environment.insert(QStringLiteral("KUBECONFIG"), context.site.kubeconfigPath());
    environment.insert(QStringLiteral("RELIGHT_RUN"), context.site.runId);
    environment.insert(QStringLiteral("RELIGHT_STEP"), context.step.id);
    environment.insert(spec.environment);
    for (auto secret = spec.secrets.cbegin(); secret != spec.secrets.cend(); ++secret) {
        const auto value = context.ports.secrets.resolve(secret.value(), context.call);
        if (!value)
            return std::unexpected(value.error());
        environment.insert(secret.key(), value->text());
    }
    return environment;
}

Result<ProcessResult> runCommand(StepContext &context, const CommandSpec &spec)
{
    const QString source = spec.source.isEmpty() ? QStringLiteral("command") : spec.source;
    const LineSink sink = [&](OutputStream stream, const QByteArray &line) {
        if (!spec.quiet)
            context.write(source, QString::fromUtf8(line), stream == OutputStream::Err);
        if (spec.line)
            spec.line(stream, line);
    };
    for (const int attempt : spec.readOnly ? QList<int>() : context.interrupted) {
        const QString folder = context.site.attemptFolder(context.step.id, attempt);
        auto earlier = context.ports.processes.attach(folder, spec.key, context.call, sink);
        if (earlier) {
            context.log(QStringLiteral("re-attached to the command that attempt %1 started").arg(attempt));
            return earlier;
        }
        if (earlier.error().code == ErrorCode::NotFound)
            continue; // that attempt did not come so far
        if (earlier.error().code == ErrorCode::Cancelled || earlier.error().code == ErrorCode::TimedOut)
            return earlier;
        if (!context.granted(repeatDecision(context, spec.key)))
            return failure(ErrorCode::NeedsPerson, earlier.error().message, spec.key);
        break;
    }
    auto environment = environmentFor(context, spec);
    if (!environment)
        return std::unexpected(environment.error());
    ProcessRequest request;
    request.key = spec.key;
    request.directory = context.site.attemptFolder(context.step.id, context.attempt);
    if (!QDir().mkpath(request.directory))
        return failure(ErrorCode::Storage,
            QStringLiteral("cannot make the folder %1 for the log of this attempt: is the disk full?")
                .arg(request.directory));
    request.arguments = spec.arguments;
    request.shell = spec.shell;
    request.workingDirectory = spec.workingDirectory.isEmpty() ? context.site.workTree : spec.workingDirectory;
    request.environment = *std::move(environment);
    request.sensitiveOutput = spec.sensitiveOutput;
    request.secrets = context.ports.secrets.known();
    return context.ports.processes.run(request, context.call, sink);
}

Result<> succeeded(const QString &what, const ProcessResult &result)
{
    if (result.exitCode == 0 && result.signal == 0)
        return {};
    QString tail = QString::fromUtf8(result.errorTail).trimmed();
    if (tail.size() > 600)
        tail = QStringLiteral("…") + tail.right(600);
    const QString how = result.signal != 0 ? QStringLiteral("was ended by signal %1").arg(result.signal)
        : result.exitCode == 127           ? QStringLiteral("could not be started (status 127)")
                                           : QStringLiteral("ended with status %1").arg(result.exitCode);
    return failure(ErrorCode::Failed,
        tail.isEmpty() ? QStringLiteral("%1 %2").arg(what, how) : QStringLiteral("%1 %2: %3").arg(what, how, tail), {},
        result.exitCode);
}

Decision repeatDecision(const StepContext &context, const QString &what)
{
    Decision decision;
    decision.id = QStringLiteral("repeat:%1:%2:%3").arg(context.step.id, what).arg(context.interrupted.value(0));
    decision.kind = DecisionKind::RepeatInterrupted;
    decision.stepId = context.step.id;
    decision.title = QStringLiteral("Run \"%1\" again?").arg(context.step.title);
    decision.reason = QStringLiteral("attempt %1 was cut off while \"%2\" ran, and nobody knows how it ended: look "
                                     "first, then repeat it or skip the step")
                          .arg(context.interrupted.value(0))
                          .arg(what);
    decision.details = context.step.commands;
    decision.subject = context.step.id;
    decision.option = QStringLiteral("--retry ") + context.step.id;
    return decision;
}

Result<QByteArray> repositoryFile(const StepContext &context, const QString &path)
{
    auto content = context.ports.git.readFile(context.site.workTree, context.fact({}, QStringLiteral("commit")), path);
    if (!content && content.error().code == ErrorCode::NotFound)
        return failure(ErrorCode::NotFound,
            QStringLiteral("%1 is not in the repository at commit %2")
                .arg(path, context.fact({}, QStringLiteral("commit")).left(12)));
    return content;
}

} // namespace relight
