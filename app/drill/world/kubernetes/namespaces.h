#pragma once
// What becomes of namespaces and definitions by themselves: a new namespace gets its default account, a leaving one is
// emptied; a CustomResourceDefinition is served a moment after it was made. The world's one thread; owned by the API
// server.

#include "app/drill/world/kubernetes/objectwriter.h"

namespace relight::world {

class Namespaces
{
public:
    explicit Namespaces(World &world);

private:
    void hear(const Happening &happening);
    void furnish(const QString &space);
    void empty(const QString &space); // until nothing is left

    World &m_world;
    ObjectWriter m_writer;
};

class Definitions
{
public:
    explicit Definitions(World &world);

private:
    void hear(const Happening &happening);
    void accept(const QString &name);
    void drop(const QJsonObject &definition);

    World &m_world;
    ObjectWriter m_writer;
};

} // namespace relight::world
