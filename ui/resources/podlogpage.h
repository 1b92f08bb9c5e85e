#pragma once
// The log of one container, as it is written: which container, this run of it or the one before its last crash, words
// to find. Keeps the last lines only. Owned by the details; GUI thread.

#include "models/session/applicationinspector.h"
#include "ui/theme/look.h"

#include <QPointer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace relight {

class ElidedLabel;
struct FoundLines;

class PodLogPage : public QWidget
{
    Q_OBJECT
public:
    static constexpr int kept = 20'000; // lines

    PodLogPage(const Look &look, ApplicationInspector *inspector, QWidget *parent = nullptr);

    // Of this pod; no containers: nothing is followed.
    void setPod(const ResourceKey &pod, const QStringList &containers);
    void again();
    QPlainTextEdit &text() { return *m_text; }
    QComboBox &containers() { return *m_containers; }
    QCheckBox &previous() { return *m_previous; }
    QLineEdit &field() { return *m_field; }
    QString stateText() const; // while words are sought: "3 of 41"

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; // of the field
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void follow();
    void append(const QStringList &lines);
    void find(bool forward);
    FoundLines found() const;
    void tell();

    QPointer<ApplicationInspector> m_inspector;
    QComboBox *m_containers;
    QCheckBox *m_previous;
    ElidedLabel *m_state;
    QLineEdit *m_field;
    QPlainTextEdit *m_text;
    ResourceKey m_pod;
    std::optional<PodLogRequest> m_request; // what is followed now
    QString m_trouble;
};

} // namespace relight
