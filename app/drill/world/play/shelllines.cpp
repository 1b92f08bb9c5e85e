#include "app/drill/world/play/shelllines.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight::world {

namespace {

// How far a copy is, after `done` of `total` steps.
struct Copy
{
    double gib, rate; // GiB, MiB/s
    double at(int done, int total) const { return gib * done / total; }
};

QString gib(double value)
{
    return QString::number(value, 'f', 1) + u" GiB"_s;
}

using Words = QStringList;

Words pgRestore(const ShellScene &, const Copy &, int count)
{
    static const QStringList tables{u"customers"_s, u"products"_s, u"orders"_s, u"order_items"_s, u"payments"_s,
        u"shipments"_s, u"sessions"_s, u"audit_log"_s};
    Words words{u"pg_restore: connecting to database for restore"_s};
    for (const QString &table : tables.first(std::min<qsizetype>(tables.size(), 2 + count / 3)))
        words << u"pg_restore: creating TABLE \"public.%1\""_s.arg(table);
    for (int i = 0; i < count; ++i)
        words << u"pg_restore: processing data for table \"public.%1\""_s.arg(
            tables[std::min<qsizetype>(i * tables.size() / count, tables.size() - 1)]);
    words.removeDuplicates();
    words << u"pg_restore: creating INDEX \"public.orders_created_at_idx\""_s
          << u"pg_restore: creating FK CONSTRAINT \"public.order_items order_items_order_id_fkey\""_s;
    return words;
}

Words psql(const ShellScene &, const Copy &copy, int count)
{
    Words words{u"SET"_s, u"CREATE TABLE"_s};
    for (int i = 0; i < count; ++i)
        words << u"COPY %1"_s.arg(qint64(copy.gib * 1'370 * (i + 1)));
    return words << u"CREATE INDEX"_s << u"ALTER TABLE"_s;
}

Words velero(const ShellScene &scene, const Copy &, int count)
{
    const QString name = scene.subject + u"-restore"_s;
    Words words{u"Restore request \"%1\" submitted successfully."_s.arg(name),
        u"Waiting for restore to complete. You may safely press ctrl-c to stop waiting - your restore will continue in "
        "the background."_s};
    for (int i = 0; i < count; ++i)
        words << QString(8, u'.');
    return words << u"Restore completed with status: Completed. You may check for more information using the commands "
                    "`velero restore describe %1` and `velero restore logs %1`."_s.arg(name);
}

Words aws(const ShellScene &scene, const Copy &copy, int count)
{
    if (scene.shell.contains(u"route53"_s))
        return {u"{"_s, u"    \"ChangeInfo\": {"_s, u"        \"Status\": \"PENDING\","_s,
            u"        \"Comment\": \"%1\""_s.arg(scene.subject), u"    }"_s, u"}"_s};
    Words words;
    for (int i = 1; i <= count; ++i)
        words << u"Completed %1/%2 (%3 MiB/s) with %4 file(s) remaining"_s.arg(gib(copy.at(i, count)), gib(copy.gib))
                     .arg(copy.rate, 0, 'f', 1)
                     .arg(count - i + 1);
    return words << u"download: %1latest to ./latest"_s.arg(scene.location);
}

Words gcloud(const ShellScene &scene, const Copy &copy, int count)
{
    if (scene.shell.contains(u" dns "_s))
        return {u"NAME  TYPE  TTL  DATA"_s, u"%1  A  60  (updated)"_s.arg(scene.subject)};
    Words words{u"Copying %1* to file://."_s.arg(scene.location)};
    for (int i = 1; i <= count; ++i)
        words << u"  Completed files %1/%2 | %3/%4 | %5MiB/s"_s.arg(i).arg(count).arg(
            gib(copy.at(i, count)), gib(copy.gib), QString::number(copy.rate, 'f', 1));
    return words << u"Average throughput: %1MiB/s"_s.arg(copy.rate, 0, 'f', 1);
}

Words rsync(const ShellScene &, const Copy &copy, int count)
{
    Words words{u"receiving incremental file list"_s};
    const auto bytes = [&](int i) { return qint64(copy.at(i, count) * (1 << 30)); };
    for (int i = 1; i <= count; ++i)
        words << u"%1 %2%  %3MB/s    (xfr#%4, to-chk=%5/%6)"_s.arg(bytes(i), 16)
                     .arg(i * 100 / count, 3)
                     .arg(copy.rate, 0, 'f', 2)
                     .arg(i * 37)
                     .arg((count - i) * 37)
                     .arg(count * 37);
    return words << u"sent 18,204 bytes  received %1 bytes"_s.arg(bytes(count))
                 << u"total size is %1  speedup is 1.00"_s.arg(bytes(count));
}

Words restic(const ShellScene &scene, const Copy &copy, int count)
{
    Words words{
        u"repository opened (version 2, compression level auto)"_s, u"restoring snapshot of %1"_s.arg(scene.location)};
    for (int i = 1; i <= count; ++i)
        words << u"[%1] %2%  %3 files/dirs %4, total %5 files/dirs %6"_s.arg(clockText(scene.length * i / (count + 1)))
                     .arg(100.0 * i / count, 0, 'f', 2)
                     .arg(i * 731)
                     .arg(gib(copy.at(i, count)))
                     .arg(count * 731)
                     .arg(gib(copy.gib));
    return words
        << u"Summary: Restored %1 files/dirs (%2) in %3"_s.arg(count * 731).arg(gib(copy.gib), clockText(scene.length));
}

Words tar(const ShellScene &scene, const Copy &, int count)
{
    Words words;
    for (int i = 1; i <= count; ++i)
        words << u"%1/%2/%3/"_s.arg(scene.subject).arg(2020 + i % 7).arg(i, 4, 10, QLatin1Char('0'));
    return words;
}

Words curl(const ShellScene &, const Copy &copy, int count)
{
    Words words{u"  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current"_s};
    for (int i = 1; i <= count; ++i)
        words << u"%1 %2  %1 %3    0     0  %4M      0 --:--:-- --:--:-- --:--:-- %4M"_s.arg(i * 100 / count, 3)
                     .arg(gib(copy.gib), gib(copy.at(i, count)))
                     .arg(qRound(copy.rate));
    return words;
}

Words vault(const ShellScene &, const Copy &, int)
{
    return {u"Key                     Value"_s, u"---                     -----"_s, u"Sealed                  false"_s,
        u"Success! Data written."_s};
}

Words kubectl(const ShellScene &scene, const Copy &, int count)
{
    Words words{u"job.batch/%1 created"_s.arg(scene.subject)};
    for (int i = 1; i < count; ++i)
        words << u"%1: %2% done"_s.arg(scene.subject).arg(i * 100 / count);
    return words << u"job.batch/%1 condition met"_s.arg(scene.subject);
}

Words script(const ShellScene &scene, const Copy &, int count)
{
    const QString name = scene.shell.trimmed().section(u' ', 0, 0).section(u'/', -1);
    Words words{u"%1: %2"_s.arg(name, scene.subject)};
    for (int i = 1; i <= count; ++i)
        words << u"%1: %2 of %3"_s.arg(name).arg(i).arg(count);
    return words << u"%1: done"_s.arg(name);
}

Words unknown(const ShellScene &scene, const Copy &, int count)
{
    Words words{u"drill: played, not run, for %1: %2"_s.arg(durationText(scene.length), scene.shell.simplified())};
    for (int i = 1; i < count; ++i)
        words << u"drill: %1%"_s.arg(i * 100 / count);
    return words;
}

struct Style
{
    Words (*words)(const ShellScene &, const Copy &, int count);
    bool toStderr = false;
};

const QMap<QString, Style> &styles()
{
    static const QMap<QString, Style> all{{u"pg_restore"_s, {pgRestore, true}}, {u"psql"_s, {psql}},
        {u"mysql"_s, {unknown}}, {u"velero"_s, {velero}}, {u"aws"_s, {aws}}, {u"gcloud"_s, {gcloud}},
        {u"gsutil"_s, {gcloud}}, {u"az"_s, {unknown}}, {u"vault"_s, {vault}}, {u"kubectl"_s, {kubectl}},
        {u"rsync"_s, {rsync}}, {u"restic"_s, {restic}}, {u"tar"_s, {tar}}, {u"curl"_s, {curl, true}},
        {u"nsupdate"_s, {unknown}}, {u"script"_s, {script}}};
    return all;
}

} // namespace

QString knownProgram(const QString &shell)
{
    static const QRegularExpression ends(u"[\\s;|&()'\"`$]+"_s);
    for (const QString &word : shell.split(ends, Qt::SkipEmptyParts)) {
        if (word.startsWith(u"./"_s) || word.endsWith(u".sh"_s))
            return u"script"_s;
        if (const QString program = word.section(u'/', -1); styles().contains(program) && program != u"script")
            return program;
    }
    return {};
}

QStringList knownPrograms(const QString &shell)
{
    static const QRegularExpression ends(u"[\\n;]|&&|\\|\\|"_s);
    QStringList programs;
    for (const QString &command : shell.split(ends, Qt::SkipEmptyParts)) {
        if (const QString program = knownProgram(command); !program.isEmpty() && !programs.contains(program))
            programs << program;
    }
    return programs;
}

QList<Line> shellLines(const World &world, const ShellScene &scene)
{
    QStringList programs = knownPrograms(scene.shell);
    if (programs.isEmpty())
        programs << QString();
    const Milliseconds length = scene.length / programs.size();
    const int count = int(std::clamp<qint64>(length / Seconds{20}, 2, 15));
    Copy copy{1.5 + world.chance.draw(u"copy/"_s + scene.subject) * 24, 0};
    copy.rate = copy.gib * 1024 * 1000 / double(std::max<qint64>(1000, length.count()));
    QList<Line> lines;
    Milliseconds begin{0};
    for (const QString &program : std::as_const(programs)) {
        const Style style = styles().value(program, Style{unknown});
        const Words words = style.words(scene, copy, count);
        for (qsizetype i = 0; i < words.size(); ++i)
            lines << Line{begin + length * (2 * i + 1) / (2 * words.size()), words[i].toUtf8() + '\n', style.toStderr};
        begin += length;
    }
    return lines;
}

QByteArray noBackupWords(const ShellScene &scene)
{
    const QString program = knownProgram(scene.shell);
    if (program == u"pg_restore")
        return "pg_restore: error: could not open input file: No such file or directory\n";
    if (program == u"aws")
        return "fatal error: An error occurred (404) when calling the HeadObject operation: Key \"latest\" does not "
               "exist\n";
    if (program == u"gcloud" || program == u"gsutil")
        return "ERROR: (gcloud.storage.cp) The following URLs matched no objects or files.\n";
    if (program == u"velero")
        return u"An error occurred: backups.velero.io \"%1\" not found\n"_s.arg(scene.subject).toUtf8();
    if (program == u"restic")
        return "Fatal: no snapshot found\n";
    return u"no backup of %1 at %2\n"_s.arg(scene.subject, scene.location).toUtf8();
}

} // namespace relight::world
