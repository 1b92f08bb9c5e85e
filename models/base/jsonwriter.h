#pragma once
// One line of JSON, written as it is said, for what is written by the thousand. Pure, any thread.

#include "models/base/time.h"

#include <QByteArray>
#include <QMap>

#include <utility>

namespace relight {

// As a string of JSON, with its quotes; whatever is in `text`, no newline is written.
void appendJsonString(QByteArray &out, QStringView text);

// Writes the members of an object; what is empty is left out, also an object or a list in which nothing is.
class JsonWriter
{
public:
    explicit JsonWriter(QByteArray &out)
        : m_out(out)
    {
    }

    JsonWriter &text(const char *name, QStringView value)
    {
        if (!value.isEmpty()) {
            key(name);
            appendJsonString(m_out, value);
        }
        return *this;
    }
    JsonWriter &time(const char *name, const std::optional<Timestamp> &value)
    {
        return value ? text(name, timestampText(*value)) : *this;
    }
    JsonWriter &number(const char *name, int value)
    {
        if (value != 0) {
            key(name);
            m_out.append(QByteArray::number(value));
        }
        return *this;
    }
    JsonWriter &flag(const char *name, bool value, bool otherwise = false)
    {
        if (value != otherwise) {
            key(name);
            m_out.append(value ? "true" : "false");
        }
        return *this;
    }
    template <class F> JsonWriter &object(const char *name, F members) { return part(name, '{', '}', members); }
    void empty(const char *name)
    {
        key(name);
        m_out.append("{}");
    }
    template <class List, class F> JsonWriter &list(const char *name, const List &items, F write)
    {
        return part(name, '[', ']', [&](JsonWriter &list) {
            for (const auto &item : items) {
                list.next();
                write(list, item);
            }
        });
    }
    // An element of a list, or the whole; also an empty one.
    template <class F> void whole(F members)
    {
        m_out.append('{');
        m_first = true;
        members(*this);
        m_out.append('}');
        m_first = false;
    }
    JsonWriter &texts(const char *name, const QMap<QString, QString> &map)
    {
        return object(name, [&](JsonWriter &write) {
            for (auto text = map.cbegin(); text != map.cend(); ++text) {
                write.next();
                appendJsonString(m_out, text.key());
                m_out.append(':');
                appendJsonString(m_out, text.value());
            }
        });
    }
    void item(QStringView text) { appendJsonString(m_out, text); }

private:
    void next()
    {
        if (!std::exchange(m_first, false))
            m_out.append(',');
    }
    void key(const char *name)
    {
        next();
        m_out.append('"').append(name).append("\":");
    }
    template <class F> JsonWriter &part(const char *name, char open, char close, F content)
    {
        const qsizetype before = m_out.size();
        const bool first = m_first;
        key(name);
        m_out.append(open);
        m_first = true;
        content(*this);
        if (m_first) // nothing came
            m_out.truncate(before);
        else
            m_out.append(close);
        m_first = m_first && first;
        return *this;
    }

    QByteArray &m_out;
    bool m_first = true;
};

} // namespace relight
