// The drill's world as a source of load. 10,000 applications listed over loopback against the same bytes sent from
// memory, alternating; 5,000 application updates a second on a watch and on Argo CD's stream: how late each one is
// heard. The world and the reader are threads of this process.

#include "app/drill/world/argocd/applicationcontroller.h"
#include "app/drill/world/argocd/argoserver.h"
#include "app/drill/world/kubernetes/apiserver.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace relight;
using namespace relight::world;
using namespace Qt::StringLiterals;

namespace {

using RealClock = std::chrono::steady_clock;
constexpr int applications = 10'000;
constexpr int perSecond = 5'000, seconds = 10;

double since(RealClock::time_point begin)
{
    return std::chrono::duration<double>(RealClock::now() - begin).count();
}

QJsonObject application(int number, int turn)
{
    const QString name = u"team-%1-app-%2"_s.arg(number % 100).arg(number);
    QJsonArray resources;
    for (const char *kind : {"Deployment", "Service", "ConfigMap", "ServiceAccount", "Secret", "Ingress"})
        resources.append(
            QJsonObject{{u"group"_s, u"apps"_s}, {u"version"_s, u"v1"_s}, {u"kind"_s, QString::fromLatin1(kind)},
                {u"namespace"_s, name}, {u"name"_s, name}, {u"status"_s, u"Synced"_s}});
    return {{u"apiVersion"_s, u"argoproj.io/v1alpha1"_s}, {u"kind"_s, u"Application"_s},
        {u"metadata"_s, QJsonObject{{u"name"_s, name}, {u"namespace"_s, u"argocd"_s}}},
        {u"spec"_s,
            QJsonObject{{u"project"_s, u"default"_s},
                {u"source"_s,
                    QJsonObject{
                        {u"repoURL"_s, u"https://git.shop.example/gitops.git"_s}, {u"path"_s, u"apps/"_s + name}}},
                {u"destination"_s,
                    QJsonObject{{u"server"_s, u"https://kubernetes.default.svc"_s}, {u"namespace"_s, name}}}}},
        {u"status"_s,
            QJsonObject{{u"sync"_s, QJsonObject{{u"status"_s, u"Synced"_s}, {u"revision"_s, QString(40, u'a')}}},
                {u"health"_s, QJsonObject{{u"status"_s, turn % 2 ? u"Healthy"_s : u"Progressing"_s}}},
                {u"turn"_s, u"turn-%1-of"_s.arg(turn)}, {u"resources"_s, resources}}}};
}

// A blocking connection to 127.0.0.1.
class Peer
{
public:
    explicit Peer(quint16 port)
        : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0) {
            std::perror("connect");
            std::exit(1);
        }
    }
    ~Peer() { ::close(m_socket); }
    void ask(const QByteArray &path, const QByteArray &token) const
    {
        const QByteArray text = "GET " + path + " HTTP/1.1\r\nHost: world\r\nAuthorization: Bearer " + token
            + "\r\nAccept: application/json\r\nConnection: close\r\n\r\n";
        if (::send(m_socket, text.constData(), size_t(text.size()), MSG_NOSIGNAL) != text.size())
            std::exit(1);
    }
    // 0: the other side has ended.
    qsizetype read(char *buffer, size_t size) const { return std::max<ssize_t>(0, ::recv(m_socket, buffer, size, 0)); }

private:
    int m_socket;
};

// Bytes of the answer, body and head; how long it took to the last one.
std::pair<qint64, double> fetch(
    quint16 port, const QByteArray &path, const QByteArray &token, QByteArray *keep = nullptr)
{
    static std::vector<char> buffer(1 << 20);
    const auto begin = RealClock::now();
    const Peer peer(port);
    peer.ask(path, token);
    qint64 total = 0;
    qint64 expected = -1;
    QByteArray head;
    while (const qsizetype count = peer.read(buffer.data(), buffer.size())) {
        if (keep)
            keep->append(buffer.data(), count);
        total += count;
        if (expected < 0) { // until the head is there
            head.append(buffer.data(), count);
            const qsizetype end = head.indexOf("\r\n\r\n");
            const qsizetype at = head.toLower().indexOf("content-length: ");
            if (end >= 0 && at >= 0)
                expected = end + 4 + head.mid(at + 16, head.indexOf('\r', at) - at - 16).toLongLong();
        }
        if (expected >= 0 && total >= expected)
            break;
    }
    return {total, since(begin)};
}

// Sends the same bytes to everyone who connects.
class MemorySender
{
public:
    explicit MemorySender(QByteArray bytes)
        : m_bytes(std::move(bytes))
        , m_listener(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        (void)::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size);
        (void)::listen(m_listener, 8);
        (void)::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
        port = ntohs(address.sin_port);
        m_thread = std::jthread([this] { serve(); });
    }
    ~MemorySender()
    {
        ::shutdown(m_listener, SHUT_RDWR);
        m_thread.join();
        ::close(m_listener);
    }
    quint16 port = 0;

private:
    void serve() const
    {
        for (int socket = 0; (socket = ::accept(m_listener, nullptr, nullptr)) >= 0; ::close(socket)) {
            char request[4096];
            (void)::recv(socket, request, sizeof request, 0);
            for (qint64 sent = 0; sent < m_bytes.size();) {
                const ssize_t count
                    = ::send(socket, m_bytes.constData() + sent, size_t(m_bytes.size() - sent), MSG_NOSIGNAL);
                if (count <= 0)
                    break;
                sent += count;
            }
        }
    }
    const QByteArray m_bytes;
    const int m_listener;
    std::jthread m_thread;
};

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

