#pragma once
// What a place for backups holds: the command that lists it, and the newest time in what it prints. Pure.

#include "models/base/time.h"

#include <QStringList>

#include <optional>

namespace relight {

// The program and its arguments; empty: such a place cannot be listed by a command we know (a folder is read without
// one).
[[nodiscard]] QStringList listingCommand(const QString &location);

struct BackupListing
{
    int entries = 0;
    std::optional<Timestamp> newest; // absent: the listing names no times
};
[[nodiscard]] BackupListing readListing(const QString &location, const QByteArray &output);

} // namespace relight
