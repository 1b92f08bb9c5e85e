#pragma once
// The terraform (or OpenTofu) part of `provision`: init, a saved plan, the gate before anything is destroyed, apply of
// exactly that plan, the kubeconfig from its outputs. Worker threads.

#include "app/engine/steps/commandrunner.h"
#include "app/engine/steps/terraformplan.h"

namespace relight {

class Terraform
{
public:
    explicit Terraform(StepContext &context);

    Result<> init();
    // The raw kubeconfig (content) from the outputs of the state as it is; NotFound: no such output yet.
    Result<QByteArray> kubeconfig();
    // Plans, asks if something would be destroyed, applies. `replace`: addresses to make anew although nothing changed.
    // The Outcome's `ask` is set when a person must look at the plan first; else its summary has the counts ("no
    // changes").
    Result<Outcome> apply(const QStringList &replace);
    // After a plan without changes: what the kubeconfig is made from, to be replaced when the cluster behind it is
    // gone.
    const QStringList &kubeconfigResources() const { return m_plan.kubeconfigResources; }
    bool changed() const { return m_changed; }

private:
    Result<ProcessResult> run(const QString &key, const QStringList &arguments, CommandSpec spec = {});
    Result<Outcome> applySaved(const QString &planFile, int total);
    Result<Decision> gate(const QString &planFile) const;
    QString outputName() const;

    StepContext &m_context;
    QString m_program;
    QString m_folder;
    TerraformPlan m_plan;
    QString m_outputUsed;
    bool m_changed = false;
};

} // namespace relight
