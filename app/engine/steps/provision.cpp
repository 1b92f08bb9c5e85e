#include "app/engine/steps/actions.h"
#include "app/engine/steps/commandrunner.h"
#include "app/engine/steps/targetcluster.h"
#include "app/engine/steps/terraform.h"
#include "models/plan/clusterobjects.h"

#include <QDir>
#include <QFile>

namespace relight {

// Kubeconfig from a path or a command, as the manifest says.
static Result<> fetchKubeconfig(StepContext &context)
{
    const KubeconfigSource &source = context.manifest.cluster.kubeconfig;
    if (source.kind == KubeconfigSource::Kind::Path) {
        QString path = source.value;
        if (path.startsWith(QLatin1String("file:")))
            path.remove(0, 5);
        if (path.startsWith(QLatin1String("~/")))
            path.replace(0, 1, QDir::homePath());
        path = QDir(context.site.workTree).absoluteFilePath(path);
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return failure(
                ErrorCode::NotFound, QStringLiteral("cannot read the kubeconfig %1: %2").arg(path, file.errorString()));
        return keepKubeconfig(context, file.readAll(), path);
    }
    if (source.kind == KubeconfigSource::Kind::Command) {
        CommandSpec spec;
        spec.key = QStringLiteral("kubeconfig");
        spec.shell = source.value;
        spec.sensitiveOutput = true;
        spec.readOnly = true;
        const auto result = runCommand(context, spec);
        if (!result)
            return std::unexpected(result.error());
        if (const auto ok = succeeded(QStringLiteral("the kubeconfig command"), *result); !ok)
            return ok;
        // A command may print a kubeconfig, or write the private one that KUBECONFIG names.
        return result->output.trimmed().isEmpty() ? Result<>() : keepKubeconfig(context, result->output, {});
    }
    // Nothing said: it is asked for, like any secret.
    SecretRef reference;
    reference.kind = SecretRef::Kind::Prompt;
    reference.target = QStringLiteral("kubeconfig");
    const auto path = context.ports.secrets.resolve(reference, context.call);
    if (!path)
        return failure(ErrorCode::NotFound,
            QStringLiteral("nobody said where the kubeconfig of the new cluster is: add cluster.kubeconfig (output, "
                           "path or command) to the manifest"));
    QFile file(path->text());
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound,
            QStringLiteral("cannot read the kubeconfig %1: %2").arg(path->text(), file.errorString()));
    return keepKubeconfig(context, file.readAll(), file.fileName());
}

static bool answers(StepContext &context, Seconds patience)
{
    return waitForCluster(context, context.call.within(context.ports.clock.now(), patience)).has_value();
}

// Outcome with `ask`: a person first. Summary: what was done.
static Result<Outcome> byTerraform(StepContext &context)
{
    Terraform terraform(context);
    if (const auto ready = terraform.init(); !ready)
        return std::unexpected(ready.error());
    const auto takeKubeconfig = [&]() -> Result<> {
        return terraform.kubeconfig().and_then(
            [&](const QByteArray &text) { return keepKubeconfig(context, text, {}); });
    };
    const bool cutOff = !context.interrupted.isEmpty();
    if (!cutOff && takeKubeconfig() && answers(context, Seconds{5}))
        return Outcome::done(QStringLiteral("the cluster answers already: nothing to provision"));
    auto applied = terraform.apply({});
    if (!applied || applied->ask)
        return applied;
    if (const auto taken = takeKubeconfig(); !taken)
        return std::unexpected(taken.error());
    if (terraform.changed() || answers(context, Seconds{20}))
        return applied;
    // terraform sees nothing to do, yet nothing answers: its state outlived the cluster.
    const QStringList addresses = terraform.kubeconfigResources();
    if (addresses.isEmpty())
        return failure(ErrorCode::NeedsPerson,
            QStringLiteral("terraform reports no change, but the cluster of its kubeconfig does not answer: its state "
                           "outlived the cluster. "
                           "Run \"terraform apply -replace=ADDRESS\" in %1 for what made the cluster, then retry")
                .arg(context.manifest.cluster.path));
    context.warn(QStringLiteral("terraform reports no change, but the cluster does not answer: planning -replace=%1")
            .arg(addresses.join(QStringLiteral(" -replace="))));
    auto replaced = terraform.apply(addresses);
    if (!replaced || replaced->ask)
        return replaced;
    if (const auto taken = takeKubeconfig(); !taken)
        return std::unexpected(taken.error());
    return replaced;
}

