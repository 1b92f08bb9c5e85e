#include "app/drill/world/git/gitserver.h"

#include "app/drill/world/git/gunzip.h"
#include "app/drill/world/git/uploadpack.h"

#include <QHttpServer>
#include <QTcpServer>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace relight::world {

using Status = QHttpServerResponder::StatusCode;

constexpr qsizetype requestLimit = 16 * 1024 * 1024; // unpacked

struct GitServer::Private
{
    Private(World &worldOfDrill, const QString &directory)
        : world(worldOfDrill)
        , pack(directory)
    {
    }

    World &world;
    UploadPack pack;
    quint16 port = 0;
    QHttpServer server;

    QHttpServerResponse refs(const QHttpServerRequest &request);
    QHttpServerResponse objects(const QHttpServerRequest &request);
    bool isDown() const { return world.faults.has(u"git-down"_s); }
};

static QHttpServerResponse plain(const QByteArray &text, Status status)
{
    return QHttpServerResponse("text/plain", text, status);
}

static QHttpServerResponse down()
{
    return plain("Service Unavailable\n", Status::ServiceUnavailable);
}

static QHttpServerResponse spoken(const Result<QByteArray> &body, const QByteArray &type)
{
    if (!body)
        return plain(body.error().message.toUtf8() + '\n', Status::InternalServerError);
    QHttpServerResponse response(type, *body);
    QHttpHeaders headers = response.headers();
    headers.append(QHttpHeaders::WellKnownHeader::CacheControl, "no-cache");
    response.setHeaders(std::move(headers));
    return response;
}

QHttpServerResponse GitServer::Private::refs(const QHttpServerRequest &request)
{
    if (isDown())
        return down();
    if (request.query().queryItemValue(u"service"_s) != "git-upload-pack"_L1)
        return plain("This repository is only read, by the smart protocol.\n", Status::Forbidden);
    return spoken(pack.advertisement(), "application/x-git-upload-pack-advertisement");
}

QHttpServerResponse GitServer::Private::objects(const QHttpServerRequest &request)
{
    if (isDown())
        return down();
    std::optional<QByteArray> body = request.body();
    if (request.headers().value(QHttpHeaders::WellKnownHeader::ContentEncoding) == "gzip")
        body = gunzip(*body, requestLimit);
    const std::optional<UploadRequest> asked = body ? readUploadRequest(*body) : std::nullopt;
    if (!asked)
        return plain("This is no request of git-upload-pack.\n", Status::BadRequest);
    return spoken(pack.answer(*asked), "application/x-git-upload-pack-result");
}

GitServer::GitServer(World &world, const QString &directory)
    : d(new Private(world, directory))
{
    d->server.route(u"/repo.git/info/refs"_s, QHttpServerRequest::Method::Get,
        [this](const QHttpServerRequest &request) { return d->refs(request); });
    d->server.route(u"/repo.git/git-upload-pack"_s, QHttpServerRequest::Method::Post,
        [this](const QHttpServerRequest &request) { return d->objects(request); });
}

GitServer::~GitServer() = default;

Result<quint16> GitServer::listen()
{
    auto listener = std::make_unique<QTcpServer>();
    if (!listener->listen(QHostAddress::LocalHost) || !d->server.bind(listener.get()))
        return failure(ErrorCode::Unavailable,
            u"The drill's Git server cannot listen on 127.0.0.1: %1"_s.arg(listener->errorString()));
    // Small pieces are not waited with; connections inherit it.
    const int yes = 1;
    ::setsockopt(int(listener->socketDescriptor()), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    d->port = listener.release()->serverPort(); // the HTTP server owns it now
    d->world.addresses.git = d->port;
    return d->port;
}

QUrl GitServer::url() const
{
    return QUrl(u"http://127.0.0.1:%1/repo.git"_s.arg(d->port));
}

} // namespace relight::world
