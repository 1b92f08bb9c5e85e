#include "models/run/eventparser.h"

#include "models/run/eventfields.h"
#include "models/run/eventjson.h"
#include "models/run/eventtime.h"
#include "models/run/wordtables.h"

#include <simdjson.h>

#include <cstring>
#include <limits>

namespace relight {

namespace {

using simdjson::ondemand::value;

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

// Each read() says whether the value could be used.
template <class T> bool readObject(value &from, T &into);

bool read(value &from, QString &into)
{
    std::string_view found;
    if (from.get_string().get(found))
        return false;
    into = text(found);
    return true;
}

bool read(value &from, bool &into)
{
    return from.get_bool().get(into) == simdjson::SUCCESS;
}

bool read(value &from, qint64 &into)
{
    int64_t found = 0;
    if (from.get_int64().get(found))
        return false;
    into = found;
    return true;
}

bool read(value &from, int &into)
{
    qint64 found = 0;
    if (!read(from, found) || found < std::numeric_limits<int>::min() || found > std::numeric_limits<int>::max())
        return false;
    into = static_cast<int>(found);
    return true;
}

bool read(value &from, Seconds &into)
{
    qint64 found = 0;
    if (!read(from, found))
        return false;
    into = Seconds{found};
    return true;
}

bool read(value &from, Timestamp &into)
{
    std::string_view found;
    if (from.get_string().get(found))
        return false;
    const auto time = parseEventTime(found);
    if (time)
        into = *time;
    return time.has_value();
}

template <class T>
    requires std::is_enum_v<T>
bool read(value &from, T &into)
{
    std::string_view found;
    if (from.get_string().get(found))
        return false;
    const auto known = enumOf<T>(found);
    if (known)
        into = *known;
    return known.has_value();
}

bool read(value &from, Decision &into)
{
    return readObject(from, into);
}

bool read(value &from, PlannedStep &into)
{
    return readObject(from, into);
}

template <class T> bool read(value &from, std::optional<T> &into)
{
    return read(from, into.emplace());
}

template <class T> bool read(value &from, QList<T> &into)
{
    simdjson::ondemand::array list;
    if (from.get_array().get(list))
        return false;
    into.clear();
    for (auto item : list) {
        value element;
        if (std::move(item).get(element) || !read(element, into.emplaceBack()))
            return false;
    }
    return true;
}

// One visit of all fields of a body with one key of the line: the member of that name is read, any other key is
// skipped.
struct FieldReader
{
    std::string_view key;
    value &from;
    bool used = false;
    bool good = true;

    template <class T> void operator()(std::string_view name, T &into)
    {
        // The length is a constant here, so this is a comparison of words.
        if (used || key.size() != name.size() || std::memcmp(key.data(), name.data(), name.size()) != 0)
            return;
        used = true;
        good = read(from, into);
    }
};

// Empty: all was read. Else the key whose value cannot be used ("?" where the line itself is broken).
template <class T> std::string readFields(simdjson::ondemand::object &object, T &into)
{
    for (auto field : object) {
        std::string_view key;
        value found;
        if (field.escaped_key().get(key) || field.value().get(found))
            return "?";
        FieldReader reader{key, found};
        fields(reader, into);
        if (!reader.good)
            return std::string(key);
    }
    return {};
}

template <class T> bool readObject(value &from, T &into)
{
    simdjson::ondemand::object object;
    return !from.get_object().get(object) && readFields(object, into).empty();
}

// The head that every event has; unlike its body's fields these must be there.
struct Head
{
    std::optional<qint64> sequence;
    std::optional<Timestamp> at;
};

void fields(auto &&visit, Is<Head> auto &head)
{
    visit("seq", head.sequence);
    visit("at", head.at);
}

template <class Body> struct WithHead
{
    Head &head;
    Body &body;
};

template <class Body> void fields(auto &&visit, WithHead<Body> &both)
{
    fields(visit, both.head);
    fields(visit, both.body);
}

using BodyReader = std::string (*)(simdjson::ondemand::object &, Head &, RunEventBody &);

template <class Body> std::string readBody(simdjson::ondemand::object &object, Head &head, RunEventBody &into)
{
    WithHead<Body> both{head, into.emplace<Body>()};
    return readFields(object, both);
}

template <class... Bodies> BodyReader readerFor(std::string_view type, const std::variant<Bodies...> *)
{
    BodyReader found = nullptr;
    (void)((typeName<Bodies> == type && (found = &readBody<Bodies>, true)) || ...);
    return found;
}

std::unexpected<Error> broken(const QString &what, std::string_view json)
{
    return failure(
        ErrorCode::Protocol, QStringLiteral("not an event of a run: %1").arg(what), text(json.substr(0, 200)));
}

} // namespace

struct EventParser::Private
{
    simdjson::ondemand::parser parser;
};

EventParser::EventParser()
    : d(std::make_unique<Private>())
{
}

EventParser::~EventParser() = default;
EventParser::EventParser(EventParser &&) noexcept = default;
EventParser &EventParser::operator=(EventParser &&) noexcept = default;

Result<> EventParser::parse(std::string_view json, RunEvent &into)
{
    static_assert(Padding >= simdjson::SIMDJSON_PADDING);
    simdjson::ondemand::document document;
    simdjson::ondemand::object object;
    if (const auto error = d->parser.iterate(json.data(), json.size(), json.size() + Padding).get(document))
        return broken(QString::fromUtf8(simdjson::error_message(error)), json);
    if (document.get_object().get(object))
        return broken(QStringLiteral("it is not a JSON object"), json);
    std::string_view type;
    if (object.find_field_unordered("type").get_string().get(type))
        return broken(QStringLiteral("it has no \"type\""), json);
    const BodyReader readBodyOf = readerFor(type, static_cast<const RunEventBody *>(nullptr));
    if (!readBodyOf)
        return broken(QStringLiteral("this version of Relight does not know the type \"%1\"; use a newer one")
                          .arg(text(type.substr(0, 60))),
            json);
    Head head;
    if (bool empty = false; object.reset().get(empty))
        return broken(QStringLiteral("it is not a JSON object"), json);
    if (const std::string bad = readBodyOf(object, head, into.body); !bad.empty())
        return broken(
            QStringLiteral("\"%1\" of a line of type \"%2\" cannot be used").arg(text(bad), text(type)), json);
    if (!document.at_end())
        return broken(QStringLiteral("there is something after its end"), json);
    if (!head.sequence || !head.at)
        return broken(
            QStringLiteral("it has no \"%1\"").arg(head.sequence ? QStringLiteral("at") : QStringLiteral("seq")), json);
    into.sequence = *head.sequence;
    into.at = *head.at;
    return {};
}

Result<RunEvent> eventFromJson(const QByteArray &line)
{
    QByteArray padded;
    padded.reserve(line.size() + static_cast<qsizetype>(EventParser::Padding));
    padded.append(line).append(EventParser::Padding, '\0');
    RunEvent event;
    const Result<> parsed = EventParser().parse({padded.constData(), static_cast<std::size_t>(line.size())}, event);
    if (!parsed)
        return std::unexpected(parsed.error());
    return event;
}

} // namespace relight
