#pragma once
// What the API server adds to an object that is written: the defaults of its kind that somebody reads. Pure.

#include "app/drill/world/base/objectstore.h"

namespace relight::world {

void setDefaults(QJsonObject &object);

} // namespace relight::world
