#include "ui/print/sheetprinter.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QPainter>
#include <QPrintDialog>
#include <QPrinter>
#include <QTextDocument>

#include <memory>

namespace relight {

static constexpr double pointsAInch = 72;

void printSheetTo(QPrinter &printer, const QString &title, const QString &html)
{
    QTextDocument sheet;
    QFont font = sheet.defaultFont();
    font.setPointSizeF(10);
    sheet.setDefaultFont(font);
    sheet.setDefaultStyleSheet(QStringLiteral("body, td, th, h1, h2, h3, p { color: black; }"));
    sheet.setMetaInformation(QTextDocument::DocumentTitle, title);
    sheet.setHtml(html);
    sheet.documentLayout()->setPaintDevice(&printer);
    const double scale = printer.logicalDpiY() / pointsAInch;
    const double foot = 24 * scale;
    const QRectF page(QPointF(0, 0), printer.pageRect(QPrinter::DevicePixel).size());
    sheet.setDocumentMargin(0);
    sheet.setPageSize(QSizeF(page.width(), page.height() - foot));
    QPainter painter(&printer);
    QFont small = font;
    small.setPointSizeF(8);
    for (int number = 0; number < sheet.pageCount(); ++number) {
        if (number > 0)
            printer.newPage();
        const double top = number * sheet.pageSize().height();
        painter.save();
        painter.translate(0, -top);
        const QRectF shown(0, top, page.width(), sheet.pageSize().height());
        QAbstractTextDocumentLayout::PaintContext context;
        context.palette.setColor(QPalette::Text, Qt::black);
        context.clip = shown;
        painter.setClipRect(shown);
        sheet.documentLayout()->draw(&painter, context);
        painter.restore();
        painter.setFont(small);
        painter.setPen(Qt::black);
        painter.drawText(
            QRectF(0, page.height() - foot, page.width(), foot), Qt::AlignLeading | Qt::AlignBottom, title);
        painter.drawText(QRectF(0, page.height() - foot, page.width(), foot), Qt::AlignTrailing | Qt::AlignBottom,
            QCoreApplication::translate("SheetPrinter", "page %1 of %2").arg(number + 1).arg(sheet.pageCount()));
    }
}

void printSheet(const QString &title, const QString &html, QWidget &over)
{
    const auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setDocName(title);
    printer->setCreator(QStringLiteral("Relight"));
    auto *dialog = new QPrintDialog(printer.get(), &over); // offers a PDF file, too
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, qOverload<QPrinter *>(&QPrintDialog::accepted), dialog,
        [printer, title, html] { printSheetTo(*printer, title, html); });
    // The printer outlives the dialog that points to it.
    QObject::connect(dialog, &QObject::destroyed, qApp, [printer] { });
    dialog->open();
}

} // namespace relight
