#include "models/palette/palettemodel.h"

namespace relight {

void PaletteModel::setEntries(const QList<PaletteEntry> &entries)
{
    m_entries = entries;
    m_searchable.clear();
    m_searchable.reserve(size_t(entries.size()));
    for (const PaletteEntry &entry : entries)
        m_searchable.emplace_back(entry);
    setQuery({});
}

void PaletteModel::setQuery(const QString &query)
{
    beginResetModel();
    m_query = query;
    m_rows = rankedFor(query, m_searchable, most);
    endResetModel();
}

const PaletteEntry *PaletteModel::entry(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_rows.size() ? &m_entries.at(m_rows.at(index.row())) : nullptr;
}

QList<int> PaletteModel::matched(const QModelIndex &index) const
{
    return entry(index) ? matchedLetters(m_query, m_searchable[size_t(m_rows.at(index.row()))]) : QList<int>();
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    const PaletteEntry *row = entry(index);
    if (!row)
        return {};
    QStringList parts{row->title};
    if (!row->context.isEmpty())
        parts << row->context;
    switch (role) {
    case Qt::DisplayRole:
        return row->title;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        if (!row->enabled)
            parts << row->reason;
        else if (!row->keys.isEmpty())
            parts << row->keys;
        return parts.join(QStringLiteral(", "));
    default:
        return {};
    }
}

} // namespace relight
