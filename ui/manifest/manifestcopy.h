#pragma once
// The manifest as a run has it: its own copy, to be read, not to be changed. GUI thread.

#include "ui/theme/look.h"

#include <QWidget>

namespace relight {

class ManifestDesk;

class ManifestCopy : public QWidget
{
    Q_OBJECT
public:
    ManifestCopy(const Look &look, const QString &text, const QString &path, QWidget *parent = nullptr);
    ManifestDesk *desk() const { return m_desk; }

private:
    ManifestDesk *m_desk;
};

} // namespace relight
