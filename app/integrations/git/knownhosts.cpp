#include "app/integrations/git/knownhosts.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRegularExpression>
#include <QtEndian>

namespace relight {

static bool matchesHashed(const QByteArray &pattern, const QByteArray &name)
{
    const QList<QByteArray> parts = pattern.split('|'); // |1|salt|hash
    if (parts.size() != 4 || parts[1] != "1")
        return false;
    const QByteArray salt = QByteArray::fromBase64(parts[2]);
    return QMessageAuthenticationCode::hash(name, salt, QCryptographicHash::Sha1) == QByteArray::fromBase64(parts[3]);
}

static bool matchesPattern(const QByteArray &pattern, const QByteArray &name)
{
    if (pattern.startsWith('|'))
        return matchesHashed(pattern, name);
    if (!pattern.contains('*') && !pattern.contains('?'))
        return pattern.compare(name, Qt::CaseInsensitive) == 0;
    QString expression = QRegularExpression::escape(QString::fromUtf8(pattern));
    expression.replace(QLatin1String("\\*"), QLatin1String(".*")).replace(QLatin1String("\\?"), QLatin1String("."));
    const QRegularExpression regex(
        QRegularExpression::anchoredPattern(expression), QRegularExpression::CaseInsensitiveOption);
    return regex.match(QString::fromUtf8(name)).hasMatch();
}

static bool matchesNames(const QByteArray &patterns, const QByteArray &name)
{
    bool found = false;
    for (const QByteArray &pattern : patterns.split(',')) {
        if (pattern.startsWith('!') && matchesPattern(pattern.mid(1), name))
            return false;
        found = found || matchesPattern(pattern, name);
    }
    return found;
}

HostKeyVerdict checkHostKey(const QByteArray &lines, const QString &host, quint16 port, const QByteArray &key)
{
    const QByteArray plain = host.toLower().toUtf8();
    const QByteArray name = port == 0 || port == 22 ? plain : '[' + plain + "]:" + QByteArray::number(port);
    const QByteArray type = hostKeyType(key);
    auto verdict = HostKeyVerdict::Unknown;
    for (const QByteArray &raw : lines.split('\n')) {
        QList<QByteArray> fields = raw.simplified().split(' ');
        if (fields.first().startsWith('#'))
            continue;
        const QByteArray marker = fields.first().startsWith('@') ? fields.takeFirst() : QByteArray();
        if (fields.size() < 3 || marker == "@cert-authority" || !matchesNames(fields[0], name))
            continue;
        const bool same = QByteArray::fromBase64(fields[2]) == key;
        if (marker == "@revoked") {
            if (same)
                return HostKeyVerdict::Revoked;
        } else if (same) {
            verdict = HostKeyVerdict::Known;
        } else if (fields[1] == type && verdict == HostKeyVerdict::Unknown) {
            verdict = HostKeyVerdict::Changed;
        }
    }
    return verdict;
}

QString hostKeyFingerprint(const QByteArray &key)
{
    const QByteArray hash = QCryptographicHash::hash(key, QCryptographicHash::Sha256);
    return QStringLiteral("SHA256:") + QString::fromLatin1(hash.toBase64(QByteArray::OmitTrailingEquals));
}

QByteArray hostKeyType(const QByteArray &key)
{
    if (key.size() < 4)
        return {};
    const auto length = qFromBigEndian<quint32>(key.constData());
    return length <= quint32(key.size() - 4) ? key.mid(4, length) : QByteArray();
}

} // namespace relight
