#pragma once
// Asks for `prompt:` secrets in the window: the worker blocks, the dialog is on the GUI thread, one at a time. Made on
// the GUI thread, outlives every run.

#include "app/integrations/io/mailbox.h"
#include "app/ports/secrets.h"
#include "ui/theme/look.h"

#include <QPointer>
#include <QWidget>

#include <condition_variable>
#include <deque>
#include <mutex>

namespace relight {

class SecretPrompter
{
public:
    SecretPrompter(const Look &look, QWidget &window);

    // Any worker. Cancelled: the person gave no answer, or the call was stopped.
    Result<Secret> ask(const QString &name, const Call &call);

private:
    struct Question
    {
        QString name;
        std::mutex mutex;
        std::condition_variable_any condition;
        std::optional<Result<Secret>> answer;
        void give(Result<Secret> result);
    };

    void next(); // GUI thread

    const Look &m_look;
    QWidget &m_window;
    Mailbox m_mailbox;
    std::deque<std::shared_ptr<Question>> m_waiting; // GUI thread only
    QPointer<QWidget> m_dialog;
};

} // namespace relight
