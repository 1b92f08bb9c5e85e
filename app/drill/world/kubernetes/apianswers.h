#pragma once
// What the API server answers to a request, but for watches and port-forwards. No sockets here. The world's one thread;
// owned by the API server.

#include "app/drill/world/kubernetes/asked.h"
#include "app/drill/world/kubernetes/listings.h"
#include "app/drill/world/kubernetes/objectwriter.h"
#include "app/drill/world/kubernetes/podlogs.h"
#include "app/drill/world/kubernetes/resourcepath.h"
#include "app/drill/world/kubernetes/watches.h"

namespace relight::world {

class ApiAnswers
{
public:
    explicit ApiAnswers(World &world);

    Answer answer(const Asked &asked);
    std::optional<WatchQuestion> watchOf(const Asked &asked) const; // none: it asks for something else
    std::optional<LogQuestion> followedLogOf(const Asked &asked) const;

private:
    struct Target // what a request is about
    {
        Kind kind;
        ResourcePath path;
        Key key() const { return {kind.group, kind.kind, path.space, path.name}; }
    };
    std::optional<Target> targetOf(const QString &path) const;
    std::optional<Answer> ownPage(const QStringList &words) const;
    Answer read(const Asked &asked, const Target &target);
    Answer write(const Asked &asked, const Target &target);
    Answer patch(const Asked &asked, const Target &target, const WriteOptions &options);
    Answer remove(const Asked &asked, const Target &target);
    static LogQuestion logQuestion(const Asked &asked, const Target &target);
    Answer review(const QJsonObject &question) const;

    World &m_world;
    ObjectWriter m_writer;
    Listings m_listings;
};

} // namespace relight::world
