#include "app/drill/world/play/stage.h"

namespace relight::world {

std::shared_ptr<Stage> Stage::open(World &world, const QString &name, std::shared_ptr<PlaySession> session)
{
    const std::shared_ptr<Stage> stage(new Stage(world, name, session));
    session->gone = [weak = std::weak_ptr(stage)] {
        if (const auto living = weak.lock())
            living->cut();
    };
    return stage;
}

void Stage::cut()
{
    if (!m_session)
        return;
    m_session.reset();
    if (cutOff)
        std::exchange(cutOff, {})();
}

bool Stage::isOver()
{
    if (m_session && m_session->isGone())
        cut();
    return !m_session;
}

void Stage::after(Milliseconds delay, std::function<void()> what)
{
    m_world.clock.after(delay, m_name, [self = shared_from_this(), what = std::move(what)] {
        if (!self->isOver())
            what();
    });
}

void Stage::out(const QByteArray &text)
{
    if (!text.isEmpty() && !isOver())
        m_session->out(text);
}

void Stage::err(const QByteArray &text)
{
    if (!text.isEmpty() && !isOver())
        m_session->err(text);
}

void Stage::end(int exitCode)
{
    if (isOver())
        return;
    const auto session = std::exchange(m_session, nullptr);
    cutOff = {};
    session->gone = {};
    session->end(exitCode);
}

static void finish(Stage &stage, const Ending &ending)
{
    stage.out(ending.out);
    stage.err(ending.err);
    stage.end(ending.exitCode);
}

void perform(World &world, const QString &name, std::shared_ptr<PlaySession> session, const Script &script)
{
    const auto stage = Stage::open(world, name, std::move(session));
    stage->cutOff = script.cutOff;
    for (const Line &line : script.lines) {
        stage->after(std::min(line.at, script.length),
            [stage = stage.get(), line] { line.error ? stage->err(line.text) : stage->out(line.text); });
    }
    if (script.trouble) {
        stage->after(script.length / 2, [stage = stage.get(), trouble = script.trouble] {
            if (const auto ending = trouble())
                finish(*stage, *ending);
        });
    }
    stage->after(
        script.length, [stage = stage.get(), ending = script.ending] { finish(*stage, ending ? ending() : Ending{}); });
}

} // namespace relight::world
