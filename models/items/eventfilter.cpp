#include "models/items/eventfilter.h"

#include <algorithm>

namespace relight {

static bool takes(EventFilter::Choice choice, const FeedRow &row)
{
    switch (choice) {
    case EventFilter::Choice::All:
        return true;
    case EventFilter::Choice::NeedsPerson:
        return row.kind == FeedKind::Decision || row.kind == FeedKind::Pause;
    case EventFilter::Choice::Failures:
        return row.failed;
    case EventFilter::Choice::Notes:
        return row.kind == FeedKind::Note;
    }
    return true;
}

bool EventFilter::matches(const FeedRow &row) const
{
    const auto words = QStringView(text).split(u' ', Qt::SkipEmptyParts);
    return takes(choice, row) && std::ranges::all_of(words, [&](QStringView word) {
        return row.text.contains(word, Qt::CaseInsensitive) || row.source.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace relight
