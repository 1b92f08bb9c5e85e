#pragma once
// What terraform says, as values: `show -json PLAN` and the line protocol of `-json`. Pure, any thread. Shapes:
// terraform UI schema 1.x, plan format 1.x.

#include "models/base/error.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace relight {

struct TerraformPlan
{
    int create = 0, update = 0, remove = 0, replace = 0, forget = 0, import = 0;
    QStringList destructive;         // "terraform_data.cluster will be replaced", one a resource
    QStringList kubeconfigResources; // managed resources that the kubeconfig output is made from
    bool hasChanges() const { return create + update + remove + replace + forget + import > 0; }
    QString counts() const; // "1 to create, 2 to update"
};

// `output`: name of the output that gives the kubeconfig.
[[nodiscard]] Result<TerraformPlan> readTerraformPlan(const QByteArray &showJson, const QString &output);

struct TerraformLine
{
    enum class Kind {
        Text,
        ResourceStart,
        ResourceProgress,
        ResourceDone,
        ResourceError,
        ProvisionOutput,
        Diagnostic,
        StateDump
    };
    Kind kind = Kind::Text;
    QString text; // for the log
    QString address;
    bool error = false;
};

// A line of `terraform apply -json`; other output is plain text.
[[nodiscard]] TerraformLine readTerraformLine(const QByteArray &line);

} // namespace relight
