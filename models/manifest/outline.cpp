#include "models/manifest/outline.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

// What is open above the line that is read.
struct Level
{
    int column = 0;
    QString path, key;
    int items = 0;  // list items seen so far
    int entry = -1; // in the outline
    bool isItem = false;
};

// Below a section only what has a name of its own, and Argo CD, which is a section in all but place.
bool isShown(const QString &path)
{
    static const QRegularExpression shown(
        u"^[^.\\[]+(\\.[^.\\[]+)?$|^recovery\\.gitops\\.argocd$|^recovery\\.steps\\.[^.\\[]+$"_s);
    return shown.match(path).hasMatch() && !path.startsWith(u"x-"_s);
}

QString nameInFlow(const QString &value)
{
    static const QRegularExpression name(u"[{,]\\s*name:\\s*(\"[^\"]*\"|'[^']*'|[^,}]*)"_s);
    QString found = name.match(value).captured(1).trimmed();
    if (found.size() >= 2 && (found.startsWith(u'"') || found.startsWith(u'\'')))
        found = found.sliced(1, found.size() - 2);
    return found;
}

class Reader
{
public:
    QList<OutlineEntry> read(const QList<YamlLine> &lines)
    {
        for (int number = 1; number <= lines.size(); ++number) {
            const YamlLine &line = lines[number - 1];
            if (line.kind == YamlLine::Kind::Blank || line.kind == YamlLine::Kind::Comment)
                continue;
            if (line.kind == YamlLine::Kind::Item) {
                if (line.dash >= 0)
                    item(line, number);
                if (line.hasKey())
                    key(line, number);
            }
            for (const Level &level : std::as_const(m_levels)) {
                if (level.entry >= 0)
                    m_outline[level.entry].lastLine = number;
            }
        }
        return m_outline;
    }

private:
    int depthOf(const QString &path) const
    {
        if (!path.startsWith(u"recovery"_s))
            return 0;
        int depth = 0;
        for (const Level &level : m_levels)
            depth += level.entry >= 0;
        return std::min(depth, 2);
    }
    void show(Level &level, const QString &title, int number)
    {
        level.entry = int(m_outline.size());
        m_outline.append({title, level.path, depthOf(level.path), number, number});
    }
    void item(const YamlLine &line, int number)
    {
        while (!m_levels.isEmpty()
            && (m_levels.last().column > line.dash || (m_levels.last().isItem && m_levels.last().column == line.dash)))
            m_levels.removeLast();
        if (m_levels.isEmpty())
            return;
        Level level;
        level.column = line.dash;
        level.path = u"%1[%2]"_s.arg(m_levels.last().path).arg(m_levels.last().items++);
        level.isItem = true;
        if (const QString name = line.key == "name"_L1 ? line.value : nameInFlow(line.value);
            !name.isEmpty() && m_levels.size() >= 2)
            show(level, name, number);
        m_levels.append(level);
    }
    void key(const YamlLine &line, int number)
    {
        while (!m_levels.isEmpty() && m_levels.last().column >= line.keyAt)
            m_levels.removeLast();
        Level level;
        level.column = line.keyAt;
        level.key = line.key;
        level.path = m_levels.isEmpty() ? line.key : m_levels.last().path + u'.' + line.key;
        if (isShown(level.path)) {
            show(level, line.key, number);
        } else if (!m_levels.isEmpty() && m_levels.last().isItem && m_levels.last().entry < 0 && line.key == "name"_L1
            && m_levels.size() >= 3) {
            show(m_levels.last(), line.value, number); // a name that is not its item's first key
            level.entry = -1;
        }
        m_levels.append(level);
    }

    QList<OutlineEntry> m_outline;
    QList<Level> m_levels;
};

} // namespace

QList<OutlineEntry> outlineOf(QStringView text)
{
    return Reader().read(readYamlLines(text));
}

int outlineEntryAt(const QList<OutlineEntry> &outline, int line)
{
    int found = -1;
    for (int i = 0; i < outline.size() && outline[i].line <= line; ++i) {
        if (outline[i].lastLine >= line)
            found = i;
    }
    return found;
}

} // namespace relight
