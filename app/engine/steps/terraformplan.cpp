#include "app/engine/steps/terraformplan.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace relight {

QString TerraformPlan::counts() const
{
    QStringList parts;
    const auto add = [&](int count, const QString &word) {
        if (count > 0)
            parts << QStringLiteral("%1 to %2").arg(count).arg(word);
    };
    add(create, QStringLiteral("create"));
    add(update, QStringLiteral("update"));
    add(replace, QStringLiteral("replace"));
    add(remove, QStringLiteral("delete"));
    add(forget, QStringLiteral("forget"));
    add(import, QStringLiteral("import"));
    return parts.isEmpty() ? QStringLiteral("no changes") : parts.join(QStringLiteral(", "));
}

static void count(TerraformPlan &plan, const QJsonObject &resource)
{
    const QString address = resource[QLatin1String("address")].toString();
    const QJsonObject change = resource[QLatin1String("change")].toObject();
    QStringList actions;
    for (const QJsonValue action : change[QLatin1String("actions")].toArray())
        actions << action.toString();
    if (change.contains(QLatin1String("importing")))
        ++plan.import;
    const bool removes = actions.contains(QLatin1String("delete"));
    const bool creates = actions.contains(QLatin1String("create"));
    const auto destroys = [&](const QString &how) { plan.destructive << address + QStringLiteral(" will be ") + how; };
    if (removes && creates) {
        ++plan.replace;
        destroys(QStringLiteral("replaced"));
    } else if (removes) {
        ++plan.remove;
        destroys(QStringLiteral("deleted"));
    } else if (creates && actions.contains(QLatin1String("forget"))) {
        ++plan.replace;
        destroys(QStringLiteral("forgotten and made anew"));
    } else if (actions.contains(QLatin1String("forget"))) {
        ++plan.forget;
        destroys(QStringLiteral("forgotten (it stays, but terraform does not know it any more)"));
    } else if (creates)
        ++plan.create;
    else if (actions.contains(QLatin1String("update")))
        ++plan.update;
}

Result<TerraformPlan> readTerraformPlan(const QByteArray &showJson, const QString &output)
{
    QJsonParseError error;
    const QJsonObject document = QJsonDocument::fromJson(showJson, &error).object();
    if (error.error != QJsonParseError::NoError
        || !document[QLatin1String("format_version")].toString().startsWith(QLatin1String("1.")))
        return failure(ErrorCode::Protocol,
            QStringLiteral("\"show -json\" did not print a plan of format 1: is this terraform 0.12 or newer?"),
            error.errorString());
    TerraformPlan plan;
    for (const QJsonValue resource : document[QLatin1String("resource_changes")].toArray()) {
        if (resource[QLatin1String("mode")].toString() != QLatin1String("data"))
            count(plan, resource.toObject());
    }
    const QJsonObject outputs
        = document[QLatin1String("configuration")][QLatin1String("root_module")][QLatin1String("outputs")].toObject();
    const QJsonObject expression = outputs[output][QLatin1String("expression")].toObject();
    QStringList references;
    for (const auto &key : {QLatin1String("references")}) {
        for (const QJsonValue reference : expression[key].toArray())
            references << reference.toString();
    }
    for (const QJsonValue reference : outputs[output][QLatin1String("depends_on")].toArray())
        references << reference.toString();
    for (const QJsonValue resource : document[QLatin1String("resource_changes")].toArray()) {
        const QString address = resource[QLatin1String("address")].toString();
        const QString base = address.section(QLatin1Char('['), 0, 0);
        for (const QString &reference : references) {
            const bool named = reference == base || reference.startsWith(base + QLatin1Char('.'))
                || reference.startsWith(base + QLatin1Char('['));
            const bool inModule = reference.startsWith(QLatin1String("module."))
                && base.startsWith(reference.section(QLatin1Char('.'), 0, 1) + QLatin1Char('.'))
                && base.contains(QLatin1String("cluster"));
            if (resource[QLatin1String("mode")].toString() != QLatin1String("data") && (named || inModule)
                && !plan.kubeconfigResources.contains(address))
                plan.kubeconfigResources << address;
        }
    }
    return plan;
}

TerraformLine readTerraformLine(const QByteArray &line)
{
    using Kind = TerraformLine::Kind;
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    if (object.isEmpty())
        return {Kind::Text, QString::fromUtf8(line), {}, false};
    TerraformLine read{Kind::Text, object[QLatin1String("@message")].toString(), {},
        object[QLatin1String("@level")].toString() == QLatin1String("error")};
    const QString type = object[QLatin1String("type")].toString();
    const QJsonObject hook = object[QLatin1String("hook")].toObject();
    read.address = hook[QLatin1String("resource")][QLatin1String("addr")].toString();
    if (type == QLatin1String("apply_start"))
        read.kind = Kind::ResourceStart;
    else if (type == QLatin1String("apply_progress"))
        read.kind = Kind::ResourceProgress;
    else if (type == QLatin1String("apply_complete"))
        read.kind = Kind::ResourceDone;
    else if (type == QLatin1String("apply_errored"))
        read.kind = Kind::ResourceError;
    else if (type == QLatin1String("provision_progress")) {
        read.kind = Kind::ProvisionOutput;
        read.text = hook[QLatin1String("output")].toString();
    } else if (type == QLatin1String("diagnostic")) {
        read.kind = Kind::Diagnostic;
        const QJsonObject diagnostic = object[QLatin1String("diagnostic")].toObject();
        read.address = diagnostic[QLatin1String("address")].toString();
        read.error = diagnostic[QLatin1String("severity")].toString() == QLatin1String("error");
        const QString detail = diagnostic[QLatin1String("detail")].toString();
        read.text = diagnostic[QLatin1String("summary")].toString()
            + (detail.isEmpty() ? QString() : QStringLiteral(": ") + detail);
    } else if (object.contains(QLatin1String("state")))
        read.kind = Kind::StateDump;
    return read;
}

} // namespace relight
