#include "models/manifest/yamlbuilder.h"
#include "models/manifest/yamlnode.h"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

Diagnostic refusal(SourcePosition at, const QString &message)
{
    return {Severity::Error, at, {}, message};
}

// The commonest reason, which the parser's own words do not name.
QString tabHint(const QByteArray &bytes, int line)
{
    qsizetype start = 0;
    while (--line > 0 && start >= 0)
        start = bytes.indexOf('\n', start) + 1;
    while (start < bytes.size() && bytes[start] == ' ')
        ++start;
    return start < bytes.size() && bytes[start] == '\t' ? u" (this line starts with a tab; YAML indents with spaces)"_s
                                                        : QString();
}

} // namespace

std::expected<YamlNodePtr, Diagnostic> loadYaml(QByteArray bytes, const YamlLimits &limits)
{
    if (bytes.startsWith("\xef\xbb\xbf"))
        bytes.remove(0, 3); // a byte order mark is no part of the text
    if (const auto refused = refuseBytes(bytes, limits.fileBytes))
        return std::unexpected(*refused);

    const ColumnMap columns(bytes);
    YamlBuilder builder(columns, limits);
    try {
        std::istringstream stream(bytes.toStdString());
        YAML::Parser parser(stream);
        if (!parser.HandleNextDocument(builder) || !builder.root())
            return std::unexpected(
                refusal({1, 1}, u"the file is empty: a recovery manifest starts with \"recovery:\""_s));
        while (parser.HandleNextDocument(builder)) { } // a second document is refused by the builder
    } catch (const YamlRefusal &refused) {
        return std::unexpected(refused.reason);
    } catch (const YAML::Exception &error) {
        const SourcePosition at = builder.position(error.mark);
        return std::unexpected(refusal(at,
            u"not valid YAML: %1%2. Correct this first; what follows was not read"_s.arg(
                QString::fromStdString(error.msg), tabHint(bytes, at.line))));
    } catch (const std::exception &error) {
        return std::unexpected(
            refusal({1, 1}, u"not readable as YAML (%1)"_s.arg(QString::fromLocal8Bit(error.what()))));
    }
    return builder.root();
}

} // namespace relight
