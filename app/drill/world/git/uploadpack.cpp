#include "app/drill/world/git/uploadpack.h"

#include "app/integrations/git/giterror.h"
#include "app/integrations/git/gitobjects.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace relight::world {

using PackBuilder = GitHandle<git_packbuilder, git_packbuilder_free>;
using Walk = GitHandle<git_revwalk, git_revwalk_free>;

struct UploadPack::Handles
{
    Handles() { git_libgit2_init(); }
    ~Handles()
    {
        repository.reset();
        git_libgit2_shutdown();
    }
    GitRepository repository;
};

UploadPack::UploadPack(const QString &directory)
    : m_directory(directory)
    , m_handles(new Handles)
{
}

UploadPack::~UploadPack() = default;

static QString reading(const QString &directory)
{
    return u"Reading the drill's repository %1"_s.arg(directory);
}

Result<> UploadPack::open()
{
    if (m_handles->repository)
        return {};
    if (const int code
        = git_repository_open_bare(std::out_ptr(m_handles->repository), QFile::encodeName(m_directory).constData());
        code < 0)
        return gitFailure(code, reading(m_directory));
    return {};
}

Result<QByteArray> UploadPack::advertisement()
{
    if (const auto opened = open(); !opened)
        return std::unexpected(opened.error());
    GitReference head;
    if (const int code = git_repository_head(std::out_ptr(head), m_handles->repository.get()); code < 0)
        return gitFailure(code, reading(m_directory));
    const QByteArray id = text(*git_reference_target(head.get())).toLatin1(), branch = git_reference_name(head.get());
    // The run may still want a commit that the branch has left behind. multi_ack, although nothing is ever said to be
    // common: without it libgit2 forgets its wants after twenty haves. No side band: the pack is read as it comes.
    const QByteArray able
        = "multi_ack_detailed ofs-delta allow-tip-sha1-in-want allow-reachable-sha1-in-want symref=HEAD:" + branch
        + " agent=git/relight-world";
    return packetLine("# service=git-upload-pack\n") + flushPacket + packetLine(id + " HEAD" + '\0' + able + '\n')
        + packetLine(id + ' ' + branch + '\n') + flushPacket;
}

Result<QByteArray> UploadPack::packOf(const QList<QByteArray> &wants)
{
    const QByteArray key = wants.join(' ');
    if (key == m_packed)
        return m_pack;
    git_repository *repository = m_handles->repository.get();
    PackBuilder builder;
    Walk walk;
    int code = git_packbuilder_new(std::out_ptr(builder), repository);
    if (code == 0)
        code = git_revwalk_new(std::out_ptr(walk), repository);
    for (const QByteArray &want : wants) {
        git_oid id;
        if (code == 0)
            code = git_oid_fromstr(&id, want.constData());
        if (code == 0)
            code = git_revwalk_push(walk.get(), &id);
    }
    if (code == 0)
        code = git_packbuilder_insert_walk(builder.get(), walk.get());
    QByteArray pack;
    const auto append = [](void *bytes, size_t size, void *into) {
        static_cast<QByteArray *>(into)->append(static_cast<const char *>(bytes), qsizetype(size));
        return 0;
    };
    if (code == 0)
        code = git_packbuilder_foreach(builder.get(), append, &pack);
    if (code < 0)
        return gitFailure(code, u"Packing commits of %1"_s.arg(m_directory));
    m_packed = key;
    m_pack = pack;
    return pack;
}

Result<QByteArray> UploadPack::answer(const UploadRequest &request)
{
    if (const auto opened = open(); !opened)
        return std::unexpected(opened.error());
    for (const QByteArray &want : request.wants) {
        git_oid id;
        GitObject found;
        if (git_oid_fromstr(&id, want.constData()) < 0
            || git_object_lookup(std::out_ptr(found), m_handles->repository.get(), &id, GIT_OBJECT_COMMIT) < 0)
            return packetLine("ERR upload-pack: not our ref " + want);
    }
    // Nothing is ever said to be common, so that the pack holds all that the wants need: an estate is small.
    if (!request.done || request.wants.isEmpty())
        return packetLine("NAK\n");
    auto pack = packOf(request.wants);
    if (!pack)
        return pack;
    return packetLine("NAK\n") + *pack;
}

} // namespace relight::world
