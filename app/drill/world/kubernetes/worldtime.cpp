#include "app/drill/world/kubernetes/worldtime.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace relight::world {

QString apiTime(const World &world)
{
    return timestampText(world.clock.wall()).left(19) + u'Z';
}

QByteArray httpDate(const World &world)
{
    const auto time = QDateTime::fromMSecsSinceEpoch(world.clock.wall().time_since_epoch().count(), QTimeZone::UTC);
    return QLocale::c().toString(time, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
}

} // namespace relight::world
