#include "app/reports/runstory.h"

namespace relight {

Timestamp RunStory::start() const
{
    return state.startedAt.value_or(Timestamp{});
}

Timestamp RunStory::last() const
{
    return state.endedAt.value_or(state.lastEventAt.value_or(start()));
}

RunStory storyOf(const QList<RunEvent> &events, std::optional<Scenario> scenario, const QList<StoryOrder> &played)
{
    RunStory story{events, {}, std::move(scenario), played};
    for (const RunEvent &event : events)
        fold(story.state, event);
    return story;
}

} // namespace relight
