#pragma once
// A report before it has a form: plain text in sections, not yet escaped. Made by contentOf(), drawn by the Markdown
// and the HTML report. Values, any thread.

#include "app/reports/runstory.h"

namespace relight {

enum class Tone { Plain, Good, Warn, Bad };

struct Row
{
    QStringList cells;
    Tone tone = Tone::Plain;
};

struct Section
{
    QString heading, intro;
    QStringList columns; // empty: a list of the rows' first cells
    QList<Row> rows;
    int figures = 0; // so many columns, the first ones, hold figures
};

// One step in the picture of the time; since the run's start.
struct Bar
{
    QString title, state;
    Tone tone = Tone::Plain;
    Milliseconds start{0}, end{0};
    Milliseconds low{0}, high{0}; // planned length
};

struct ReportContent
{
    QString title, subtitle, verdict;
    Tone tone = Tone::Plain;
    QList<std::pair<QString, QString>> facts;
    QList<Bar> bars;
    std::optional<Milliseconds> objective; // since the run's start
    QList<Section> sections;
};

[[nodiscard]] ReportContent contentOf(const RunStory &story);

// The parts of it.
[[nodiscard]] Section stepsSection(const RunStory &story);
[[nodiscard]] Section timelineSection(const RunStory &story);
[[nodiscard]] Section decisionsSection(const RunStory &story);
[[nodiscard]] QList<Section> drillSections(const RunStory &story);
[[nodiscard]] Section weakSection(const RunStory &story);

// "6:12", of a moment or a length.
[[nodiscard]] QString clock(Milliseconds time);
// How long the run took, from when it was declared where that is known.
[[nodiscard]] Milliseconds recoveryTime(const RunStory &story);
// The first and the last moment of a step that began.
[[nodiscard]] std::optional<std::pair<Timestamp, Timestamp>> spanOf(const RunStory &story, const StepStatus &step);
// "mail", "chat" or "call" of a note that is an inject, with who it is from; nothing: a person's note.
[[nodiscard]] std::optional<std::pair<QString, QString>> injectOf(const NoteAdded &note);

struct AnsweredQuestion
{
    Decision decision;
    Timestamp askedAt;
    std::optional<Timestamp> answeredAt;
    std::optional<DecisionTaken> answer;
    QString withdrawn; // why nobody had to answer any more
};
[[nodiscard]] QList<AnsweredQuestion> questionsOf(const RunStory &story);

} // namespace relight
