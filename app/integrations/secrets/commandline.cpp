#include "app/integrations/secrets/commandline.h"

namespace relight {

Result<QStringList> splitCommandLine(const QString &text)
{
    QStringList arguments;
    QString current;
    bool inArgument = false;
    QChar quote;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == QLatin1Char('\\') && quote != QLatin1Char('\'') && i + 1 < text.size()) {
            current += text[++i];
            inArgument = true;
        } else if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
            else
                current += c;
        } else if (c == QLatin1Char('\'') || c == QLatin1Char('"')) {
            quote = c;
            inArgument = true;
        } else if (c.isSpace()) {
            if (inArgument)
                arguments.append(std::exchange(current, {}));
            inArgument = false;
        } else {
            current += c;
            inArgument = true;
        }
    }
    if (!quote.isNull())
        return failure(
            ErrorCode::Invalid, QStringLiteral("A quote (%1) is not closed in the command of a secret").arg(quote));
    if (inArgument)
        arguments.append(current);
    if (arguments.isEmpty())
        return failure(ErrorCode::Invalid, QStringLiteral("The command of a secret is empty"));
    return arguments;
}

} // namespace relight
