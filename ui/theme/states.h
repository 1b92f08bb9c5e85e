#pragma once
// Shape, colour and word of every state: always all three. Pure; GUI thread (translations).

#include "models/convergence/application.h"
#include "models/items/checklistrow.h"
#include "models/items/feedrow.h"
#include "ui/theme/glyphs.h"

namespace relight {

struct StateLook
{
    Glyph glyph = Glyph::Pending;
    Role tint = Role::Pending;
    QString word; // "Awaiting approval"
};

[[nodiscard]] StateLook lookOf(StepState state);
[[nodiscard]] StateLook lookOf(RunPhase phase);
[[nodiscard]] StateLook lookOf(AttemptOutcome outcome);
[[nodiscard]] StateLook lookOf(ReadinessVerdict verdict);
[[nodiscard]] StateLook lookOf(SyncStatus status); // Argo CD's own words
[[nodiscard]] StateLook lookOf(HealthStatus status);
[[nodiscard]] StateLook lookOf(FeedTone tone, FeedKind kind);

struct ModeLook
{
    Role color = Role::LiveMode;
    QString badge; // "LIVE"
    int frame = 4; // pixels
    bool dashed = false;
};
[[nodiscard]] ModeLook lookOf(RunMode mode);

} // namespace relight
