#pragma once
// How Argo CD refuses, in readable errors. Pure functions.

#include "app/integrations/http/httpclient.h"

namespace relight {

// Nothing when the answer is 2xx and JSON. `what`: "list applications". 403 "blocked by sync window" is no missing
// right but NeedsPerson.
[[nodiscard]] std::optional<Error> argoRefusal(const HttpAnswer &answer, const QString &what);

// By the gateway's HTTP code and message, for error chunks of streams too.
[[nodiscard]] Error argoError(int status, const QString &message, const QString &what);

// Says the peer, or the way to it, is at fault: worth a look through Kubernetes instead. A refusal of the request
// itself is not.
[[nodiscard]] bool isApiTrouble(const Error &error);

// Says Argo CD itself refuses this account, as a whole or in this request. Its word: nobody may get the same done past
// it with other rights.
[[nodiscard]] bool isArgoRefusal(const Error &error);

// The renewed token of a Set-Cookie header, put together from its parts; empty: none.
[[nodiscard]] QByteArray renewedToken(const HttpAnswer &answer);

} // namespace relight
