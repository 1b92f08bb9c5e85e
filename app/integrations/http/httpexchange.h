#pragma once
// One request and its answer, redirects of the same origin included. Lives on the network thread, deletes itself after
// `done`, which is called exactly once unless the exchange was aborted.

#include "app/integrations/http/httpmanagers.h"

#include <QNetworkReply>
#include <QTimer>

namespace relight {

struct ExchangeSinks
{
    std::function<void(Result<HttpAnswer>)> done;
    // Streams: status and headers of a 2xx answer, then its bytes; false: too much is waiting, pause until resume().
    std::function<void(const HttpAnswer &)> head;
    std::function<bool(QByteArray)> chunk;
};

class HttpExchange : public QObject
{
public:
    HttpExchange(std::shared_ptr<HttpManagers> managers, HttpRequest request, ExchangeSinks sinks);
    ~HttpExchange() override;

    void start();
    void resume();
    void abort(); // silent

private:
    QNetworkAccessManager &manager() const;
    QByteArray proxyAuthorization() const;
    QNetworkRequest prepare();
    void sendOnce();
    void readHead();
    void readBody();
    void finished();
    void end(Result<HttpAnswer> result);
    bool follow(const HttpAnswer &answer);
    void judgeCertificate(const QList<QSslError> &errors);
    bool isStreaming() const { return bool(m_sinks.chunk); }
    bool delivers() const; // chunks go to the sink, not into the answer

    const std::shared_ptr<HttpManagers> m_managers;
    HttpRequest m_request;
    ExchangeSinks m_sinks;
    HttpAnswer m_answer;
    QNetworkReply *m_reply = nullptr;
    QTimer m_inactivity;
    std::optional<Error> m_error; // decided before the reply noticed
    int m_redirects = 0;
    bool m_paused = false;
    bool m_ended = false;
};

} // namespace relight
