#include "app/engine/truststore.h"

#include <QFile>

namespace relight {

TrustStore::TrustStore(QString stateFolder)
    : m_file(std::move(stateFolder) + QStringLiteral("/trusted"))
{
}

bool TrustStore::isTrusted(const QString &digest) const
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray wanted = digest.toUtf8();
    while (!file.atEnd()) {
        if (file.readLine().split(' ').first().trimmed() == wanted)
            return true;
    }
    return false;
}

Result<> TrustStore::trust(const QString &digest, const QString &by, Timestamp at)
{
    if (isTrusted(digest))
        return {};
    QFile file(m_file);
    const QByteArray line = (digest + u' ' + timestampText(at) + u' ' + by + u'\n').toUtf8();
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append, QFile::ReadOwner | QFile::WriteOwner)
        || file.write(line) != line.size())
        return failure(ErrorCode::Storage,
            QStringLiteral("cannot remember the trusted digest in %1: %2; it will be asked for again")
                .arg(m_file, file.errorString()));
    return {};
}

} // namespace relight
