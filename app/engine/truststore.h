#pragma once
// Digests that were trusted on this machine: one line each in the state folder. Any thread; small files.

#include "models/base/time.h"

#include <QString>

namespace relight {

class TrustStore
{
public:
    explicit TrustStore(QString stateFolder);
    bool isTrusted(const QString &digest) const;
    Result<> trust(const QString &digest, const QString &by, Timestamp at);

private:
    QString m_file;
};

} // namespace relight
