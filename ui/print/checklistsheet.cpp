#include "ui/print/checklistsheet.h"

#include "ui/theme/states.h"

#include <QCoreApplication>

namespace relight {

static QString tr(const char *text)
{
    return QCoreApplication::translate("ChecklistSheet", text);
}

static QString cell(const QString &text, const char *attributes = "")
{
    return QStringLiteral("<td %1>%2</td>").arg(QLatin1String(attributes), text.toHtmlEscaped());
}

static QString estimateOf(const ChecklistRow &row)
{
    if (row.high.count() == 0)
        return {};
    return row.low == row.high ? clockText(row.high)
                               : QStringLiteral("%1–%2").arg(clockText(row.low), clockText(row.high));
}

static QString noteOf(const ChecklistRow &row)
{
    if (row.kind == ChecklistRow::Kind::Before)
        return row.detail;
    if (row.leftOut)
        return tr("not in the manifest");
    if (row.automation != Automation::Automated)
        return tr("by hand");
    if (row.state != StepState::Pending && row.state != StepState::Ready && row.state != StepState::Succeeded)
        return lookOf(row.state).word;
    return {};
}

static QString rowOf(const ChecklistRow &row, bool part)
{
    const bool done = row.kind == ChecklistRow::Kind::Before ? row.verdict == ReadinessVerdict::Good
                                                             : row.state == StepState::Succeeded;
    const QString number = row.number > 0 && !part ? QString::number(row.number) : QString();
    const QString title = part ? QStringLiteral("– %1").arg(row.title) : row.title;
    return QStringLiteral("<tr>%1%2%3%4%5%6%7</tr>")
        .arg(cell(done ? QStringLiteral("☑") : QStringLiteral("☐"), "align=\"center\""),
            cell(number, "align=\"right\""), cell(title), cell(row.owner), cell(estimateOf(row), "align=\"right\""),
            cell(row.elapsed && done ? clockText(*row.elapsed) : QString(), "align=\"right\""), cell(noteOf(row)));
}

static QString table(const TreeRow<ChecklistRow> &group)
{
    QString rows;
    for (const TreeRow<ChecklistRow> &line : group.children) {
        rows += rowOf(line.value, false);
        for (const TreeRow<ChecklistRow> &part : line.children)
            rows += rowOf(part.value, true);
    }
    QString heads;
    const std::pair<QString, int> columns[] = {{tr("Done"), 6}, {QStringLiteral("#"), 4}, {tr("Item"), 36},
        {tr("Owner"), 15}, {tr("Estimate"), 12}, {tr("Took"), 8}, {tr("Notes"), 19}};
    for (const auto &[name, width] : columns)
        heads += QStringLiteral("<th align=\"left\" width=\"%1%\">%2</th>").arg(width).arg(name.toHtmlEscaped());
    const QString title = group.id == QLatin1String("before") ? tr("Before a disaster") : tr("During the recovery");
    return QStringLiteral("<h3>%1</h3><table width=\"100%\" border=\"0.5\" cellspacing=\"0\" cellpadding=\"4\" "
                          "style=\"border-collapse: collapse\"><tr>%2</tr>%3</table>")
        .arg(title.toHtmlEscaped(), heads, rows);
}

QString checklistSheet(const ChecklistInput &input, const SheetHead &head)
{
    const RunStarted &started = input.run.started;
    QStringList facts;
    if (started.rto)
        facts << tr("recovery time objective %1").arg(clockText(*started.rto));
    if (started.rpo)
        facts << tr("data loss objective %1").arg(clockText(*started.rpo));
    if (!started.runId.isEmpty())
        facts << tr("run %1").arg(started.runId);
    facts << tr("printed %1 UTC").arg(timestampText(head.printedAt).left(16).replace(u'T', u' '));
    QString html = QStringLiteral("<h1>%1</h1><p>%2</p>")
                       .arg(tr("Recovery checklist: %1").arg(head.name).toHtmlEscaped(),
                           facts.join(QStringLiteral(" · ")).toHtmlEscaped());
    if (!head.digest.isEmpty())
        html += QStringLiteral("<p><small>%1</small></p>").arg(tr("Manifest %1").arg(head.digest).toHtmlEscaped());
    const QString blank(24, u'_');
    html += QStringLiteral("<p>%1 %4 &nbsp; %2 %4 &nbsp; %3 %4</p>")
                .arg(tr("Commander").toHtmlEscaped(), tr("Scribe").toHtmlEscaped(), tr("Declared at").toHtmlEscaped(),
                    blank);
    for (const TreeRow<ChecklistRow> &group : checklistRows(input))
        html += table(group);
    html += QStringLiteral("<h3>%1</h3>").arg(tr("Notes").toHtmlEscaped());
    for (int line = 0; line < 6; ++line)
        html += QStringLiteral("<p>%1</p>").arg(QString(86, u'_'));
    return html;
}

} // namespace relight
