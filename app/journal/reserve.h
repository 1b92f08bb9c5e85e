#pragma once
// Disk space set aside, so that the journal can still say what happened when the disk is full. Owned by the Journal;
// one thread.

#include "models/base/error.h"

namespace relight {

class Reserve
{
public:
    static constexpr qint64 Bytes = 1 << 20;

    explicit Reserve(QString path);

    bool make();    // false: there is no room for it now
    bool release(); // true: something was given back to the disk
    bool isThere() const { return m_there; }

private:
    QString m_path;
    bool m_there = false;
};

} // namespace relight
