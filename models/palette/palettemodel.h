#pragma once
// What the palette offers for what was typed so far, best first. Owned by the palette; GUI thread. Each letter typed is
// another answer, so the rows are reset: nothing of the old order is worth keeping, and the view begins at the top.

#include "models/palette/paletteranking.h"

#include <QAbstractListModel>

namespace relight {

class PaletteModel : public QAbstractListModel
{
    Q_OBJECT
public:
    static constexpr int most = 300; // rows; whoever does not find it among these types on

    using QAbstractListModel::QAbstractListModel;

    void setEntries(const QList<PaletteEntry> &entries); // and forgets what was typed
    void setQuery(const QString &query);
    const QString &query() const { return m_query; }

    const PaletteEntry *entry(const QModelIndex &index) const; // nullptr: none
    QList<int> matched(const QModelIndex &index) const;        // letters of the title that were typed

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<PaletteEntry> m_entries;
    std::vector<SearchableEntry> m_searchable;
    QList<int> m_rows;
    QString m_query;
};

} // namespace relight
