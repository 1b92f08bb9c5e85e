#pragma once
// What the tests of the journal share: a state folder that goes away, events to write, and bytes to read back.

#include "app/journal/journal.h"
#include "app/journal/runfolders.h"
#include "tests/models/run/randomevents.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace relight::test {

struct JournalFixture
{
    QTemporaryDir folder;
    QString run = QStringLiteral("2026-11-22T0931Z-production-3f2a");
    LockHolder holder{
        4711, QStringLiteral("laptop"), QStringLiteral("ada"), Timestamp{Milliseconds{1'000'000'000'000}}};

    QString state() const { return folder.filePath(QStringLiteral("state")); }
    QString path() const { return journalPath(runFolder(state(), run)); }

    Result<Journal> create() const { return Journal::create(state(), run, holder); }
    Result<Journal::Opened> open() const { return Journal::open(state(), run, holder); }

    QByteArray bytes() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    bool setBytes(const QByteArray &bytes) const
    {
        QFile file(path());
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size();
    }

    static QList<RunEvent> events(int count, qint64 from = 1)
    {
        QList<RunEvent> list;
        RandomEvents random(static_cast<unsigned>(from));
        for (int i = 0; i < count; ++i)
            list.append({from + i, Timestamp{Milliseconds{1'700'000'000'000 + i}},
                random.body(static_cast<std::size_t>(from + i))});
        return list;
    }
};

} // namespace relight::test
