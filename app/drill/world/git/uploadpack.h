#pragma once
// git-upload-pack, protocol v0, on the drill's repository: what is there, and a pack of what is wanted. Blocking on the
// disk only; the world's one thread.

#include "app/drill/world/git/pktline.h"
#include "models/base/error.h"

#include <QHash>
#include <QString>

#include <memory>

struct git_repository;

namespace relight::world {

class UploadPack
{
public:
    explicit UploadPack(const QString &directory);
    ~UploadPack();

    Result<QByteArray> advertisement(); // the body of info/refs
    Result<QByteArray> answer(const UploadRequest &request);

private:
    Result<> open();
    Result<QByteArray> packOf(const QList<QByteArray> &wants);

    struct Handles;
    const QString m_directory;
    std::unique_ptr<Handles> m_handles;
    QByteArray m_packed; // the wants of m_pack: a run asks several times for the same
    QByteArray m_pack;
};

} // namespace relight::world
