#pragma once
// What the window remembers between starts: geometry, layout, colours, files opened. Made by the main window; GUI
// thread.

#include "ui/theme/look.h"

#include <QSettings>
#include <QStringList>

namespace relight {

class WindowMemory
{
public:
    WindowMemory();

    QByteArray geometry() const;
    QByteArray layout() const;
    void keep(const QByteArray &geometry, const QByteArray &layout); // an empty layout leaves the old
    QByteArray manifestLayout() const;
    void keepManifestLayout(const QByteArray &layout);
    Look::Choice choice() const;
    void keepChoice(Look::Choice choice);
    int textSize() const; // percent
    void keepTextSize(int percent);
    bool sounds() const; // with notifications
    void keepSounds(bool on);
    QStringList manifests() const; // newest first
    void opened(const QString &manifest);

private:
    QSettings m_settings;
};

} // namespace relight
