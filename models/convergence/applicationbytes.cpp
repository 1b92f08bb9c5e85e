#include "models/convergence/applicationjson.h"
#include "models/convergence/applicationreader.h"
#include "models/convergence/observation.h"

#include <simdjson.h>

namespace relight {

namespace {

namespace od = simdjson::ondemand;

// Texts that came before, to be shared: an application says its own name a dozen times, and all say the same kinds,
// repositories and projects.
class SharedTexts
{
public:
    QString of(std::string_view text)
    {
        if (text.size() > 96)
            return QString::fromUtf8(text.data(), qsizetype(text.size()));
        QString &known = m_texts[std::hash<std::string_view>{}(text) % m_texts.size()];
        if (known != QUtf8StringView(text.data(), qsizetype(text.size())))
            known = QString::fromUtf8(text.data(), qsizetype(text.size()));
        return known;
    }

private:
    std::array<QString, 509> m_texts;
};

struct Reading
{
    simdjson::error_code error = simdjson::SUCCESS; // the first
    SharedTexts texts;
};

// Walks a document in its own order, once. What cannot be read is skipped.
class FastValue
{
public:
    FastValue(od::value value, Reading *reading)
        : m_value(value)
        , m_reading(reading)
    {
    }

    template <class F> void fields(F f)
    {
        od::object object;
        if (!isObject() || failed(m_value.get_object().get(object)))
            return;
        for (auto field : object) {
            std::string_view key;
            od::value value;
            if (failed(field.error()) || failed(field.unescaped_key().get(key)) || failed(field.value().get(value)))
                return;
            f(key, FastValue(value, m_reading));
            if (m_reading->error != simdjson::SUCCESS)
                return;
        }
    }
    template <class F> void items(F f)
    {
        od::array array;
        if (!is(od::json_type::array) || failed(m_value.get_array().get(array)))
            return;
        for (auto item : array) {
            od::value value;
            if (failed(item.get(value)))
                return;
            f(FastValue(value, m_reading));
            if (m_reading->error != simdjson::SUCCESS)
                return;
        }
    }
    QString text()
    {
        std::string_view text;
        if (!is(od::json_type::string) || failed(m_value.get_string().get(text)))
            return {};
        return m_reading->texts.of(text);
    }
    QString shared(std::string_view key) { return m_reading->texts.of(key); }
    QByteArray bytes()
    {
        std::string_view text;
        if (!is(od::json_type::string) || failed(m_value.get_string().get(text)))
            return {};
        return QByteArray(text.data(), qsizetype(text.size()));
    }
    bool flag(bool otherwise = false)
    {
        bool value = otherwise;
        if (is(od::json_type::boolean))
            failed(m_value.get_bool().get(value));
        return value;
    }
    qint64 number()
    {
        int64_t value = 0;
        if (is(od::json_type::number) && m_value.get_int64().get(value) != simdjson::SUCCESS)
            return 0; // a fraction or too large: not a figure of ours
        return value;
    }
    bool isObject() { return is(od::json_type::object); }

private:
    bool is(od::json_type wanted)
    {
        od::json_type type;
        return !failed(m_value.type().get(type)) && type == wanted;
    }
    bool failed(simdjson::error_code code)
    {
        if (code != simdjson::SUCCESS && m_reading->error == simdjson::SUCCESS)
            m_reading->error = code;
        return code != simdjson::SUCCESS;
    }

