#pragma once
// Certificates made by the openssl program when a test starts: a CA, servers good and bad, clients in each key form.
// Owned by the test.

#include <QSslConfiguration>
#include <QTemporaryDir>

namespace relight {

class TestPki
{
public:
    TestPki();
    bool isUsable() const { return m_usable; } // false: openssl failed; error() says why
    QString error() const { return m_error; }

    // "ca", "server", "expired", "wronghost", "wildcard" (*.other.test), "selfsigned", "client-ec", "client-rsa"
    // (PKCS#8), "client-sec1" (the key of client-ec), "other-ca"
    QByteArray certificate(const QString &name) const; // PEM
    QByteArray key(const QString &name) const;         // PEM
    QString path(const QString &file) const { return m_folder.filePath(file); }

    QSslConfiguration server(const QString &name, bool askForClient = false) const;
    QSslConfiguration trusting(const QString &ca = QStringLiteral("ca")) const;

private:
    bool run(const QStringList &arguments);
    bool issue(const QString &name, const QStringList &more, bool rsa = false);
    QTemporaryDir m_folder;
    bool m_usable = false;
    QString m_error;
};

} // namespace relight
