#pragma once
// What a colour is for. Widgets and delegates name a role; only Theme knows the values. Any thread.

namespace relight {

enum class Role {
    // surfaces
    Window,
    Bar,
    Surface,
    Raised,
    Sunken,
    Border,
    Selection,
    RowError,
    RowAdd,
    // text and controls
    Text,
    Muted,
    Accent,
    Focus,
    Edge,
    // states
    Pending,
    Running,
    NeedsYou,
    Ok,
    Warn,
    Failed,
    Stale,
    // the needs-you slot, the one lamp
    NeedsFill,
    NeedsLamp,
    NeedsInk,
    // modes
    LiveMode,
    DrillMode,
    TabletopMode,
    BadgeText,
    // syntax
    SyntaxNumber,
    SyntaxLink,
    SyntaxSecret,
    // chart series
    Planned,
    Forecast,
    Objective,
    Track,
    SeriesHealthy, // progressing and degraded have the colours of running and failed
    SeriesMissing,
    SeriesUnknown,
    Count
};

} // namespace relight
