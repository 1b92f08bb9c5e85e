#include "app/drill/world/base/chance.h"

#include <QCryptographicHash>
#include <QUuid>
#include <QtEndian>

namespace relight::world {

static QByteArray digest(quint64 seed, QStringView name)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::number(seed));
    hash.addData("\n");
    hash.addData(name.toUtf8());
    return hash.result();
}

quint64 Chance::bits(QStringView name) const
{
    return qFromBigEndian<quint64>(digest(m_seed, name).constData());
}

double Chance::draw(QStringView name) const
{
    return double(bits(name) >> 11) * 0x1.0p-53;
}

Milliseconds Chance::about(Milliseconds usual, QStringView name) const
{
    return Milliseconds(qint64(double(usual.count()) * (0.6 + draw(name))));
}

Milliseconds Chance::between(Milliseconds low, Milliseconds high, QStringView name) const
{
    return low + Milliseconds(qint64(double((high - low).count()) * draw(name)));
}

QString Chance::uuid(QStringView name) const
{
    return QUuid::fromRfc4122(digest(m_seed, name).first(16)).toString(QUuid::WithoutBraces);
}

} // namespace relight::world
