#include "ui/theme/states.h"

#include <QCoreApplication>

namespace relight {

static QString tr(const char *text)
{
    return QCoreApplication::translate("States", text);
}

StateLook lookOf(StepState state)
{
    switch (state) {
    case StepState::Pending:
        return {Glyph::Pending, Role::Pending, tr(QT_TRANSLATE_NOOP("States", "Pending"))};
    case StepState::Ready:
        return {Glyph::Ready, Role::Pending, tr(QT_TRANSLATE_NOOP("States", "Ready"))};
    case StepState::Running:
        return {Glyph::Running, Role::Running, tr(QT_TRANSLATE_NOOP("States", "Running"))};
    case StepState::Waiting:
        return {Glyph::Waiting, Role::Pending, tr(QT_TRANSLATE_NOOP("States", "Waiting"))};
    case StepState::AwaitingApproval:
        return {Glyph::NeedsYou, Role::NeedsYou, tr(QT_TRANSLATE_NOOP("States", "Awaiting approval"))};
    case StepState::Succeeded:
        return {Glyph::Ok, Role::Ok, tr(QT_TRANSLATE_NOOP("States", "Succeeded"))};
    case StepState::Failed:
        return {Glyph::Failed, Role::Failed, tr(QT_TRANSLATE_NOOP("States", "Failed"))};
    case StepState::TimedOut:
        return {Glyph::TimedOut, Role::Failed, tr(QT_TRANSLATE_NOOP("States", "Timed out"))};
    case StepState::Skipped:
        return {Glyph::Skipped, Role::Pending, tr(QT_TRANSLATE_NOOP("States", "Skipped"))};
    case StepState::Cancelled:
        return {Glyph::Cancelled, Role::Pending, tr(QT_TRANSLATE_NOOP("States", "Cancelled"))};
    case StepState::Interrupted:
        return {Glyph::Interrupted, Role::Warn, tr(QT_TRANSLATE_NOOP("States", "Interrupted"))};
    }
    return {};
}

StateLook lookOf(RunPhase phase)
{
    switch (phase) {
    case RunPhase::Pending:
        return {Glyph::Pending, Role::Pending, tr(QT_TRANSLATE_NOOP("States", "Pending"))};
    case RunPhase::Running:
        return {Glyph::Running, Role::Running, tr(QT_TRANSLATE_NOOP("States", "Running"))};
    case RunPhase::PausedByOperator:
        return {Glyph::Waiting, Role::Warn, tr(QT_TRANSLATE_NOOP("States", "Paused"))};
    case RunPhase::PausedByFailedStep:
        return {Glyph::Failed, Role::Failed, tr(QT_TRANSLATE_NOOP("States", "Paused by a failed step"))};
    case RunPhase::AwaitingApproval:
        return {Glyph::NeedsYou, Role::NeedsYou, tr(QT_TRANSLATE_NOOP("States", "Awaiting approval"))};
    case RunPhase::Verifying:
        return {Glyph::Running, Role::Running, tr(QT_TRANSLATE_NOOP("States", "Verifying"))};
    case RunPhase::Completed:
        return {Glyph::Ok, Role::Ok, tr(QT_TRANSLATE_NOOP("States", "Completed"))};
    case RunPhase::CompletedWithExceptions:
        return {Glyph::Warn, Role::Warn, tr(QT_TRANSLATE_NOOP("States", "Completed with exceptions"))};
    case RunPhase::Cancelled:
        return {Glyph::Cancelled, Role::Pending, tr(QT_TRANSLATE_NOOP("States", "Cancelled"))};
    case RunPhase::Failed:
        return {Glyph::Failed, Role::Failed, tr(QT_TRANSLATE_NOOP("States", "Failed"))};
    }
    return {};
}

StateLook lookOf(AttemptOutcome outcome)
{
    switch (outcome) {
    case AttemptOutcome::Succeeded:
        return lookOf(StepState::Succeeded);
    case AttemptOutcome::Failed:
        return lookOf(StepState::Failed);
    case AttemptOutcome::TimedOut:
        return lookOf(StepState::TimedOut);
    case AttemptOutcome::Cancelled:
        return lookOf(StepState::Cancelled);
    case AttemptOutcome::Interrupted:
        break;
    }
    return lookOf(StepState::Interrupted);
}

StateLook lookOf(ReadinessVerdict verdict)
{
    switch (verdict) {
    case ReadinessVerdict::NotChecked:
        return {Glyph::Pending, Role::Pending, tr(QT_TRANSLATE_NOOP("States", "Not checked"))};
    case ReadinessVerdict::Good:
        return {Glyph::Ok, Role::Ok, tr(QT_TRANSLATE_NOOP("States", "Good"))};
    case ReadinessVerdict::Attention:
        return {Glyph::Warn, Role::Warn, tr(QT_TRANSLATE_NOOP("States", "Needs attention"))};
    case ReadinessVerdict::Bad:
        return {Glyph::Failed, Role::Failed, tr(QT_TRANSLATE_NOOP("States", "Not met"))};
    }
    return {};
}

StateLook lookOf(SyncStatus status)
{
    switch (status) {
    case SyncStatus::Synced:
        return {Glyph::Ok, Role::Ok, tr(QT_TRANSLATE_NOOP("States", "Synced"))};
    case SyncStatus::OutOfSync:
        return {Glyph::OutOfSync, Role::Warn, tr(QT_TRANSLATE_NOOP("States", "OutOfSync"))};
    case SyncStatus::Unknown:
        break;
    }
    return {Glyph::Unknown, Role::Pending, tr(QT_TRANSLATE_NOOP("States", "Unknown"))};
}

StateLook lookOf(HealthStatus status)
{
    switch (status) {
    case HealthStatus::Healthy:
        return {Glyph::Healthy, Role::Ok, tr(QT_TRANSLATE_NOOP("States", "Healthy"))};
    case HealthStatus::Suspended:
        return {Glyph::Interrupted, Role::Warn, tr(QT_TRANSLATE_NOOP("States", "Suspended"))};
    case HealthStatus::Progressing:
        return {Glyph::Running, Role::Running, tr(QT_TRANSLATE_NOOP("States", "Progressing"))};
    case HealthStatus::Missing:
        return {Glyph::Missing, Role::Warn, tr(QT_TRANSLATE_NOOP("States", "Missing"))};
    case HealthStatus::Degraded:
        return {Glyph::Degraded, Role::Failed, tr(QT_TRANSLATE_NOOP("States", "Degraded"))};
    case HealthStatus::Unknown:
        break;
    }
    return {Glyph::Unknown, Role::Pending, tr(QT_TRANSLATE_NOOP("States", "Unknown"))};
}

StateLook lookOf(FeedTone tone, FeedKind kind)
{
    switch (tone) {
    case FeedTone::Good:
        return {Glyph::Ok, Role::Ok, tr(QT_TRANSLATE_NOOP("States", "Good"))};
    case FeedTone::Attention:
        return {Glyph::Warn, Role::Warn, tr(QT_TRANSLATE_NOOP("States", "Needs attention"))};
    case FeedTone::Bad:
        return {Glyph::Failed, Role::Failed, tr(QT_TRANSLATE_NOOP("States", "Failed"))};
    case FeedTone::Plain:
        break;
    }
    if (kind == FeedKind::Note)
        return {Glyph::Note, Role::Muted, tr(QT_TRANSLATE_NOOP("States", "Note"))};
    return {Glyph::Dot, Role::Muted, {}};
}

ModeLook lookOf(RunMode mode)
{
    switch (mode) {
    case RunMode::Live:
        return {Role::LiveMode, tr(QT_TRANSLATE_NOOP("States", "LIVE")), 4, false};
    case RunMode::Drill:
        return {Role::DrillMode, tr(QT_TRANSLATE_NOOP("States", "DRILL")), 3, false};
    case RunMode::Tabletop:
        return {Role::TabletopMode, tr(QT_TRANSLATE_NOOP("States", "TABLETOP")), 3, true};
    }
    return {};
}

} // namespace relight
