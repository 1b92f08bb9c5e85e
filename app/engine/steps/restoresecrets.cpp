#include "app/engine/steps/actions.h"

#include <QJsonDocument>

namespace relight {

Result<Outcome> restoreSecrets(StepContext &context)
{
    const SecretsSection &secrets = context.manifest.secrets;
    if (secrets.method == SecretsMethod::None)
        return Outcome::done(QStringLiteral("the manifest says no secrets access is needed"));
    if (secrets.method != SecretsMethod::ExternalSecrets)
        return failure(ErrorCode::Invalid,
            QStringLiteral(
                "this version of Relight cannot restore this secrets method: do it by hand and tick the step"));
    SecretRef reference = secrets.token.value_or(SecretRef{SecretRef::Kind::Prompt, QStringLiteral("vault-token"), {}});
    const auto token = context.ports.secrets.resolve(reference, context.call);
    if (!token)
        return std::unexpected(token.error());
    const auto cluster = context.host.cluster(context.call);
    if (!cluster)
        return std::unexpected(cluster.error());
    const QJsonArray objects{
        QJsonObject{{QStringLiteral("apiVersion"), QStringLiteral("v1")},
            {QStringLiteral("kind"), QStringLiteral("Namespace")},
            {QStringLiteral("metadata"), QJsonObject{{QStringLiteral("name"), secrets.secretNamespace}}}},
        QJsonObject{{QStringLiteral("apiVersion"), QStringLiteral("v1")},
            {QStringLiteral("kind"), QStringLiteral("Secret")},
            {QStringLiteral("metadata"),
                QJsonObject{{QStringLiteral("name"), secrets.secretName},
                    {QStringLiteral("namespace"), secrets.secretNamespace}}},
            {QStringLiteral("stringData"), QJsonObject{{secrets.secretKey, token->text()}}}},
    };
    const QJsonObject list{{QStringLiteral("apiVersion"), QStringLiteral("v1")},
        {QStringLiteral("kind"), QStringLiteral("List")}, {QStringLiteral("items"), objects}};
    const auto applied = (*cluster)->apply(QJsonDocument(list).toJson(QJsonDocument::Compact), {}, context.call, {});
    if (!applied)
        return std::unexpected(applied.error());
    return Outcome::done(QStringLiteral("Secret %1/%2 holds the token of %3")
            .arg(secrets.secretNamespace, secrets.secretName,
                secrets.vaultAddress.isEmpty() ? QStringLiteral("the secrets provider") : secrets.vaultAddress));
}

} // namespace relight
