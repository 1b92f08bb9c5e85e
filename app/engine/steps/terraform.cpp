#include "app/engine/steps/terraform.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

namespace relight {

Terraform::Terraform(StepContext &context)
    : m_context(context)
    , m_program(context.manifest.cluster.provisioner == Provisioner::OpenTofu ? QStringLiteral("tofu")
                                                                              : QStringLiteral("terraform"))
    , m_folder(QDir(context.site.workTree).filePath(context.manifest.cluster.path))
{
}

Result<ProcessResult> Terraform::run(const QString &key, const QStringList &arguments, CommandSpec spec)
{
    spec.key = key;
    spec.arguments = QStringList{m_program} + arguments;
    spec.workingDirectory = m_folder;
    spec.source = m_program;
    spec.environment.insert(QStringLiteral("TF_IN_AUTOMATION"), QStringLiteral("1"));
    spec.environment.insert(QStringLiteral("TF_INPUT"), QStringLiteral("0"));
    spec.environment.insert(QStringLiteral("CHECKPOINT_DISABLE"), QStringLiteral("1"));
    return runCommand(m_context, spec);
}

Result<> Terraform::init()
{
    m_context.progress(QStringLiteral("%1 init").arg(m_program));
    CommandSpec spec;
    spec.readOnly = true;
    return run(QStringLiteral("init"),
        {QStringLiteral("init"), QStringLiteral("-input=false"), QStringLiteral("-no-color")}, spec)
        .and_then(
            [this](const ProcessResult &result) { return succeeded(m_program + QStringLiteral(" init"), result); });
}

QString Terraform::outputName() const
{
    const KubeconfigSource &source = m_context.manifest.cluster.kubeconfig;
    return source.kind == KubeconfigSource::Kind::Output ? source.value
        : m_outputUsed.isEmpty()                         ? QStringLiteral("kubeconfig")
                                                         : m_outputUsed;
}

Result<QByteArray> Terraform::kubeconfig()
{
    const KubeconfigSource &source = m_context.manifest.cluster.kubeconfig;
    const QStringList names = source.kind == KubeconfigSource::Kind::Output
        ? QStringList{source.value}
        : QStringList{QStringLiteral("kubeconfig"), QStringLiteral("kubeconfig_raw"), QStringLiteral("kube_config")};
    for (const QString &name : names) {
        CommandSpec spec;
        spec.sensitiveOutput = true;
        spec.readOnly = true;
        spec.quiet = true;
        const auto result = run(QStringLiteral("output-") + name,
            {QStringLiteral("output"), QStringLiteral("-no-color"), QStringLiteral("-raw"), name}, spec);
        if (!result)
            return std::unexpected(result.error());
        if (result->exitCode != 0 || result->output.trimmed().isEmpty() || result->output.contains("No outputs found"))
            continue;
        m_outputUsed = name;
        // Some versions print warnings to stdout, before the value.
        const QByteArray text = '\n' + result->output;
        qsizetype begin = -1;
        for (const char *first : {"\napiVersion:", "\nkind:", "\nclusters:", "\n{"}) {
            const qsizetype at = text.indexOf(first);
            begin = at >= 0 && (begin < 0 || at < begin) ? at : begin;
        }
        if (begin >= 0)
            return text.mid(begin + 1);
        // No kubeconfig: the last line is the path of one.
        QFile file(QDir(m_folder).filePath(QString::fromUtf8(result->output.trimmed().split('\n').last())));
        if (file.open(QIODevice::ReadOnly))
            return file.readAll();
        return failure(ErrorCode::NotFound,
            QStringLiteral("the output %1 names %2, which cannot be read: %3")
                .arg(name, file.fileName(), file.errorString()));
    }
    return failure(ErrorCode::NotFound,
        QStringLiteral("%1 has no output %2 with a kubeconfig: add one, or name it in cluster.kubeconfig")
            .arg(m_program, names.join(QStringLiteral(", "))));
}

static Result<QString> sha256Of(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return failure(
            ErrorCode::Storage, QStringLiteral("cannot read the saved plan %1: %2").arg(path, file.errorString()));
    return QString::fromLatin1(hash.result().toHex());
}

Result<Decision> Terraform::gate(const QString &planFile) const
{
    const auto digest = sha256Of(planFile);
    if (!digest)
        return std::unexpected(digest.error());
    Decision decision;
    decision.id = QStringLiteral("plan:%1:%2").arg(m_context.step.id, *digest);
    decision.kind = DecisionKind::TerraformPlan;
    decision.stepId = m_context.step.id;
    decision.title = QStringLiteral("Approve a %1 plan that destroys").arg(m_program);
    decision.reason = QStringLiteral("the plan for %1 has %2").arg(m_context.manifest.cluster.path, m_plan.counts());
    decision.details = m_plan.destructive;
    decision.subject = *digest;
    decision.option = QStringLiteral("--approve-plan ") + *digest;
    decision.typed = true;
    return decision;
}

Result<Outcome> Terraform::apply(const QStringList &replace)
{
    // The plan outlives this process and the decision about it, so it lies beside the attempts; it holds secrets and is
    // ours alone.
    const QString folder = m_context.site.attemptFolder(m_context.step.id, 0);
    if (!QDir().mkpath(folder))
        return failure(ErrorCode::Storage, QStringLiteral("cannot make the folder %1").arg(folder));
    const QString suffix = replace.isEmpty() ? QString() : QStringLiteral("-replace");
    const QString planFile = folder + QStringLiteral("/plan") + suffix;
    const QString totalKey = QStringLiteral("planned") + suffix;

    // A plan that was approved is applied as it is; an apply that was cut off is looked after before anything is
    // planned anew.
    if (!m_context.interrupted.isEmpty()
        && !m_context.fact(m_context.step.id, QStringLiteral("applying") + suffix).isEmpty()) {
        m_changed = true;
        auto applied = applySaved(planFile, m_context.fact(m_context.step.id, totalKey).toInt());
        if (applied || applied.error().code == ErrorCode::NeedsPerson || applied.error().code == ErrorCode::Cancelled)
            return applied;
        m_context.warn(QStringLiteral("the apply that was cut off did not succeed (%1): planning anew")
                .arg(applied.error().message));
    } else if (QFile::exists(planFile)) {
        const auto decision = gate(planFile);
        if (decision && m_context.granted(*decision)) {
            m_changed = true;
            return applySaved(planFile, m_context.fact(m_context.step.id, totalKey).toInt());
        }
    }

    m_context.progress(QStringLiteral("%1 plan").arg(m_program));
    QStringList arguments{QStringLiteral("plan"), QStringLiteral("-input=false"), QStringLiteral("-no-color"),
        QStringLiteral("-out=") + planFile};
    for (auto variable = m_context.manifest.cluster.variables.cbegin();
        variable != m_context.manifest.cluster.variables.cend(); ++variable)
        arguments << QStringLiteral("-var=%1=%2").arg(variable.key(), variable.value());
    for (const QString &address : replace)
        arguments << QStringLiteral("-replace=") + address;
    CommandSpec spec;
    spec.readOnly = true;
    QFile::remove(planFile);
    const auto planned = run(QStringLiteral("plan") + suffix, arguments, spec);
    if (!planned)
        return std::unexpected(planned.error());
    if (const auto ok = succeeded(m_program + QStringLiteral(" plan"), *planned); !ok)
        return std::unexpected(ok.error());
    QFile::setPermissions(planFile, QFile::ReadOwner | QFile::WriteOwner);

    CommandSpec show;
    show.readOnly = true;
    show.sensitiveOutput = true;
    show.quiet = true;
    const auto shown
        = run(QStringLiteral("show") + suffix, {QStringLiteral("show"), QStringLiteral("-json"), planFile}, show);
    if (!shown)
        return std::unexpected(shown.error());
    auto plan = readTerraformPlan(shown->output.mid(std::max<qsizetype>(0, shown->output.indexOf('{'))), outputName());
    if (!plan)
        return std::unexpected(plan.error());
    m_plan = *std::move(plan);
    m_context.log(QStringLiteral("plan: ") + m_plan.counts());
    if (!m_plan.hasChanges())
        return Outcome::done(m_plan.counts());
    m_changed = true;
    const int total = m_plan.create + m_plan.update + m_plan.remove + 2 * m_plan.replace;
    if (const auto kept = m_context.keepFact(totalKey, QString::number(total)); !kept)
        return std::unexpected(kept.error());
    if (!m_plan.destructive.isEmpty()) {
        auto decision = gate(planFile);
        if (!decision)
            return std::unexpected(decision.error());
        if (!m_context.granted(*decision))
            return Outcome::needs(*std::move(decision));
    }
    return applySaved(planFile, total);
}

Result<Outcome> Terraform::applySaved(const QString &planFile, int total)
{
    const QString suffix = planFile.endsWith(QLatin1String("-replace")) ? QStringLiteral("-replace") : QString();
    int done = 0;
    QStringList errors;
    CommandSpec spec;
    spec.quiet = true;
    spec.line = [&](OutputStream stream, const QByteArray &bytes) {
        const TerraformLine line = readTerraformLine(bytes);
        if (line.kind == TerraformLine::Kind::StateDump) {
            // terraform could not save its state: this line is the only copy.
            QFile dump(m_context.site.attemptFolder(m_context.step.id, 0) + QStringLiteral("/errored.tfstate.json"));
            if (dump.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
                dump.write(bytes);
            m_context.warn(
                QStringLiteral("terraform could not write its state; its emergency copy is %1").arg(dump.fileName()));
            return;
        }
        m_context.write(m_program, line.text, line.error || stream == OutputStream::Err);
        if (line.error)
            errors << line.text;
        if (line.kind == TerraformLine::Kind::ResourceDone)
            ++done;
        if (!line.address.isEmpty())
            m_context.progress(
                QStringLiteral("%1 apply: %2").arg(m_program, line.address), done, total, QStringLiteral("resources"));
    };
    m_context.progress(QStringLiteral("%1 apply").arg(m_program), 0, total, QStringLiteral("resources"));
    if (const auto kept = m_context.keepFact(QStringLiteral("applying") + suffix, planFile); !kept)
        return std::unexpected(kept.error());
    const auto result = run(QStringLiteral("apply") + suffix,
        {QStringLiteral("apply"), QStringLiteral("-input=false"), QStringLiteral("-json"), planFile}, spec);
    if (!result) {
        if (result.error().code == ErrorCode::NeedsPerson)
            return Outcome::needs(repeatDecision(m_context, QStringLiteral("apply") + suffix));
        return std::unexpected(result.error());
    }
    if (const auto kept = m_context.keepFact(QStringLiteral("applying") + suffix, {}); !kept)
        return std::unexpected(kept.error());
    if (result->exitCode != 0)
        QFile::remove(planFile); // stale from now on: the next attempt plans what is left
    if (result->exitCode != 0 && !errors.isEmpty())
        return failure(ErrorCode::Failed,
            QStringLiteral("%1 apply: %2").arg(m_program, errors.join(QStringLiteral("; "))), {}, result->exitCode);
    if (const auto ok = succeeded(m_program + QStringLiteral(" apply"), *result); !ok)
        return std::unexpected(ok.error());
    return Outcome::done(m_plan.counts());
}

} // namespace relight
