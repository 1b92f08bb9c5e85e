#include "app/reports/content.h"
#include "app/reports/escape.h"
#include "app/reports/report.h"

namespace relight {

static QString tableRow(const QStringList &cells)
{
    QStringList escaped;
    for (const QString &cell : cells)
        escaped << inMarkdown(cell);
    return QStringLiteral("| %1 |\n").arg(escaped.join(QStringLiteral(" | ")));
}

static QString sectionText(const Section &section)
{
    QString text = QStringLiteral("\n## %1\n\n").arg(inMarkdown(section.heading));
    if (!section.intro.isEmpty())
        text += inMarkdown(section.intro) + u'\n';
    if (section.columns.isEmpty()) {
        for (const Row &row : section.rows)
            text += QStringLiteral("- ") + inMarkdown(row.cells.value(0)) + u'\n';
        return text;
    }
    text += tableRow(section.columns) + u'|';
    for (int i = 0; i < section.columns.size(); ++i)
        text += i < section.figures ? QLatin1String("--:|") : QLatin1String("---|");
    text += u'\n';
    for (const Row &row : section.rows)
        text += tableRow(row.cells);
    return text;
}

QString markdownReport(const RunStory &story)
{
    const ReportContent content = contentOf(story);
    QString text = QStringLiteral("# %1\n\n").arg(inMarkdown(content.title));
    if (!content.subtitle.isEmpty())
        text += inMarkdown(content.subtitle) + QStringLiteral("\n\n");
    text += QStringLiteral("**%1**\n\n").arg(inMarkdown(content.verdict));
    for (const auto &[name, value] : content.facts)
        text += QStringLiteral("- %1: %2\n").arg(inMarkdown(name), inMarkdown(value));
    for (const Section &section : content.sections)
        text += sectionText(section);
    return text;
}

} // namespace relight
