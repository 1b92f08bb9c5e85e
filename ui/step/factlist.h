#pragma once
// Names and values below one another. Rows stay when only values change, so that nothing flickers. GUI thread.

#include "ui/step/steptexts.h"
#include "ui/theme/look.h"

#include <QWidget>

class QGridLayout;

namespace relight {

class ElidedLabel;
class TextLabel;

class FactList : public QWidget
{
    Q_OBJECT
public:
    explicit FactList(const Look &look, QWidget *parent = nullptr);

    void setFacts(const QList<StepFact> &facts);

private:
    void addRow();

    const Look &m_look;
    QGridLayout *m_grid;
    QList<StepFact> m_facts;
    QList<std::pair<TextLabel *, ElidedLabel *>> m_rows;
};

} // namespace relight
