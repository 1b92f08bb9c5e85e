#include "app/window/secretprompter.h"

#include "ui/consent/secretdialog.h"

#include <QApplication>

namespace relight {

SecretPrompter::SecretPrompter(const Look &look, QWidget &window)
    : m_look(look)
    , m_window(window)
{
}

void SecretPrompter::Question::give(Result<Secret> result)
{
    const std::lock_guard lock(mutex);
    if (!answer)
        answer = std::move(result);
    condition.notify_all();
}

Result<Secret> SecretPrompter::ask(const QString &name, const Call &call)
{
    const auto question = std::make_shared<Question>();
    question->name = name;
    postTo(m_mailbox, [this, question] {
        m_waiting.push_back(question);
        next();
    });
    std::unique_lock lock(question->mutex);
    if (question->condition.wait(lock, call.stop, [&] { return question->answer.has_value(); }))
        return *question->answer;
    lock.unlock();
    const auto stopped = failure(ErrorCode::Cancelled, QStringLiteral("nobody answered for the secret %1").arg(name));
    question->give(stopped);
    postTo(m_mailbox, [this, question] {
        if (std::erase(m_waiting, question) > 0 && m_dialog)
            m_dialog->close(); // next() follows from it
    });
    return stopped;
}

void SecretPrompter::next()
{
    if (m_dialog || m_waiting.empty())
        return;
    const auto question = m_waiting.front();
    auto *dialog = new SecretDialog(m_look, question->name, &m_window);
    m_dialog = dialog;
    QObject::connect(dialog, &SecretDialog::answered, dialog,
        [question](const QByteArray &secret) { question->give(Secret(secret)); });
    QObject::connect(dialog, &QObject::destroyed, &m_mailbox, [this, question] {
        question->give(
            failure(ErrorCode::Cancelled, QStringLiteral("nobody answered for the secret %1").arg(question->name)));
        std::erase(m_waiting, question);
        m_dialog = nullptr;
        next();
    });
    dialog->open();
    QApplication::alert(&m_window);
}

} // namespace relight
