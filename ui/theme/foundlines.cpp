#include "ui/theme/foundlines.h"

#include <QCoreApplication>

namespace relight {

struct FoundWords
{
    Q_DECLARE_TR_FUNCTIONS(relight::FoundLines)
};

FoundLines foundLines(int lines, int current, const std::function<bool(int)> &matches)
{
    FoundLines found;
    for (int line = 0; line < lines; ++line) {
        if (!matches(line))
            continue;
        ++found.all;
        if (line == current)
            found.at = found.all;
    }
    return found;
}

QString foundText(FoundLines found)
{
    if (found.all == 0)
        return FoundWords::tr("not in this log");
    return found.at > 0 ? FoundWords::tr("%1 of %2").arg(found.at).arg(found.all)
                        : FoundWords::tr("%n lines", nullptr, found.all);
}

} // namespace relight
