#pragma once
// The plan beside the text, as it changes with it: steps with their times; a step that cannot be planned stays in its
// place and names the line. GUI thread.

#include "models/plan/planpreview.h"
#include "ui/theme/look.h"

#include <QWidget>

namespace relight {

class PlanList;
class TextLabel;

class PlanSummary : public QWidget
{
    Q_OBJECT
public:
    explicit PlanSummary(const Look &look, QWidget *parent = nullptr);

    void setPreview(const PlanPreview &preview);
    PlanList *list() const { return m_list; }

Q_SIGNALS:
    void lineAsked(int line);

private:
    void show(const PlanPreview &preview);

    const Look &m_look;
    TextLabel *m_age, *m_path, *m_objective, *m_verdict;
    PlanList *m_list;
    PlanPreview m_preview;
};

} // namespace relight
