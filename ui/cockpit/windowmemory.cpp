#include "ui/cockpit/windowmemory.h"

#include <QFileInfo>

namespace relight {

static const QString geometryKey = QStringLiteral("window/geometry");
static const QString layoutKey = QStringLiteral("window/layout");
static const QString manifestLayoutKey = QStringLiteral("window/manifest-layout");
static const QString choiceKey = QStringLiteral("window/colours");
static const QString manifestsKey = QStringLiteral("manifests/opened");
static const QString textSizeKey = QStringLiteral("window/text-size");
static const QString soundsKey = QStringLiteral("window/sounds");
static constexpr int manifestsKept = 10;

WindowMemory::WindowMemory()
    : m_settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("relight"), QStringLiteral("window"))
{
}

QByteArray WindowMemory::geometry() const
{
    return m_settings.value(geometryKey).toByteArray();
}

QByteArray WindowMemory::layout() const
{
    return m_settings.value(layoutKey).toByteArray();
}

void WindowMemory::keep(const QByteArray &geometry, const QByteArray &layout)
{
    m_settings.setValue(geometryKey, geometry);
    if (!layout.isEmpty())
        m_settings.setValue(layoutKey, layout);
}

QByteArray WindowMemory::manifestLayout() const
{
    return m_settings.value(manifestLayoutKey).toByteArray();
}

void WindowMemory::keepManifestLayout(const QByteArray &layout)
{
    m_settings.setValue(manifestLayoutKey, layout);
}

Look::Choice WindowMemory::choice() const
{
    const QString word = m_settings.value(choiceKey).toString();
    return word == QLatin1String("light")        ? Look::Choice::Light
        : word == QLatin1String("dark")          ? Look::Choice::Dark
        : word == QLatin1String("high-contrast") ? Look::Choice::HighContrast
                                                 : Look::Choice::System;
}

void WindowMemory::keepChoice(Look::Choice choice)
{
    switch (choice) {
    case Look::Choice::System:
        return m_settings.remove(choiceKey);
    case Look::Choice::Light:
        return m_settings.setValue(choiceKey, QStringLiteral("light"));
    case Look::Choice::Dark:
        return m_settings.setValue(choiceKey, QStringLiteral("dark"));
    case Look::Choice::HighContrast:
        return m_settings.setValue(choiceKey, QStringLiteral("high-contrast"));
    }
}

int WindowMemory::textSize() const
{
    return m_settings.value(textSizeKey, 100).toInt();
}

void WindowMemory::keepTextSize(int percent)
{
    m_settings.setValue(textSizeKey, percent);
}

bool WindowMemory::sounds() const
{
    return m_settings.value(soundsKey, true).toBool();
}

void WindowMemory::keepSounds(bool on)
{
    m_settings.setValue(soundsKey, on);
}

QStringList WindowMemory::manifests() const
{
    QStringList there;
    for (const QString &path : m_settings.value(manifestsKey).toStringList()) {
        if (QFileInfo::exists(path))
            there << path;
    }
    return there;
}

void WindowMemory::opened(const QString &manifest)
{
    QStringList all = m_settings.value(manifestsKey).toStringList();
    all.removeAll(manifest);
    all.prepend(manifest);
    m_settings.setValue(manifestsKey, all.mid(0, manifestsKept));
}

} // namespace relight
