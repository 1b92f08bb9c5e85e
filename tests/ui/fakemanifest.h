#pragma once
// A manifest document driven by hand: the text is checked at once, wishes are written down. GUI thread.

#include "models/session/manifestdocument.h"

namespace relight {

class FakeManifest : public ManifestDocument
{
    Q_OBJECT
public:
    explicit FakeManifest(const QString &text);

    const QString &text() const override { return m_text; }
    quint64 revision() const override { return m_revision; }
    static QString sample(); // the full one of the resources
    static QList<DiffLine> someDiff();

    void setText(const QString &text) override;
    const ManifestCheck &check() const override { return m_check; }
    const ManifestStatus &status() const override { return m_status; }
    void save(bool overOthers = false) override;
    void commit(const QString &message) override { wishes << QStringLiteral("commit ") + message; }
    void askDiff() override { wishes << QStringLiteral("diff"); }
    void reload() override { wishes << QStringLiteral("reload"); }
    void refresh() override { }

    void setStatus(const ManifestStatus &status);
    void setBusy(bool busy); // with a commit, say
    void endSave();          // of a slow one
    void failSave(const QString &message);
    void checkNow();
    void answerDiff(const QList<DiffLine> &lines) { Q_EMIT diffed(revision(), lines); }
    void fail(Deed deed, const QString &message) { Q_EMIT failed(deed, {ErrorCode::Conflict, message, {}, 0}); }

    QStringList wishes;
    bool slow = false;       // a save ends with endSave() or failSave()
    bool slowChecks = false; // the text is checked by checkNow()

private:
    void examine();

    QString m_text, m_onDisk, m_writing;
    quint64 m_revision = 0;
    ManifestCheck m_check;
    ManifestStatus m_status;
};

} // namespace relight
