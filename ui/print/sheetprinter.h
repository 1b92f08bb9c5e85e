#pragma once
// Puts a written sheet on paper or into a PDF file, as a person chooses in the system's dialog. GUI thread.

#include <QString>

class QPrinter;
class QWidget;

namespace relight {

// Asks where to, then prints. HTML as QTextDocument knows it, black on white, page numbers below.
void printSheet(const QString &title, const QString &html, QWidget &over);

// The same without a dialog, on a printer that is set up.
void printSheetTo(QPrinter &printer, const QString &title, const QString &html);

} // namespace relight
