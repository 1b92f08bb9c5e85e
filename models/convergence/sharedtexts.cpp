#include "models/convergence/sharedtexts.h"

#include <algorithm>

namespace relight {

void shareTexts(Application &now, const Application &before)
{
    const auto share = [&](auto... members) {
        ((now.*members == before.*members ? void(now.*members = before.*members) : void()), ...);
    };
    using A = Application;
    share(&A::name, &A::appNamespace, &A::project, &A::uid, &A::annotations, &A::labels, &A::repoUrl, &A::path,
        &A::targetRevision, &A::destinationServer, &A::destinationName, &A::destinationNamespace, &A::syncRevision,
        &A::healthMessage, &A::operationMessage, &A::operationRevision, &A::resources, &A::results, &A::conditions,
        &A::ownerApplicationSet);
    if (now.resources.constData() == before.resources.constData())
        return;
    for (qsizetype i = 0; i < std::min(now.resources.size(), before.resources.size()); ++i) {
        const ResourceStatus &old = before.resources.at(i);
        if (now.resources.at(i).key == old.key)
            now.resources[i].key = old.key;
    }
}

} // namespace relight
