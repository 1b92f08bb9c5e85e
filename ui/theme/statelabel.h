#pragma once
// A glyph and its word, painted together; both are told to screen readers. GUI thread.

#include "ui/theme/look.h"
#include "ui/theme/states.h"
#include "ui/theme/textstyle.h"

#include <QWidget>

namespace relight {

class StateLabel : public QWidget
{
    Q_OBJECT
public:
    StateLabel(const Look &look, TextStyle style, QWidget *parent = nullptr);

    // `word` instead of the state's own where it says more: "Running, 5 of 11 steps done".
    void setState(const StateLook &state, const QString &word = {});
    void setGlyphSize(int pixels);
    void setRole(Role role); // of the word

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Look &m_look;
    StateLook m_state;
    QString m_word;
    int m_size = 16;
    Role m_role = Role::Text;
};

} // namespace relight
