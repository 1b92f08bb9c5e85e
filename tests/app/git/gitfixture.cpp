#include "tests/app/git/gitfixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace relight {

constexpr int patience = 30'000; // ms

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray runProgram(const QString &program, const QStringList &arguments, const QString &folder)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessChannelMode(QProcess::SeparateChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(patience) || process.exitCode() != 0)
        qFatal("%s %s: %s", qPrintable(program), qPrintable(arguments.join(QLatin1Char(' '))),
            process.readAllStandardError().constData());
    return process.readAllStandardOutput().trimmed();
}

GitFixture::GitFixture(const QString &name)
    : m_name(name)
{
    runProgram(QStringLiteral("git"),
        {QStringLiteral("init"), QStringLiteral("-q"), QStringLiteral("--bare"), QStringLiteral("-b"),
            QStringLiteral("main"), bare()});
    runProgram(QStringLiteral("git"),
        {QStringLiteral("init"), QStringLiteral("-q"), QStringLiteral("-b"), QStringLiteral("main"), work()});
    git({QStringLiteral("config"), QStringLiteral("user.name"), QStringLiteral("Tester")});
    git({QStringLiteral("config"), QStringLiteral("user.email"), QStringLiteral("tester@example.com")});
    git({QStringLiteral("remote"), QStringLiteral("add"), QStringLiteral("origin"), bare()});
}

void GitFixture::write(const QString &file, const QByteArray &content)
{
    const QString whole = QDir(work()).filePath(file);
    QDir().mkpath(QFileInfo(whole).absolutePath());
    QFile out(whole);
    if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(whole));
}

QString GitFixture::commit(const QString &message)
{
    git({QStringLiteral("add"), QStringLiteral("-A")});
    git({QStringLiteral("commit"), QStringLiteral("-q"), QStringLiteral("-m"), message});
    git({QStringLiteral("push"), QStringLiteral("-q"), QStringLiteral("-u"), QStringLiteral("origin"),
        QStringLiteral("HEAD")});
    return QString::fromLatin1(git({QStringLiteral("rev-parse"), QStringLiteral("HEAD")}));
}

QByteArray GitFixture::git(const QStringList &arguments)
{
    return runProgram(QStringLiteral("git"), arguments, work());
}

SmartHttpServer::SmartHttpServer(const QString &root, const QStringList &certificateAndKey)
    : m_tls(!certificateAndKey.isEmpty())
{
    const QString script = QStringLiteral(RELIGHT_SOURCE_DIR "/tests/app/git/gitsmarthttp.py");
    m_process.start(QStringLiteral("python3"), QStringList{script, root} + certificateAndKey);
    if (!m_process.waitForReadyRead(patience))
        qFatal("the Git server did not start: %s", m_process.readAllStandardError().constData());
    m_port = m_process.readLine().trimmed().toUShort();
}

SmartHttpServer::~SmartHttpServer()
{
    m_process.closeWriteChannel();
    m_process.waitForFinished(patience);
}

QString SmartHttpServer::url(const QString &area, const QString &name) const
{
    const QString base = m_tls ? QStringLiteral("https://localhost") : QStringLiteral("http://127.0.0.1");
    return QStringLiteral("%1:%2/%3/%4").arg(base).arg(m_port).arg(area, name);
}

} // namespace relight
