#include "app/reports/htmlchart.h"

#include "app/reports/escape.h"

#include <algorithm>

namespace relight {

namespace {

class Scale
{
public:
    explicit Scale(const ReportContent &content)
    {
        for (const Bar &bar : content.bars)
            m_end = std::max({m_end, bar.end, bar.start + bar.high});
        if (content.objective)
            m_end = std::max(m_end, *content.objective + *content.objective / 20);
    }

    // In percent of the picture's width.
    QString percent(Milliseconds time) const
    {
        return QString::number(100.0 * double(time.count()) / double(m_end.count()), 'f', 2) + u'%';
    }

    QList<Milliseconds> ticks() const
    {
        Milliseconds step{0};
        for (const int minutes : {1, 2, 5, 10, 15, 30, 60, 120, 240, 720, 1440}) {
            step = std::chrono::minutes{minutes};
            if (m_end / step <= 8)
                break;
        }
        QList<Milliseconds> all;
        for (Milliseconds at{0}; at <= m_end && all.size() < 60; at += step)
            all << at;
        return all;
    }

private:
    Milliseconds m_end{60'000};
};

QString span(const QString &what, const QString &left, const QString &width)
{
    return QStringLiteral("<span class=\"%1\" style=\"left:%2;width:%3\"></span>").arg(what, left, width);
}

QString toneClass(Tone tone)
{
    return tone == Tone::Bad ? QStringLiteral(" bad") : tone == Tone::Warn ? QStringLiteral(" warn") : QString();
}

QString row(const Bar &bar, const Scale &scale, const QString &goal)
{
    QString text = QStringLiteral("<div class=\"label\">%1</div><div class=\"track\">").arg(inHtml(bar.title));
    if (bar.high > Milliseconds{0})
        text += span(QStringLiteral("planned"), scale.percent(bar.start), scale.percent(bar.high));
    text += span(
        QStringLiteral("actual") + toneClass(bar.tone), scale.percent(bar.start), scale.percent(bar.end - bar.start));
    return text + goal + QStringLiteral("</div>\n");
}

} // namespace

QString htmlChart(const ReportContent &content)
{
    if (content.bars.isEmpty())
        return {};
    const Scale scale(content);
    QString goal;
    if (content.objective)
        goal = QStringLiteral("<span class=\"goal\" style=\"left:%1\"></span>").arg(scale.percent(*content.objective));
    QString text = QStringLiteral("<section><h2>Planned and actual</h2>\n<div class=\"chart\" aria-hidden=\"true\">\n");
    for (const Bar &bar : content.bars)
        text += row(bar, scale, goal);
    text += QStringLiteral("<div></div><div class=\"track axis\">");
    const QList<Milliseconds> ticks = scale.ticks();
    for (const Milliseconds tick : ticks)
        text += QStringLiteral("<span style=\"left:%1\">%2</span>").arg(scale.percent(tick), clock(tick));
    text += QStringLiteral(
        "</div>\n</div>\n<p class=\"key\">Outline: planned at most. Bar: actual; hollow where the step "
        "did not succeed.%1</p></section>\n")
                .arg(content.objective
                        ? QStringLiteral(" Dashed line: the objective, %1.").arg(clock(*content.objective))
                        : QString());
    return text;
}

} // namespace relight
