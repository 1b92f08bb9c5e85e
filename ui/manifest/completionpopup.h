#pragma once
// What may be written at the caret, below it; the keyboard stays in the editor, which hands its keys on. Child of the
// editor; GUI thread.

#include "models/manifest/completion.h"
#include "ui/theme/look.h"

#include <QListWidget>

namespace relight {

class CompletionPopup : public QListWidget
{
    Q_OBJECT
public:
    CompletionPopup(const Look &look, QWidget *editor);

    // `caret` in the editor's coordinates. Nothing to suggest: hides.
    void offer(const Completion &completion, const QRect &caret);
    bool take(int key); // true: the key was for the list
    const Completion &completion() const { return m_completion; }

Q_SIGNALS:
    void chosen(const relight::Suggestion &suggestion);

private:
    void choose();
    void announce();

    Completion m_completion;
};

} // namespace relight
