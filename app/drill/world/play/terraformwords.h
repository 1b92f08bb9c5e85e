#pragma once
// How terraform says things: lines of its machine-readable UI (schema 1.2) and its plain diagnostics. Pure.

#include "app/drill/world/play/cloudcatalogue.h"

namespace relight::world {

// "Terraform" or "OpenTofu", by the program's name.
struct TerraformBrand
{
    QString program, title, version, registry;
};
[[nodiscard]] TerraformBrand brandOf(const QString &program);

// One line of -json, with its line end. `extra` is added to the envelope.
[[nodiscard]] QByteArray uiLine(const World &world, const QString &type, const QString &message,
    const QJsonObject &extra = {}, const QString &level = QStringLiteral("info"));
[[nodiscard]] QJsonObject uiResource(const CloudResource &resource, const QString &provider);
[[nodiscard]] QByteArray uiError(
    const World &world, const QString &summary, const QString &detail, const CloudResource *resource = nullptr);

// As it is printed for people with -no-color.
[[nodiscard]] QByteArray plainDiagnostic(const QString &severity, const QString &summary, const QString &detail = {});

[[nodiscard]] QString elapsedText(Seconds elapsed); // "10s", "1m10s"

} // namespace relight::world
