#pragma once
// Certificates and keys out of PEM text. Pure functions.

#include "models/base/error.h"

#include <QSslCertificate>
#include <QSslKey>

namespace relight {

// RSA or EC, PKCS#1, SEC1 or PKCS#8, unencrypted. `name` says whose key it is, for the message.
[[nodiscard]] Result<QSslKey> readPrivateKey(const QByteArray &pem, const QString &name);

// One certificate or a bundle; an empty bundle is an error.
[[nodiscard]] Result<QList<QSslCertificate>> readCertificates(const QByteArray &pem, const QString &name);

// Hex of the SHA-256 over the DER of each certificate in order: one certificate gives its usual fingerprint.
[[nodiscard]] QString fingerprint(const QList<QSslCertificate> &bundle);

} // namespace relight
