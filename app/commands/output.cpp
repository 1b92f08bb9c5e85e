#include "app/commands/output.h"

#include <cstdio>
#include <unistd.h>

namespace relight {

void printOut(const QByteArray &text)
{
    std::fwrite(text.constData(), 1, std::size_t(text.size()), stdout);
    std::fflush(stdout);
}

void printOut(const QString &text)
{
    printOut(text.toUtf8());
}

void printError(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stderr);
}

bool isTerminal(int descriptor)
{
    return isatty(descriptor) == 1;
}

std::optional<int> parseOptions(QCommandLineParser &parser, const QStringList &arguments)
{
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("This text."));
    parser.addOption(help);
    // parse() takes the first word as the program's name: here it is the command's.
    if (!parser.parse(arguments)) {
        printError(QStringLiteral("relight %1: %2 (relight %1 --help tells the options)\n")
                .arg(arguments.value(0), parser.errorText()));
        return 2;
    }
    if (parser.isSet(help)) {
        printOut(parser.helpText());
        return 0;
    }
    return std::nullopt;
}

} // namespace relight
