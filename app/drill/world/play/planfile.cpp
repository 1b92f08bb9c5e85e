#include "app/drill/world/play/planfile.h"

#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace relight::world {

QString writePlan(const QString &path, const SavedPlan &plan, const QString &allowed)
{
    const QString folder = QFileInfo(QFileInfo(path).absolutePath()).canonicalFilePath();
    const QString below = allowed.isEmpty() ? QString() : QFileInfo(allowed).canonicalFilePath();
    const bool inside = !below.isEmpty() && (folder == below || folder.startsWith(below + u'/'));
    if (!inside || QFileInfo(path).isSymLink())
        return u"open %1: permission denied"_s.arg(path);
    const QByteArray bytes = plan.bytes();
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return u"open %1: %2"_s.arg(path, file.errorString());
    return {};
}

std::optional<SavedPlan> loadPlan(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? readSavedPlan(file.read(4 << 20)) : std::nullopt;
}

} // namespace relight::world
