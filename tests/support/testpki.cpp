#include "tests/support/testpki.h"

#include "app/integrations/http/tlsmaterial.h"

#include <QFile>
#include <QProcess>

namespace relight {

static const QString loopback = QStringLiteral("subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:cluster.test");

TestPki::TestPki()
{
    const auto root = [this](const QString &name) {
        return run({QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
            QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes"),
            QStringLiteral("-days"), QStringLiteral("30"), QStringLiteral("-subj"), QStringLiteral("/CN=") + name,
            QStringLiteral("-keyout"), path(name + QStringLiteral(".key")), QStringLiteral("-out"),
            path(name + QStringLiteral(".pem"))});
    };
    const QStringList future{QStringLiteral("-days"), QStringLiteral("30")};
    const QStringList past{QStringLiteral("-not_before"), QStringLiteral("20200101000000Z"),
        QStringLiteral("-not_after"), QStringLiteral("20210101000000Z")};
    const QStringList san{QStringLiteral("-addext"), loopback};
    m_usable = root(QStringLiteral("ca")) && root(QStringLiteral("other-ca"))
        && issue(QStringLiteral("server"), future + san) && issue(QStringLiteral("expired"), past + san)
        && issue(QStringLiteral("wronghost"),
            future + QStringList{QStringLiteral("-addext"), QStringLiteral("subjectAltName=DNS:other.test")})
        && issue(QStringLiteral("wildcard"),
            future + QStringList{QStringLiteral("-addext"), QStringLiteral("subjectAltName=DNS:*.other.test")})
        && issue(QStringLiteral("client-ec"), future) && issue(QStringLiteral("client-rsa"), future, true)
        && run({QStringLiteral("ec"), QStringLiteral("-in"), path(QStringLiteral("client-ec.key")),
            QStringLiteral("-out"), path(QStringLiteral("client-sec1.key"))})
        && run({QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
            QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes"),
            QStringLiteral("-days"), QStringLiteral("30"), QStringLiteral("-subj"), QStringLiteral("/CN=selfsigned"),
            QStringLiteral("-addext"), loopback, QStringLiteral("-keyout"), path(QStringLiteral("selfsigned.key")),
            QStringLiteral("-out"), path(QStringLiteral("selfsigned.pem"))});
}

bool TestPki::issue(const QString &name, const QStringList &more, bool rsa)
{
    const QStringList algorithm = rsa
        ? QStringList{QStringLiteral("rsa:2048")}
        : QStringList{QStringLiteral("ec"), QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:P-256")};
    return run(QStringList{QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey")} + algorithm
        + QStringList{QStringLiteral("-nodes"), QStringLiteral("-CA"), path(QStringLiteral("ca.pem")),
            QStringLiteral("-CAkey"), path(QStringLiteral("ca.key")), QStringLiteral("-subj"),
            QStringLiteral("/O=relight-test/CN=") + name, QStringLiteral("-addext"),
            QStringLiteral("basicConstraints=critical,CA:FALSE"), QStringLiteral("-keyout"),
            path(name + QStringLiteral(".key")), QStringLiteral("-out"), path(name + QStringLiteral(".pem"))}
        + more);
}

bool TestPki::run(const QStringList &arguments)
{
    QProcess openssl;
    openssl.setProcessChannelMode(QProcess::MergedChannels);
    openssl.start(QStringLiteral("openssl"), arguments);
    if (openssl.waitForFinished(20'000) && openssl.exitStatus() == QProcess::NormalExit && openssl.exitCode() == 0)
        return true;
    m_error = QStringLiteral("openssl %1: %2 %3")
                  .arg(arguments.join(QLatin1Char(' ')), openssl.errorString(), QString::fromUtf8(openssl.readAll()));
    return false;
}

static QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray TestPki::certificate(const QString &name) const
{
    return contents(
        path((name == QLatin1String("client-sec1") ? QStringLiteral("client-ec") : name) + QStringLiteral(".pem")));
}

QByteArray TestPki::key(const QString &name) const
{
    return contents(path(name + QStringLiteral(".key")));
}

QSslConfiguration TestPki::server(const QString &name, bool askForClient) const
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate(certificate(name)));
    tls.setPrivateKey(readPrivateKey(key(name), name).value());
    tls.setCaCertificates({QSslCertificate(certificate(QStringLiteral("ca")))});
    tls.setPeerVerifyMode(askForClient ? QSslSocket::VerifyPeer : QSslSocket::VerifyNone);
    return tls;
}

QSslConfiguration TestPki::trusting(const QString &ca) const
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates({QSslCertificate(certificate(ca))});
    return tls;
}

} // namespace relight
