#include "app/drill/world/play/smallclis.h"

using namespace Qt::StringLiterals;

namespace relight::world {

namespace {

struct Program
{
    QString question; // the arguments that ask for the version
    QByteArray answer;
    QString refusal; // %1: the first argument it does not know
};

const QMap<QString, Program> &programs()
{
    static const QString postgres
        = u"%2: unrecognized option '%1'\n%2: hint: Try \"%2 --help\" for more information.\n"_s;
    static const QMap<QString, Program> all{
        {u"pg_restore"_s,
            {u"--version"_s, "pg_restore (PostgreSQL) 17.6 (Debian 17.6-0+deb13u1)\n",
                QString(postgres).replace(u"%2"_s, u"pg_restore"_s)}},
        {u"psql"_s,
            {u"--version"_s, "psql (PostgreSQL) 17.6 (Debian 17.6-0+deb13u1)\n",
                QString(postgres).replace(u"%2"_s, u"psql"_s)}},
        {u"mysql"_s,
            {u"--version"_s, "mysql  Ver 8.4.6 for Linux on x86_64 (MySQL Community Server - GPL)\n",
                u"mysql: [ERROR] mysql: unknown option '%1'.\n"_s}},
        {u"kubectl"_s,
            {u"version --client"_s, "Client Version: v1.34.4\nKustomize Version: v5.7.1\n",
                u"error: unknown command \"%1\" for \"kubectl\"\n"_s}},
        {u"velero"_s,
            {u"version --client-only"_s, "Client:\n\tVersion: v1.17.0\n\tGit commit: -\n",
                u"Error: unknown command \"%1\" for \"velero\"\nRun 'velero --help' for usage.\n"_s}},
        {u"talosctl"_s,
            {u"version --client --short"_s, "Client v1.11.2\n", u"unknown command \"%1\" for \"talosctl\"\n"_s}},
        {u"sops"_s,
            {u"--version --disable-version-check"_s, "sops 3.10.2\n", u"Incorrect Usage. unknown argument: %1\n"_s}}};
    return all;
}

} // namespace

std::optional<Ending> smallAnswer(const QStringList &arguments)
{
    const auto program = programs().constFind(arguments.value(0).section(u'/', -1));
    if (program == programs().cend())
        return std::nullopt;
    if (arguments.mid(1).join(u' ') == program->question)
        return Ending{0, program->answer, {}};
    return Ending{1, {}, QString(program->refusal).replace(u"%1"_s, arguments.value(1)).toUtf8()};
}

Ending notFound(const QString &program)
{
    return {127, {}, u"/bin/sh: 1: %1: not found\n"_s.arg(program).toUtf8()};
}

} // namespace relight::world
