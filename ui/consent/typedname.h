#pragma once
// A field that wants one exact name: case counts, nothing is completed, and Return does nothing until it matches. GUI
// thread.

#include <QLineEdit>

namespace relight {

class TypedName : public QLineEdit
{
    Q_OBJECT
public:
    explicit TypedName(QWidget *parent = nullptr);

    void expect(const QString &name);
    bool matches() const;

Q_SIGNALS:
    void matchChanged(bool matches);
    void confirmed(); // Return while it matches

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_expected;
    bool m_matched = false;
};

} // namespace relight