// The world on its own thread, with an API server and all applications in it.
class Load
{
public:
    Load()
    {
        m_thread.start();
        m_context.moveToThread(&m_thread);
        run([this] {
            world = std::make_unique<World>(RecoveryManifest{}, Timestamp{std::chrono::days{20000}}, 1);
            server = std::make_unique<ApiServer>(*world);
            (void)server->listen();
            world->provisioned();
            world->cluster.define({u"argoproj.io"_s, u"v1alpha1"_s, u"Application"_s, u"applications"_s, true, false});
            for (int i = 0; i < applications; ++i)
                world->cluster.put(application(i, 0));
            token = server->token();
        });
    }
    ~Load()
    {
        run([this] {
            server.reset();
            world.reset();
        });
        m_thread.quit();
        m_thread.wait();
    }
    void run(const std::function<void()> &task)
    {
        QMetaObject::invokeMethod(&m_context, task, Qt::BlockingQueuedConnection);
    }
    // Changes so many applications a second, in pieces of a hundredth; `changed` hears each just before.
    void update(const std::function<void(int)> &changed)
    {
        for (int piece = 0; piece < seconds * 100; ++piece) {
            const auto due = m_begin + std::chrono::milliseconds(10 * piece);
            std::this_thread::sleep_until(due);
            run([&] {
                for (int i = 0; i < perSecond / 100; ++i) {
                    const int turn = piece * (perSecond / 100) + i;
                    changed(turn);
                    world->cluster.put(application(turn % applications, turn + 1));
                }
            });
        }
    }
    void begin() { m_begin = RealClock::now(); }

    std::unique_ptr<World> world;
    std::unique_ptr<ApiServer> server;
    QByteArray token;

private:
    QThread m_thread;
    QObject m_context;
    RealClock::time_point m_begin;
};

void listing(Load &load)
{
    const QByteArray path = "/apis/argoproj.io/v1alpha1/applications";
    QByteArray answer;
    fetch(load.world->addresses.kubernetes, path, load.token, &answer);
    const MemorySender memory(answer);
    std::vector<double> ours, floor;
    for (int i = 0; i < 9; ++i) {
        ours.push_back(fetch(load.world->addresses.kubernetes, path, load.token).second);
        floor.push_back(fetch(memory.port, path, load.token).second);
    }
    const double ratio = median(floor) / median(ours);
    std::printf("list of %d applications, %.1f MB: %.1f ms, from memory %.1f ms: %.2f of its speed (goal 0.5)%s\n",
        applications, double(answer.size()) / 1e6, median(ours) * 1e3, median(floor) * 1e3, ratio,
        ratio < 0.5 ? "  NOT REACHED" : "");
}

void watching(Load &load)
{
    const quint16 port = load.world->addresses.kubernetes;
    const Peer peer(port);
    QByteArray version;
    load.run([&] { version = QByteArray::number(load.world->cluster.version()); });
    peer.ask("/apis/argoproj.io/v1alpha1/applications?watch=1&allowWatchBookmarks=true&resourceVersion=" + version,
        load.token);
    constexpr int total = perSecond * seconds;
    std::vector<RealClock::time_point> told(total);
    std::vector<double> late;
    late.reserve(total);
    std::jthread reader([&] {
        std::vector<char> buffer(1 << 20);
        QByteArray rest;
        while (late.size() < size_t(total)) {
            const qsizetype count = peer.read(buffer.data(), buffer.size());
            if (count == 0)
                return;
            const auto now = RealClock::now();
            rest.append(buffer.data(), count);
            qsizetype at = 0;
            for (qsizetype found = 0; (found = rest.indexOf("\"turn-", at)) >= 0;) {
                const qsizetype end = rest.indexOf("-of\"", found);
                if (end < 0)
                    break;
                const int turn = rest.mid(found + 6, end - found - 6).toInt();
                if (turn >= 1 && turn <= total)
                    late.push_back(std::chrono::duration<double, std::milli>(now - told[size_t(turn - 1)]).count());
                at = end + 4;
            }
            rest.remove(0, at);
        }
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    load.begin();
    const auto begin = RealClock::now();
    load.update([&](int turn) { told[size_t(turn)] = RealClock::now(); });
    reader.join();
    const double took = since(begin);
    std::ranges::sort(late);
    const auto at = [&](double part) {
        return late.empty() ? 0 : late[std::min(late.size() - 1, size_t(double(late.size()) * part))];
    };
    std::printf(
        "watch: %zu of %d updates heard in %.1f s; late p50 %.1f ms, p99 %.1f ms (goal 20), at most %.1f ms%s\n",
        late.size(), total, took, at(0.5), at(0.99), at(1),
        late.size() < size_t(total) || at(0.99) > 20 || took > seconds * 1.05 ? "  NOT REACHED" : "");
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    std::printf("The drill's world\n");
    Load load;
    listing(load);
    watching(load);
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    std::printf(
        "memory, world and reader and the answer's copies: %.0f MB at most\n\n", double(usage.ru_maxrss) / 1024);
    return 0;
}
