#pragma once
// A file descriptor with an owner, and the few calls a journal needs, with errors a person can act on. Any thread, one
// at a time.

#include "models/base/error.h"

#include <QByteArray>
#include <QString>

#include <sys/types.h>

namespace relight {

class PosixFile
{
public:
    PosixFile() = default;
    PosixFile(PosixFile &&other) noexcept;
    PosixFile &operator=(PosixFile &&other) noexcept;
    ~PosixFile();

    // open(2) with O_CLOEXEC and mode 0600.
    static Result<PosixFile> open(const QString &path, int flags);

    bool isOpen() const { return m_fd >= 0; }
    int descriptor() const { return m_fd; }
    const QString &path() const { return m_path; }

    Result<qint64> size() const;
    Result<> writeAt(qint64 offset, const QByteArray &bytes); // all of it, or an error and no more than a part of it
    Result<qsizetype> readAt(qint64 offset, char *into, qsizetype atMost) const; // 0: end
    Result<> truncate(qint64 size);
    Result<> syncData();
    void close();

    // Makes the names in a folder durable.
    static Result<> syncFolder(const QString &path);

private:
    int m_fd = -1;
    QString m_path;
};

// What went wrong with a file in words, with what to do about it; `number` is an errno, kept in Error::status.
[[nodiscard]] Error fileError(const QString &doing, const QString &path, int number);
// Full disk or quota.
[[nodiscard]] bool isDiskFull(const Error &error);

} // namespace relight
