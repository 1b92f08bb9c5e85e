#pragma once
// Files made by filling in a few words. Pure functions, any thread.

#include <QByteArray>
#include <QMap>
#include <QString>

namespace relight::world {

using Words = QMap<QString, QString>;

// The text with every $word (letters only) that `words` knows replaced, without the first line end: a raw string begins
// on a line of its own. Values are put in as they are; a $word that is not known stays.
[[nodiscard]] QByteArray filled(const char *text, const Words &words);

// A DNS label made of any text: lower case, at most 50, never empty; the same text gives the same.
[[nodiscard]] QString dnsLabel(const QString &text);

} // namespace relight::world
