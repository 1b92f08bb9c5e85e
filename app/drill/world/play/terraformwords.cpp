#include "app/drill/world/play/terraformwords.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace relight::world {

TerraformBrand brandOf(const QString &program)
{
    if (program == u"tofu")
        return {u"tofu"_s, u"OpenTofu"_s, u"1.10.6"_s, u"registry.opentofu.org"_s};
    return {u"terraform"_s, u"Terraform"_s, u"1.9.8"_s, u"registry.terraform.io"_s};
}

QByteArray uiLine(
    const World &world, const QString &type, const QString &message, const QJsonObject &extra, const QString &level)
{
    QJsonObject line = extra;
    line.insert(u"@level"_s, level);
    line.insert(u"@message"_s, message);
    line.insert(u"@module"_s, u"terraform.ui"_s);
    line.insert(u"@timestamp"_s, timestampText(world.clock.wall()).chopped(1) + u"000Z"_s);
    line.insert(u"type"_s, type);
    return QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
}

QJsonObject uiResource(const CloudResource &resource, const QString &provider)
{
    return {{u"addr"_s, resource.address()}, {u"module"_s, QString()}, {u"resource"_s, resource.address()},
        {u"implied_provider"_s, provider}, {u"resource_type"_s, resource.type}, {u"resource_name"_s, resource.name},
        {u"resource_key"_s, resource.key.isEmpty() ? QJsonValue() : QJsonValue(resource.key)}};
}

QByteArray uiError(const World &world, const QString &summary, const QString &detail, const CloudResource *resource)
{
    QJsonObject diagnostic{{u"severity"_s, u"error"_s}, {u"summary"_s, summary}, {u"detail"_s, detail}};
    if (resource) {
        const QString code = u"resource \"%1\" \"%2\" {"_s.arg(resource->type, resource->name);
        const int line = 12 + int(world.chance.draw(u"line/"_s + resource->type + resource->name) * 140);
        const auto at = [&](qsizetype column, qsizetype byte) {
            return QJsonObject{{u"line"_s, line}, {u"column"_s, column}, {u"byte"_s, byte}};
        };
        diagnostic.insert(u"address"_s, resource->address());
        diagnostic.insert(u"range"_s,
            QJsonObject{{u"filename"_s, u"main.tf"_s}, {u"start"_s, at(1, line * 31)},
                {u"end"_s, at(code.size() - 1, line * 31 + code.size() - 2)}});
        diagnostic.insert(u"snippet"_s,
            QJsonObject{{u"context"_s, code.chopped(2)}, {u"code"_s, code}, {u"start_line"_s, line},
                {u"highlight_start_offset"_s, 0}, {u"highlight_end_offset"_s, code.size() - 2},
                {u"values"_s, QJsonArray()}});
    }
    return uiLine(world, u"diagnostic"_s, u"Error: "_s + summary, {{u"diagnostic"_s, diagnostic}}, u"error"_s);
}

// At most 78 columns, as terraform wraps where its output is no terminal; lines that are indented stay as they are.
static QString wrapped(const QString &text)
{
    QStringList lines;
    for (const QString &paragraph : text.split(u'\n')) {
        QString line;
        for (const QString &word : paragraph.startsWith(u' ') ? QStringList{paragraph} : paragraph.split(u' ')) {
            if (!line.isEmpty() && line.size() + 1 + word.size() > 78)
                lines << std::exchange(line, QString());
            line += (line.isEmpty() ? QString() : u" "_s) + word;
        }
        lines << line;
    }
    return lines.join(u'\n');
}

QByteArray plainDiagnostic(const QString &severity, const QString &summary, const QString &detail)
{
    const QString text = u"\n%1: %2\n"_s.arg(severity, summary);
    return (detail.isEmpty() ? text : text + u"\n%1\n"_s.arg(wrapped(detail))).toUtf8();
}

QString elapsedText(Seconds elapsed)
{
    const auto count = elapsed.count();
    return count < 60 ? u"%1s"_s.arg(count) : u"%1m%2s"_s.arg(count / 60).arg(count % 60);
}

} // namespace relight::world
