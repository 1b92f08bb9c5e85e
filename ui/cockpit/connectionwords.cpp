#include "ui/cockpit/connectionwords.h"

#include "ui/timeline/timelinewords.h"

#include <QCoreApplication>

namespace relight {

using Health = Connection::Health;
using Kind = Connection::Kind;

static QString tr(const char *text)
{
    return QCoreApplication::translate("ConnectionWords", text);
}

static StateLook lookOf(Health health)
{
    switch (health) {
    case Health::Waiting:
        return {Glyph::Pending, Role::Pending, tr("not there yet")};
    case Health::Good:
        return {Glyph::Ok, Role::Ok, tr("fine")};
    case Health::Stale:
        return {Glyph::Stale, Role::Stale, tr("stale")};
    case Health::Troubled:
        return {Glyph::Failed, Role::Failed, tr("in trouble")};
    }
    return {};
}

static QString ageText(Seconds age)
{
    return age < Seconds{120} ? tr("%1 s").arg(age.count()) : shortSpan(age);
}

static QString shortDigest(const QString &digest)
{
    const qsizetype colon = digest.indexOf(u':');
    return digest.left(colon + 1 + 8);
}

static QString textOf(const Connection &connection, const QString &name)
{
    const Health health = connection.health;
    switch (connection.kind) {
    case Kind::ArgoCd:
    case Kind::Kubernetes: {
        const QString what = connection.kind == Kind::Kubernetes && !connection.what.isEmpty()
            ? tr("%1 %2").arg(name, connection.what)
            : name;
        if (health == Health::Waiting)
            return connection.age ? tr("%1 no longer followed").arg(name) : tr("%1 not there yet").arg(name);
        if (health == Health::Troubled)
            return tr("%1 in trouble").arg(name);
        if (connection.age && connection.changeOnly)
            return tr("%1 changed %2 ago").arg(what, ageText(*connection.age));
        if (connection.age)
            return health == Health::Stale ? tr("%1 stale, %2 old").arg(what, ageText(*connection.age))
                                           : tr("%1 %2 old").arg(what, ageText(*connection.age));
        return health == Health::Stale ? tr("%1 stale").arg(what) : tr("%1 pinned").arg(what);
    }
    case Kind::Journal:
        return health == Health::Troubled ? tr("Journal cannot be written")
                                          : tr("Journal %1 events on disk").arg(connection.count);
    case Kind::Manifest:
        if (connection.what.isEmpty())
            return name;
        return health == Health::Good ? tr("Manifest %1 trusted").arg(shortDigest(connection.what))
                                      : tr("Manifest %1 not trusted yet").arg(shortDigest(connection.what));
    }
    return name;
}

ConnectionWords wordsFor(const Connection &connection)
{
    const QString names[] = {tr("Argo CD"), tr("Kubernetes"), tr("Journal"), tr("Manifest")};
    ConnectionWords words;
    words.look = lookOf(connection.health);
    words.brief = names[int(connection.kind)];
    words.text = textOf(connection, words.brief);
    words.whole = words.text;
    if (connection.kind == Kind::Manifest && !connection.what.isEmpty())
        words.whole = tr("%1: %2").arg(words.text, connection.what);
    else if (connection.kind == Kind::ArgoCd && !connection.what.isEmpty())
        words.whole = tr("%1, read through: %2").arg(words.text, connection.what);
    if (!connection.reason.isEmpty())
        words.whole += QStringLiteral(". ") + connection.reason;
    return words;
}

} // namespace relight
