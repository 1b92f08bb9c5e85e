#include "app/journal/reserve.h"

#include "app/journal/posixfile.h"

#include <QFile>

#include <fcntl.h>
#include <unistd.h>

namespace relight {

Reserve::Reserve(QString path)
    : m_path(std::move(path))
{
}

bool Reserve::make()
{
    auto file = PosixFile::open(m_path, O_RDWR | O_CREAT);
    m_there = file && ::posix_fallocate(file->descriptor(), 0, Bytes) == 0 && file->syncData();
    if (!m_there)
        ::unlink(QFile::encodeName(m_path).constData());
    return m_there;
}

bool Reserve::release()
{
    if (!m_there)
        return false;
    m_there = false;
    return ::unlink(QFile::encodeName(m_path).constData()) == 0;
}

} // namespace relight
