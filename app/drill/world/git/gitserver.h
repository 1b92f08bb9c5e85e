#pragma once
// The drill's Git server: the repository in `directory` (world/git/repository.h) by smart HTTP on 127.0.0.1, read only.
// Fault git-down: 503. Made by main; the world's one thread.

#include "app/drill/world/base/world.h"
#include "models/base/error.h"

#include <QUrl>

#include <memory>

namespace relight::world {

class GitServer
{
public:
    GitServer(World &world, const QString &directory);
    ~GitServer();

    Result<quint16> listen(); // also sets world.addresses.git
    QUrl url() const;         // http://127.0.0.1:PORT/repo.git

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace relight::world
