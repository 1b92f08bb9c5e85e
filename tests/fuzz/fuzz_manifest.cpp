// The manifest's reader must survive any bytes, and keep its promises on those it accepts.
#include "models/manifest/manifestparser.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;
using namespace relight;

namespace {

void require(bool holds, const char *promise)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

void checkDiagnostics(const QByteArray &bytes, const ParsedManifest &parsed)
{
    const auto lines = int(bytes.count('\n')) + 1;
    for (const Diagnostic &each : parsed.diagnostics) {
        require(!each.message.isEmpty(), "every diagnostic says something");
        require(each.at.line >= 1 && each.at.column >= 1, "every diagnostic has a place");
        require(each.at.line <= lines, "the place is in the file");
        require(!each.message.contains(u'\n'), "a message is one line");
    }
    require(parsed.manifest.has_value() != parsed.hasErrors(), "a manifest exactly when there is no error");
    require(parsed.manifest || !parsed.diagnostics.isEmpty(), "no manifest without a reason");
}

void checkManifest(const RecoveryManifest &manifest)
{
    require(!manifest.gitops.repo.isEmpty(), "a repository");
    const QStringList paths = namedPaths(manifest);
    for (const QString &path : paths) {
        require(!path.isEmpty() && !path.startsWith(u'/') && !path.contains(u'\n'), "paths are relative");
        require(!path.split(u'/').contains(u".."_s), "paths stay inside the repository");
    }
    QStringList names;
    for (const DataItem &item : manifest.data) {
        require(!item.name.isEmpty() && !item.name.contains(u'/') && !names.contains(item.name),
            "restores have names of their own");
        names.append(item.name);
        for (const SecretRef &ref : item.environment)
            require(parseSecretRef(ref.text()).has_value(), "a reference reads itself");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const ParsedManifest parsed = parseManifest(bytes);
    checkDiagnostics(bytes, parsed);
    if (parsed.manifest)
        checkManifest(*parsed.manifest);
    return 0;
}
