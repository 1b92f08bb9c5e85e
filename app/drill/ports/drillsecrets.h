#pragma once
// The secrets of a drill: dummies. No reference is looked up: no environment variable, no file, no keyring, no command,
// no person. Thread-safe.

#include "app/integrations/secrets/secretstore.h"

namespace relight {

class DrillSecrets : public Secrets
{
public:
    DrillSecrets(Clock &clock, Processes &processes, const RecoveryManifest &manifest);

    Result<Secret> resolve(const SecretRef &reference, const Call &call) override;
    QByteArray scrub(QByteArray text) const override { return m_kept.scrub(std::move(text)); }
    void remember(const QByteArray &secret) override { m_kept.remember(secret); }
    std::vector<QByteArray> known() const override { return m_kept.known(); }

private:
    SecretStore m_kept; // only keeps and scrubs
    std::optional<SecretRef> m_sealingKeys;
};

} // namespace relight
