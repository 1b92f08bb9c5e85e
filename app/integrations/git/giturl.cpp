#include "app/integrations/git/giturl.h"

#include <QRegularExpression>
#include <QUrl>

namespace relight {

static GitUrl::Transport transportOf(const QString &scheme)
{
    if (scheme == QLatin1String("http") || scheme == QLatin1String("https"))
        return GitUrl::Transport::Http;
    if (scheme == QLatin1String("ssh") || scheme == QLatin1String("git+ssh") || scheme == QLatin1String("ssh+git"))
        return GitUrl::Transport::Ssh;
    return scheme == QLatin1String("file") ? GitUrl::Transport::Local : GitUrl::Transport::Other;
}

GitUrl parseGitUrl(const QString &url)
{
    GitUrl result;
    result.address = result.shown = url;
    if (url.contains(QLatin1String("://"))) {
        const QUrl parsed(url);
        result.transport = transportOf(parsed.scheme().toLower());
        result.user = parsed.userName();
        result.host = parsed.host().toLower();
        result.port = quint16(qMax(parsed.port(), 0));
        if (!parsed.password().isEmpty())
            result.shown = parsed.toString(QUrl::RemovePassword);
        return result;
    }
    // user@host:path, user@[host:port]:path; a slash before the colon makes it a path.
    static const QRegularExpression scp(
        QStringLiteral(R"(^(?:([^@/:]+)@)?(?:\[([^\]/]+?)(?::(\d+))?\]|([^/:\[\]]+)):(?!//))"));
    const auto match = scp.match(url);
    if (!match.hasMatch())
        return result;
    result.transport = GitUrl::Transport::Ssh;
    result.user = match.captured(1);
    result.host = (match.captured(2).isEmpty() ? match.captured(4) : match.captured(2)).toLower();
    result.port = match.captured(3).toUShort();
    return result;
}

} // namespace relight
