// What a drill runs in place of every other program: asks the world what to print, prints it, ends as it is told. It
// opens no file and no network; started under a tool's name it is that tool (argv[0]), with --shell the text is only
// handed on. No Qt: it starts in a millisecond. Frames: drill/world/control/playserver.h.

#include <arpa/inet.h>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <sched.h>
#include <string>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

constexpr int noWorld = 125;

// Also where bubblewrap is not there, or does not work. The world's socket is a file and stays in reach. Refused: it
// goes on, as it opens no other socket anyway.
void leaveNetwork()
{
    if (::unshare(CLONE_NEWNET) != 0)
        (void)::unshare(CLONE_NEWUSER | CLONE_NEWNET);
}

int connectTo(const char *path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (std::strlen(path) >= sizeof address.sun_path)
        return -1;
    std::strcpy(address.sun_path, path);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket >= 0 && ::connect(socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0)
        return socket;
    return -1;
}

bool writeAll(int descriptor, const char *bytes, size_t size)
{
    while (size > 0) {
        const ssize_t written = ::write(descriptor, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        size -= size_t(written);
    }
    return true;
}

bool readAll(int descriptor, char *bytes, size_t size)
{
    while (size > 0) {
        const ssize_t count = ::read(descriptor, bytes, size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        bytes += count;
        size -= size_t(count);
    }
    return true;
}

// What was printed has been taken by whoever reads: only then time may go on.
void waitUntilRead(int descriptor)
{
    for (int unread = 0; ::ioctl(descriptor, FIONREAD, &unread) == 0 && unread > 0;) {
        const timespec soon{0, 100'000};
        ::nanosleep(&soon, nullptr);
    }
}

std::string request(int argc, char **argv)
{
    std::string fields = std::to_string(::getpid());
    const auto add = [&fields](const std::string &field) {
        fields += '\0';
        fields += field;
    };
    char folder[4096];
    add(::getcwd(folder, sizeof folder) ? folder : "");
    const char *const slash = std::strrchr(argv[0], '/');
    const std::string name = slash ? slash + 1 : argv[0];
    const bool isTool = name != "relight-play";
    add(std::to_string(argc - 1 + (isTool ? 1 : 0)));
    if (isTool)
        add(name);
    for (int i = 1; i < argc; ++i)
        add(argv[i]);
    for (char **entry = environ; *entry; ++entry) {
        // Nothing else of the environment is the world's business.
        if (std::strncmp(*entry, "RELIGHT_", 8) == 0 || std::strncmp(*entry, "KUBECONFIG=", 11) == 0)
            add(*entry);
    }
    return fields;
}

} // namespace

int main(int argc, char **argv)
{
    leaveNetwork();
    const char *const path = std::getenv("RELIGHT_WORLD");
    const int world = path ? connectTo(path) : -1;
    if (world < 0) {
        std::fprintf(stderr, "relight-play: there is no drill to play in\n");
        return noWorld;
    }
    const std::string fields = request(argc, argv);
    const uint32_t length = htonl(uint32_t(fields.size()));
    if (!writeAll(world, "r", 1) || !writeAll(world, reinterpret_cast<const char *>(&length), sizeof length)
        || !writeAll(world, fields.data(), fields.size()))
        return noWorld;
    for (std::string text;;) {
        char type = 0;
        uint32_t size = 0;
        if (!readAll(world, &type, 1) || !readAll(world, reinterpret_cast<char *>(&size), sizeof size))
            return noWorld; // the drill is over
        text.resize(ntohl(size));
        if (!readAll(world, text.data(), text.size()))
            return noWorld;
        if (type == 'x') {
            uint32_t code = 0;
            std::memcpy(&code, text.data(), std::min(sizeof code, text.size()));
            return int(ntohl(code));
        }
        const int descriptor = type == 'e' ? STDERR_FILENO : STDOUT_FILENO;
        writeAll(descriptor, text.data(), text.size());
        waitUntilRead(descriptor);
        if (!writeAll(world, "p", 1))
            return noWorld;
    }
}