    od::value m_value;
    Reading *m_reading;
};

std::unexpected<Error> garbage(const QString &what, simdjson::error_code code, const QByteArray &bytes)
{
    return failure(ErrorCode::Protocol,
        QStringLiteral("%1 from Argo CD is not the JSON that it should be: %2")
            .arg(what, QString::fromUtf8(simdjson::error_message(code))),
        QStringLiteral("%1 bytes").arg(bytes.size()));
}

// Opens the document and hands its root object to `read`.
template <class Read> Result<> walk(const QByteArray &bytes, const QString &what, Read read)
{
    const simdjson::padded_string padded(bytes.constData(), size_t(bytes.size()));
    od::parser parser;
    od::document document;
    od::value root;
    Reading reading;
    reading.error = parser.iterate(padded).get(document);
    if (reading.error == simdjson::SUCCESS)
        reading.error = document.get_value().get(root);
    if (reading.error != simdjson::SUCCESS)
        return garbage(what, reading.error, bytes);
    FastValue value(root, &reading);
    if (!value.isObject())
        return garbage(what, simdjson::INCORRECT_TYPE, bytes);
    read(value);
    if (reading.error != simdjson::SUCCESS)
        return garbage(what, reading.error, bytes);
    return {};
}

void readError(FastValue value, ApplicationEvent &event)
{
    event.type = ApplicationEvent::Type::Error;
    value.fields([&](std::string_view key, FastValue field) {
        if (key == "message")
            event.error = field.text();
        else if (key == "http_code")
            event.httpCode = int(field.number());
    });
    if (event.error.isEmpty())
        event.error = QStringLiteral("the server ended the stream with an error that has no message");
}

ManagedResource managed(FastValue value)
{
    ManagedResource found;
    QByteArray live, target, normalized, predicted;
    value.fields([&](std::string_view key, FastValue field) {
        if (reader::keyField(found.key, key, field))
            return;
        QByteArray *state = key == "liveState" ? &live
            : key == "targetState"             ? &target
            : key == "normalizedLiveState"     ? &normalized
            : key == "predictedLiveState"      ? &predicted
                                               : nullptr;
        if (state)
            *state = field.bytes();
        else if (key == "modified")
            found.modified = field.flag();
    });
    const auto state = [](const QByteArray &first, const QByteArray &second) {
        const QByteArray &text = first.isEmpty() || first == "null" ? second : first;
        return text == "null" ? QByteArray() : text;
    };
    found.live = state(normalized, live);
    found.target = state(predicted, target);
    return found;
}

} // namespace

Result<ApplicationList> parseApplicationList(const QByteArray &bytes)
{
    ApplicationList list;
    const Result<> walked = walk(bytes, QStringLiteral("The list of applications"), [&](FastValue root) {
        root.fields([&](std::string_view key, FastValue part) {
            if (key == "items")
                part.items([&](FastValue item) { list.items.append(reader::application(item)); });
            else if (key == "metadata")
                part.fields([&](std::string_view name, FastValue field) {
                    if (name == "resourceVersion")
                        list.resourceVersion = field.text();
                });
        });
    });
    if (!walked)
        return std::unexpected(walked.error());
    return list;
}

Result<Application> parseApplication(const QByteArray &bytes)
{
    Application app;
    const Result<> walked
        = walk(bytes, QStringLiteral("An application"), [&](FastValue root) { app = reader::application(root); });
    if (!walked)
        return std::unexpected(walked.error());
    return app;
}

Result<ApplicationEvent> parseApplicationEvent(const QByteArray &message)
{
    ApplicationEvent event;
    QString type;
    const Result<> walked = walk(message, QStringLiteral("A message of the application stream"), [&](FastValue root) {
        root.fields([&](std::string_view key, FastValue part) {
            if (key == "error")
                readError(part, event);
            else if (key == "result")
                part.fields([&](std::string_view name, FastValue field) {
                    if (name == "type")
                        type = field.text();
                    else if (name == "application")
                        event.application = reader::application(field);
                });
        });
    });
    if (!walked)
        return std::unexpected(walked.error());
    if (event.type == ApplicationEvent::Type::Error)
        return event;
    if (event.application.name.isEmpty())
        return failure(ErrorCode::Protocol, QStringLiteral("A message of the application stream names no application"));
    event.type = type == u"ADDED" ? ApplicationEvent::Type::Added
        : type == u"DELETED"      ? ApplicationEvent::Type::Deleted
                                  : ApplicationEvent::Type::Modified;
    return event;
}

Result<Observation> parseObservation(const QByteArray &line)
{
    Observation seen;
    std::optional<Timestamp> at;
    const Result<> walked = walk(line, QStringLiteral("A line of what was seen"), [&](FastValue root) {
        root.fields([&](std::string_view key, FastValue part) {
            if (key == "at")
                at = parseTimestamp(part.text());
            else if (key == "since")
                seen.since = parseTimestamp(part.text());
            else if (key == "source")
                seen.source = part.text();
            else if (key == "application")
                seen.application = reader::application(part);
            else if (key == "removed")
                part.items([&](FastValue item) { seen.removed.append(item.text()); });
        });
    });
    if (!walked)
        return std::unexpected(walked.error());
    if (!at || (seen.application && seen.application->name.isEmpty()))
        return failure(ErrorCode::Protocol, QStringLiteral("A line of what was seen lacks its time or a name"));
    seen.at = *at;
    return seen;
}

Result<QList<ApplicationSetStatus>> parseApplicationSets(const QByteArray &bytes)
{
    QList<ApplicationSetStatus> sets;
    const Result<> walked = walk(bytes, QStringLiteral("The list of ApplicationSets"), [&](FastValue root) {
        root.fields([&](std::string_view key, FastValue part) {
            if (key == "items")
                part.items([&](FastValue item) { sets.append(reader::applicationSet(item)); });
        });
    });
    if (!walked)
        return std::unexpected(walked.error());
    return sets;
}

Result<QList<ResourceNode>> parseResourceTree(const QByteArray &bytes)
{
    QList<ResourceNode> nodes;
    const Result<> walked
        = walk(bytes, QStringLiteral("A resource tree"), [&](FastValue root) { nodes = reader::tree(root); });
    if (!walked)
        return std::unexpected(walked.error());
    return nodes;
}

Result<QList<ManagedResource>> parseManagedResources(const QByteArray &bytes)
{
    QList<ManagedResource> resources;
    const Result<> walked = walk(bytes, QStringLiteral("The list of managed resources"), [&](FastValue root) {
        root.fields([&](std::string_view key, FastValue part) {
            if (key == "items")
                part.items([&](FastValue item) { resources.append(managed(item)); });
        });
    });
    if (!walked)
        return std::unexpected(walked.error());
    return resources;
}

} // namespace relight
