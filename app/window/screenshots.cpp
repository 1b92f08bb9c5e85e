#include "app/window/screenshots.h"

#include "app/window/windowtexts.h"
#include "models/run/words.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QPixmap>

Q_LOGGING_CATEGORY(lcScreenshots, "relight.app.screenshots")

namespace relight {

Screenshots::Screenshots(QString folder, QWidget &window)
    : m_folder(std::move(folder))
    , m_window(window)
{
    if (!m_folder.isEmpty() && !QDir().mkpath(m_folder))
        qCWarning(lcScreenshots, "cannot make the folder %ls", qUtf16Printable(m_folder));
    m_settled.setSingleShot(true);
    m_settled.setInterval(150);
    connect(&m_settled, &QTimer::timeout, this, &Screenshots::take);
}

void Screenshots::follow(const RunState &run)
{
    if (m_folder.isEmpty() || run.started.runId.isEmpty())
        return;
    QString seen = word(run.phase);
    QString latest;
    for (const StepStatus &step : run.steps) {
        seen += u' ' + word(step.state);
        if (step.state == StepState::Running || step.state == StepState::AwaitingApproval)
            latest = step.planned.id;
    }
    for (const Decision &decision : run.open)
        seen += u' ' + decision.id;
    if (seen == m_seen)
        return;
    m_seen = seen;
    m_name = (word(run.phase) + (latest.isEmpty() ? QString() : u'-' + latest)).replace(u'/', u'~').replace(u' ', u'-');
    if (!m_settled.isActive())
        m_settled.start();
}

void Screenshots::take()
{
    const QString base = QStringLiteral("%1/%2-%3").arg(m_folder).arg(++m_number, 3, 10, QLatin1Char('0')).arg(m_name);
    save(m_window, base);
    if (QWidget *dialog = QApplication::activeModalWidget(); dialog && dialog != &m_window)
        save(*dialog, base + QStringLiteral("-dialog"));
}

void Screenshots::save(QWidget &shown, const QString &name)
{
    QFile texts(name + QStringLiteral(".txt"));
    if (!shown.grab().save(name + QStringLiteral(".png")) || !texts.open(QIODevice::WriteOnly)
        || texts.write(textsOf(shown).join(u'\n').toUtf8()) < 0)
        qCWarning(lcScreenshots, "cannot save %ls.png and .txt", qUtf16Printable(name));
}

} // namespace relight
