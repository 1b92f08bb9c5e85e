#include "app/integrations/http/tlsmaterial.h"

#include <QCryptographicHash>

namespace relight {

Result<QSslKey> readPrivateKey(const QByteArray &pem, const QString &name)
{
    if (pem.contains("ENCRYPTED"))
        return failure(
            ErrorCode::Invalid, QStringLiteral("%1 is encrypted with a pass phrase; give a key without one").arg(name));
    for (const auto algorithm : {QSsl::Ec, QSsl::Rsa}) {
        const QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey);
        if (!key.isNull())
            return key;
    }
    return failure(ErrorCode::Invalid, QStringLiteral("%1 is not a PEM private key of type RSA or EC").arg(name));
}

Result<QList<QSslCertificate>> readCertificates(const QByteArray &pem, const QString &name)
{
    const QList<QSslCertificate> certificates = QSslCertificate::fromData(pem, QSsl::Pem);
    if (certificates.isEmpty() || certificates.first().isNull())
        return failure(ErrorCode::Invalid, QStringLiteral("%1 holds no PEM certificate").arg(name));
    return certificates;
}

QString fingerprint(const QList<QSslCertificate> &bundle)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QSslCertificate &certificate : bundle)
        hash.addData(certificate.toDer());
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace relight
