#include "tests/ui/fakemanifest.h"

#include "models/manifest/manifestparser.h"
#include "models/plan/planfor.h"

#include <QFile>

namespace relight {

FakeManifest::FakeManifest(const QString &text)
    : m_text(text)
    , m_onDisk(text)
{
    m_status.path = QStringLiteral("/home/jonas/gitops/clusters/production/recovery-manifest.yaml");
    m_status.repositoryPath = QStringLiteral("clusters/production/recovery-manifest.yaml");
    m_status.branch = QStringLiteral("main");
    m_status.headCommit = QStringLiteral("0123456789");
    m_status.committed = true;
    m_revision = 1;
    examine();
}

QString FakeManifest::sample()
{
    QFile file(QStringLiteral(RELIGHT_SOURCE_DIR "/resources/samples/full.yaml"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the sample manifest is missing");
    return QString::fromUtf8(file.readAll());
}

QList<DiffLine> FakeManifest::someDiff()
{
    QList<DiffLine> lines;
    int before = 0, after = 0;
    for (const QString &text : sample().split(u'\n')) {
        if (text.contains(QStringLiteral("rto: 45m"))) {
            QString old = text;
            lines.append(
                {DiffLine::Kind::Removed, ++before, 0, old.replace(QStringLiteral("45m"), QStringLiteral("1h"))});
            lines.append({DiffLine::Kind::Added, 0, ++after, text});
        } else {
            lines.append({DiffLine::Kind::Same, ++before, ++after, text});
        }
    }
    return lines;
}

void FakeManifest::examine()
{
    ParsedManifest parsed = parseManifest(m_text.toUtf8());
    m_check.revision = m_revision;
    m_check.diagnostics = parsed.diagnostics;
    m_check.name = parsed.manifest ? parsed.manifest->name : QString();
    m_check.plan.reset();
    if (parsed.manifest) {
        if (auto plan = planFor(*parsed.manifest))
            m_check.plan = *plan;
        else
            m_check.diagnostics += plan.error();
    }
}

void FakeManifest::setText(const QString &text)
{
    m_text = text;
    ++m_revision;
    m_status.modified = m_text != m_onDisk;
    if (!slowChecks)
        checkNow();
    Q_EMIT statusChanged();
}

void FakeManifest::checkNow()
{
    examine();
    Q_EMIT checked(m_check);
}

void FakeManifest::save(bool overOthers)
{
    if (m_status.busy)
        return;
    wishes << (overOthers ? QStringLiteral("save over") : QStringLiteral("save"));
    m_writing = m_text;
    setBusy(true);
    if (!slow)
        endSave();
}

void FakeManifest::endSave()
{
    m_onDisk = m_writing;
    m_status.modified = m_text != m_onDisk;
    m_status.committed = false;
    m_status.changedOnDisk = false;
    setBusy(false);
    Q_EMIT saved();
}

void FakeManifest::failSave(const QString &message)
{
    setBusy(false);
    fail(Deed::Save, message);
}

void FakeManifest::setBusy(bool busy)
{
    m_status.busy = busy;
    Q_EMIT statusChanged();
}

void FakeManifest::setStatus(const ManifestStatus &status)
{
    m_status = status;
    Q_EMIT statusChanged();
}

} // namespace relight
