#pragma once
// Repositories and servers for the Git tests: made by the git program in a temporary folder, gone with it. Main thread
// of a test.

#include <QByteArray>
#include <QProcess>
#include <QTemporaryDir>

namespace relight {

// A bare repository "NAME.git" with one clone to write from.
class GitFixture
{
public:
    explicit GitFixture(const QString &name = QStringLiteral("fleet"));

    QString root() const { return m_folder.path(); } // holds NAME.git
    QString bare() const { return m_folder.filePath(m_name + QStringLiteral(".git")); }
    QString work() const { return m_folder.filePath(QStringLiteral("work")); }
    QString path(const QString &relative) const { return m_folder.filePath(relative); }

    // Writes below work(), making folders.
    void write(const QString &file, const QByteArray &content);
    // Adds all, commits and pushes HEAD; the new commit's id.
    QString commit(const QString &message);
    QByteArray git(const QStringList &arguments); // in work(); stdout, trimmed; aborts the test program on failure

private:
    QTemporaryDir m_folder;
    QString m_name;
};

QByteArray readAll(const QString &path);
// Runs to its end; its stdout. Aborts on failure.
QByteArray runProgram(const QString &program, const QStringList &arguments, const QString &folder = {});

// git http-backend behind gitsmarthttp.py.
class SmartHttpServer
{
public:
    explicit SmartHttpServer(const QString &root, const QStringList &certificateAndKey = {}); // given: https
    ~SmartHttpServer();
    quint16 port() const { return m_port; }
    QString url(const QString &area, const QString &name = QStringLiteral("fleet.git")) const;

private:
    QProcess m_process;
    quint16 m_port = 0;
    bool m_tls = false;
};

} // namespace relight
