#pragma once
// What a command of the manifest prints while it is played: in the style of the programs that its text names.
// Pure; nothing of the text is ever run.

#include "app/drill/world/play/stage.h"

namespace relight::world {

struct ShellScene
{
    QString shell;    // the command's text
    QString subject;  // "postgres-main"
    QString location; // of the backup; may be empty
    Seconds length{1};
};

// "pg_restore", "aws", "./restore.sh" as "script"; empty: none that we know.
[[nodiscard]] QString knownProgram(const QString &shell);
// Of each command of the text the first one, in their order, once each.
[[nodiscard]] QStringList knownPrograms(const QString &shell);

// Spread over the length, the last one before its end; of several programs each has its share.
[[nodiscard]] QList<Line> shellLines(const World &world, const ShellScene &scene);

// What the program says where there is no backup.
[[nodiscard]] QByteArray noBackupWords(const ShellScene &scene);

} // namespace relight::world