static Result<Outcome> byCommand(StepContext &context)
{
    const ClusterSection &section = context.manifest.cluster;
    if (!section.probe.isEmpty() && context.interrupted.isEmpty()) {
        CommandSpec probe;
        probe.key = QStringLiteral("probe");
        probe.shell = section.probe;
        probe.readOnly = true;
        const auto there = runCommand(context, probe);
        if (!there)
            return std::unexpected(there.error());
        if (there->exitCode == 0) {
            if (const auto kept = fetchKubeconfig(context); !kept)
                return std::unexpected(kept.error());
            return Outcome::done(QStringLiteral("the probe says the cluster is there: nothing to provision"));
        }
    }
    CommandSpec spec;
    spec.key = QStringLiteral("provision");
    spec.shell = section.command;
    context.progress(section.command);
    const auto result = runCommand(context, spec);
    if (!result && result.error().code == ErrorCode::NeedsPerson)
        return Outcome::needs(repeatDecision(context, spec.key));
    if (!result)
        return std::unexpected(result.error());
    if (const auto ok = succeeded(QStringLiteral("the provision command"), *result); !ok)
        return std::unexpected(ok.error());
    if (const auto kept = fetchKubeconfig(context); !kept)
        return std::unexpected(kept.error());
    return Outcome::done(QStringLiteral("the provision command made the cluster"));
}

static Result<> bootstrap(StepContext &context)
{
    int index = 0;
    for (const QString &entry : context.manifest.cluster.bootstrap) {
        ++index;
        context.progress(QStringLiteral("bootstrap: ") + entry, index - 1,
            double(context.manifest.cluster.bootstrap.size()), QStringLiteral("entries"));
        if (isManifestPath(entry)) {
            const auto documents = repositoryFile(context, entry);
            if (!documents)
                return std::unexpected(documents.error());
            const auto cluster = context.host.cluster(context.call);
            if (!cluster)
                return std::unexpected(cluster.error());
            ApplyOptions options;
            options.fieldManager = QStringLiteral("relight-bootstrap");
            const auto applied = (*cluster)->apply(*documents, options, context.call, {});
            if (!applied)
                return std::unexpected(applied.error());
            context.log(QStringLiteral("bootstrap: %1, %2 objects applied").arg(entry).arg(applied->size()));
            continue;
        }
        CommandSpec spec;
        spec.key = QStringLiteral("bootstrap-%1").arg(index);
        spec.shell = entry;
        const auto result = runCommand(context, spec).and_then([&](const ProcessResult &done) {
            return succeeded(QStringLiteral("bootstrap: ") + entry, done);
        });
        if (!result)
            return result;
    }
    return {};
}

Result<Outcome> provision(StepContext &context)
{
    Result<Outcome> made = Outcome::done(QStringLiteral("the cluster is there"));
    // A decision about the identity comes back here with the kubeconfig in place.
    const bool there = context.fact(context.step.id, QStringLiteral("made")) == QString::number(context.attempt)
        && answers(context, Seconds{10});
    if (!there) {
        switch (context.manifest.cluster.provisioner) {
        case Provisioner::Terraform:
        case Provisioner::OpenTofu:
            made = byTerraform(context);
            break;
        case Provisioner::Command:
            made = byCommand(context);
            break;
        case Provisioner::Existing:
            made = fetchKubeconfig(context).transform(
                [] { return Outcome::done(QStringLiteral("an existing cluster is used")); });
            break;
        default: // a person said that it is done
            made = fetchKubeconfig(context).transform(
                [] { return Outcome::done(QStringLiteral("the cluster was made by hand")); });
            break;
        }
        if (!made || made->ask)
            return made;
        if (const auto kept = context.keepFact(QStringLiteral("made"), QString::number(context.attempt)); !kept)
            return std::unexpected(kept.error());
    }
    const auto identity = waitForCluster(context, context.call);
    if (!identity)
        return std::unexpected(identity.error());
    const auto pinned = pinCluster(context, *identity);
    if (!pinned || pinned->ask)
        return pinned;
    if (const auto done = bootstrap(context); !done)
        return std::unexpected(done.error());
    return Outcome::done(
        QStringLiteral("%1; Kubernetes %2 at %3").arg(made->summary, identity->version, identity->server));
}

} // namespace relight
