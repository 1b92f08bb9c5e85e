#include "app/engine/scrubbedtexts.h"

namespace relight {

QString scrubbed(const QString &text, const Secrets &secrets)
{
    return text.isEmpty() ? text : QString::fromUtf8(secrets.scrub(text.toUtf8()));
}

void scrubTexts(RunEventBody &event, const Secrets &secrets)
{
    const auto clean = [&](QString &text) { text = scrubbed(text, secrets); };
    const auto cleanAll = [&](QStringList &texts) { std::ranges::for_each(texts, clean); };
    std::visit(
        [&](auto &body) {
            if constexpr (requires { body.reason; })
                clean(body.reason);
            if constexpr (requires { body.message; })
                clean(body.message);
            if constexpr (requires { body.comment; })
                clean(body.comment);
            if constexpr (requires { body.text; })
                clean(body.text);
            if constexpr (requires { body.warnings; }) {
                cleanAll(body.blockers);
                cleanAll(body.warnings);
            }
            if constexpr (requires { body.exceptions; })
                cleanAll(body.exceptions);
            if constexpr (requires { body.value; }) {
                if (body.key.startsWith(QLatin1String("exception:")))
                    clean(body.value); // the one fact that is a sentence
            }
            if constexpr (requires { body.decision; }) {
                clean(body.decision.title);
                clean(body.decision.reason);
                cleanAll(body.decision.details);
            }
        },
        event);
}

} // namespace relight
