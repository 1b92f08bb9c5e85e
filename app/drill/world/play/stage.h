#pragma once
// One program on the world's clock: prints through its session until it ends or is ended from outside; afterwards
// nothing of it happens any more. Kept alive by its own events. The world's one thread.

#include "app/drill/world/base/world.h"
#include "app/drill/world/play/playsession.h"

namespace relight::world {

class Stage : public std::enable_shared_from_this<Stage>
{
public:
    // `name`: unique for this run of the program; orders its events among those of other things.
    static std::shared_ptr<Stage> open(World &world, const QString &name, std::shared_ptr<PlaySession> session);

    World &world() { return m_world; }
    void after(Milliseconds delay, std::function<void()> what); // unless it is over by then
    void out(const QByteArray &text);
    void err(const QByteArray &text);
    void end(int exitCode);

    std::function<void()> cutOff; // ended from outside before its end

private:
    Stage(World &world, const QString &name, std::shared_ptr<PlaySession> session)
        : m_world(world)
        , m_name(name)
        , m_session(std::move(session))
    {
    }
    bool isOver(); // also notices a child that went without a word
    void cut();

    World &m_world;
    const QString m_name;
    std::shared_ptr<PlaySession> m_session; // null: over
};

// A program whose lines are known before.
struct Line
{
    Milliseconds at{0};
    QByteArray text; // with its line end
    bool error = false;
};

struct Ending
{
    int exitCode = 0;
    QByteArray out, err;
};

struct Script
{
    QList<Line> lines;                              // by time
    Milliseconds length{1};                         // more than nothing
    std::function<Ending()> ending;                 // at the end; absent: status 0
    std::function<std::optional<Ending>()> trouble; // asked in the middle: it ends there
    std::function<void()> cutOff;
};
void perform(World &world, const QString &name, std::shared_ptr<PlaySession> session, const Script &script);

} // namespace relight::world
