#pragma once
// A manifest's bytes as an editor's text and back, so that what the person did not touch comes back byte for byte.
// Pure, any thread.

#include <QByteArray>
#include <QString>

namespace relight {

struct ManifestText
{
    QString text; // lines end with \n
    bool byteOrderMark = false;
    QString lineEnd = QStringLiteral("\n"); // as it is written again
    QString locked;                         // why it cannot be edited here without loss; empty: it can
    QString note;                           // what saving changes besides the text; empty: nothing
};

[[nodiscard]] ManifestText manifestText(const QByteArray &bytes);
[[nodiscard]] QByteArray manifestBytes(const QString &text, const ManifestText &origin);

} // namespace relight
