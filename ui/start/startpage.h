#pragma once
// Before any run: what was interrupted comes first, then manifests opened before, then what else can be done. An empty
// machine gets three lines that say what this is. Owned by the main window; GUI thread.

#include "ui/start/runentry.h"
#include "ui/theme/look.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace relight {

class StartPage : public QWidget
{
    Q_OBJECT
public:
    explicit StartPage(const Look &look, QWidget *parent = nullptr);

    void fill(const QStringList &manifests, const QList<RunEntry> &runs, Timestamp now);
    void showProblem(const QString &message); // empty: none
    void focusContent();                      // what is most likely wanted: resume, else open

Q_SIGNALS:
    void openAsked(); // choose a file
    void cloneAsked();
    void sampleAsked();
    void manifestAsked(const QString &path);
    void resumeAsked(const QString &runId);

private:
    QWidget *resumeCard(const RunEntry &run, Timestamp now);
    QWidget *manifestRow(const QString &path);
    QWidget *runRow(const RunEntry &run);
    QWidget *rail();

    const Look &m_look;
    QVBoxLayout *m_column;
    class TextLabel *m_problem;
    QWidget *m_lists = nullptr;
    QPushButton *m_open = nullptr;
};

} // namespace relight
