#include "models/base/jsonwriter.h"
#include "models/run/eventfields.h"
#include "models/run/eventjson.h"
#include "models/run/eventtime.h"
#include "models/run/wordtables.h"

#include <charconv>

namespace relight {

namespace {

class Writer
{
public:
    explicit Writer(QByteArray &out)
        : m_out(out)
    {
    }

    void operator()(std::string_view name, const QString &text)
    {
        if (!text.isEmpty()) {
            key(name);
            string(text);
        }
    }

    template <class T> void operator()(std::string_view name, const std::optional<T> &value)
    {
        if (value)
            (*this)(name, *value);
    }

    template <class T> void operator()(std::string_view name, const QList<T> &list)
    {
        if (list.isEmpty())
            return;
        key(name);
        m_out.append('[');
        for (qsizetype i = 0; i < list.size(); ++i) {
            if (i > 0)
                m_out.append(',');
            element(list[i]);
        }
        m_out.append(']');
    }

    template <class T>
        requires std::is_enum_v<T>
    void operator()(std::string_view name, const T &value)
    {
        key(name);
        quoted(wordOf(value));
    }

    void operator()(std::string_view name, const Decision &decision)
    {
        key(name);
        element(decision);
    }

    void operator()(std::string_view name, bool value)
    {
        key(name);
        raw(value ? "true" : "false");
    }

    void operator()(std::string_view name, int value) { (*this)(name, qint64{value}); }
    void operator()(std::string_view name, Seconds value) { (*this)(name, qint64{value.count()}); }

    void operator()(std::string_view name, qint64 value)
    {
        key(name);
        char digits[24];
        const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
        raw({digits, static_cast<std::size_t>(end - digits)});
    }

    void operator()(std::string_view name, Timestamp value)
    {
        key(name);
        const EventTimeText text = eventTimeText(value);
        quoted({text.data(), text.size()});
    }

    void type(std::string_view name)
    {
        key("type");
        quoted(name);
    }

    void open()
    {
        m_out.append('{');
        m_first = true;
    }

    void close()
    {
        m_out.append('}');
        m_first = false;
    }

private:
    void raw(std::string_view text) { m_out.append(text.data(), static_cast<qsizetype>(text.size())); }

    void quoted(std::string_view plain)
    {
        m_out.append('"');
        raw(plain);
        m_out.append('"');
    }

    void key(std::string_view name)
    {
        if (!m_first)
            m_out.append(',');
        m_first = false;
        quoted(name);
        m_out.append(':');
    }

    void element(const QString &text) { string(text); }

    template <class T> void element(const T &object)
    {
        open();
        fields(*this, object);
        close();
    }

    void string(const QString &text) { appendJsonString(m_out, text); }

    QByteArray &m_out;
    bool m_first = true;
};

} // namespace

QByteArray eventToJson(const RunEvent &event)
{
    QByteArray line;
    line.reserve(240);
    Writer write(line);
    write.open();
    write("seq", event.sequence);
    write("at", event.at);
    std::visit(
        [&write]<class Body>(const Body &body) {
            write.type(typeName<Body>);
            fields(write, body);
        },
        event.body);
    write.close();
    return line;
}

} // namespace relight
