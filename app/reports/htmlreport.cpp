#include "app/reports/content.h"
#include "app/reports/escape.h"
#include "app/reports/htmlchart.h"
#include "app/reports/htmlstyle.h"
#include "app/reports/report.h"
#include "models/run/words.h"

namespace relight {

namespace {

QString toneWord(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return QStringLiteral("good");
    case Tone::Warn:
        return QStringLiteral("warn");
    case Tone::Bad:
        return QStringLiteral("bad");
    case Tone::Plain:
        break;
    }
    return QStringLiteral("plain");
}

// A shape as well as a colour.
QString mark(Tone tone)
{
    const char16_t shape = tone == Tone::Good ? u'✓' : tone == Tone::Warn ? u'△' : tone == Tone::Bad ? u'×' : u'·';
    return QStringLiteral("<span class=\"mark %1\" aria-hidden=\"true\">%2</span>").arg(toneWord(tone), QChar(shape));
}

QString table(const Section &section)
{
    QString text = QStringLiteral("<table>\n<thead><tr>");
    const auto figure
        = [&](int column) { return column < section.figures ? QStringLiteral(" class=\"figure\"") : QString(); };
    for (int i = 0; i < section.columns.size(); ++i)
        text += QStringLiteral("<th scope=\"col\"%1>%2</th>").arg(figure(i), inHtml(section.columns[i]));
    text += QStringLiteral("</tr></thead>\n<tbody>\n");
    for (const Row &row : section.rows) {
        text += QStringLiteral("<tr>");
        for (int i = 0; i < row.cells.size(); ++i)
            text += QStringLiteral("<td%1>").arg(figure(i)) + (i == section.figures ? mark(row.tone) : QString())
                + inHtml(row.cells[i]) + QStringLiteral("</td>");
        text += QStringLiteral("</tr>\n");
    }
    return text + QStringLiteral("</tbody>\n</table>\n");
}

QString sectionText(const Section &section)
{
    QString text = QStringLiteral("<section><h2>%1</h2>\n").arg(inHtml(section.heading));
    if (!section.intro.isEmpty())
        text += QStringLiteral("<p>%1</p>\n").arg(inHtml(section.intro));
    if (!section.columns.isEmpty()) {
        text += table(section);
    } else if (!section.rows.isEmpty()) {
        text += QStringLiteral("<ul>\n");
        for (const Row &row : section.rows)
            text += QStringLiteral("<li>") + mark(row.tone) + inHtml(row.cells.value(0)) + QStringLiteral("</li>\n");
        text += QStringLiteral("</ul>\n");
    }
    return text + QStringLiteral("</section>\n");
}

QString facts(const ReportContent &content)
{
    QString text = QStringLiteral("<section><dl>\n");
    for (const auto &[name, value] : content.facts)
        text += QStringLiteral("<dt>") + inHtml(name) + QStringLiteral("</dt><dd>") + inHtml(value)
            + QStringLiteral("</dd>\n");
    return text + QStringLiteral("</dl></section>\n");
}

} // namespace

QString htmlReport(const RunStory &story)
{
    const ReportContent content = contentOf(story);
    const RunMode mode = story.state.started.mode;
    const QString title = inHtml(content.title);
    QString text = QStringLiteral("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                                  "style-src 'unsafe-inline'\">\n<title>");
    text += title + QStringLiteral("</title>\n<style>") + reportStyle()
        + QStringLiteral("</style>\n</head>\n<body><main>\n");
    text += QStringLiteral("<header><p class=\"mode%1\">")
                .arg(mode == RunMode::Live ? QStringLiteral(" live") : QString())
        + inHtml(word(mode)) + QStringLiteral("</p><h1>") + title + QStringLiteral("</h1>\n");
    if (!content.subtitle.isEmpty())
        text += QStringLiteral("<p class=\"muted\">") + inHtml(content.subtitle) + QStringLiteral("</p>\n");
    text += QStringLiteral("<p class=\"verdict %1\">").arg(toneWord(content.tone)) + inHtml(content.verdict)
        + QStringLiteral("</p></header>\n");
    text += facts(content) + htmlChart(content);
    for (const Section &section : content.sections)
        text += sectionText(section);
    return text
        + QStringLiteral(
            "<footer>Times are hours, minutes and seconds since the run began. Made from the run's journal by "
            "Relight.</footer>\n</main></body>\n</html>\n");
}

} // namespace relight
