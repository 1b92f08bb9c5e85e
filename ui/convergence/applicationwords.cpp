#include "ui/convergence/applicationwords.h"

#include <QCoreApplication>

namespace relight {

using Kind = ApplicationRow::Kind;

static QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("ApplicationWords", text, nullptr, n);
}

QString applicationCount(int count)
{
    return count == 1 ? tr("1 application") : tr("%1 applications").arg(count);
}

QString rowTitle(const ApplicationRow &row)
{
    if (row.kind == Kind::Wave) // a minus as long as a figure is wide
        return tr("Wave %1").arg(QString(row.name).replace(u'-', QChar(0x2212)));
    return row.kind == Kind::More ? tr("%n more", row.below) : row.name;
}

static QString worstBelow(const ApplicationRow &row)
{
    if (row.brokenBelow > 0)
        return tr("%n broken", row.brokenBelow);
    if (row.missingBelow > 0)
        return tr("%n missing or unknown", row.missingBelow);
    if (row.progressingBelow > 0)
        return tr("%n on the way", row.progressingBelow);
    return tr("all healthy");
}

QString rowCount(const ApplicationRow &row)
{
    if (row.below == 0 || row.kind == Kind::More)
        return {};
    if (row.kind == Kind::Wave)
        return QStringLiteral("%1 · %2").arg(row.below).arg(worstBelow(row));
    return applicationCount(row.below);
}

StateLook syncLook(const ApplicationRow &row)
{
    switch (row.kind) {
    case Kind::Wave:
    case Kind::Set:
    case Kind::Missing:
        return {};
    case Kind::Application:
        if (row.operation == OperationPhase::Running)
            return {Glyph::Running, Role::Running, tr("Syncing")};
        if (row.operation == OperationPhase::Terminating)
            return {Glyph::Cancelled, Role::Pending, tr("Terminating")};
        if (row.trouble == Trouble::Broken
            && (row.operation == OperationPhase::Failed || row.operation == OperationPhase::Error))
            return {Glyph::Failed, Role::Failed, tr("Sync failed")};
        break;
    case Kind::More:
        break;
    }
    return lookOf(row.sync);
}

StateLook healthLook(const ApplicationRow &row)
{
    if (row.kind == Kind::Wave || row.kind == Kind::Set)
        return {};
    return lookOf(row.health);
}

QString falseGreenWord(FalseGreenKind kind)
{
    switch (kind) {
    case FalseGreenKind::NothingDeployed:
        return tr("no resources");
    case FalseGreenKind::OldRevision:
        return tr("old revision");
    case FalseGreenKind::Held:
        return tr("held");
    case FalseGreenKind::SyncOff:
        return tr("auto-sync off");
    case FalseGreenKind::DifferencesIgnored:
        return tr("differences ignored");
    case FalseGreenKind::ResourcesSuspended:
        return tr("suspended");
    }
    return {};
}

QString rowSince(const ApplicationRow &row, Timestamp now)
{
    if (!row.since)
        return {};
    return clockText(std::chrono::floor<Seconds>(std::max(now, *row.since) - *row.since));
}

QString rowSentence(const ApplicationRow &row)
{
    QStringList parts{rowTitle(row)};
    if (const QString count = rowCount(row); !count.isEmpty())
        parts << count;
    if (row.kind == Kind::Missing)
        parts << tr("named by its parent, not there yet");
    if (const QString sync = syncLook(row).word; !sync.isEmpty())
        parts << tr("sync: %1").arg(sync);
    if (const QString health = healthLook(row).word; !health.isEmpty())
        parts << tr("health: %1").arg(health);
    for (const FalseGreen &found : row.falseGreen)
        parts << found.reason;
    if (!row.message.isEmpty())
        parts << row.message.simplified().left(400);
    return parts.join(QStringLiteral(" · "));
}

} // namespace relight
