#include "app/integrations/git/giterror.h"

#include <QRegularExpression>

#include <git2.h>

namespace relight {

struct Cause
{
    ErrorCode code;
    QString advice;
};

static Cause causeOfStatus(int status)
{
    switch (status) {
    case 401:
        return {ErrorCode::Unauthorized,
            QStringLiteral(
                "the server wants other credentials: check user name and token, and that the token has not expired")};
    case 403:
        return {ErrorCode::Forbidden,
            QStringLiteral("the server refuses this account: give it read access to the repository")};
    case 404:
    case 410:
        return {ErrorCode::NotFound,
            QStringLiteral("there is no such repository, or these credentials may not see it: check the address and "
                           "the token's rights")};
    default:
        if (status == 429 || status >= 500)
            return {ErrorCode::Unavailable,
                QStringLiteral("the server cannot answer now (HTTP %1): try again").arg(status)};
        return {ErrorCode::Protocol,
            QStringLiteral("the server answered HTTP %1: check that the address is a Git repository").arg(status)};
    }
}

static Cause causeOf(int code, int area, const QString &said)
{
    const auto says = [&said](const char *words) { return said.contains(QLatin1String(words), Qt::CaseInsensitive); };
    if (code == GIT_TIMEOUT || says("timed out"))
        return {ErrorCode::Unavailable,
            QStringLiteral("the server did not answer in time: check network and VPN, then try again")};
    if (code == GIT_ECERTIFICATE || says("certificate is invalid"))
        return {ErrorCode::Unauthorized,
            QStringLiteral("the server's TLS certificate is not trusted: install its CA on this machine, or check that "
                           "nobody is in between")};
    if (code == GIT_EAUTH || says("authentication"))
        return {ErrorCode::Unauthorized,
            QStringLiteral("the server refuses these credentials: check user name, token or key")};
    if (says("private key") || says("public key"))
        return {ErrorCode::Unauthorized,
            QStringLiteral(
                "the SSH key cannot be used: it must be a whole private key without a passphrase; one with a "
                "passphrase belongs in the SSH agent")};
    if (code == GIT_EOWNER)
        return {ErrorCode::Forbidden,
            QStringLiteral("the repository belongs to another user: trust it with `git config --global --add "
                           "safe.directory PATH`")};
    if (says("does not appear to be a git repository") || says("repository not found")
        || says("could not find repository") || says("failed to resolve path") || says("unsupported URL protocol")
        || says("project you were looking for"))
        return {ErrorCode::NotFound,
            QStringLiteral(
                "there is no repository at this address, or these credentials may not see it: check the address")};
    if (area == GIT_ERROR_NET || area == GIT_ERROR_SSH || says("failed to connect") || says("resolve address"))
        return {ErrorCode::Unavailable,
            QStringLiteral(
                "the server could not be reached or hung up: check the address, network and VPN, then try again")};
    if (says("No space left"))
        return {ErrorCode::Storage, QStringLiteral("the disk is full: free some space, then try again")};
    if (code == GIT_ENOTFOUND)
        return {ErrorCode::NotFound, QStringLiteral("it is not there")};
    if (code == GIT_ELOCKED)
        return {ErrorCode::Conflict,
            QStringLiteral(
                "another program is using the repository: wait for it, or remove its lock file if none runs")};
    if (area == GIT_ERROR_OS)
        return {ErrorCode::Storage, QStringLiteral("the file system refused: check the folder's owner and free space")};
    if (area == GIT_ERROR_HTTP || area == GIT_ERROR_SSL)
        return {
            ErrorCode::Protocol, QStringLiteral("the server did not speak as a Git server does: check the address")};
    return {ErrorCode::Failed, QStringLiteral("see the detail")};
}

Error gitError(int code, const QString &doing)
{
    const git_error *last = git_error_last();
    const QString said = last && last->message ? QString::fromUtf8(last->message).simplified() : QString();
    static const QRegularExpression httpStatus(
        QStringLiteral("http status code:? ?(\\d{3})"), QRegularExpression::CaseInsensitiveOption);
    const int status = httpStatus.match(said).captured(1).toInt();
    const Cause cause = status ? causeOfStatus(status) : causeOf(code, last ? last->klass : 0, said);
    const QString detail = said.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(said);
    return {cause.code, QStringLiteral("%1 failed: %2%3").arg(doing, cause.advice, detail), said, status};
}

} // namespace relight
